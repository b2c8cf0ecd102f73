/// A part of what is asked of a server: one statement, whose rows all have the same fields.
package enum InspectionSection: String, CaseIterable, Sendable {
  /// Version, `lower_case_table_names`, family. One row.
  case server
  /// The schemas that were asked for; none for all of them.
  case asked
  /// The account as the server checks it, its roles, and the default schema of the session. One row.
  case account
  /// Rights of the account and its roles on the whole server: grantee, right.
  case privileges = "rights"
  /// The same on schemas: grantee, pattern, right.
  case schemaPrivileges = "schema_rights"
  /// Schemas for which MySQL revokes global privileges of the account: schema, privilege. A row of NULLs
  /// where the account cannot read them. With `partial_revokes` one row more: '', ''.
  case restrictions
  /// Every schema that the account sees, those of the server too.
  case schemas
  /// Tables and sequences.
  case tables
  case foreignKeys = "foreign_keys"
  case foreignKeyColumns = "foreign_key_columns"
  case checks
  case sequenceDefaults = "sequence_defaults"
  case triggers, views, routines, events
  case schemaGrants = "schema_grants"
  case tableGrants = "table_grants"
  case columnGrants = "column_grants"
  /// Triggers and views of which `information_schema` may have lost something: kind, schema, name.
  /// Behind each stands what SHOW CREATE answers.
  case originals
  /// How many sections there were. One row, the last.
  case end

  /// How many fields a row has.
  package var width: Int {
    switch self {
    case .asked, .end: 1
    case .privileges, .restrictions: 2
    case .account, .server, .schemaPrivileges, .checks, .originals: 3
    case .schemas, .sequenceDefaults, .schemaGrants: 4
    case .foreignKeys, .tableGrants: 5
    case .tables, .columnGrants: 6
    case .foreignKeyColumns, .events: 8
    case .views: 9
    case .routines: 10
    case .triggers: 12
    }
  }
}
