/// What tells the original from the copy, of a table that is at both locations.
struct OriginalSigns {
  enum Location { case source, target }

  /// The copy that most signs point to; nil without signs, and when as many point to the other.
  let original: Location?
  /// Which one is probably the original, and why; or how to find out.
  let sentence: String

  init(_ table: TableStatus, others: PersonAdviser.Others) {
    var signs: [(location: Location, reason: String)] = []
    if let source = table.sourceTableID.flatMap(Int.init),
      let target = table.targetTableID.flatMap(Int.init), source != target
    {
      signs.append(
        (
          source < target ? .source : .target,
          "it has the lower TABLE_ID, so it was created first (RENAME keeps the TABLE_ID)"
        ))
    }
    if let source = table.sourceRows, let target = table.targetRows,
      (source.number == 0) != (target.number == 0)
    {
      signs.append((target.number == 0 ? .source : .target, "only it has rows"))
    }
    switch others {
    case .source:
      signs.append((.source, "the other tables of its statement are at their source"))
    case .target:
      signs.append((.target, "the other tables of its statement are at their target"))
    case .nowhere: break
    }
    let atSource = signs.count { $0.location == .source }
    let atTarget = signs.count - atSource
    guard atSource != atTarget else {
      original = nil
      sentence = """
        Which one is the original is unknown. Compare the rows and the CREATE TABLE statements of both with your \
        backup. An account with the privilege PROCESS also sees each TABLE_ID: the lower one was created first.
        """
      return
    }
    let location: Location = atSource > atTarget ? .source : .target
    let name = location == .source ? table.move.source : table.move.target
    let reasons = signs.filter { $0.location == location }.map(\.reason)
    original = location
    sentence =
      "\(SQLText.name(name)) is probably the original: \(reasons.joined(separator: "; "))."
  }
}
