package import Foundations

/// The definition of a view as MariaDB keeps it, read as far as it must be to name other tables.
///
/// The server has every table qualified and in backticks, every column of a table as
/// `` `schema`.`table`.`column` ``, and that of an alias as `` `alias`.`column` ``. So two parts are
/// a table only where a table stands: an alias may be called as a schema.
///
/// It shows `a, b` and `a JOIN b` alike but for parentheses around the second, so a `join` that is
/// in none was a comma. Written as one it is shown again as it was.
package struct ViewText: Sendable {
  /// Something of a schema, and where it is named.
  package struct Name: Hashable, Sendable {
    package var name: QualifiedName
    /// Bytes of the definition: both parts, without a column behind them.
    package var range: Range<Int>
  }

  package let definition: String
  /// Tables and views, in the order of the text; each as often as it is named.
  package private(set) var tables: [Name] = []
  package private(set) var functions: [Name] = []
  package private(set) var sequences: [Name] = []
  /// Whether it calls a stored function without a schema, which is then that of the view. The server
  /// has built-in functions without quotes.
  package private(set) var callsOwnFunctions = false
  /// Whether it has JSON_TABLE: SHOW CREATE VIEW crashes MariaDB while such a view fails (1356).
  package private(set) var hasJSONTable = false
  /// Why the definition, given back to the server, would not come out as it is; nil when it does.
  package private(set) var fault: String?
  /// What must be written otherwise for the server to show it as it is.
  private var edits: [(range: Range<Int>, text: String)] = []

  /// - Parameter original: the definition that SHOW CREATE VIEW tells, where it is known: its texts
  ///   have their introducers, and the characters that `information_schema` loses.
  package init(_ definition: String, original: String? = nil) {
    self.definition = definition
    var reader = ViewReader(tokens: bodyTokens(definition))
    reader.read()
    tables = reader.tables
    functions = reader.functions
    sequences = reader.sequences
    callsOwnFunctions = reader.callsOwnFunctions
    hasJSONTable = reader.tokens.contains { $0.isWord("JSON_TABLE") }
    fault = reader.fault
    edits = reader.edits
    if let original { takeTexts(from: original) }
  }

  /// Only texts are taken: SHOW CREATE VIEW has parentheses around what was joined by commas.
  private mutating func takeTexts(from original: String) {
    let texts = Self.texts(of: original)
    let places = Self.texts(of: definition)
    guard texts.count == places.count else {
      fault = "its definition and its original do not hold the same texts"
      return
    }
    let bytes = Array(original.utf8)
    for (place, text) in zip(places, texts) {
      edits.append((place, String(decoding: bytes[text], as: UTF8.self)))
    }
  }

  /// Where its texts stand, each with its introducer.
  private static func texts(of definition: String) -> [Range<Int>] {
    let tokens = bodyTokens(definition)
    return tokens.indices.compactMap { index in
      if isIntroducedText(tokens, index) {
        return tokens[index - 1].range.lowerBound..<tokens[index].range.upperBound
      }
      if case .string = tokens[index].kind { return tokens[index].range }
      return nil
    }
  }

  /// The definition with other names, as the server will show it.
  ///
  /// - Parameter newName: nil for what keeps its name.
  package func definition(naming newName: (QualifiedName) -> QualifiedName?) -> String {
    text(with: renamings(of: tables, newName))
  }

  /// What makes the server show `definition(naming:)`.
  package func statement(naming newName: (QualifiedName) -> QualifiedName?) -> String {
    text(with: renamings(of: tables, newName) + edits)
  }

  /// The definition on a server whose schemas have other names.
  package func renamingSchemas(_ newName: (String) -> String) -> String {
    text(
      with: renamings(of: tables + functions + sequences) {
        QualifiedName(newName($0.schema), $0.table)
      })
  }

  private func renamings(
    of names: [Name], _ newName: (QualifiedName) -> QualifiedName?
  ) -> [(range: Range<Int>, text: String)] {
    names.compactMap { name in newName(name.name).map { (name.range, SQLText.name($0)) } }
  }

  private func text(with edits: [(range: Range<Int>, text: String)]) -> String {
    let bytes = Array(definition.utf8)
    var result: [UInt8] = []
    var place = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += bytes[place..<edit.range.lowerBound]
      result += Array(edit.text.utf8)
      place = edit.range.upperBound
    }
    result += bytes[place...]
    return String(decoding: result, as: UTF8.self)
  }
}

/// Reads tokens of a definition, keeping what each open parenthesis stands for.
private struct ViewReader {
  /// What is between two parentheses, or the whole.
  private struct Level {
    enum Clause { case none, with, select, from, after }

    package var clause = Clause.none
    /// Whether the next name is that of a table.
    var awaitsTable = false
  }

