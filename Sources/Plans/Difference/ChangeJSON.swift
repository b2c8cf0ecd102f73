import Diagnostics
import Foundations

extension PlanDifference {
  /// One object, a change on each line; the list is empty without changes.
  package var json: String {
    let head = "{\"plan\": \(jsonString(plan)), \"against\": \(jsonString(against)), \"changes\": ["
    if changes.isEmpty { return head + "]}\n" }
    return head + "\n  " + changes.map(object).joined(separator: ",\n  ") + "\n]}\n"
  }
}

private func object(_ change: PlanChange) -> String {
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
      "counts", [("schema", .text(schema)), ("old", .counts(old)), ("new", .counts(new))])
  case .budget(let schema, let old, let new):
    return object(
      "budget", [("schema", .text(schema)), ("old", .number(old)), ("new", .number(new))])
  case .setting(let key, let old, let new):
    return object("setting", [("key", key), ("old", old), ("new", new)])
  case .groupRenamed(let target, let old, let new, let count):
    return object(
      "group_renamed",
      [
        ("target", .text(target)), ("old", .text(old)), ("new", .text(new)),
        ("tables", .number(count)),
      ])
  case .regrouped(let tables, let target, let old, let new):
    return object("regrouped", [("target", target), ("old", old), ("new", new)], tables)
  case .reordered(.tables(let target)):
    return object("reordered", [("list", "tables"), ("target", target)])
  case .reordered(.targets): return object("reordered", [("list", "targets")])
  case .reordered(.schemas): return object("reordered", [("list", "schemas")])
  }
}

private enum Value {
  case text(String?)
  case number(Int?)
  case counts(PlanChange.Counts)

  package var json: String {
    switch self {
    case .text(let text): text.map(jsonString) ?? "null"
    case .number(let number): number.map(String.init) ?? "null"
    case .counts(let counts): "{\"before\": \(counts.before), \"after\": \(counts.after)}"
    }
  }
}

private func object(
  _ kind: String, _ fields: [(key: String, value: String?)], _ tables: [ListedTable]? = nil
) -> String {
  object(kind, fields.map { ($0.key, .text($0.value)) }, tables)
}

private func object(
  _ kind: String, _ fields: [(key: String, value: Value)], _ tables: [ListedTable]? = nil
) -> String {
  var members = ["\"kind\": \(jsonString(kind))"]
  members += fields.map { "\(jsonString($0.key)): \($0.value.json)" }
  if let tables {
    members.append("\"tables\": [" + tables.map(object).joined(separator: ", ") + "]")
  }
  return "{" + members.joined(separator: ", ") + "}"
}

private func object(_ table: ListedTable) -> String {
  "{\"table\": \(jsonString(table.name)), \"as\": \(jsonString(table.targetName)), "
    + "\"group\": \(table.group.map(jsonString) ?? "null")}"
}

private func fields(of schema: ListedSchema) -> [(key: String, value: Value)] {
  [
    ("schema", .text(schema.name)), ("alias", .text(schema.alias)),
    ("before", .number(schema.counts.before)), ("after", .number(schema.counts.after)),
    ("budget", .number(schema.budget)), ("collation", .text(schema.collation)),
  ]
}
