/// The statements of one trigger, and the fingerprint of its definition.
enum TriggerText {
  /// `CREATE … TRIGGER` as it is prepared; nothing in it is escaped yet.
  ///
  /// - Parameter table: the table in the trigger's schema, which is its name on the way.
  static func creation(_ trigger: Catalog.Trigger, on table: QualifiedName) -> String {
    let definer = trigger.definer
    let timing = trigger.timing.rawValue.uppercased()
    let event = trigger.event.rawValue.uppercased()
    let name = SQLText.name(QualifiedName(table.schema, trigger.name))
    return
      "CREATE DEFINER = \(SQLText.name(definer.user))@\(SQLText.name(definer.host)) TRIGGER \(name) \(timing) \(event) ON \(SQLText.name(table)) FOR EACH ROW \(trigger.original ?? trigger.body)"
  }

  static func drop(_ trigger: Catalog.Trigger, in schema: String) -> String {
    "DROP TRIGGER \(SQLText.name(QualifiedName(schema, trigger.name)))"
  }

  /// The settings that the server keeps with a trigger, made the session's.
  ///
  /// The file's own text is ASCII up to `restoring`, as the client's character set is another.
  static func settings(_ settings: Catalog.ParseSettings) -> String {
    "SET SESSION sql_mode = \(SQLText.string(settings.sqlMode)), character_set_client = \(SQLText.string(settings.characterSetClient)), collation_connection = \(SQLText.string(settings.collationConnection));"
  }

  static let restoring =
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES';\nSET NAMES utf8mb4;"

  /// The fingerprint of a trigger: everything that makes it what it is but its table and schema.
  static func fingerprint(_ trigger: Catalog.Trigger) -> String {
    let facts = [
      trigger.name, trigger.timing.rawValue.uppercased(), trigger.event.rawValue.uppercased(),
      String(trigger.order), trigger.definer.text, trigger.settings.sqlMode,
      trigger.settings.characterSetClient, trigger.settings.collationConnection, trigger.body,
    ]
    return sha256Hex(Array(facts.joined(separator: "\n").utf8))
  }

  /// The same of a row of `information_schema.TRIGGERS`, as SQL.
  static let liveFingerprint =
    "SHA2(CONCAT_WS('\\n', TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, DEFINER, SQL_MODE, CHARACTER_SET_CLIENT, COLLATION_CONNECTION, ACTION_STATEMENT), 256)"

  /// A row of `information_schema.TRIGGERS` for people, as SQL.
  static let liveDefinition =
    "CONCAT('CREATE DEFINER = ', DEFINER, ' TRIGGER ', TRIGGER_NAME, ' ', ACTION_TIMING, ' ', EVENT_MANIPULATION, ' (', ACTION_ORDER, ') ', ACTION_STATEMENT)"
}

extension SQLText {
  /// A string literal that may go over several lines, for text that is read in a review.
  static func lines(_ text: String) -> String {
    var escaped = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": escaped += "''"
      case "\\": escaped += "\\\\"
      case "\r": escaped += "\\r"
      case "\u{0}": escaped += "\\0"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "'"
  }
}
