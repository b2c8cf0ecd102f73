package import Diagnostics
import Foundations
import MySQL

/// Makes a catalog of what a server answered.
///
/// - Throws: `InspectionContradiction` when the answers do not fit together, as when the server was
///   changed between two of them.
/// - Returns: the catalog, sorted, and warnings about schemas that were asked for and are not there;
///   errors when none of them is.
package func inspectedCatalog(
  _ answer: InspectionAnswer
) throws(InspectionContradiction) -> (catalog: Catalog?, diagnostics: [Diagnostic]) {
  var inspection = Inspection(answer: answer)
  let catalog = try inspection.catalog()
  return (catalog, inspection.missingSchemas())
}

/// Two answers that do not fit together; a sentence for people, lower case, no full stop.
package struct InspectionContradiction: Error, Equatable, Sendable {
  package var sentence: String
}

/// The rows of an answer on their way into a catalog.
struct Inspection {
  package let answer: InspectionAnswer
  package private(set) var flavor = Catalog.Server.Flavor.mariadb
  /// Empty for all schemas.
  package let asked: [String]
  package private(set) var schemas: [Catalog.Schema] = []
  private var places: [Name: Int] = [:]
  /// What SHOW CREATE says, by kind, schema and name.
  let shownTexts: [Name: [UInt8]]
  /// What the server lists and tells nothing of, or nothing that can be told apart.
  package var hidden: [(schema: String, facts: Catalog.Unseen.Facts, reason: String)] = []

  static let keptBack = "the server keeps some of them back"
  static let cutNames =
    "the server cuts names that it made to 64 characters, so that some are alike"

  /// A name to the byte: Swift takes two spellings of `ü` for one.
  package struct Name: Hashable {
    package let bytes: [UInt8]
    package init(_ parts: String...) { bytes = Array(parts.joined(separator: "\u{0}").utf8) }
  }

  package init(answer: InspectionAnswer) {
    self.answer = answer
    asked = answer[.asked].compactMap { $0[0] }
    shownTexts = Self.shownTexts(answer)
  }

  package mutating func catalog() throws(InspectionContradiction) -> Catalog {
    let server = try row(.server)
    guard let flavor = Catalog.Server.Flavor(rawValue: try server.text(2)) else {
      throw InspectionContradiction(sentence: "the server is neither MariaDB nor MySQL")
    }
    self.flavor = flavor
    if let schema = try row(.account)[2] {
      throw InspectionContradiction(
        sentence:
          "the session has the default schema `\(shown(schema))`, and SHOW CREATE VIEW leaves its name out: connect without a schema, as in `mariadb < query.sql`, and remove `database` from the option file"
      )
    }
    let version = try server.text(0).prefix { $0.isNumber || $0 == "." }
    var catalog = Catalog(
      server: Catalog.Server(flavor, version: String(version)),
      lowerCaseTableNames: try server.number(1))
    for row in rows(.schemas) where isAsked(try row.text(0)) { try addSchema(row, .whole) }
    try addTables()
    try addPrograms()
    catalog.schemas = schemas
    catalog.grants = try grants()
    catalog.unseen = try unseen(lowerCaseTableNames: catalog.lowerCaseTableNames.value)
    return catalog.sorted()
  }

  // MARK: Rows

  /// A row with its place, for faults.
  struct Row {
    package let section: InspectionSection
    /// From 1.
    package let number: Int
    package let values: [String?]

    package subscript(index: Int) -> String? { values[index] }

    /// Whether a value is kept back: MariaDB lists triggers and foreign keys that an account may not
    /// see, and tells nothing of them.
    var isHidden: Bool { values.contains(nil) }

    package func text(_ index: Int) throws(InspectionContradiction) -> String {
      if let value = values[index] { return value }
      throw fault("has no value in field \(index + 1)")
    }

    package func number(_ index: Int) throws(InspectionContradiction) -> Int {
      if let number = Int(try text(index)) { return number }
      throw fault("has no number in field \(index + 1)")
    }

    /// One of the words of a type; the server has them in capitals.
    package func word<Word: RawRepresentable>(_ index: Int) throws(InspectionContradiction) -> Word
    where Word.RawValue == String {
      let text = try text(index)
      if let word = Word(rawValue: text.lowercased()) { return word }
      throw fault("says `\(text)`, which this release of planc does not know")
    }

    package func fault(_ what: String) -> InspectionContradiction {
      InspectionContradiction(sentence: "row \(number) of `\(section.rawValue)` \(what)")
    }
  }

  package func rows(_ section: InspectionSection) -> [Row] {
    answer[section].enumerated().map { index, values in
      Row(section: section, number: index + 1, values: values)
    }
  }

  package func row(_ section: InspectionSection) throws(InspectionContradiction) -> Row {
    let rows = rows(section)
    guard rows.count == 1 else {
      throw InspectionContradiction(sentence: "`\(section.rawValue)` has \(rows.count) rows, not 1")
    }
    return rows[0]
  }

  // MARK: Schemas

  package func isAsked(_ schema: String) -> Bool {
    asked.isEmpty
      ? !InspectionQuery.systemSchemas.contains(schema)
      : asked.contains { isSameSpelling($0, schema) }
  }

  private mutating func addSchema(_ row: Row, _ extent: Catalog.Schema.Extent)
    throws(InspectionContradiction)
  {
    let name = try row.text(0)
    let comment = try row.text(3)
    places[Name(name)] = schemas.count
    schemas.append(
      Catalog.Schema(
        name, extent: extent, characterSet: try row.text(1), collation: try row.text(2),
        comment: comment.isEmpty ? nil : comment))
  }

  /// The place of a schema among `schemas`; one that was not asked for is added with its first
  /// dependent.
  package mutating func place(of schema: String, _ row: Row) throws(InspectionContradiction) -> Int
  {
    if let place = places[Name(schema)] { return place }
    guard !isAsked(schema),
      let own = rows(.schemas).first(where: { isSameSpelling($0[0] ?? "", schema) })
    else { throw row.fault("is about the schema `\(schema)`, which is not among the schemas") }
    try addSchema(own, .dependents)
    return schemas.count - 1
  }

  package mutating func change(_ place: Int, _ change: (inout Catalog.Schema) -> Void) {
    change(&schemas[place])
  }

  /// What was asked for and is not there, or may not be seen.
  func missingSchemas() -> [Diagnostic] {
    let seen = answer[.schemas].compactMap { $0[0] }
    let missing = asked.filter { name in !seen.contains { isSameSpelling($0, name) } }
    let isAll = !asked.isEmpty && missing.count == asked.count
    return missing.map { name in
      let near = nearestNames(to: name, among: seen.filter { !isAsked($0) }, max: 3)
      var diagnostic = Diagnostic(
        .schemaNotOnServer,
        "there is no schema `\(shown(name))`, or this account may not see it",
        help: near.isEmpty ? [] : ["near it \(near.count == 1 ? "is" : "are") \(list(of: near))"])
      if !isAll { diagnostic.severity = .warning }
      return diagnostic
    }
  }
}
