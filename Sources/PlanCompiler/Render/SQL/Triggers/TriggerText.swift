/// The statements of one trigger, and the fingerprint of its definition.
enum TriggerText {
  /// `CREATE … TRIGGER` on a temporarily renamed table, up to the body; nothing is escaped yet.
  ///
  /// `mark`, behind the body, tells it from the one whose text is restored after the table is
  /// published. `information_schema` shows the mark, but not what stands before the body.
  static func creation(_ trigger: Catalog.Trigger, on table: QualifiedName) -> String {
    "CREATE \(definer(trigger)) TRIGGER \(marked(trigger, on: table))"
  }

  /// The same in place of the trigger that is there, at its place in the order.
  static func marking(
    _ trigger: Catalog.Trigger, on table: QualifiedName, before next: Catalog.Trigger?
  ) -> String {
    let clause = next.map { "PRECEDES \(SQLText.name($0.name)) " } ?? ""
    return "CREATE OR REPLACE \(definer(trigger)) TRIGGER \(marked(trigger, on: table))\(clause)"
  }

  private static func marked(_ trigger: Catalog.Trigger, on table: QualifiedName) -> String {
    let timing = trigger.timing.rawValue.uppercased()
    let event = trigger.event.rawValue.uppercased()
    let name = SQLText.name(QualifiedName(table.schema, trigger.name))
    return "\(name) \(timing) \(event) ON \(SQLText.name(table)) FOR EACH ROW "
  }

  /// The same trigger as it was written, on the published table, up to the body.
  ///
  /// - Parameter next: the trigger of the same time and event that follows: CREATE OR REPLACE puts
  ///   a trigger last. The server does not keep the clause in the text.
  static func restoration(
    _ trigger: Catalog.Trigger, on table: QualifiedName, before next: Catalog.Trigger?
  ) -> String {
    let head = trigger.writtenHead
    let clause = next.map { "PRECEDES \(SQLText.name($0.name))" }
    var text = head?.text(on: table, clause.map { " " + $0 } ?? "") ?? ""
    // With IGNORE_SPACE, and so with ORACLE, the server leaves the space before the clause in the text.
    if let clause, trigger.settings.sqlMode.split(separator: ",").contains("IGNORE_SPACE"),
      let plain = head?.text(on: table), plain.last?.isWhitespace == true
    {
      text = plain + clause
    }
    return "CREATE OR REPLACE \(definer(trigger)) \(text)"
  }

  private static func definer(_ trigger: Catalog.Trigger) -> String {
    "DEFINER = \(SQLText.name(trigger.definer.user))@\(SQLText.name(trigger.definer.host))"
  }

  static let mark = "\n/* planc */"

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
  ///
  /// - Parameters:
  ///   - end: what stands behind its body.
  ///   - inOrder: whether its place among those of the same time and event counts.
  static func fingerprint(
    _ trigger: Catalog.Trigger, _ end: String = "", inOrder: Bool = true
  ) -> String {
    let facts =
      [trigger.name, trigger.timing.rawValue.uppercased(), trigger.event.rawValue.uppercased()]
      + (inOrder ? [String(trigger.order)] : []) + [
        trigger.definer.text, trigger.settings.sqlMode, trigger.settings.characterSetClient,
        trigger.settings.collationConnection, trigger.body + end,
      ]
    return sha256Hex(Array(facts.joined(separator: "\n").utf8))
  }

  /// The same of a row of `information_schema.TRIGGERS`, whatever its place in the order, as SQL.
  static let liveFingerprintInAnyOrder = liveFingerprint.replacing(" ACTION_ORDER,", with: "")

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
