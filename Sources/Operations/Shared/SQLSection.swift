import SQLTemplates

/// A section of the generated SQL files: the text of one template, the same bytes in every plan.
package enum SQLSection: String, CaseIterable, Sendable {
  case reading
  case listing
  case locations
  case privileges
  case extras
  case triggers
  case views
  case tableGrants = "table_grants"
  case schemaGrants = "schema_grants"
  case session
  case locks
  case pairs
  case createSchemas = "create_schemas"
  case createSchema = "create_schema"
  case createSchemasResult = "create_schemas_result"
  case dropSchemas = "drop_schemas"
  case dropSchema = "drop_schema"
  case dropSchemaRun = "drop_schema_run"
  case dropSchemaResult = "drop_schema_result"
  case dropSchemasResult = "drop_schemas_result"
  case move
  case moveStatement = "move_statement"
  case moveRename = "move_rename"
  case moveResult = "move_result"
  case rollback
  case rollbackStatement = "rollback_statement"
  case rollbackRename = "rollback_rename"
  case rollbackResult = "rollback_result"
  case granted
  case compareGrants = "compare_grants"
  case copyGrantsCheck = "copy_grants_check"
  case copyGrantsAfter = "copy_grants_after"
  case copyGrant = "copy_grant"
  case copyGrantsCount = "copy_grants_count"
  case copyGrantsResult = "copy_grants_result"
  case revokeGrantsCheck = "revoke_grants_check"
  case revokeGrant = "revoke_grant"
  case revokeGrantsAfter = "revoke_grants_after"
  case revokeGrantsLeft = "revoke_grants_left"
  case revokeGrantsResult = "revoke_grants_result"
  case compareSchemaGrants = "compare_schema_grants"
  case copySchemaGrants = "copy_schema_grants"
  case copySchemaGrantsAfter = "copy_schema_grants_after"
  case copySchemaGrant = "copy_schema_grant"
  case copySchemaGrantsResult = "copy_schema_grants_result"
  case revokeSchemaGrant = "revoke_schema_grant"
  case revokeSchemaGrantsAfter = "revoke_schema_grants_after"
  case revokeOwnSchemaGrant = "revoke_own_schema_grant"
  case needs
  case compareViews = "compare_views"
  case viewsCheck = "views_check"
  case recreateView = "recreate_view"
  case viewsResult = "views_result"
  case acceptedObjects = "accepted_objects"
  case triggerTables = "trigger_tables"
  case triggerTable = "trigger_table"
  case triggerCheck = "trigger_check"
  case triggerRows = "trigger_rows"
  case triggerMessage = "trigger_message"
  case triggerStep = "trigger_step"
  case triggerCount = "trigger_count"
  case triggersResult = "triggers_result"
  case release
  case statusCounts = "status_counts"
  case statusResult = "status_result"
  case statusTriggerRows = "status_trigger_rows"
  case statusViewRows = "status_view_rows"
  case statusTableGrantRows = "status_table_grant_rows"
  case statusSchemaGrantRows = "status_schema_grant_rows"
  case statusSchemas = "status_schemas"
  case statusCopies = "status_copies"
  case verify
  case verifyTriggers = "verify_triggers"
  case verifyViews = "verify_views"
  case verifyTableGrants = "verify_table_grants"
  case verifySchemaGrants = "verify_schema_grants"
  case verifyFindings = "verify_findings"
  case verifyRows = "verify_rows"
  case verifyResult = "verify_result"
  case preflightServer = "preflight_server"
  case preflightSession = "preflight_session"
  case preflightPrivileges = "preflight_privileges"
  case preflightReplication = "preflight_replication"
  case preflightState = "preflight_state"
  case preflightTables = "preflight_tables"
  case preflightSchemas = "preflight_schemas"
  case preflightSchemaOptions = "preflight_schema_options"
  case preflightCreatedSchemas = "preflight_created_schemas"
  case preflightConstraints = "preflight_constraints"
  case preflightDependents = "preflight_dependents"
  case preflightCode = "preflight_code"
  case preflightMerge = "preflight_merge"
  case preflightTriggers = "preflight_triggers"
  case preflightViews = "preflight_views"
  case preflightTableGrants = "preflight_table_grants"
  case preflightSchemaGrants = "preflight_schema_grants"
  case preflightAccess = "preflight_access"
  case preflightLocks = "preflight_locks"
  case preflightResult = "preflight_result"

  package var bytes: [UInt8] { Self.texts[self]!.bytes }

  /// Where its statements are in `bytes`, without their semicolons.
  var statements: [Range<Int>] { Self.texts[self]!.statements }

  /// Which of its statements may open the session for writing, by their index.
  var opening: Set<Int> { Self.texts[self]!.opening }

  private struct Text {
    var bytes: [UInt8]
    var statements: [Range<Int>]
    var opening: Set<Int>

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      let statements = SQLSection.statements(in: bytes)
      self.statements = statements
      let end = Array(", 'SET SESSION TRANSACTION READ WRITE', 'DO 0')".utf8)
      opening = Set(
        statements.indices.filter { bytes[statements[$0]].suffix(end.count).elementsEqual(end) })
    }
  }

  private static let texts: [SQLSection: Text] = {
    var texts: [SQLSection: Text] = [:]
    var index = 0
    while case let entry = unsafe sql_template_at(index), let name = unsafe entry.name {
      let bytes = unsafe Array(UnsafeBufferPointer(start: entry.bytes, count: entry.count))
      guard let template = unsafe SQLSection(rawValue: String(cString: name)) else {
        preconditionFailure("a template without a case")
      }
      texts[template] = Text(bytes)
      index += 1
    }
    precondition(texts.count == allCases.count, "a case without a template")
    return texts
  }()

  /// Cuts a template by its form: a statement begins on the first line that is neither empty nor a comment, and
  /// ends with the first line that ends with a semicolon. Between `DELIMITER //` and `//`, which are the
  /// client's, the last has no semicolon.
  private static func statements(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    var lineStart = 0
    while lineStart < bytes.count {
      let lineEnd = bytes[lineStart...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[lineStart..<lineEnd]
      let isDelimiter = line.starts(with: "DELIMITER ".utf8)
      if start == nil, !isDelimiter, !line.isEmpty, !line.starts(with: [0x2D, 0x2D]) {
        start = lineStart
      }
      if let begun = start, line.elementsEqual("//".utf8) {
        found.append(begun..<(lineStart - 1))
        start = nil
      } else if let begun = start, line.last == UInt8(ascii: ";") {
        found.append(begun..<(lineEnd - 1))
        start = nil
      }
      lineStart = lineEnd + 1
    }
    precondition(start == nil, "the last statement of a template has no end")
    return found
  }
}
