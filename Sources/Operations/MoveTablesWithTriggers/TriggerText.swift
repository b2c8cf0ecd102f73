import Catalogs
import Foundations
import MySQL
import Plans

/// The statements of one trigger, and the fingerprint of its definition.
enum TriggerText {
  /// `CREATE … TRIGGER` as it was written, on another table, up to the body.
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

  /// What stands behind a body whose text is not restored yet. `information_schema` shows it, but not what
  /// stands before the body.
  static let unrestoredMark = "\n/* planc */"

  /// The settings that the server keeps with a trigger, made the session's.
  static func settings(_ settings: Catalog.ParseSettings) -> String {
    "SET SESSION sql_mode = \(SQLText.string(settings.sqlMode)), character_set_client = \(SQLText.string(settings.characterSetClient)), collation_connection = \(SQLText.string(settings.collationConnection));"
  }

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
}
