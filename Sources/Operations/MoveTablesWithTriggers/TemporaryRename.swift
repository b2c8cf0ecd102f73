package import Catalogs
import Foundations

/// How a table with triggers crosses to another schema.
///
/// `RENAME TABLE` across schemas fails with 1435 while a trigger exists, and dropping the triggers
/// of a table that others can write to lets rows slip past them. So the table is renamed within its
/// schema first, where its triggers follow; what happens to it next, nobody sees who uses its name.
///
/// - Source: https://dev.mysql.com/doc/refman/8.4/en/rename-table.html
package struct TemporaryRename: Hashable, Sendable {
  /// The table's name in both schemas while it is on its way.
  package var name: String
  /// In the order of their creation; never empty.
  package var triggers: [Catalog.Trigger]
  /// By the place in `triggers`: the trigger as P602 advises to change it after the move.
  package var advised: [Int: Catalog.Trigger] = [:]
  /// Whether the server compares the names of tables and triggers without case.
  package var ignoresCase = false

  package init(name: String, triggers: [Catalog.Trigger]) {
    precondition(!triggers.isEmpty, "a table without triggers moves with others")
    self.name = name
    self.triggers = triggers
  }

  /// The trigger of the same time and event that fires next.
  func next(after index: Int) -> Catalog.Trigger? {
    let trigger = triggers[index]
    return triggers.first {
      $0.timing == trigger.timing && $0.event == trigger.event && $0.order == trigger.order + 1
    }
  }

  /// How many steps a file has for the table: the temporary name, a drop, the move, a creation and the name again;
  /// the texts of the triggers; and, where another session interferes, a mark on each.
  var stepCount: Int { 4 * triggers.count + 3 }

  /// What every temporarily renamed table's name starts with.
  package static let prefix = "__planc_"

  /// Names that InnoDB generates for foreign keys follow the table's: `_ibfk_99` must fit behind.
  static let nameLengthMax = 56

  /// The name under which a table is temporarily renamed: its own behind a prefix, shortened where it must be.
  ///
  /// - Parameter isTaken: whether another table of the migration is temporarily renamed under this name.
  static func name(for move: Move, unless isTaken: (String) -> Bool) -> String {
    let plain = prefix + move.source.table
    if plain.unicodeScalars.count <= nameLengthMax, !isTaken(plain) { return plain }
    let whole = [move.source.schema, move.source.table, move.target.schema, move.target.table]
    let digits = sha256Hex(Array(whole.joined(separator: "\n").utf8)).prefix(8)
    let room = nameLengthMax - prefix.count - 9
    let start = String(String.UnicodeScalarView(move.source.table.unicodeScalars.prefix(room)))
    return "\(prefix)\(start)_\(digits)"
  }
}
