import Catalogs
import Foundations

/// What moves make of a catalog: the same that they make of a server.
extension Catalog {
  /// Tables go with their foreign keys and triggers; foreign keys of others follow them. Tables
  /// that are not there, and moves onto one that is, are left as they are.
  func moving(_ moves: [Move]) -> Catalog {
    let ways = Dictionary(moves.map { ($0.source, $0.target) }, uniquingKeysWith: { a, _ in a })
    var catalog = self
    var arriving: [String: (tables: [Table], triggers: [Trigger])] = [:]
    for index in catalog.schemas.indices {
      let schema = catalog.schemas[index].name
      var staying: [Table] = []
      for var table in catalog.schemas[index].tables {
        for key in table.foreignKeys.indices {
          let referenced = table.foreignKeys[key].referenced
          table.foreignKeys[key].referenced = ways[referenced] ?? referenced
        }
        guard let target = ways[QualifiedName(schema, table.name)] else {
          staying.append(table)
          continue
        }
        arriving[target.schema, default: ([], [])].tables.append(table.renamed(target.table))
      }
      catalog.schemas[index].tables = staying
      catalog.schemas[index].triggers.removeAll { trigger in
        guard let target = ways[QualifiedName(schema, trigger.table)] else { return false }
        var trigger = trigger
        trigger.table = target.table
        arriving[target.schema, default: ([], [])].triggers.append(trigger)
        return true
      }
    }
    for index in catalog.schemas.indices {
      guard let (tables, triggers) = arriving[catalog.schemas[index].name] else { continue }
      catalog.schemas[index].tables += tables
      // The server takes the collation of the schema in which a trigger is made.
      catalog.schemas[index].triggers += triggers.map { trigger in
        var trigger = trigger
        trigger.settings.databaseCollation = catalog.schemas[index].collation
        return trigger
      }
    }
    return catalog.sorted()
  }

  /// Copies of grants are given when their tables have come, and taken back before they go.
  func moving(_ batch: Batch) -> Catalog {
    guard let copies = batch.grants?.copies else { return moving(batch.moves) }
    let isForward = Set(batch.moves.map(\.target)).contains(copies[0].target)
    return isForward
      ? moving(batch.moves).giving(copies) : takingBack(copies).moving(batch.moves)
  }
}

extension Catalog.Table {
  /// The server makes those names of constraints anew that it made from the table's.
  ///
  /// - Source: https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
  func renamed(_ newName: String) -> Catalog.Table {
    if isSameSpelling(name, newName) { return self }
    var table = self
    table.name = newName
    for index in foreignKeys.indices {
      table.foreignKeys[index].name = generatedName(
        foreignKeys[index].name, "_ibfk_", newName)
    }
    for index in checks.indices {
      table.checks[index].name = generatedName(checks[index].name, "_chk_", newName)
    }
    return table
  }

  private func generatedName(_ constraint: String, _ infix: String, _ newName: String) -> String {
    let prefix = name + infix
    guard constraint.hasPrefix(prefix) else { return constraint }
    let number = constraint.dropFirst(prefix.count)
    guard !number.isEmpty, number.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      return constraint
    }
    return newName + infix + number
  }
}
