import Foundation
import PlancTestSupport
import Testing

/// docs/servers.md is run, so it cannot say what servers do not do.
///
/// `PLANC_REWRITE_FACTS=1 PLANC_SERVER=mysql-9.7` writes what another server than MariaDB 10.11
/// answers behind the block that it differs from.
@Suite struct ServerFactsTests {
  /// A heading with the statements below it and what they answer.
  struct Fact: Sendable {
    var title: String
    var sql: String
    /// By the server's name; under the empty one, what all the others answer.
    var answers: [String: String] = [:]
    /// The line behind the last of its blocks.
    var end = 0
  }

  @Test func `what servers.md says is what the server does`() async throws {
    let lines = String(decoding: try Repository.bytes(of: Self.path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let facts = try Self.facts(lines)
    #expect(facts.count >= 40)
    let server = ServerKind.chosen.rawValue
    let answers = try await SharedServer.use { server in
      try facts.map { fact in
        try server.empty()
        try server.client.query("CREATE SCHEMA a; CREATE SCHEMA b;")
        let output = try server.client.run(text: fact.sql, .force, options: ["-N", "-B"])
        let errors = output.stderr.split(separator: "\n").filter { $0.hasPrefix("ERROR") }
        return output.stdout + errors.map { "\($0)\n" }.joined()
      }
    }
    if ProcessInfo.processInfo.environment["PLANC_REWRITE_FACTS"] == "1" {
      try Self.rewrite(lines, facts, answers)
    } else {
      for (fact, answer) in zip(facts, answers) {
        #expect(answer == fact.answers[server] ?? fact.answers[""], "\(fact.title)")
        // What is written down for a server, and is what all answer, says nothing.
        #expect(fact.answers[server] == nil || answer != fact.answers[""], "\(fact.title)")
      }
    }
  }

  private static let path = "docs/servers.md"

  private static func rewrite(_ lines: [String], _ facts: [Fact], _ answers: [String]) throws {
    var lines = lines
    for (fact, answer) in zip(facts, answers).reversed()
    where fact.answers[""] != answer && fact.answers[ServerKind.chosen.rawValue] == nil {
      lines.insert("```\n\n```text \(ServerKind.chosen.rawValue)\n\(answer)```", at: fact.end)
      lines.remove(at: fact.end - 1)
    }
    try Data(lines.joined(separator: "\n").utf8)
      .write(to: URL(filePath: "\(Repository.root)/\(path)"))
  }

  /// Each block of SQL, with the blocks of text that must follow it.
  private static func facts(_ lines: [String]) throws -> [Fact] {
    var facts: [Fact] = []
    var title = ""
    var sql: String?
    var number = 0
    func block() -> String {
      let end = lines[number...].firstIndex(of: "```") ?? lines.endIndex
      defer { number = end + 1 }
      return lines[number..<end].map { "\($0)\n" }.joined()
    }
    while number < lines.count {
      let line = lines[number]
      number += 1
      if line.hasPrefix("### ") {
        title = String(line.dropFirst(4))
      } else if line == "```sql" {
        #expect(sql == nil, "\(title) has SQL without an answer")
        sql = block()
      } else if line == "```text", let statements = sql {
        facts.append(Fact(title: title, sql: statements, answers: ["": block()], end: number))
        sql = nil
      } else if line.hasPrefix("```text "), let last = facts.indices.last {
        let server = String(line.dropFirst("```text ".count))
        #expect(sql == nil && ServerKind(rawValue: server) != nil, "\(title): \(line)")
        #expect(facts[last].title == title && facts[last].answers[server] == nil, "\(title)")
        facts[last].answers[server] = block()
        facts[last].end = number
      }
    }
    #expect(sql == nil, "\(title) has SQL without an answer")
    return facts
  }
}
