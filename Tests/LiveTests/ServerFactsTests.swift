import PlancTestSupport
import Testing

/// docs/servers.md is run, so it cannot say what servers do not do.
@Suite struct ServerFactsTests {
  /// A heading with the statements below it and what they answer.
  struct Fact: Sendable, CustomTestStringConvertible {
    var title: String
    var sql: String
    var answer: String

    var testDescription: String { title }
  }

  @Test func `what servers.md says is what the server does`() async throws {
    let facts = try Self.facts()
    #expect(facts.count >= 20)
    try await SharedServer.use { server in
      for fact in facts {
        try server.empty()
        try server.client.query("CREATE SCHEMA a; CREATE SCHEMA b;")
        let output = try server.client.run(text: fact.sql, .force, options: ["-N", "-B"])
        let errors = output.stderr.split(separator: "\n").filter { $0.hasPrefix("ERROR") }
        let answer = output.stdout + errors.map { "\($0)\n" }.joined()
        #expect(answer == fact.answer, "\(fact.title)")
      }
    }
  }

  /// Each block of SQL, with the block of text that must follow it.
  private static func facts() throws -> [Fact] {
    var facts: [Fact] = []
    var title = ""
    var sql: String?
    var lines = String(decoding: try Repository.bytes(of: "docs/servers.md"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)[...]
    func block() -> String {
      let end = lines.firstIndex(of: "```") ?? lines.endIndex
      defer { lines = lines[end...].dropFirst() }
      return lines[..<end].map { "\($0)\n" }.joined()
    }
    while let line = lines.popFirst() {
      if line.hasPrefix("### ") {
        title = String(line.dropFirst(4))
      } else if line == "```sql" {
        #expect(sql == nil, "\(title) has SQL without an answer")
        sql = block()
      } else if line == "```text", let statements = sql {
        facts.append(Fact(title: title, sql: statements, answer: block()))
        sql = nil
      }
    }
    #expect(sql == nil, "\(title) has SQL without an answer")
    return facts
  }
}
