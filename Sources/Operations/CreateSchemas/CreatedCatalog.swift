import Catalogs

/// What the creation of a schema, and its inverse, make of a catalog: the same that they make of a server.
extension Catalog {
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
}

extension Catalog.Schema {
  var isEmpty: Bool {
    tables.isEmpty && sequences.isEmpty && views.isEmpty && routines.isEmpty && events.isEmpty
  }
}
