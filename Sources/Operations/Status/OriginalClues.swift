import Diagnostics
import Foundations

/// What tells the original from the copy, of a table that is at both locations.
///
/// A TABLE_ID tells nothing: TRUNCATE, ALTER TABLE and OPTIMIZE TABLE give the original a new one. Nor does
/// the location of other tables: an application creates its copy at either.
struct OriginalClues {
  enum Location { case source, target }

  /// nil without signs, and when they point to different copies.
  let original: Location?
  /// Which one is probably the original, and why; or how to find out.
  let sentence: String

  init(_ table: TableStatus) {
    var signs: [(location: Location, reason: String)] = []
    if let source = table.sourceCopy, let target = table.targetCopy {
      let reason = "it has the triggers of the catalog, and the other table has no triggers"
      if source.hasCatalogTriggers, target.triggers.isEmpty { signs.append((.source, reason)) }
      if target.hasCatalogTriggers, source.triggers.isEmpty { signs.append((.target, reason)) }
    }
    if let source = table.sourceRows, let target = table.targetRows,
      (source.number == 0) != (target.number == 0)
    {
      signs.append((target.number == 0 ? .source : .target, "the other table is empty"))
    }
    let numbers =
      table.sourceTableID == nil && table.targetTableID == nil ? "" : " \(Self.aboutNumbers)"
    guard let location = signs.first?.location, signs.allSatisfy({ $0.location == location }) else {
      original = nil
      sentence = "\(Self.unknown)\(numbers)"
      return
    }
    let name = location == .source ? table.move.source : table.move.target
    let reasons = signs.map(\.reason)
    original = location
    sentence =
      "\(SQLText.name(name)) is probably the original: \(reasons.joined(separator: "; ")).\(numbers)"
  }

  static let unknown = "planc cannot tell which is the original; compare their rows."
  static let aboutNumbers = """
    RENAME keeps a TABLE_ID, but TRUNCATE, ALTER and OPTIMIZE also give a table a new one: it does not tell which \
    is the original.
    """
}
