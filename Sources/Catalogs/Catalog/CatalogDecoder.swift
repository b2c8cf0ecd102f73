package import Diagnostics
import Foundations
import LocatedYAML
import Plans

/// Reads a catalog. Every diagnostic is an error; with one the catalog holds what could be decoded
/// and is good for nothing but further diagnostics. Nil when there is nothing at all.
package func readCatalog(_ file: SourceFile) -> (catalog: Catalog?, diagnostics: [Diagnostic]) {
  let (node, faults) = readYAML(file, allowingEscapedControls: true)
  guard let node else { return (nil, faults) }
  var decoder = CatalogDecoder(file: file)
  let catalog = decoder.catalog(node)
  return (catalog, faults + decoder.diagnostics)
}

/// The state of one decoding; the methods for a schema's parts stand in files of their own.
///
/// Texts are taken as they are: whatever a server holds, its catalog must say.
struct CatalogDecoder: NodeReader {
  package let file: SourceFile
  package var diagnostics: [Diagnostic] = []

  package init(file: SourceFile) { self.file = file }

  package mutating func catalog(_ node: YAMLNode) -> Catalog? {
    guard
      let fields = fields(
        node, of: "the catalog", at: nil,
        known: [
          "catalog", "server", "version", "lower_case_table_names", "unseen", "schemas", "grants",
        ],
        required: ["catalog", "server", "version", "lower_case_table_names"])
    else { return nil }
    _ = fields["catalog"].flatMap { integer($0.value, "`catalog`", in: 1...1) }
    let flavor: Catalog.Server.Flavor? = choice(fields["server"])
    let version = text(fields["version"])
    let lowerCase = fields["lower_case_table_names"].flatMap {
      integer($0.value, "`lower_case_table_names`", in: 0...2)
    }
    var catalog = Catalog(
      server: Catalog.Server(flavor ?? .mariadb, version: version?.value ?? ""),
      lowerCaseTableNames: lowerCase?.value ?? 0,
      origin: origin(fields["catalog"]?.keySpan ?? node.span))
    if let lowerCase {
      catalog.lowerCaseTableNames.origin = origin(lowerCase.span)
    }
    catalog.unseen = list(fields["unseen"]) { $0.unseen($1) }
    catalog.schemas = list(fields["schemas"]) { $0.schema($1) }
    catalog.grants = list(fields["grants"]) { $0.grant($1) }
    reportRepeated(catalog.schemas.map { ($0.name, $0.origin) }, "schema")
    for schema in catalog.schemas {
      reportRepeated(
        schema.tables.map { ($0.name, $0.origin) } + schema.views.map { ($0.name, $0.origin) }
          + schema.sequences.map { ($0.name, $0.origin) }, "name of a table, view or sequence")
    }
    return catalog
  }

  private mutating func reportRepeated(
    _ names: [(name: String, origin: Catalog.Origin)], _ noun: String
  ) {
    var first: [[UInt8]: Catalog.Origin] = [:]
    for (name, origin) in names {
      guard let other = first.updateValue(origin, forKey: Array(name.utf8)) else { continue }
      report(
        Diagnostic(
          .contradictoryCatalog, "the \(noun) `\(shown(name))` stands in the catalog twice",
          at: origin.location, label: "again here",
          secondary: other.location.map { [Diagnostic.Label($0, "first here")] } ?? [],
          help: ["take the catalog anew"]))
    }
  }

  private mutating func unseen(_ node: YAMLNode) -> Catalog.Unseen? {
    guard
      let fields = fields(
        node, of: "what was not seen", at: nil, known: ["facts", "schema", "reason"],
        required: ["facts", "reason"]),
      let facts: Catalog.Unseen.Facts = choice(fields["facts"]),
      let reason = text(fields["reason"])
    else { return nil }
    return Catalog.Unseen(
      facts, schema: text(fields["schema"])?.value, reason: reason.value,
      origin: origin(fields["facts"]!.value.span))
  }

  private mutating func schema(_ node: YAMLNode) -> Catalog.Schema? {
    guard
      let fields = fields(
        node, of: "the schema", at: nil,
        known: [
          "schema", "extent", "character_set", "collation", "comment", "tables", "sequences",
          "triggers", "views", "routines", "events",
        ],
        required: ["schema", "character_set", "collation"]),
      let name = text(fields["schema"]),
      let characterSet = text(fields["character_set"]),
      let collation = text(fields["collation"])
    else { return nil }
    var schema = Catalog.Schema(
      name.value, extent: choice(fields["extent"]) ?? .whole, characterSet: characterSet.value,
      collation: collation.value, comment: text(fields["comment"])?.value,
      origin: origin(name.span))
    schema.tables = list(fields["tables"]) { $0.table($1) }
    schema.sequences = list(fields["sequences"]) { decoder, node in
      decoder.text(node, "the sequence").map { name in
        Catalog.Sequence(name.value, origin: decoder.origin(name.span))
      }
    }
    schema.triggers = list(fields["triggers"]) { $0.trigger($1) }
    schema.views = list(fields["views"]) { $0.view($1) }
    schema.routines = list(fields["routines"]) { $0.routine($1) }
    schema.events = list(fields["events"]) { $0.event($1) }
    return schema
  }

  private mutating func grant(_ node: YAMLNode) -> Catalog.Grant? {
    guard
      let fields = fields(
        node, of: "the grant", at: nil,
        known: [
          "schemas_like", "schema", "table", "column", "grantee", "privileges", "grantable",
        ],
        required: ["grantee", "privileges"]),
      let object = grantObject(fields, node), let grantee = text(fields["grantee"])
    else { return nil }
    return Catalog.Grant(
      on: object, to: Catalog.Account(grantee.value), privileges: texts(fields["privileges"]),
      isGrantable: flag(fields["grantable"]), origin: origin(grantee.span))
  }

  private mutating func grantObject(
    _ fields: [String: YAMLEntry], _ node: YAMLNode
  ) -> Catalog.Grant.Object? {
    if let pattern = fields["schemas_like"] {
      return text(pattern).map { .schema(pattern: $0.value) }
    }
    guard let table = qualifiedName(fields, node, of: "the grant") else { return nil }
    guard let column = fields["column"] else { return .table(table) }
    return text(column).map { .column(table, column: $0.value) }
  }
}
