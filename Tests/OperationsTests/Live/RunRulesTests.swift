import Testing

@testable import Operations

@Suite struct RunRulesTests {
  @Test(arguments: [
    (2, [2, 4, 8, 16, 32, 60, 60]), (0, [0, 0, 0]), (45, [45, 60, 60]), (100, [100, 100]),
  ])
  func `pauses grow to a limit`(first: Int, pauses: [Int]) {
    let rules = RunRules(retriesMax: 5, pauseSeconds: first)
    #expect(pauses.indices.map { rules.pauseSeconds(beforeRetry: $0 + 1) } == pauses)
    #expect(rules.pauseSeconds(beforeRetry: 1_000) == pauses.last)
  }

  @Test(arguments: [(0, 10), (1, 10), (5, 50)])
  func `while a table is temporarily renamed a run is more patient, and not for ever`(
    most: Int, temporarilyRenamed: Int
  ) {
    #expect(
      RunRules(retriesMax: most, pauseSeconds: 1).retriesMaxWhileRenamed == temporarilyRenamed)
  }

  @Test func `a connection is tried at once, then after growing pauses`() {
    let pauses = (1...7).map { RunRules.pauseSeconds(beforeConnection: $0) }
    #expect(pauses == [0, 1, 2, 4, 8, 15, 15])
  }

  @Test(arguments: [
    (1205, "Lock wait timeout exceeded; try restarting transaction", RunRules.Meaning.locked),
    (1213, "Deadlock found when trying to get lock", .locked),
    (
      1286, "Unknown storage engine 'planc: nothing was changed: it's 'odd'; run a.sql'",
      .refused("planc: nothing was changed: it's 'odd'; run a.sql")
    ),
    (1286, "Unknown storage engine 'rocksdb'", .failed), (1286, "no quotes", .failed),
    (1142, "DROP command denied", .failed),
  ])
  func `an error means a lock, a sentence of ours, or a fault`(
    number: Int, sentence: String, meaning: RunRules.Meaning
  ) {
    #expect(RunRules.meaning(ofError: number, sentence) == meaning)
  }
}