  package let tokens: [BodyToken]
  package private(set) var tables: [ViewText.Name] = []
  package private(set) var functions: [ViewText.Name] = []
  package private(set) var sequences: [ViewText.Name] = []
  package private(set) var callsOwnFunctions = false
  package private(set) var fault: String?
  package private(set) var edits: [(range: Range<Int>, text: String)] = []
  private var levels = [Level()]
  private var place = 0

  package init(tokens: [BodyToken]) { self.tokens = tokens }

  private var level: Level {
    get { levels[levels.count - 1] }
    set { levels[levels.count - 1] = newValue }
  }

  private func token(_ index: Int) -> BodyToken? {
    tokens.indices.contains(index) ? tokens[index] : nil
  }

  package mutating func read() {
    while place < tokens.count {
      let token = tokens[place]
      if token.isSymbol("(") {
        let awaitsTable = level.awaitsTable
        level.awaitsTable = false
        levels.append(Level(awaitsTable: awaitsTable))
        place += 1
      } else if token.isSymbol(")") {
        if levels.count > 1 { levels.removeLast() }
        place += 1
        if level.clause == .with, self.token(place)?.isSymbol(",") == true {
          place += 1
          readCommonTable()
        }
      } else if token.name != nil {
        if !readKeyword() { readName() }
      } else {
        if token.isSymbol(","), level.clause == .from { level.awaitsTable = true }
        place += 1
      }
    }
  }

  /// A keyword is never quoted.
  private mutating func readKeyword() -> Bool {
    guard case .word(let text) = tokens[place].kind, token(place + 1)?.isSymbol(".") != true
    else { return false }
    let isFirst = place == 0 || tokens[place - 1].isSymbol("(")
    switch text.lowercased() {
    case "with" where isFirst && level.clause == .none:
      level.clause = .with
      place += token(place + 1)?.isWord("RECURSIVE") == true ? 2 : 1
      readCommonTable()
      return true
    case "select":
      level.clause = .select
      level.awaitsTable = false
    case "from" where level.clause == .select:
      level.clause = .from
      level.awaitsTable = true
    case "join", "straight_join": readJoin()
    case "where", "group", "having", "order", "limit", "union", "except", "intersect", "window":
      if level.clause == .from { level.clause = .after }
      level.awaitsTable = false
    case "index" where token(place + 1)?.isSymbol("(") == true: readHint()
    case "system_time" where token(place + 1)?.isWord("ALL") != true:
      fault = "the server does not take a period of FOR SYSTEM_TIME as it shows it"
    case "collate", "as", "on", "left", "right", "inner", "cross": break
    default: return false
    }
    place += 1
    return true
  }

  private mutating func readJoin() {
    switch level.clause {
    case .from:
      if tokens[place].isWord("JOIN") { edits.append((tokens[place].range, ",")) }
      level.awaitsTable = true
    case .none: level.awaitsTable = true
    case .with, .select, .after: break
    }
  }

  /// The server shows hints in another order than it was given them.
  private mutating func readHint() {
    var end = place + 1
    while let token = token(end), !token.isSymbol(")") { end += 1 }
    if let next = token(end + 1), ["USE", "FORCE", "IGNORE"].contains(where: next.isWord) {
      fault = "the server turns the order of index hints round"
    }
  }

  /// The name of a common table expression, which the server shows without quotes, up to its
  /// columns or AS.
  private mutating func readCommonTable() {
    let start = place
    while let token = token(place), !token.isSymbol("("),
      !(token.isWord("AS") && self.token(place + 1)?.isSymbol("(") == true)
    { place += 1 }
    if place == start + 1, case .word(let name) = tokens[start].kind {
      edits.append((tokens[start].range, SQLText.name(name)))
    } else {
      fault = "the server shows the name of a common table expression without its quotes"
    }
  }

  private mutating func readName() {
    let start = place
    var parts: [String] = []
    while let name = token(place)?.name {
      parts.append(name)
      guard token(place + 1)?.isSymbol(".") == true, token(place + 2)?.name != nil else { break }
      place += 2
    }
    place += 1
    let isTable = level.awaitsTable
    level.awaitsTable = false
    guard case .quotedName = tokens[start].kind else { return }
    guard parts.count > 1 else {
      if !isTable, token(place)?.isSymbol("(") == true { callsOwnFunctions = true }
      return
    }
    let name = ViewText.Name(
      name: QualifiedName(parts[0], parts[1]),
      range: tokens[start].range.lowerBound..<tokens[start + 2].range.upperBound)
    if parts.count > 2 || isTable {
      tables.append(name)
    } else if token(place)?.isSymbol("(") == true {
      functions.append(name)
    } else if start > 1, tokens[start - 1].isSymbol("("),
      ["NEXTVAL", "LASTVAL", "SETVAL"].contains(where: tokens[start - 2].isWord)
    {
      sequences.append(name)
    }
  }
}
