/// What a preflight or a verification found on a server, typed.
package struct CheckReport: Equatable, Sendable {
  package enum Kind: String, Sendable {
    case preflight
    case verify
  }

  package enum Severity: String, CaseIterable, Sendable {
    /// Blocks the migration or its rollback; in a verification, what differs from the plan.
    case error
    /// The move succeeds, and breaks a dependent object.
    case warning
    /// A note.
    case info
  }

  package struct Finding: Equatable, Sendable {
    package var severity: Severity
    /// What was found.
    package var found: String
    /// Where: a table, a schema, an account.
    package var object: String
    /// What to do; of a verification, what the plan promises.
    package var advice: String
  }

  package var kind: Kind
  /// Whether it is READY or VERIFIED.
  package var isGood: Bool
  /// The last row.
  package var result: String
  package var findings: [Finding]
  /// Of each moved table that is at its target, whether it has rows; of a verification alone.
  package var rows: [(place: String, hasRows: Bool)] = []

  package static func == (one: CheckReport, other: CheckReport) -> Bool {
    one.kind == other.kind && one.isGood == other.isGood && one.result == other.result
      && one.findings == other.findings
      && one.rows.elementsEqual(
        other.rows, by: { $0.place == $1.place && $0.hasRows == $1.hasRows })
  }
}

/// Reads what the preflight file of a migration answered.
///
/// - Throws: when the answers are not those of the file, or the result contradicts the findings.
package func preflightReport(
  of migration: Migration, answers: [ServerAnswer]
) throws(AnswerFault) -> CheckReport {
  var reader = AnswerReader(answers)
  var findings: [CheckReport.Finding] = []
  for row in try reader.rows(of: ["severity", "finding", "object", "advice"]) {
    guard let severity = CheckReport.Severity(rawValue: row[0]) else {
      throw AnswerFault("`\(row[0])` is not a severity")
    }
    findings.append(
      .init(severity: severity, found: row[1], object: row[2], advice: row[3]))
  }
  let result = try reader.result()
  guard result == "READY" || result.hasPrefix("NOT READY") else {
    throw AnswerFault("`\(result)` is not a result of a preflight")
  }
  let isGood = result == "READY"
  if isGood, findings.contains(where: { $0.severity != .info }) {
    throw AnswerFault("the result is READY, and the findings contradict it")
  }
  return CheckReport(kind: .preflight, isGood: isGood, result: result, findings: findings)
}

/// Reads what the verification of a migration answered.
///
/// - Throws: when the answers are not those of the file, or the result contradicts the rows.
package func verifyReport(
  of migration: Migration, answers: [ServerAnswer]
) throws(AnswerFault) -> CheckReport {
  var reader = AnswerReader(answers)
  var findings: [CheckReport.Finding] = []
  for row in try reader.rows(of: ["finding", "expected", "found"]) {
    findings.append(.init(severity: .error, found: row[2], object: row[0], advice: row[1]))
  }
  var rows: [(place: String, hasRows: Bool)] = []
  for row in try reader.rows(of: ["target", "content"]) {
    guard ["has rows", "empty"].contains(row[1]) else {
      throw AnswerFault("`\(row[1])` is not the content of a table")
    }
    rows.append((row[0], row[1] == "has rows"))
  }
  if migration.needsChangesByHand { _ = try reader.rows(of: ChangeByHand.columns) }
  let result = try reader.result()
  guard result.hasPrefix("VERIFIED") || result.hasPrefix("NOT VERIFIED") else {
    throw AnswerFault("`\(result)` is not a result of a verification")
  }
  let isGood = result.hasPrefix("VERIFIED")
  if isGood, !findings.isEmpty || rows.count != min(migration.moveCount, VerifyScript.readMax) {
    throw AnswerFault("the result is VERIFIED, and the rows above contradict it")
  }
  return CheckReport(
    kind: .verify, isGood: isGood, result: result, findings: findings, rows: rows)
}

extension AnswerReader {
  /// The only column of the last row.
  fileprivate mutating func result() throws(AnswerFault) -> String {
    let result = try rows(of: ["result"], count: 1)[0][0]
    try finish()
    return result
  }
}
