import Foundations
import Plans

/// A generated SQL file that no plan makes any more.
package enum EarlierScript {
  /// A longer file is kept: its end is not read.
  package static let sizeMax = 64 << 20

  /// Whether a file is what an earlier version of a plan compiled to, so that `compile` removes it. Copies and
  /// edited files are kept.
  ///
  /// It has a name that planc gives, names the plan and itself, has the lines of a head and then sections of this
  /// version or of a release. The values in the head are those of the earlier plan, so nothing is said of them.
  ///
  /// - Parameter name: the file's name in the plan's folder.
  package static func isOwn(_ bytes: [UInt8], named name: String, of migration: Migration) -> Bool {
    let names = FileNames(plan: migration.name, moves: [])
    guard names.scripts.contains(name) || isMoveFile(name, of: migration),
      let head = SQLScript.headEnd(in: bytes)
    else { return false }
    switch ScriptOrigin(of: bytes) {
    case .current, .release: break
    case .edited, .unknown: return false
    }
    let lines = bytes[..<head].split(separator: 0x0A, omittingEmptySubsequences: false)
    let sentence = "-- \(generatedSentence(planPath: SQLText.lineComment(migration.planPath)))"
    guard lines.count > 3, lines[0].elementsEqual(sentence.utf8),
      lines[2].starts(with: "-- Run:".utf8), lines[2].hasSuffix(" < \(name)"),
      let empty = lines.firstIndex(where: \.isEmpty)
    else { return false }
    return lines[..<empty].allSatisfy { $0.starts(with: "-- ".utf8) }
      && lines[empty...].allSatisfy { line in
        line.isEmpty || ["SET ", "  ", "]';", "';"].contains { line.starts(with: $0.utf8) }
      }
  }

  private static func isMoveFile(_ name: String, of migration: Migration) -> Bool {
    let (start, end) = ("\(migration.name)_move_", "_tables.sql")
    return name.hasPrefix(start) && name.hasSuffix(end)
      && name.utf8.count > start.utf8.count + end.utf8.count
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
