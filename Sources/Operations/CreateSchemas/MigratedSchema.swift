import Catalogs
import Plans

/// A schema of the migration, with what the plan promises of it.
package struct MigratedSchema: Hashable, Sendable {
  package struct Creation: Hashable, Sendable {
    /// What the collation's name starts with: `utf8mb4` for `utf8mb4_unicode_ci`.
    package var characterSet: String
    package var collation: String
    package var comment: String?
    /// Nil where the plan asks for none.
    package var grants: SchemaGrants?

    package init(characterSet: String, collation: String, comment: String?) {
      self.characterSet = characterSet
      self.collation = collation
      self.comment = comment
    }
  }

  package var name: String
  package var alias: String
  package var tablesBefore: Int
  package var tablesAfter: Int
  package var budget: Int?
  /// By how many other tables the server may differ.
  package var tolerance: Int
  package var create: Creation?

  package init(
    name: String, alias: String, tablesBefore: Int, tablesAfter: Int, budget: Int? = nil,
    tolerance: Int = 0, create: Creation? = nil
  ) {
    self.name = name
    self.alias = alias
    self.tablesBefore = tablesBefore
    self.tablesAfter = tablesAfter
    self.budget = budget
    self.tolerance = tolerance
    self.create = create
  }
}

extension MigratedSchema {
  /// - Parameter catalog: of the server before the plan runs, or after it.
  init(_ schema: SchemaDeclaration, in catalog: Catalog?) {
    self.init(
      name: schema.name.value, alias: schema.alias.value, tablesBefore: schema.before.value,
      tablesAfter: schema.after.value, budget: schema.budget?.value,
      tolerance: schema.tolerance?.value ?? 0,
      create: schema.create.map {
        Creation(
          characterSet: characterSet(ofCollation: $0.collation.value),
          collation: $0.collation.value, comment: $0.comment)
      })
    if let like = schema.create?.grantsLike, let catalog {
      create?.grants = SchemaGrants(for: name, like: like.value, in: catalog)
    }
  }
}

/// A collation's name starts with its character set; `binary` is both.
private func characterSet(ofCollation collation: String) -> String {
  String(collation.prefix { $0 != "_" })
}
