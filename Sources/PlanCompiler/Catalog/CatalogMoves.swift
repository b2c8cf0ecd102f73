/// What a migration's steps make of a catalog: the same that they make of a server.
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

  /// A schema that is there already, and empty, stays as it is.
  func creating(_ schema: MigratedSchema) -> Catalog {
    guard let create = schema.create, !schemas.contains(where: { $0.name == schema.name }) else {
      return self
    }
    var catalog = self
    catalog.schemas.append(
      Schema(
        schema.name, characterSet: create.characterSet, collation: create.collation,
        comment: server.flavor == .mariadb ? create.comment : nil))
    return catalog.sorted()
  }

  func droppingIfEmpty(_ schema: MigratedSchema) -> Catalog {
    var catalog = self
    catalog.schemas.removeAll { $0.name == schema.name && $0.isEmpty }
    return catalog
  }

  func applying(_ operation: Operation) -> Catalog {
    switch operation {
    case .createSchema(let schema): creating(schema)
    case .dropSchemaIfEmpty(let schema): droppingIfEmpty(schema)
    case .move(let batch): moving(batch.moves)
    }
  }
}

extension Catalog.Schema {
  var isEmpty: Bool {
    tables.isEmpty && sequences.isEmpty && views.isEmpty && routines.isEmpty && events.isEmpty
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

extension Plan {
  /// What the plan's steps do to a catalog, and what takes it back.
  func applied(to catalog: Catalog) -> Catalog {
    schemas.reduce(catalog) { $0.creating(MigratedSchema($1)) }.moving(moves)
  }

  func undone(in catalog: Catalog) -> Catalog {
    schemas.filter { $0.create != nil }.reduce(catalog.moving(moves.map(\.inverse))) {
      $0.droppingIfEmpty(MigratedSchema($1))
    }
  }

  var moves: [Move] {
    assignments.flatMap { assignment in
      assignment.groups.flatMap(\.tables).map {
        Move(
          QualifiedName(assignment.source.value, $0.name.value),
          to: QualifiedName(assignment.target.value, $0.targetName.value))
      }
    }
  }
}
