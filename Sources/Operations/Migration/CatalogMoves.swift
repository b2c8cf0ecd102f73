import Catalogs
import Foundations
import Plans

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
    guard let create = schema.create else { return self }
    var catalog = self
    catalog.grants += create.grants?.copies ?? []
    if schemas.contains(where: { $0.name == schema.name }) { return catalog.sorted() }
    catalog.schemas.append(
      Schema(
        schema.name, characterSet: create.characterSet, collation: create.collation,
        comment: server.flavor == .mariadb ? create.comment : nil))
    return catalog.sorted()
  }

  func droppingIfEmpty(_ schema: MigratedSchema) -> Catalog {
    guard schemas.contains(where: { $0.name == schema.name && $0.isEmpty }) else { return self }
    var catalog = self
    catalog.schemas.removeAll { $0.name == schema.name && $0.isEmpty }
    let copies = Set(schema.create?.grants?.copies ?? [])
    catalog.grants.removeAll { copies.contains($0) }
    return catalog
  }

  func applying(_ operation: Operation) -> Catalog {
    switch operation {
    case .createSchema(let schema): creating(schema)
    case .dropSchemaIfEmpty(let schema): droppingIfEmpty(schema)
    case .move(let batch): moving(batch)
    }
  }

  /// Copies of grants are given when their tables have come, and taken back before they go.
  private func moving(_ batch: Batch) -> Catalog {
    guard let copies = batch.grants?.copies else { return moving(batch.moves) }
    let isForward = Set(batch.moves.map(\.target)).contains(copies[0].target)
    return isForward
      ? moving(batch.moves).giving(copies) : takingBack(copies).moving(batch.moves)
  }

  func giving(_ copies: [GrantCopy]) -> Catalog {
    if copies.isEmpty { return self }
    var catalog = self
    catalog.grants += copies.flatMap { copy in copy.grants.map { $0.on(copy.target) } }
    return catalog.sorted()
  }

  /// What somebody has added to a copy stays.
  func takingBack(_ copies: [GrantCopy]) -> Catalog {
    if copies.isEmpty { return self }
    struct Key: Hashable {
      var object: Grant.Object
      var grantee: Account
    }
    var given: [Key: Grant] = [:]
    for copy in copies {
      for grant in copy.grants.map({ $0.on(copy.target) }) {
        given[Key(object: grant.object, grantee: grant.grantee)] = grant
      }
    }
    var catalog = self
    catalog.grants = grants.compactMap { grant in
      guard let copy = given[Key(object: grant.object, grantee: grant.grantee)] else {
        return grant
      }
      var grant = grant
      grant.privileges.removeAll { copy.privileges.contains($0) }
      grant.isGrantable = grant.isGrantable && !copy.isGrantable
      return grant.privileges.isEmpty && !grant.isGrantable ? nil : grant
    }
    return catalog
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

extension Catalog {
  /// Other definitions of views, by their names.
  func redefining(_ views: [(name: QualifiedName, view: View)]) -> Catalog {
    if views.isEmpty { return self }
    let definitions = Dictionary(
      views.map { ($0.name, $0.view) }, uniquingKeysWith: { first, _ in first })
    var catalog = self
    for index in catalog.schemas.indices {
      for place in catalog.schemas[index].views.indices {
        let name = QualifiedName(
          catalog.schemas[index].name, catalog.schemas[index].views[place].name)
        guard let view = definitions[name] else { continue }
        catalog.schemas[index].views[place] = view
      }
    }
    return catalog
  }
}

extension Plan {
  /// What the plan's files do to a catalog, and what takes it back.
  func applied(to catalog: Catalog) -> Catalog {
    let views = ViewCarriage(catalog, moves).carried
    return schemas.reduce(catalog) { $0.creating(MigratedSchema($1, in: catalog)) }.moving(moves)
      .giving(grantCopies(in: catalog))
      .redefining(views.map { ($0.name, $0.start) })
  }

  func undone(in catalog: Catalog) -> Catalog {
    let back = moves.map(\.inverse)
    let views = ViewCarriage(catalog, back).carried
    let home = catalog.takingBack(grantCopies(in: catalog)).moving(back)
    return schemas.filter { $0.create != nil }.reduce(home) {
      $0.droppingIfEmpty(MigratedSchema($1, in: catalog))
    }.redefining(views.map { ($0.name, $0.start) })
  }

  /// The old names keep their grants, so that a catalog tells the copies before and after.
  private func grantCopies(in catalog: Catalog) -> [GrantCopy] {
    if !copiesGrants { return [] }
    let grants = TableGrants(catalog)
    return grants.isEmpty ? [] : moves.flatMap(grants.copies)
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
