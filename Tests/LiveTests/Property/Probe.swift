import PlancTestSupport

@testable import Foundations

/// Something that somebody does with a server: what it answers must be the same after a migration.
struct Probe {
  enum About { case table, view, routine, event, account }

  /// `{0}` stands for a table's place, `{log}` for the table that triggers write to.
  var statements: String
  var tables: [Int]
  var about: About
  /// Nil for root.
  var user: String?
  /// Whether the order of the rows means nothing.
  var sortsRows: Bool

  init(
    _ statements: String, _ tables: [Int], _ about: About = .table, user: String? = nil,
    sortsRows: Bool = false
  ) {
    self.statements = statements
    self.tables = tables
    self.about = about
    self.user = user
    self.sortsRows = sortsRows
  }
}

extension RandomServer {
  /// What every probe answers: rows, and the numbers of errors.
  ///
  /// - Parameter moved: the tables that are asked for where the plan moves them.
  func answers(
    of client: MariaDBClient, moved: Set<Int>
  ) throws(TestSupportError) -> [String] {
    var answers = [[String]](repeating: [], count: probes.count)
    for user in Set(probes.map { $0.user ?? "" }).sorted() {
      let mine = probes.indices.filter { (probes[$0].user ?? "") == user }
      // A probe a line: the client says of an error in which line it stood.
      let lines = mine.map { "SELECT '#\($0)'; \(statement(of: probes[$0], moved: moved));" }
      let account = user.isEmpty ? client : client.with(user: Self.account(user))
      let output = try account.run(
        text: lines.joined(separator: "\n") + "\n", options: ["-N", "-B", "--force"])
      var current = 0
      for line in output.stdout.split(separator: "\n") {
        if line.hasPrefix("#"), let number = Int(line.dropFirst()) {
          current = number
        } else {
          answers[current].append(String(line))
        }
      }
      for index in mine where probes[index].sortsRows { answers[index].sort() }
      // ERROR 1356 (HY000) at line 3: …
      for line in output.stderr.split(separator: "\n") where line.hasPrefix("ERROR ") {
        let words = line.split(separator: " ")
        guard words.count > 5, let place = words.firstIndex(of: "line"),
          let number = Int(words[place + 1].dropLast())
        else { throw TestSupportError("\(user): \(line)") }
        answers[mine[number - 1]].append("error \(words[1])")
      }
    }
    return answers.map { $0.joined(separator: "\n") }
  }

  func statement(of probe: Probe, moved: Set<Int>) -> String {
    var text = probe.statements.replacing("{log}", with: "\(SQLText.name(aside)).log")
    for (index, table) in probe.tables.enumerated() {
      text = text.replacing("{\(index)}", with: place(of: table, moved: moved))
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
