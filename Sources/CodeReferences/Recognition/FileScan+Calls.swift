extension FileScan {
  /// Judges a name that is an argument.
  func judge(_ call: Call, _ literal: NameLiteral) -> Verdict? {
    let isStrong = literal.isNamed || literal.form == .prefixed
    let confidence = isStrong ? CodeReference.Confidence.high : .medium
    if names.mapFunctions.contains(call.name) { return Verdict(.helper, .high, .qualified) }
    if literal.hasColumn {
      return ["foreignkey", "references", "foreignkeyconstraint"].contains(call.name)
        ? Verdict(.foreignKey, .high) : nil
    }
    if names.queryFunctions.contains(call.name)
      || flow.tableFunctions.contains(call.name) && literal.form != .unprefixed
    {
      return Verdict(.argument, .high)
    }
    if formatCalls.contains(call.opener), literal.form != .unprefixed {
      return Verdict(.placeholder, .high)
    }
    // `Schema::create('…')`; of another object it makes anything.
    if Self.schemaFunctions.contains(call.name), call.argument == 0,
      call.name != "create" || ["schema", "builder"].contains(where: call.receiver.hasSuffix)
    {
      return Verdict(.schemaBuilder, .high)
    }
    if Self.modelCalls.contains(call.name) || (call.isAnnotation && call.name.hasSuffix("table"))
      || (call.receiver == "orm" && call.name == "table")
    {
      return Verdict(.model, confidence)
    }
    if Self.otherReceivers.contains(call.receiver) { return nil }
    // `container.get('tags')`, `answer.get('user_groups')`: of whatever there is.
    if call.name == "get",
      !isDatabaseWord(call.receiver) || !isStrong && call.receiver.hasSuffix("builder")
    {
      return nil
    }
    if isSQLAlchemyTable(call, literal) { return Verdict(.model, confidence) }
    // `quote_identifier($prefix . 'users')`: a column has no prefix.
    if literal.form == .prefixed, Self.quotingFunctions.contains(call.name) {
      return Verdict(.builder, .high)
    }
    // What comes second is a column there, and a second table elsewhere.
    if Self.clearFunctions.contains(call.name),
      call.argument == 0 || call.argument == 1 && !Self.columnFunctions.contains(call.name)
    {
      return Verdict(.builder, confidence)
    }
    guard Self.builderFunctions.contains(call.name) else {
      // Tables that an unknown function of a database's object gets.
      let isDB = call.receiver == "db" && literal.form == .full
      if isStrong && isDatabaseWord(call.receiver)
        || isDB && file.isByte(literal.expression.upperBound, 0x2C),
        call.argument == 0
      {
        return Verdict(.argument, .low, .dynamic)
      }
      return nil
    }
    let isQuery =
      isStrong || isDatabaseWord(call.receiver) || isSelect(call)
      || call.name.hasSuffix("join") && call.name != "join"
    return call.argument == 0 && isQuery ? Verdict(.builder, confidence) : nil
  }

  /// `sautils.Table('builds', metadata, …)`, `Table('builds', metadata, …)`
  private func isSQLAlchemyTable(_ call: Call, _ literal: NameLiteral) -> Bool {
    guard file.language == .python, call.name == "table", call.argument == 0, !call.isInArray,
      file.isByte(literal.expression.upperBound, 0x2C), call.opener > 0,
      file.bytes[file.lexemes[call.opener - 1].range].elementsEqual("Table".utf8)
    else { return false }
    let next = literal.expression.upperBound + 1
    return ["sa", "sautils", "sqlalchemy"].contains(call.receiver)
      || file.word(next).contains("meta")
      || file.isMember(next + 1) && file.word(next + 2).contains("meta")
  }

  /// Whether an object's name says that it is a database or a query.
  func isDatabaseWord(_ receiver: String) -> Bool {
    ["db", "dbr", "dbw", "dbh", "qb", "query", "q", "knex", "sql", "pdo", "em", "stmt", "adapter"]
      .contains(receiver)
      || ["db", "database", "connection", "conn", "builder", "query", "schema", "sql", "dbal"]
        .contains { receiver.hasSuffix($0) || receiver.hasPrefix($0) }
  }

  /// `->select('a')->from('t')`: what comes before is a query.
  private func isSelect(_ call: Call) -> Bool {
    ["from", "table", "tables", "join", "into"].contains(call.name)
      && Self.selectReceivers.contains(call.receiver)
  }

  private static let selectReceivers: Set<String> = [
    "select", "selectraw", "addselect", "selectdistinct", "distinct", "field", "fields", "column",
    "columns", "where", "andwhere", "from", "join", "leftjoin", "innerjoin", "rightjoin", "table",
    "tables", "rawtables", "conds", "orderby", "groupby", "straightjoin", "newquery",
    "newselectquerybuilder", "createquerybuilder",
  ]

  private static let quotingFunctions: Set<String> = [
    "quote_identifier", "quoteidentifier", "quotename", "quote_name", "backquote",
    "escape_identifier", "escapeidentifier", "quoteid",
  ]

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
    "hastable", "tableexists", "table_exists", "has_table", "fieldexists", "indexexists",
    "hascolumn", "hascolumns", "has_column", "droptable", "drop_table", "dropifexists",
    "droptableifexists", "altertable", "alter_table", "batch_alter_table", "change_table",
    "renametable", "rename_table", "truncatetable", "truncate_table", "table_name", "tablename",
    "gettable", "get_table", "gettablename", "settable", "insertinto", "insert_into",
    "insertgetid", "insert_batch", "update_batch", "insertbatch", "updatebatch",
    "getcolumnlisting", "quotetable", "quotetablename", "prefixtable", "prefix_table",
    "tableprefix", "addprefix", "deletefrom", "delete_from", "leftjoin", "rightjoin", "innerjoin",
    "crossjoin", "left_join", "right_join", "inner_join", "outerjoin", "joinleft", "joininner",
    "joinright", "leftouterjoin", "joinraw", "add_column", "addcolumn", "remove_column",
    "rename_column", "change_column", "add_index", "addindex", "remove_index", "add_reference",
    "add_foreign_key", "add_timestamps", "assertdatabasehas", "assertdatabasemissing",
    "assertdatabasecount", "seeindatabase", "dontseeindatabase", "haveindatabase",
    "grabfromdatabase", "updateindatabase", "fetchtable", "add_constraint", "create_index",
    "drop_index", "drop_column", "bulk_insert", "selectrow", "selectfield", "selectfieldvalues",
    "selectrowcount", "insertselect", "deletejoin", "maybe_create_table", "knex", "describetable",
    "listtablecolumns", "lock_tables", "addtables",
  ]

  /// Those of them that take a column's or an index's name second.
  static let columnFunctions: Set<String> = [
    "fieldexists", "indexexists", "hascolumn", "hascolumns", "has_column", "add_column",
    "addcolumn", "remove_column", "rename_column", "change_column", "add_index", "addindex",
    "remove_index",
  ]

  /// Words that other things use, too: an object's name or the table's own must speak for them.
  static let builderFunctions: Set<String> = [
    "table", "from", "into", "join", "insert", "update", "delete", "upsert", "replace", "truncate",
    "select", "count", "drop", "rename", "lock", "describe", "get", "get_where", "fulljoin",
    "insertorignore", "query", "references", "on", "save", "using", "straightjoin", "constrained",
    "create_engine", "dropindex", "dropcolumn", "exists", "tables", "addtable", "fetchall",
    "reset",
  ]

  static let otherReceivers: Set<String> = [
    "array", "object", "buffer", "promise", "observable", "rx", "path", "os", "url", "cache",
    "session", "localstorage", "sessionstorage", "document", "window", "element", "jquery", "str",
    "string", "strings", "list", "stream", "collections", "list_of", "\"", "request", "response",
    "config", "router", "route", "value", "lang", "redis", "event", "events", "set", "map",
    "container", "containerbuilder",
  ]

  /// Whether a text is for people: it is printed, logged, thrown or translated.
  func isMessage(_ expression: Range<Int>) -> Bool {
    let last = file.before(expression.lowerBound)
    switch file.word(last) {
    case "echo", "print", "die", "exit", "puts", "raise", "throw", "say", "warn", "printf":
      return file.language != .shell
    default: break
    }
    guard let call = file.call(around: expression) else { return false }
    if Self.messageFunctions.contains(call.name) || call.name.hasSuffix("exception")
      || call.name.hasSuffix("error")
    {
      return true
    }
    return Self.messageReceivers.contains(call.receiver)
  }

  private static let messageFunctions: Set<String> = [
    "log", "debug", "info", "notice", "warn", "warning", "error", "critical", "alert", "fatal",
    "trace", "error_log", "trigger_error", "syslog", "print", "println", "printf", "puts", "die",
    "exit", "__", "_e", "_", "t", "trans", "gettext", "ngettext", "esc_html__", "message", "msg",
    "addmessage", "flash", "exception", "writeline", "fprintf", "wfdebug", "wfdebuglog", "output",
    "comment", "line", "confirm", "ask", "panic", "errorf", "fatalf", "logf", "abort", "assert",
  ]
  private static let messageReceivers: Set<String> = [
    "console", "logger", "log", "logging", "_logger", "_log", "slog", "io", "output",
  ]
}
