import Foundations
import LocatedYAML
import Plans

extension CatalogDecoder {
  package mutating func table(_ node: YAMLNode) -> Catalog.Table? {
    guard
      let fields = fields(
        node, of: "the table", at: nil,
        known: [
          "table", "kind", "engine", "collation", "partitioned", "foreign_keys", "checks",
          "sequence_defaults", "union",
        ],
        required: ["table"]),
      let name = text(fields["table"])
    else { return nil }
    var table = Catalog.Table(
      name.value, kind: choice(fields["kind"]) ?? .base, engine: text(fields["engine"])?.value,
      collation: text(fields["collation"])?.value, isPartitioned: flag(fields["partitioned"]),
      origin: origin(name.span))
    table.foreignKeys = list(fields["foreign_keys"]) { $0.foreignKey($1) }
    table.checks = list(fields["checks"]) { decoder, node in
      decoder.text(node, "the name of a check").map { name in
        Catalog.Check(name.value, origin: decoder.origin(name.span))
      }
    }
    table.sequenceDefaults = list(fields["sequence_defaults"]) { $0.sequenceDefault($1) }
    if let union = fields["union"] { table.union = list(union) { $0.unionPart($1) } }
    return table
  }

  private mutating func foreignKey(_ node: YAMLNode) -> Catalog.ForeignKey? {
    let owner = "the foreign key"
    guard
      let fields = fields(
        node, of: owner, at: nil,
        known: ["foreign_key", "columns", "references", "on_update", "on_delete"],
        required: ["foreign_key", "columns", "references", "on_update", "on_delete"]),
      let name = text(fields["foreign_key"]), let references = fields["references"],
      let other = self.fields(
        references.value, of: "`references`", at: references.keySpan,
        known: ["schema", "table", "columns"], required: ["schema", "table", "columns"]),
      let referenced = qualifiedName(other, references.value, of: "`references`"),
      let onUpdate: Catalog.ForeignKey.Rule = choice(fields["on_update"]),
      let onDelete: Catalog.ForeignKey.Rule = choice(fields["on_delete"])
    else { return nil }
    return Catalog.ForeignKey(
      name.value, columns: texts(fields["columns"]), referenced: referenced,
      referencedColumns: texts(other["columns"]), onUpdate: onUpdate, onDelete: onDelete,
      origin: origin(name.span))
  }

  private mutating func sequenceDefault(_ node: YAMLNode) -> Catalog.SequenceDefault? {
    let owner = "the default"
    guard
      let fields = fields(
        node, of: owner, at: nil, known: ["column", "schema", "sequence"],
        required: ["column", "schema", "sequence"]),
      let column = text(fields["column"]),
      let sequence = qualifiedName(fields, node, of: owner, "sequence")
    else { return nil }
    return Catalog.SequenceDefault(
      column: column.value, sequence: sequence, origin: origin(column.span))
  }

  private mutating func unionPart(_ node: YAMLNode) -> QualifiedName? {
    let owner = "the table of the union"
    return fields(
      node, of: owner, at: nil, known: ["schema", "table"], required: ["schema", "table"]
    ).flatMap { qualifiedName($0, node, of: owner) }
  }
}
