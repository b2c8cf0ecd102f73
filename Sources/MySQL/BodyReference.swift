package import Foundations

/// A place in a body that names a table, or may name one.
package struct BodyReference: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// `a.t`, in whatever quotes.
    case qualified
    /// `t`, which means the table in the default schema.
    case unqualified
    /// `t.c`: the table, or an alias or variable of its name.
    case columnQualifier
    /// A word of a string literal, in a body that prepares statements.
    case inString
  }

  /// As the caller spelled it.
  package var table: QualifiedName
  package var form: Form
  /// Bytes of the body: of a qualified name both parts.
  package var range: Range<Int>
  /// From 1; a column counts Unicode scalars.
  package var line: Int
  package var column: Int
}

/// Finds tables in bodies, by tokens: a longer name that holds the table's is none.
///
/// A name can be read in several ways without the server's parser: a word that is a column, an
/// alias, a variable or a keyword is taken for the table. So nothing is missed but what is put
/// together when it runs.
package struct BodyReferences {
  private var tables: [QualifiedName: QualifiedName] = [:]
  private let ignoresCase: Bool

  /// - Parameter ignoresCase: true where the server's `lower_case_table_names` is not 0.
  package init(to tables: some Swift.Sequence<QualifiedName>, ignoresCase: Bool) {
    self.ignoresCase = ignoresCase
    for table in tables { self.tables[key(table.schema, table.table)] = table }
  }

  private func key(_ schema: String, _ table: String) -> QualifiedName {
    ignoresCase
      ? QualifiedName(schema.lowercased(), table.lowercased()) : QualifiedName(schema, table)
  }

  /// In the order of the body; of a body that can be read in two ways what either finds.
  ///
  /// - Parameter schema: what an unqualified name means: the schema of the object.
  package func references(
    in body: String, _ quoting: BodyQuoting, defaultSchema schema: String
  ) -> [BodyReference] {
    references(in: body, quoting.readings(of: body), defaultSchema: schema)
  }

  package func references(
    in body: String, _ readings: [BodyQuoting], defaultSchema schema: String
  ) -> [BodyReference] {
    var all: [BodyReference] = []
    for reading in readings {
      let more = references(in: body, read: reading, schema)
      all += more.filter { !all.contains($0) }
    }
    return all.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func references(
    in body: String, read quoting: BodyQuoting, _ schema: String
  ) -> [BodyReference] {
    let tokens = bodyTokens(body, quoting)
    var found: [(table: QualifiedName, form: BodyReference.Form, range: Range<Int>)] = []
    let isDynamic = tokens.contains { $0.isWord("PREPARE") || $0.isWord("IMMEDIATE") }
    var index = 0
    while index < tokens.count {
      if isDynamic, case .string(let text) = tokens[index].kind {
        found += mentions(in: text).map { ($0, .inString, tokens[index].range) }
      }
      let chain = chain(in: tokens, from: index)
      if !chain.isEmpty {
        if let reference = reference(chain, in: tokens, from: index, schema) {
          let last = tokens[index + 2 * (reference.parts - 1)]
          found.append(
            (
              reference.table, reference.form,
              tokens[index].range.lowerBound..<last.range.upperBound
            ))
        }
        index += 2 * chain.count - 1
      } else {
        index += 1
      }
    }
    return located(found, in: body)
  }

  /// The names from here on that are joined by dots.
  private func chain(in tokens: [BodyToken], from start: Int) -> [String] {
    var names: [String] = []
    var index = start
    while index < tokens.count, let name = tokens[index].name {
      names.append(name)
      guard index + 2 < tokens.count, tokens[index + 1].isSymbol("."),
        tokens[index + 2].name != nil
      else { break }
      index += 2
    }
    return names
  }

  private func reference(
    _ chain: [String], in tokens: [BodyToken], from index: Int, _ schema: String
  ) -> (table: QualifiedName, form: BodyReference.Form, parts: Int)? {
    if chain.count >= 2, let table = tables[key(chain[0], chain[1])] {
      return (table, .qualified, 2)
    }
    guard let table = tables[key(schema, chain[0])] else { return nil }
    if chain.count >= 2 {
      // The row of a trigger; a table of that name must be quoted or renamed to be seen here.
      if tokens[index].isWord("NEW") || tokens[index].isWord("OLD") { return nil }
      return (table, .columnQualifier, 1)
    }
    return isFunction(tokens, index) ? nil : (table, .unqualified, 1)
  }

  /// A word before a parenthesis is a function, but where a table must stand.
  private func isFunction(_ tokens: [BodyToken], _ index: Int) -> Bool {
    guard index + 1 < tokens.count, tokens[index + 1].isSymbol("("),
      case .word = tokens[index].kind
    else { return false }
    guard index > 0 else { return true }
    return !Self.wordsBeforeTables.contains { tokens[index - 1].isWord($0) }
  }

  /// `INSERT t (a)` needs no INTO, `CREATE TABLE IF NOT EXISTS t (a)` and `CREATE INDEX i ON t (a)`
  /// end before the name.
  private static let wordsBeforeTables = [
    "INTO", "IGNORE", "TABLE", "FROM", "JOIN", "UPDATE", "REFERENCES", "REPLACE", "INSERT",
    "HIGH_PRIORITY", "LOW_PRIORITY", "DELAYED", "EXISTS", "ON",
  ]

  /// Tables whose name is a word of a text.
  private func mentions(in text: String) -> [QualifiedName] {
    let words = bodyTokens(text).compactMap(\.name).map { ignoresCase ? $0.lowercased() : $0 }
    return tables.keys.filter { words.contains($0.table) }
      .sorted { ($0.schema, $0.table) < ($1.schema, $1.table) }.compactMap { tables[$0] }
  }

  private func located(
    _ found: [(table: QualifiedName, form: BodyReference.Form, range: Range<Int>)], in body: String
  ) -> [BodyReference] {
    let bytes = Array(body.utf8)
    return found.map { table, form, range in
      let before = bytes[..<range.lowerBound]
      let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      return BodyReference(
        table: table, form: form, range: range, line: before.count { $0 == 0x0A } + 1,
        column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1)
    }
  }
}
