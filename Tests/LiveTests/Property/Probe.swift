import PlancTestSupport

@testable import PlanCompiler

/// Something that somebody does with a server: what it answers must be the same after a migration.
struct Probe {
  /// `{0}` stands for a table's place, `{log}` for the table that triggers write to.
  var statements: String
  var tables: [Int]
  /// Nil for root.
  var user: String?

  init(_ statements: String, _ tables: [Int], user: String? = nil) {
    self.statements = statements
    self.tables = tables
    self.user = user
  }
}

extension RandomServer {
  /// What every probe answers: rows, and the numbers of errors.
  ///
  /// - Parameter isAfter: whether the tables are asked for where the plan moves them.
  func answers(
    of client: MariaDBClient, after isAfter: Bool
  ) throws(TestSupportError) -> [String] {
    var answers = [String](repeating: "", count: probes.count)
    for user in Set(probes.map { $0.user ?? "" }).sorted() {
      let mine = probes.indices.filter { (probes[$0].user ?? "") == user }
      // A probe a line: the client says of an error in which line it stood.
      let lines = mine.map { "SELECT '#\($0)'; \(statement(of: probes[$0], after: isAfter));" }
      let account = user.isEmpty ? client : client.with(user: Self.account(user))
      let output = try account.run(
        text: lines.joined(separator: "\n") + "\n", options: ["-N", "-B", "--force"])
      var current = 0
      for line in output.stdout.split(separator: "\n") {
        if line.hasPrefix("#"), let number = Int(line.dropFirst()) {
          current = number
        } else {
          answers[current] += "\(line)\n"
        }
      }
      // ERROR 1356 (HY000) at line 3: …
      for line in output.stderr.split(separator: "\n") where line.hasPrefix("ERROR ") {
        let words = line.split(separator: " ")
        guard words.count > 5, let place = words.firstIndex(of: "line"),
          let number = Int(words[place + 1].dropLast())
        else { throw TestSupportError("\(user): \(line)") }
        answers[mine[number - 1]] += "error \(words[1])\n"
      }
    }
    return answers
  }

  func statement(of probe: Probe, after isAfter: Bool) -> String {
    var text = probe.statements.replacing("{log}", with: "\(SQLText.name(aside)).log")
    for (index, table) in probe.tables.enumerated() {
      text = text.replacing("{\(index)}", with: place(of: table, after: isAfter))
    }
    return text
  }

  /// `'o''hara'@localhost` as the client wants it.
  private static func account(_ user: String) -> String {
    let name = String(user.dropLast("@localhost".count))
    guard name.hasPrefix("'") else { return name }
    return String(name.dropFirst().dropLast()).replacing("''", with: "'")
  }
}
