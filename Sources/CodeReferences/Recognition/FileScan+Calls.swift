extension FileScan {
  /// Judges a name that is an argument.
  func judge(_ call: Call, _ candidate: Candidate, isNamed: Bool) -> Judgement? {
    let isStrong = isNamed || candidate.form == .prefixed
    if names.helpers.contains(Array(call.name.utf8)) {
      return Judgement(.helper, .high, .qualified)
    }
    if candidate.hasColumn {
      return ["foreignkey", "references"].contains(call.name) ? Judgement(.foreignKey, .high) : nil
    }
    if names.queryFunctions.contains(Array(call.name.utf8))
      || flow.tableFunctions.contains(Array(call.name.utf8)) && candidate.form != .unprefixed
    {
      return Judgement(.argument, .high)
    }
    if formatCalls.contains(call.opener), candidate.form != .unprefixed {
      return Judgement(.placeholder, .high)
    }
    if Self.schemaFunctions.contains(call.name), call.argument == 0,
      isSchemaReceiver(call.receiver) || call.name != "create"
    {
      return Judgement(.schemaBuilder, .high)
    }
    if Self.modelCalls.contains(call.name) || (call.isAnnotation && call.name.hasSuffix("table"))
      || (call.receiver == "orm" && call.name == "table")
    {
      return Judgement(.model, isStrong ? .high : .medium)
    }
    if Self.otherReceivers.contains(call.receiver) { return nil }
    if Self.clearFunctions.contains(call.name), call.argument <= 1 {
      return Judgement(.builder, isStrong ? .high : .medium)
    }
    guard Self.builderFunctions.contains(call.name) else {
      // Tables that an unknown function of a database's object gets.
      if isStrong, isDatabaseWord(call.receiver), call.argument == 0 {
        return Judgement(.argument, .low, .dynamic)
      }
      return nil
    }
    if call.argument == 0 || call.isInArray && call.argument <= 1 {
      if isStrong || isDatabaseWord(call.receiver)
        || call.name.hasSuffix("join") && call.name != "join"
      {
        return Judgement(.builder, isStrong ? .high : .medium)
      }
    }
    return nil
  }

  private func isSchemaReceiver(_ receiver: String) -> Bool {
    receiver.hasSuffix("schema") || receiver.hasSuffix("builder")
  }

  /// Whether an object's name says that it is a database or a query.
  private func isDatabaseWord(_ receiver: String) -> Bool {
    ["db", "dbr", "dbw", "dbh", "qb", "query", "q", "knex", "sql", "pdo", "em", "stmt", "adapter"]
      .contains(receiver)
      || ["db", "database", "connection", "conn", "builder", "query", "schema", "sql", "dbal"]
        .contains { receiver.hasSuffix($0) || receiver.hasPrefix($0) }
  }

  /// They make a table.
  static let schemaFunctions: Set<String> = [
    "create", "createtable", "create_table", "createtableifnotexists",
  ]

  /// They name the table of a class.
  static let modelCalls: Set<String> = [
    "entity", "jointable", "collectiontable", "secondarytable", "totable", "belongstomany",
    "tablegenerator", "settablename", "set_table_name",
  ]

  /// Nothing else takes a table's name under these names.
  static let clearFunctions: Set<String> = [
    "hastable", "tableexists", "table_exists", "has_table", "hascolumn", "hascolumns", "has_column",
    "droptable", "drop_table", "dropifexists", "droptableifexists", "altertable", "alter_table",
    "change_table", "renametable", "rename_table", "truncatetable", "truncate_table", "table_name",
    "tablename", "gettable", "get_table", "gettablename", "settable", "insertinto", "insert_into",
    "insertgetid", "insert_batch", "update_batch", "getcolumnlisting", "quotetable",
    "quotetablename", "prefixtable", "prefix_table", "tableprefix", "addprefix", "deletefrom",
    "delete_from", "leftjoin", "rightjoin", "innerjoin", "crossjoin", "left_join", "right_join",
    "inner_join", "outerjoin", "joinleft", "joininner", "joinright", "leftouterjoin", "joinraw",
    "add_column", "addcolumn", "remove_column", "rename_column", "change_column", "add_index",
    "addindex", "remove_index", "add_reference", "add_foreign_key", "add_timestamps",
    "assertdatabasehas", "assertdatabasemissing", "assertdatabasecount", "seeindatabase",
    "dontseeindatabase", "haveindatabase", "grabfromdatabase", "updateindatabase", "fetchtable",
    "add_constraint", "create_index", "drop_index", "drop_column", "bulk_insert", "selectrow",
    "selectfield", "selectfieldvalues", "selectrowcount", "insertselect", "deletejoin",
    "maybe_create_table", "knex", "describetable", "listtablecolumns", "lock_tables",
  ]

  /// Words that other things use, too: an object's name or the table's own must speak for them.
  static let builderFunctions: Set<String> = [
    "table", "from", "into", "join", "insert", "update", "delete", "upsert", "replace", "truncate",
    "select", "count", "drop", "rename", "lock", "describe", "get", "get_where", "fulljoin",
    "insertorignore", "query", "references", "on", "save", "using", "straightjoin", "constrained",
    "create_engine", "dropindex", "dropcolumn", "exists", "tables", "addtable", "fetchall", "reset",
  ]

  static let otherReceivers: Set<String> = [
    "array", "object", "buffer", "promise", "observable", "rx", "path", "os", "url", "cache",
    "session", "localstorage", "sessionstorage", "document", "window", "element", "jquery", "str",
    "string", "strings", "list", "stream", "collections", "list_of", "\"", "request", "response",
    "config", "router", "route", "view", "lang", "redis", "event", "events", "set", "map",
  ]
}
