/// Tells a file that planc wrote for an earlier version of a plan from a copy or an edited file.
///
/// Names, numbers and strings vary with the plan; the rest of each line is a template. A file fits if
/// it has a default name, says so itself, and has no line but those of the templates.
package struct RenderedShape {
  /// A longer file is kept: its end is not read.
  package static let sizeMax = 64 << 20

  private let planPath: String
  private let names: FileNames
  private let movePrefix: String
  private var lines: Set<[UInt8]> = []

  package init(_ migration: Migration) {
    planPath = migration.planPath
    names = FileNames(plan: migration.name, moves: [])
    movePrefix = "\(migration.name)_move_"
    var creating = migration
    creating.schemas = migration.schemas.map { schema in
      var schema = schema
      schema.create = .init(
        characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci", comment: "any")
      return schema
    }
    creating.steps = creating.schemas.map(Step.creating) + migration.steps
    for file in renderSQL(migration) + renderSQL(creating) {
      for line in RenderedLine.lines(of: file.bytes[...]) {
        lines.insert(line.shape)
        // A plan that moves one table has no second line of a list.
        if line.isContinued { lines.insert(Array(", ".utf8) + line.shape) }
      }
    }
  }

  /// - Parameter name: the file's name in the plan's folder.
  package func fits(_ bytes: [UInt8], named name: String) -> Bool {
    let isDefault = names.scripts.contains(name) || isMoveFile(name)
    let head = bytes.split(separator: 0x0A, maxSplits: 5, omittingEmptySubsequences: false)
    let sentence = "-- \(generatedSentence(planPath: SQLText.lineComment(planPath)))"
    guard isDefault, bytes.last == 0x0A, head.count > 3, head[0].elementsEqual(sentence.utf8),
      head[1].starts(with: "-- ".utf8), head[2].starts(with: "-- Run:".utf8)
    else { return false }
    let command = head[2].dropFirst("-- Run:".utf8.count).drop { $0 == 0x20 }
    guard
      command.starts(with: "mariadb < \(name)".utf8)
        || command.starts(with: "mariadb -t < \(name)".utf8)
    else { return false }
    // The second line has the title of the plan.
    let rendered = RenderedLine.lines(of: bytes[head[2].startIndex...])
    let words = Set(
      head[1].split { $0 == 0x20 || $0 == 0x2C }.map {
        $0.first == 0x60 ? $0.dropFirst().dropLast() : $0
      })
    return rendered.indices.allSatisfy { index in
      if lines.contains(rendered[index].shape) { return true }
      // A comment with nothing but the name of a schema that the second line lists.
      if rendered[index].shape.starts(with: "- ".utf8),
        words.contains(rendered[index].shape.dropFirst(2))
      {
        return true
      }
      // The title of a group stands above its tables.
      return rendered[index].isTitle && index + 1 < rendered.count && !rendered[index + 1].isTitle
    }
  }

  private func isMoveFile(_ name: String) -> Bool {
    let end = "_tables.sql"
    guard name.hasPrefix(movePrefix), name.hasSuffix(end) else { return false }
    return name.utf8.count > movePrefix.utf8.count + end.utf8.count
  }
}

/// A line of SQL without what varies: names, numbers and strings; repeated parts stand once.
private struct RenderedLine {
  private static let mark: [UInt8] = [0]

  var shape: [UInt8] = []
  /// Whether the line starts within a string.
  let isContinued: Bool
  /// A comment within a string, as in the text of a `RENAME TABLE`.
  var isTitle = false

  /// The lines of a file, each with what the lines before it left open.
  static func lines(of bytes: ArraySlice<UInt8>) -> [RenderedLine] {
    var isInString = false
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      RenderedLine(line, isInString: &isInString)
    }
  }

  private init(_ line: ArraySlice<UInt8>, isInString: inout Bool) {
    isContinued = isInString
    var tokens: [[UInt8]] = []
    var index = line.startIndex
    let first = line.drop { $0 == 0x20 }
    isTitle = isInString && first.starts(with: "-- ".utf8)
    var isComment = false
    while index < line.endIndex {
      let byte = line[index]
      switch byte {
      case UInt8(ascii: " "): index += 1
      case UInt8(ascii: "-") where !isInString && !isComment:
        isComment = line[index...].starts(with: "-- ".utf8)
        tokens.append([byte])
        index += 1
      case UInt8(ascii: "'") where isInString:
        isInString = false
        index += 1
      case UInt8(ascii: "'") where !isComment:
        tokens.append(Self.mark)
        index += 1
        isInString = !Self.skip(line, &index, to: byte)
      case UInt8(ascii: "`"), UInt8(ascii: "\""):
        tokens.append(Self.mark)
        index += 1
        _ = Self.skip(line, &index, to: byte)
      default:
        let start = index
        while index < line.endIndex, Self.isWord(line[index]) { index += 1 }
        if index == start { index += 1 }
        tokens.append(Self.word(line[start..<index]))
      }
    }
    shape = Array(Self.collapsed(tokens).joined(separator: [0x20]))
  }

  /// A word with each number in it as `0`; the name of a file is a name.
  private static func word(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    if bytes.count > 4, bytes.suffix(4).elementsEqual(".sql".utf8) { return mark }
    var word: [UInt8] = []
    for byte in bytes {
      let isDigit = byte &- 0x30 < 10
      if isDigit, word.last == 0x30 { continue }
      word.append(isDigit ? 0x30 : byte)
    }
    return word
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
      || byte == 0x2E || byte == 0x40
  }

  /// Goes behind the closing quote; false where the line ends first.
  private static func skip(_ line: ArraySlice<UInt8>, _ index: inout Int, to quote: UInt8) -> Bool {
    while index < line.endIndex {
      if line[index] == 0x5C {
        index += 2
      } else if line[index] != quote {
        index += 1
      } else if index + 1 < line.endIndex, line[index + 1] == quote {
        index += 2
      } else {
        index += 1
        return true
      }
    }
    return false
  }

  /// `IN (x, x, x)` as `IN (x`, `, x` once, whatever the number of schemas.
  private static func collapsed(_ tokens: [[UInt8]]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for token in tokens {
      result.append(token)
      for length in 1...repeatMax where result.count >= 2 * length {
        if result.suffix(length).elementsEqual(result.dropLast(length).suffix(length)) {
          result.removeLast(length)
          break
        }
      }
    }
    return result
  }

  private static let repeatMax = 8
}
