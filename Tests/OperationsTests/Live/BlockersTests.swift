import Testing

@testable import Operations

@Suite struct BlockersTests {
  private static func answer(_ rows: [String?]...) -> ServerAnswer {
    ServerAnswer(columns: Array(repeating: "", count: 8), rows: rows)
  }

  @Test func `a session is told by number, account, age, state, statement and table`() {
    let found = Blocker.list(
      Self.answer(
        ["12", "app", "10.0.0.7:5022", "340", "Sleep", "", nil, "shop.orders"],
        ["12", "app", "10.0.0.7:5022", "340", "Sleep", "", nil, "shop.items"],
        ["13", "report", "localhost", "7", "Query", "Sending data", "SELECT 1", nil]))
    #expect(
      found.map(\.sentence) == [
        "session 12, app@10.0.0.7:5022, 340 s old: Sleep; holds shop.orders",
        "session 13, report@localhost, 7 s old: Query, Sending data, runs `SELECT 1`; may hold it",
      ])
  }

  @Test func `of very many the first ten are told`() {
    let rows = (1...30).map { ["\($0)", "a", "b", "1", "Sleep", "", nil, nil] }
    let found = Blocker.list(ServerAnswer(columns: [], rows: rows))
    #expect(found.map(\.id) == (1...10).map(String.init))
    #expect(Blocker.list(nil).isEmpty)
  }

  @Test func `each family is asked in its own way first`() {
    let questions = [ServerFacts.Family.mariaDB, .mySQL].map {
      Blocker.questions(Example.renaming, $0)
    }
    #expect(questions[0][0].contains("METADATA_LOCK_INFO"))
    #expect(questions[1][0].contains("performance_schema.metadata_locks"))
    #expect(questions[0][1] == questions[1][1])
    #expect(questions.joined().allSatisfy { !$0.contains(";") })
  }
}
