/// A row of the preflight's answer.
package struct PreflightFinding: Equatable, Sendable {
  package enum Level: String, Sendable { case stop, breaks, look }

  package var level: Level
  package var finding: String
  package var object: String
  package var advice: String

  /// Nil when the answers are not those of the script.
  package static func list(_ answers: [ServerAnswer]) -> [PreflightFinding]? {
    let columns = ["level", "finding", "at_object", "what_to_do"]
    guard let answer = answers.first(where: { $0.columns == columns }) else { return nil }
    var findings: [PreflightFinding] = []
    for row in answer.rows {
      guard let level = row[0].flatMap(Level.init) else { return nil }
      findings.append(
        PreflightFinding(
          level: level, finding: row[1] ?? "", object: row[2] ?? "", advice: row[3] ?? ""))
    }
    return findings
  }
}

extension Migration {
  /// The preflight's checks of the session and of the account's rights, and nothing else: the others
  /// are about the state before the move.
  package var preflightOfTheAccount: [UInt8] {
    PreflightScript(
      migration: self, moves: MovesList(self), checks: PreflightCheck.ofSessionAndAccount(self)
    ).render()
  }
}
