import Foundations

extension Catalog {
  /// The same catalog with every list in its one order: by the bytes of names, triggers as they
  /// fire, privileges by their letters.
  package func sorted() -> Catalog {
    var catalog = self
    catalog.schemas = schemas.map { $0.sorted() }.sorted { precedes($0.name, $1.name) }
    catalog.grants = grants.map { grant in
      var grant = grant
      grant.privileges.sort(by: precedes)
      return grant
    }.sorted { precedes($0.sortKey, $1.sortKey) }
    catalog.unseen.sort { precedes($0.sortKey, $1.sortKey) }
    return catalog
  }
}

extension Catalog.Schema {
  fileprivate func sorted() -> Catalog.Schema {
    var schema = self
    schema.tables = tables.map { table in
      var table = table
      table.foreignKeys.sort { precedes($0.name, $1.name) }
      table.checks.sort { precedes($0.name, $1.name) }
      table.sequenceDefaults.sort { precedes($0.column, $1.column) }
      // The order of a union says which table takes new rows: it stays.
      return table
    }.sorted { precedes($0.name, $1.name) }
    schema.sequences.sort { precedes($0.name, $1.name) }
    schema.triggers.sort { precedes($0.sortKey, $1.sortKey) }
    schema.views.sort { precedes($0.name, $1.name) }
    schema.routines.sort { precedes([$0.name, $0.kind.rawValue], [$1.name, $1.kind.rawValue]) }
    schema.events.sort { precedes($0.name, $1.name) }
    return schema
  }
}

private func precedes(_ a: [String], _ b: [String]) -> Bool {
  for (left, right) in zip(a, b) where !isSameSpelling(left, right) { return precedes(left, right) }
  return a.count < b.count
}

extension Catalog.Trigger {
  fileprivate var sortKey: [String] {
    // Orders have at most a few digits; what is shorter comes first.
    let order = String(order)
    return [table, timing == .before ? "1" : "2"]
      + [event.rawValue, String(order.utf8.count), order, name]
  }
}

extension Catalog.Grant {
  fileprivate var sortKey: [String] {
    switch object {
    case .schema(let pattern): [pattern, "", "", grantee.text]
    case .table(let table): [table.schema, table.table, "", grantee.text]
    case .column(let table, let column): [table.schema, table.table, column, grantee.text]
    }
  }
}

extension Catalog.Unseen {
  fileprivate var sortKey: [String] { [schema ?? "", facts.rawValue, reason] }
}
