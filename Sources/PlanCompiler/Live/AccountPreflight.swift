extension Migration {
  /// The preflight's checks of the session and of the account's rights, and nothing else: the others
  /// are about the state before the move.
  package var preflightOfTheAccount: SQLScript {
    SQLScript(
      text: PreflightScript(
        migration: self, moves: MovesList(self), groups: PreflightCheck.ofSessionAndAccount
      ).render())
  }
}
