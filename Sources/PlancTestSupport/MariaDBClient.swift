import Foundation

/// Runs SQL through the command `mariadb`, or MySQL's own `mysql`, as an operator does.
package struct MariaDBClient: Sendable {
  /// The three ways in which operators run a script; each treats errors in its own way.
  package enum Manner: String, CaseIterable, Sendable {
    /// `mariadb < file`: stops at the first error with exit code 1.
    case stdin
    /// `mariadb --force < file`: carries on after errors, exit code 0.
    case force
    /// `mariadb -e "source file"`: carries on after errors, exit code 0; MySQL's client stops.
    case source

    /// Whether the client of the chosen server stops at the first error, with exit code 1.
    package var stopsAtErrors: Bool {
      switch self {
      case .stdin: true
      case .force: false
      case .source: ServerKind.chosen.family == .mySQL
      }
    }
  }

  package var kind: ServerKind
  package var socket: String
  package var port: Int
  package var user = "root"
  package var password = ""
  /// Options for every run, such as `--safe-updates`.
  package var options: [String] = []

  package init(kind: ServerKind, socket: String, port: Int) {
    self.kind = kind
    self.socket = socket
    self.port = port
  }

  /// The same client as another account.
  package func with(user: String, password: String = "") -> MariaDBClient {
    var other = self
    other.user = user
    other.password = password
    return other
  }

  /// The same client with further options.
  package func with(options more: [String]) -> MariaDBClient {
    var other = self
    other.options += more
    return other
  }

  var connection: [String] {
    // `--no-defaults` must come first; the operator's own option files must not change a test.
    ["--no-defaults", "--socket=\(socket)", "--user=\(user)"]
      // MySQL's client warns of any password on the command line, even of none; it asks for none
      // either, without the option.
      + (password.isEmpty ? [] : ["--password=\(password)"])
      + ["--default-character-set=utf8mb4"] + options
  }

  /// The options that make the client run a file from a command of its own. MySQL's has those
  /// commands off by default.
  private func sourcing(_ path: String) -> [String] {
    (kind.family == .mySQL ? ["--commands"] : []) + ["-e", "source \(path)"]
  }

  /// Starts a script and returns while it runs.
  package func start(
    script path: String, _ manner: Manner = .stdin, options more: [String] = []
  ) throws(TestSupportError) -> ChildProcess {
    let client = try kind.path(kind.clientProgram)
    switch manner {
    case .stdin:
      return try ChildProcess(client, connection + more, input: .file(path))
    case .force:
      return try ChildProcess(client, connection + more + ["--force"], input: .file(path))
    case .source:
      return try ChildProcess(client, connection + more + sourcing(path))
    }
  }

  /// Runs a script, in one of the operators' three ways.
  package func run(
    script path: String, _ manner: Manner = .stdin, options more: [String] = []
  ) throws(TestSupportError) -> ProgramOutput {
    try start(script: path, manner, options: more).wait()
  }

  /// Runs a script that is not a file yet.
  package func run(
    text: String, _ manner: Manner = .stdin, options more: [String] = []
  ) throws(TestSupportError) -> ProgramOutput {
    let folder = try TemporaryFolder()
    return try run(script: folder.write("script.sql", text), manner, options: more)
  }

  /// A dump of one schema, without its name.
  package func dump(_ schema: String) throws(TestSupportError) -> ProgramOutput {
    let program = try kind.path(kind.family == .mySQL ? "mysqldump" : "mariadb-dump")
    return try ChildProcess.run(
      program, connection + ["--triggers", "--routines", "--events", schema])
  }

  /// Runs statements that must succeed, and returns what they answer: a row a line, each with its
  /// columns. NULL is the text `NULL`; a line end or tab within a value is `\n` or `\t`.
  ///
  /// - Throws: `TestSupportError` with the server's message when a statement fails.
  @discardableResult
  package func query(_ sql: String) throws(TestSupportError) -> [[String]] {
    let output = try run(text: sql, options: ["-N", "-B"])
    guard output.exitCode == 0 else {
      throw TestSupportError("\(output.stderr)in: \(sql.prefix(2_000))")
    }
    return output.stdout.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The one value that a statement answers with.
  package func value(_ sql: String) throws(TestSupportError) -> String {
    let rows = try query(sql)
    guard rows.count == 1, rows[0].count == 1 else {
      throw TestSupportError("one value was expected, not \(rows), from: \(sql)")
    }
    return rows[0][0]
  }
}
