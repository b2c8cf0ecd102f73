import Foundations
import LocatedYAML
import Plans

/// A catalog as it is checked in: sorted, one fact a line, programs as block scalars.
///
/// `readCatalog(_:)` reads it back to an equal catalog; equal catalogs make the same bytes.
package func renderCatalog(_ catalog: Catalog) -> [UInt8] {
  let catalog = catalog.sorted()
  var fields = Fields()
  fields.word("catalog", "1")
  fields.word("server", catalog.server.flavor.rawValue)
  fields.text("version", catalog.server.version)
  fields.word("lower_case_table_names", String(catalog.lowerCaseTableNames.value))
  fields.list("unseen", catalog.unseen.map(value))
  fields.list("schemas", catalog.schemas.map(value))
  fields.list("grants", catalog.grants.map(value))
  let head =
    "# What a server holds, written by `planc inspect`: docs/catalog.md says what it means.\n"
  return Array(head.utf8) + writeYAML(fields.value)
}

/// The entries of a mapping in their order; what is nil or empty is left out.
private struct Fields {
  private var entries: [(key: String, value: YAMLValue)] = []

  package var value: YAMLValue { .mapping(entries) }

  package mutating func word(_ key: String, _ word: String) { entries.append((key, .word(word))) }

  package mutating func text(_ key: String, _ text: String?) {
    if let text { entries.append((key, .text(text))) }
  }

  package mutating func block(_ key: String, _ text: String?) {
    if let text { entries.append((key, .block(text))) }
  }

  package mutating func list(_ key: String, _ items: [YAMLValue]) {
    if !items.isEmpty { entries.append((key, .list(items))) }
  }

  package mutating func mapping(_ key: String, _ fields: Fields) {
    entries.append((key, fields.value))
  }

  mutating func isTrue(_ key: String, _ flag: Bool) {
    if flag { entries.append((key, .word("true"))) }
  }

  package mutating func table(_ name: QualifiedName) {
    text("schema", name.schema)
    text("table", name.table)
  }

  package mutating func settings(_ settings: Catalog.ParseSettings) {
    text("sql_mode", settings.sqlMode)
    text("character_set_client", settings.characterSetClient)
    text("collation_connection", settings.collationConnection)
    text("database_collation", settings.databaseCollation)
  }
}

private func value(_ unseen: Catalog.Unseen) -> YAMLValue {
  var fields = Fields()
  fields.word("facts", unseen.facts.rawValue)
  fields.text("schema", unseen.schema)
  fields.text("reason", unseen.reason)
  return fields.value
}

private func value(_ schema: Catalog.Schema) -> YAMLValue {
  var fields = Fields()
  fields.text("schema", schema.name)
  if schema.extent != .whole { fields.word("extent", schema.extent.rawValue) }
  fields.text("character_set", schema.characterSet)
  fields.text("collation", schema.collation)
  fields.text("comment", schema.comment)
  fields.list("tables", schema.tables.map(value))
  fields.list("sequences", schema.sequences.map { .text($0.name) })
  fields.list("triggers", schema.triggers.map(value))
  fields.list("views", schema.views.map(value))
  fields.list("routines", schema.routines.map(value))
  fields.list("events", schema.events.map(value))
  return fields.value
}

private func value(_ table: Catalog.Table) -> YAMLValue {
  var fields = Fields()
  fields.text("table", table.name)
  if table.kind != .base { fields.word("kind", table.kind.rawValue) }
  fields.text("engine", table.engine)
  fields.text("collation", table.collation)
  fields.isTrue("partitioned", table.isPartitioned)
  fields.list("foreign_keys", table.foreignKeys.map(value))
  fields.list("checks", table.checks.map { .text($0.name) })
  fields.list("sequence_defaults", table.sequenceDefaults.map(value))
  fields.list(
    "union",
    (table.union ?? []).map { name in
      var fields = Fields()
      fields.table(name)
      return fields.value
    })
  return fields.value
}

private func value(_ key: Catalog.ForeignKey) -> YAMLValue {
  var referenced = Fields()
  referenced.table(key.referenced)
  referenced.list("columns", key.referencedColumns.map { .text($0) })
  var fields = Fields()
  fields.text("foreign_key", key.name)
  fields.list("columns", key.columns.map { .text($0) })
  fields.mapping("references", referenced)
  fields.word("on_update", key.onUpdate.rawValue)
  fields.word("on_delete", key.onDelete.rawValue)
  return fields.value
}

private func value(_ use: Catalog.SequenceDefault) -> YAMLValue {
  var fields = Fields()
  fields.text("column", use.column)
  fields.text("schema", use.sequence.schema)
  fields.text("sequence", use.sequence.table)
  return fields.value
}

private func value(_ trigger: Catalog.Trigger) -> YAMLValue {
  var fields = Fields()
  fields.text("trigger", trigger.name)
  fields.text("table", trigger.table)
  fields.word("timing", trigger.timing.rawValue)
  fields.word("event", trigger.event.rawValue)
  fields.word("order", String(trigger.order))
  fields.text("definer", trigger.definer.text)
  fields.settings(trigger.settings)
  fields.block("body", trigger.body)
  fields.block("original", trigger.original)
  fields.block("head", trigger.head)
  fields.isTrue("compared", trigger.isCompared)
  return fields.value
}

private func value(_ view: Catalog.View) -> YAMLValue {
  var fields = Fields()
  fields.text("view", view.name)
  if let algorithm = view.algorithm { fields.word("algorithm", algorithm.rawValue) }
  fields.text("definer", view.definer.text)
  fields.word("security", view.security.rawValue)
  fields.word("check_option", view.checkOption.rawValue)
  fields.text("character_set_client", view.characterSetClient)
  fields.text("collation_connection", view.collationConnection)
  fields.block("definition", view.definition)
  fields.block("original", view.original)
  fields.isTrue("compared", view.isCompared)
  return fields.value
}

private func value(_ routine: Catalog.Routine) -> YAMLValue {
  var fields = Fields()
  fields.text("routine", routine.name)
  fields.word("kind", routine.kind.rawValue)
  fields.text("definer", routine.definer.text)
  fields.settings(routine.settings)
  fields.block("body", routine.body)
  fields.block("anchors", routine.anchors)
  return fields.value
}

private func value(_ event: Catalog.Event) -> YAMLValue {
  var fields = Fields()
  fields.text("event", event.name)
  fields.text("definer", event.definer.text)
  fields.settings(event.settings)
  fields.block("body", event.body)
  return fields.value
}

private func value(_ grant: Catalog.Grant) -> YAMLValue {
  var fields = Fields()
  switch grant.object {
  case .schema(let pattern): fields.text("schemas_like", pattern)
  case .table(let table): fields.table(table)
  case .column(let table, let column):
    fields.table(table)
    fields.text("column", column)
  }
  fields.text("grantee", grant.grantee.text)
  fields.list("privileges", grant.privileges.map { .text($0) })
  fields.isTrue("grantable", grant.isGrantable)
  return fields.value
}
