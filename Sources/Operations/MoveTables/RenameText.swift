import Foundations

/// The text of the `RENAME TABLE` statements of a file, in the user variable from which they run.
///
/// It is what a reviewer reads and what the section `pairs` reads. Each line begins with two spaces; a pair
/// that is wider than the file may be has its `TO` on the next line:
///
///         -- Group
///       , `core`.`t` TO `target`.`t`
///       ; RENAME TABLE
///         `core`.`u`
///           TO `target`.`u`
extension SQLScript {
  /// `SET @planc_rename = 'RENAME TABLE …'`, empty where nothing is to be renamed so.
  mutating func writeRename(_ batches: [Batch]) {
    guard !batches.isEmpty else { return set("rename", "") }
    let count = batches.reduce(0) { $0 + $1.count }
    reserve(count * 96)
    var offsets: [Int] = []
    offsets.reserveCapacity(count)
    statement { bytes in
      bytes.append("SET @planc_rename = 'RENAME TABLE")
      for (index, batch) in batches.enumerated() {
        if index > 0 { bytes.append("\n  ; RENAME TABLE") }
        var isFirst = true
        for group in batch.groups {
          for line in group.title.map(Self.commentLines) ?? [] { bytes.append("\n    -- \(line)") }
          for move in group.moves {
            bytes.append(isFirst ? "\n    " : "\n  , ")
            isFirst = false
            offsets.append(bytes.count)
            Self.write(move, to: &bytes)
          }
        }
      }
      bytes.append("\n'")
    }
    moveOffsets = offsets
  }

  private static func write(_ move: Move, to bytes: inout [UInt8]) {
    let start = bytes.count
    write(move.source, to: &bytes)
    let middle = bytes.count
    bytes.append(" TO ")
    write(move.target, to: &bytes)
    // A character has at least one byte: nearly all pairs are narrow enough by that.
    if bytes.count - start + 4 <= columnMax { return }
    let width = bytes[start...].count { $0 & 0xC0 != 0x80 } + 4
    if width > columnMax { bytes.insert(contentsOf: "\n     ".utf8, at: middle) }
  }

  private static func write(_ name: QualifiedName, to bytes: inout [UInt8]) {
    write(name.schema, to: &bytes)
    bytes.append(".")
    write(name.table, to: &bytes)
  }

  private static func write(_ name: String, to bytes: inout [UInt8]) {
    if !bytes.appendPlain(name, between: UInt8(ascii: "`")) {
      bytes.append(SQLText.inString(SQLText.name(name)))
    }
  }

  /// A title as comment lines that are not too wide.
  private static func commentLines(_ title: String) -> [String] {
    var lines: [String] = []
    for word in SQLText.inString(SQLText.renameComment(title)).split(separator: " ") {
      if let last = lines.last, HeadList.width(last) + word.unicodeScalars.count + 8 <= columnMax {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
