extension Migration {
  /// The preflight's checks of the session and of the privileges of the account, and nothing else: the others
  /// are about the state before the move.
  package var preflightOfTheAccount: SQLScript {
    PreflightScript(migration: self, checksAccountOnly: true).render()
  }
}
