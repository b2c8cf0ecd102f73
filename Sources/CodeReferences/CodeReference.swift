/// A place in code that names a moved table, or may.
package struct CodeReference: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The code names the table without its new schema: it must change.
    case reference
    /// The name is made at run time, or can mean another table: a person must look.
    case dynamic
    /// The name has its schema, or comes from the generated map.
    case qualified
    /// The word is in a comment, in prose, in a label.
    case mention
  }

  package enum Confidence: String, Sendable { case high, medium, low }

  /// What was recognised; the words are stable.
  package enum Pattern: String, Sendable, CaseIterable {
    case sql
    /// In SQL, without the prefix that the server's name has.
    case unprefixedSQL = "sql-unprefixed"
    /// A name that is put together from a prefix and a rest.
    case prefix
    case createTable = "create-table"
    case createTableIfNotExists = "create-table-if-not-exists"
    case variable
    case arrayValue = "array-value"
    case arrayKey = "array-key"
    case builder
    case schemaBuilder = "schema-builder"
    case model
    case foreignKey = "foreign-key"
    case argument
    case showTables = "show-tables"
    case informationSchema = "information-schema"
    case variableName = "variable-name"
    case propertyName = "property-name"
    case placeholder
    /// A temporary table of the same name is created, or dropped, in the file.
    case temporaryTable = "temporary-table"
    /// Qualified with the schema that the table leaves.
    case oldSchema = "old-schema"
    case schema
    /// The schema is that of a `USE` before it.
    case use
    case helper
    case comment
    case text
    case markup
    case answerKey = "answer-key"
    case label
    case message
  }

  package var kind: Kind
  package var pattern: Pattern
  package var confidence: Confidence
  /// Nil for a dynamic name that may be any table.
  package var table: MovedTable?
  /// The literal part of the name, in bytes of the file; of a dynamic name its expression.
  package var name: Range<Int>
  /// The whole name with the expressions that it is put together from, quotes apart.
  package var composed: Range<Int>
  /// The literal that the name is in, with its delimiters; nil outside of literals.
  package var literal: Range<Int>?
  package var literalKind: LiteralKind
  /// Whether the name is in quotes of SQL within the literal: `` `sessions` ``.
  package var isQuoted: Bool
}
