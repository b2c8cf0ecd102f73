/// A table that a plan moves.
package struct MovedTable: Hashable, Sendable {
  package var name: String
  package var sourceSchema: String
  package var targetSchema: String
  package var targetName: String

  package init(_ name: String, from source: String, to target: String, as targetName: String? = nil)
  {
    self.name = name
    sourceSchema = source
    targetSchema = target
    self.targetName = targetName ?? name
  }
}

/// What to look for in code.
package struct ReferenceSettings: Sendable {
  package var tables: [MovedTable]
  /// What the names of all tables start with: `shop_`; empty for nothing.
  package var tablePrefix: String
  /// Expressions of the code that stand for the prefix: `$table_prefix`, `SHOP_PREFIX`. Empty for
  /// all whose last name says so.
  package var prefixExpressions: [String]
  /// Functions of the application that take a table's name, or SQL, as an argument.
  package var queryFunctions: [String]
  /// The functions of the generated map, whose answers are qualified; none without a map.
  package var helperFunctions: [String]
  /// What the constants of the generated map start with: `PLANC_SCHEMA`.
  package var schemaConstant: String

  package init(
    tables: [MovedTable], tablePrefix: String = "", prefixExpressions: [String] = [],
    queryFunctions: [String] = [], helperFunctions: [String] = [], schemaConstant: String = ""
  ) {
    self.tables = tables
    self.tablePrefix = tablePrefix
    self.prefixExpressions = prefixExpressions
    self.queryFunctions = queryFunctions
    self.helperFunctions = helperFunctions
    self.schemaConstant = schemaConstant
  }
}
