/// What a preflight or a verification found on a server, typed.
package struct CheckReport: Equatable, Sendable {
  package enum Kind: String, Sendable {
    case preflight
    case verify
  }

  package enum Severity: String, CaseIterable, Sendable {
    /// A script would refuse, or the way back is closed; in a verification, what is not as promised.
    case stop
    /// The move works, and then this does not.
    case breaks
    /// Good to know.
    case look
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
  /// The whole of the last word.
  package var word: String
  package var findings: [Finding]
  /// Of each moved table that is at its target, whether it has rows; of a verification alone.
  package var rows: [(place: String, hasRows: Bool)] = []

  package static func == (one: CheckReport, other: CheckReport) -> Bool {
    one.kind == other.kind && one.isGood == other.isGood && one.word == other.word
      && one.findings == other.findings
      && one.rows.elementsEqual(
        other.rows, by: { $0.place == $1.place && $0.hasRows == $1.hasRows })
  }
}

/// Reads what the preflight file of a migration answered.
///
/// - Throws: when the answers are not those of the file, or say READY beside findings.
package func preflightReport(
  of migration: Migration, answers: [ServerAnswer]
) throws(AnswerFault) -> CheckReport {
  var reader = AnswerReader(answers)
  var findings: [CheckReport.Finding] = []
  for row in try reader.rows(of: ["level", "finding", "at_object", "what_to_do"]) {
    guard let severity = CheckReport.Severity(rawValue: row[0]) else {
      throw AnswerFault("`\(row[0])` is no level of a finding")
    }
    findings.append(
      .init(severity: severity, found: row[1], object: row[2], advice: row[3]))
  }
  let word = try lastWord(of: migration.fileNames.preflight, &reader)
  guard word == "READY" || word.hasPrefix("NOT READY") else {
    throw AnswerFault("`\(word)` is none of the words that a preflight ends with")
  }
  let isGood = word == "READY"
  if isGood, findings.contains(where: { $0.severity != .look }) {
    throw AnswerFault("the word is READY, and there are findings that forbid it")
  }
  return CheckReport(kind: .preflight, isGood: isGood, word: word, findings: findings)
}

/// Reads what the verification of a migration answered.
///
/// - Throws: when the answers are not those of the file, or say VERIFIED beside findings.
package func verifyReport(
  of migration: Migration, answers: [ServerAnswer]
) throws(AnswerFault) -> CheckReport {
  var reader = AnswerReader(answers)
  var findings: [CheckReport.Finding] = []
  for row in try reader.rows(of: ["finding", "expected", "found"]) {
    findings.append(.init(severity: .stop, found: row[2], object: row[0], advice: row[1]))
  }
  var rows: [(place: String, hasRows: Bool)] = []
  for row in try reader.rows(of: ["target", "content"]) {
    guard ["has rows", "empty"].contains(row[1]) else {
      throw AnswerFault("`\(row[1])` is not the content of a table")
    }
    rows.append((row[0], row[1] == "has rows"))
  }
  let word = try reader.rows(of: ["result"], count: 1)[0][0]
  try reader.finish()
  guard word == "VERIFIED" || word.hasPrefix("NOT VERIFIED") else {
    throw AnswerFault("`\(word)` is not a result of a verification")
  }
  let isGood = word == "VERIFIED"
  if isGood, !findings.isEmpty || rows.count != min(migration.moveCount, VerifyScript.readMax) {
    throw AnswerFault("the result is VERIFIED, and the rows above contradict it")
  }
  return CheckReport(
    kind: .verify, isGood: isGood, word: word, findings: findings, rows: rows)
}

private func lastWord(
  of file: String, _ reader: inout AnswerReader
) throws(AnswerFault) -> String {
  let word = try reader.rows(of: [FileNames.wordColumn(of: file)], count: 1)[0][0]
  try reader.finish()
  return word
}
