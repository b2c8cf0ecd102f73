import Testing

@testable import Operations

/// A good word counts with answers that bear it out, and with no others.
@Suite struct CheckReportTests {
  private func preflight(_ answers: [ServerAnswer]) throws -> CheckReport {
    try preflightReport(of: Canned.migration, answers: answers)
  }
  private func verify(_ answers: [ServerAnswer]) throws -> CheckReport {
    try verifyReport(of: Canned.migration, answers: answers)
  }

  @Test func `every finding of a preflight is told by its severity`() throws {
    let rows: [[String?]] = [
      ["error", "table is missing", "a.one", "find it"], ["warning", "view", "a.v", "fix it"],
      ["info", "old", "session 1", "wait"],
    ]
    let report = try preflight(Canned.preflight("NOT READY: errors: 1, …", rows))
    #expect(!report.isGood)
    #expect(report.result == "NOT READY: errors: 1, …")
    #expect(report.findings.map(\.severity) == [.error, .warning, .info])
    #expect(report.findings[0].object == "a.one")
    #expect(report.findings[0].advice == "find it")
    let ready = try preflight(Canned.preflight("READY", [["info", "x", "y", "z"]]))
    #expect(ready.isGood)
  }

  @Test func `a verification tells findings and which tables have rows`() throws {
    let good = try verify(Canned.verify())
    #expect(good.isGood)
    #expect(good.rows.map(\.hasRows) == [true, false, false])
    let rows: [[String?]] = [["b.one", "table", "missing"]]
    let bad = try verify(Canned.verify("NOT VERIFIED: …", rows, holds: []))
    #expect(!bad.isGood)
    #expect(bad.findings[0].object == "b.one")
    #expect(bad.findings[0].found == "missing")
    #expect(bad.findings[0].advice == "table")
  }

  static let cutPreflights: [[ServerAnswer]] = [
    Array(Canned.preflight().dropLast()), Array(Canned.preflight().dropFirst()),
    Canned.preflight("ready"), Canned.preflight(""),
    Canned.preflight("READY", [["error", "x", "y", "z"]]),
    Canned.preflight("READY", [["warning", "x", "y", "z"]]),
    Canned.preflight("READY", [["bad", "x", "y", "z"]]),
    Canned.preflight("READY", [["info", nil, "y", "z"]]),
    Canned.preflight() + Canned.preflight(), Canned.verify("READY"), [],
  ]

  @Test(arguments: cutPreflights)
  func `a preflight that is no whole is never READY`(answers: [ServerAnswer]) {
    #expect(throws: AnswerFault.self) { try preflight(answers) }
  }

  static let cutVerifications: [[ServerAnswer]] = [
    Array(Canned.verify().dropLast()), Array(Canned.verify().dropFirst()),
    Canned.verify("verified"), Canned.verify("VERIFIED", [["b.one", "table", "missing"]]),
    Canned.verify(holds: []), Canned.verify(holds: Array(Canned.held.dropLast())),
    Canned.verify(holds: [["b.one", "much"], ["b.zwei", "empty"], ["b.three", "empty"]]),
    Canned.verify() + Canned.verify(), Canned.preflight("VERIFIED"), [],
  ]

  @Test(arguments: cutVerifications)
  func `a verification that is no whole is never VERIFIED`(answers: [ServerAnswer]) {
    #expect(throws: AnswerFault.self) { try verify(answers) }
  }
}
