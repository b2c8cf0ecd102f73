/// The lines that every generated SQL file begins with.
extension SQLScript {
  /// The widest line of a generated file, in characters; only text from a server may be wider.
  static let columnMax = 110

  /// The comments, and the settings under which the values below mean the same on every server.
  ///
  /// The first setting is the interlock: a client that carries on after errors has a session that
  /// cannot write. A server refuses a write in it with 1792, whatever the storage engine.
  ///
  /// - Parameters:
  ///   - purpose: what the file does, behind the title of the plan.
  ///   - usage: how it is used, a line each.
  mutating func begin(_ migration: Migration, _ purpose: String, usage: [String]) {
    comment(generatedSentence(planPath: SQLText.lineComment(migration.planPath)))
    comment("\(migration.title) \(migration.version): \(purpose)")
    for line in usage { comment(line) }
    comment("")
    statement("SET SESSION TRANSACTION READ ONLY")
    statement("SET @planc_connection = CONNECTION_ID()")
    statement("SET NAMES utf8mb4")
    statement("SET SESSION sql_mode = 'STRICT_ALL_TABLES', autocommit = 1")
  }

  mutating func set(_ variable: String, _ text: String) {
    statement("SET @planc_\(variable) = \(SQLText.string(text))")
  }

  mutating func set(_ variable: String, _ number: Int) {
    statement("SET @planc_\(variable) = \(number)")
  }

  /// Several variables in one statement, on as many lines as it needs; nothing for none.
  ///
  /// - Parameter variables: names, and values as SQL.
  mutating func set(_ variables: [(name: String, value: String)]) {
    var text = "SET "
    var column = HeadList.width(text)
    for (index, variable) in variables.enumerated() {
      let assignment = "@planc_\(variable.name) = \(variable.value)"
      let width = HeadList.width(assignment)
      // Behind it a comma or a semicolon.
      if index > 0, column + 2 + width + 1 > Self.columnMax {
        text += ",\n    "
        column = 4
      } else if index > 0 {
        text += ", "
        column += 2
      }
      text += assignment
      column += width
    }
    if !variables.isEmpty { statement(text) }
  }

  /// Behind the head, before the first section.
  mutating func endHead() {
    comment("")
    comment(
      "The rest is the same in every file with these sections; planc documents it in docs/sections.md."
    )
  }
}
