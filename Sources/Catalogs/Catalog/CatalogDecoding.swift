import Diagnostics
import Foundations
import LocatedYAML
import Plans

/// The kinds of values that a catalog holds.
extension CatalogDecoder {
  package func origin(_ span: Span) -> Catalog.Origin { Catalog.Origin(Location(file, span)) }

  /// Any text; nil without a report where the entry is absent.
  package mutating func text(_ entry: YAMLEntry?) -> Located<String>? {
    entry.flatMap { text($0.value, "`\($0.key)`") }
  }

  package mutating func text(_ node: YAMLNode, _ what: String) -> Located<String>? {
    scalar(node, what, expected: "a text").map { Located($0.text, node.span) }
  }

  package mutating func texts(_ entry: YAMLEntry?) -> [String] {
    list(entry) { decoder, node in decoder.text(node, "an item of `\(entry?.key ?? "")`")?.value }
  }

  /// The items of a list that could be decoded; none where the entry is absent.
  package mutating func list<Item>(
    _ entry: YAMLEntry?, _ item: (inout Self, YAMLNode) -> Item?
  ) -> [Item] {
    guard let entry else { return [] }
    guard case .sequence(let nodes) = entry.value.content else {
      reportWrongType(entry.value, "`\(entry.key)`", expected: "a list")
      return []
    }
    if nodes.isEmpty { reportEmpty(entry.value, "`\(entry.key)`", "leave it out") }
    var items: [Item] = []
    items.reserveCapacity(nodes.count)
    for node in nodes {
      if let item = item(&self, node) { items.append(item) }
    }
    return items
  }

  /// One of a few words.
  mutating func choice<Word: RawRepresentable & CaseIterable>(_ entry: YAMLEntry?) -> Word?
  where Word.RawValue == String {
    guard let entry, let word = text(entry) else { return nil }
    if let value = Word(rawValue: word.value) { return value }
    let words = Word.allCases.map(\.rawValue)
    report(
      Diagnostic(
        .malformedWord,
        "`\(entry.key)` is `\(shown(word.value))`, but must be one of \(Foundations.list(of: words))",
        at: location(word.span)))
    return nil
  }

  /// `true`, or `false` where the entry is absent.
  mutating func flag(_ entry: YAMLEntry?) -> Bool {
    guard let entry else { return false }
    guard let word = text(entry) else { return false }
    if word.value != "true", word.value != "false" {
      report(
        Diagnostic(
          .malformedWord, "`\(entry.key)` is `\(shown(word.value))`, but must be `true` or `false`",
          at: location(word.span)))
    }
    return word.value == "true"
  }

  /// The keys `schema` and another of a mapping.
  mutating func qualifiedName(
    _ fields: [String: YAMLEntry], _ node: YAMLNode, of owner: String, _ key: String = "table"
  ) -> QualifiedName? {
    let schema = text(fields["schema"])
    let table = text(fields[key])
    if let schema, let table { return QualifiedName(schema.value, table.value) }
    let missing = ["schema", key].filter { fields[$0] == nil }
    if !missing.isEmpty {
      let names = Foundations.list(of: missing)
      report(
        Diagnostic(
          .missingKey, "\(owner) has no \(names)", at: location(node.span), help: ["add \(names)"]))
    }
    return nil
  }

  package mutating func account(_ entry: YAMLEntry?) -> Catalog.Account? {
    text(entry).map { Catalog.Account($0.value) }
  }

  package mutating func settings(_ fields: [String: YAMLEntry]) -> Catalog.ParseSettings? {
    guard let sqlMode = text(fields["sql_mode"]),
      let characterSet = text(fields["character_set_client"]),
      let connection = text(fields["collation_connection"]),
      let database = text(fields["database_collation"])
    else { return nil }
    return Catalog.ParseSettings(
      sqlMode: sqlMode.value, characterSetClient: characterSet.value,
      collationConnection: connection.value, databaseCollation: database.value)
  }

  static let settingsKeys = [
    "sql_mode", "character_set_client", "collation_connection", "database_collation",
  ]
}
