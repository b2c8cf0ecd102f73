import Diagnostics
import Foundations

extension PlanDifference {
  /// One object, a change on each line; the list is empty without changes.
  package var json: String {
    let head = "{\"plan\": \(jsonString(plan)), \"against\": \(jsonString(against)), \"changes\": ["
    if changes.isEmpty { return head + "]}\n" }
    return head + "\n  " + changes.map { object($0).line }.joined(separator: ",\n  ") + "\n]}\n"
  }
}

private func object(_ change: PlanChange) -> JSONValue {
  switch change {
  case .moved(let tables, let source, let target):
    return object("moved", [("source", source), ("target", target)], tables)
  case .noLongerMoved(let tables, let source, let target):
    return object("no_longer_moved", [("source", source), ("target", target)], tables)
  case .retargeted(let tables, let source, let oldTarget, let newTarget):
    return object(
      "retargeted", [("source", source), ("old", oldTarget), ("new", newTarget)], tables)
  case .resourced(let tables, let oldSource, let newSource, let target):
    return object(
      "resourced", [("target", target), ("old", oldSource), ("new", newSource)], tables)
  case .renamed(let table, let oldName, let newName):
    return object(
      "renamed",
      [("source", table.schema), ("table", table.table), ("old", oldName), ("new", newName)])
  case .schemaAdded(let schema): return object("schema_added", fields(of: schema))
  case .schemaRemoved(let schema): return object("schema_removed", fields(of: schema))
  case .schemaSetting(let schema, let key, let old, let new):
    return object("schema_setting", [("schema", schema), ("key", key), ("old", old), ("new", new)])
  case .counts(let schema, let old, let new):
    return object(
      "counts", [("schema", .string(schema)), ("old", counts(old)), ("new", counts(new))])
  case .budget(let schema, let old, let new):
    return object(
      "budget", [("schema", .string(schema)), ("old", .optional(old)), ("new", .optional(new))])
  case .setting(let key, let old, let new):
    return object("setting", [("key", key), ("old", old), ("new", new)])
  case .groupRenamed(let target, let old, let new, let count):
    return object(
      "group_renamed",
      [
        ("target", .string(target)), ("old", .string(old)), ("new", .string(new)),
        ("tables", .integer(count)),
      ])
  case .regrouped(let tables, let target, let old, let new):
    return object("regrouped", [("target", target), ("old", old), ("new", new)], tables)
  case .reordered(.tables(let target)):
    return object("reordered", [("list", "tables"), ("target", target)])
  case .reordered(.targets): return object("reordered", [("list", "targets")])
  case .reordered(.schemas): return object("reordered", [("list", "schemas")])
  }
}

private func object(
  _ kind: String, _ fields: [(key: String, value: String?)], _ tables: [ListedTable]? = nil
) -> JSONValue {
  object(kind, fields.map { ($0.key, .optional($0.value)) }, tables)
}

private func object(
  _ kind: String, _ fields: [(key: String, value: JSONValue)], _ tables: [ListedTable]? = nil
) -> JSONValue {
  let listed = tables?.map { table -> JSONValue in
    [
      "table": .string(table.name), "as": .string(table.targetName),
      "group": .optional(table.group),
    ]
  }
  return JSONValue.object([("kind", .string(kind))] + fields.map { ($0.key, $0.value) })
    .adding([("tables", listed.map(JSONValue.array))])
}

private func counts(_ counts: PlanChange.Counts) -> JSONValue {
  ["before": .integer(counts.before), "after": .integer(counts.after)]
}

private func fields(of schema: ListedSchema) -> [(key: String, value: JSONValue)] {
  [
    ("schema", .string(schema.name)), ("alias", .string(schema.alias)),
    ("before", .integer(schema.counts.before)), ("after", .integer(schema.counts.after)),
    ("budget", .optional(schema.budget)), ("collation", .optional(schema.collation)),
  ]
}
