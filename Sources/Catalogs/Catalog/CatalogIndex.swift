package import Foundations

/// Looks names of a catalog up as its server would: with or without regard to case.
package struct CatalogIndex {
  package enum Object {
    case table(Catalog.Table)
    case view(Catalog.Origin)
    case sequence(Catalog.Origin)

    package var origin: Catalog.Origin {
      switch self {
      case .table(let table): table.origin
      case .view(let origin), .sequence(let origin): origin
      }
    }

    package var noun: String {
      switch self {
      case .table: "table"
      case .view: "view"
      case .sequence: "sequence"
      }
    }
  }

  package let catalog: Catalog
  /// Whether the server takes `Orders` and `orders` for one table.
  package let ignoresCase: Bool
  private var schemas: [String: Catalog.Schema] = [:]
  private var objects: [String: [String: Object]] = [:]

  package init(_ catalog: Catalog) {
    self.catalog = catalog
    ignoresCase = catalog.lowerCaseTableNames.value != 0
    for schema in catalog.schemas {
      var named: [String: Object] = [:]
      named.reserveCapacity(schema.tables.count)
      for view in schema.views { named[key(view.name)] = .view(view.origin) }
      for sequence in schema.sequences { named[key(sequence.name)] = .sequence(sequence.origin) }
      for table in schema.tables { named[key(table.name)] = .table(table) }
      schemas[key(schema.name)] = schema
      objects[key(schema.name)] = named
    }
  }

  private func key(_ name: String) -> String { ignoresCase ? name.lowercased() : name }

  /// A name as this server compares it.
  package func key(_ name: QualifiedName) -> QualifiedName {
    QualifiedName(key(name.schema), key(name.table))
  }

  /// A schema of which the catalog tells all.
  package func schema(_ name: String) -> Catalog.Schema? {
    guard let schema = schemas[key(name)], schema.extent == .whole,
      ignoresCase || isSameSpelling(schema.name, name)
    else { return nil }
    return schema
  }

  /// What has a name among the tables, views and sequences of a schema: the server keeps them in
  /// one space of names.
  package func object(_ name: QualifiedName) -> Object? {
    objects[key(name.schema)]?[key(name.table)]
  }

  package func table(_ name: QualifiedName) -> Catalog.Table? {
    guard case .table(let table) = object(name) else { return nil }
    return table
  }
}

extension Catalog.Schema {
  /// The names of its tables that are most like `name`, the nearest first; at most three.
  package func nearestTables(to name: String) -> [String] {
    nearestNames(to: name, among: tables.map(\.name), max: 3)
  }
}
