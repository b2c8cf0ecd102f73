/// Splits a text into tokens of SQL, comments left out.
struct SQLTokenizer {
  private let text: [UInt8]
  private var position: Int
  private let end: Int
  private var tokens: [SQLToken] = []
  /// Whether the text is a script for the server's command-line client, which has commands of its
  /// own.
  private let isFile: Bool
  /// What ends a statement; empty for `;`.
  private var delimiter: [UInt8] = []

  static func tokens(of text: [UInt8], in range: Range<Int>, isFile: Bool) -> [SQLToken] {
    var tokenizer = SQLTokenizer(text, range, isFile)
    tokenizer.run()
    return tokenizer.tokens
  }

  private init(_ text: [UInt8], _ range: Range<Int>, _ isFile: Bool) {
    self.text = text
    position = range.lowerBound
    end = range.upperBound
    self.isFile = isFile
  }

  private mutating func run() {
    while position < end {
      let byte = text[position]
      if isFile, byte | 0x20 == 0x64, startsDelimiterCommand {
        takeDelimiterCommand()
      } else if startsDelimiter {
        addSeparator(to: position + delimiter.count)
      } else if byte.isBlank {
        position += 1
      } else if byte == StringValue.holeMark || byte.startsName || placeholderEnd(position) != nil {
        takeWord()
      } else if byte.isDigit {
        let start = position
        while position < end, text[position].continuesName { position += 1 }
        add(.number, start..<position)
      } else {
        takeSign(byte)
      }
    }
  }

  private mutating func add(_ kind: SQLToken.Kind, _ range: Range<Int>, sign: UInt8 = 0) {
    tokens.append(SQLToken(kind: kind, range: range, outer: range, sign: sign))
  }

  private var startsDelimiter: Bool {
    !delimiter.isEmpty && text[position] == delimiter[0]
      && text[position...].starts(with: delimiter)
  }

  /// Whether `DELIMITER //` is alone on its line.
  /// https://dev.mysql.com/doc/refman/8.4/en/mysql-commands.html
  private var startsDelimiterCommand: Bool {
    guard text.hasFolded("delimiter", at: position), text.at(position + 9).isBlank else {
      return false
    }
    var start = position
    while start > 0, text[start - 1] == 0x20 || text[start - 1] == 0x09 { start -= 1 }
    return start == 0 || text[start - 1] == 0x0A || text[start - 1] == 0x0D
  }

  private mutating func takeDelimiterCommand() {
    let line = text.endOfLine(position)
    let words = text[(position + 9)..<max(position + 9, line)].split { $0.isBlank }
    delimiter = words.first.map { Array($0) } ?? []
    if delimiter == [0x3B] { delimiter = [] }
    addSeparator(to: line)
  }

  private mutating func addSeparator(to end: Int) {
    add(.sign, position..<end, sign: 0x3B)
    tokens[tokens.count - 1].isDelimiter = true
    position = end
  }

  private func placeholderEnd(_ offset: Int) -> Int? {
    SQLPlaceholder.end(of: offset, in: text).map { min($0, end) }
  }

  private mutating func takeWord() {
    let start = position
    var isPlain = true
    while position < end {
      let byte = text[position]
      if startsDelimiter { break }
      if byte.continuesName || byte == 0x24 {
        position += 1
      } else if byte == StringValue.holeMark {
        // `'SELECT' . $distinct . ' a'`, but not `'log' . $year`
        if isPlain, startsClause(start..<position) { break }
        isPlain = false
        position += 1
      } else if let end = placeholderEnd(position) {
        isPlain = false
        position = end
      } else {
        break
      }
    }
    add(.word, start..<position)
    if isPlain { tokens[tokens.count - 1].keyword = SQLKeyword(text[start..<position]) }
  }

  /// Whether a stretch is a word of SQL, in capitals, that no name starts with.
  private func startsClause(_ range: Range<Int>) -> Bool {
    guard let keyword = SQLKeyword(text[range]) else { return false }
    return text[range].allSatisfy { $0 &- 0x41 < 26 }
      && [.select, .from, .join, .into, .update, .where, .and, .on, .set, .values].contains(keyword)
  }

  private mutating func takeSign(_ byte: UInt8) {
    let next = text.at(position + 1)
    switch byte {
    case 0x60: takeQuoted(0x60, .quotedName)
    case 0x22: takeQuoted(0x22, .doubleQuoted)
    case 0x27: takeQuoted(0x27, .text)
    case 0x2D where next == 0x2D: position = min(end, text.endOfLine(position))  // --
    case 0x23: position = min(end, text.endOfLine(position))  // #
    case 0x2F where next == 0x2A:
      // What is in /*! … */ is run by MySQL, in /*M! … */ by MariaDB.
      if text.at(position + 2) == 0x21 || text.has("M!", at: position + 2) {
        position += 3
        while text.at(position).isDigit || text.at(position) == 0x21 { position += 1 }
      } else {
        position += 2
        while position < end, !text.has("*/", at: position) { position += 1 }
        position += 2
      }
    case 0x2A where next == 0x2F: position += 2
    default:
      add(.sign, position..<(position + 1), sign: byte)
      position += 1
    }
  }

  private mutating func takeQuoted(_ quote: UInt8, _ kind: SQLToken.Kind) {
    let start = position
    position += 1
    while position < end {
      if text[position] == quote {
        guard text.at(position + 1) == quote, position + 1 < end else { break }
        position += 1
      } else if text[position] == 0x5C, quote != 0x60 {
        position += 1
      }
      position += 1
    }
    let close = min(position, end)
    position = min(close + 1, end)
    tokens.append(
      SQLToken(kind: kind, range: (start + 1)..<max(start + 1, close), outer: start..<position))
  }
}

/// What a program puts a name or a value in the place of: `%s`, `%1$s`, `%(name)s`, `{…}`, `{{…}}`,
/// or `#__`, which is Joomla's prefix.
enum SQLPlaceholder {
  /// The end of the placeholder that starts at an offset; nil where none does.
  static func end(of offset: Int, in text: [UInt8]) -> Int? {
    switch text[offset] {
    case 0x25:  // %
      var index = offset + 1
      let next = text.at(index)
      if next == 0x28 || next == 0x5B {
        let closer: UInt8 = next == 0x28 ? 0x29 : 0x5D
        while index < min(text.count, offset + 64), text[index] != closer { index += 1 }
        index += 1
      } else {
        while text.at(index).isDigit { index += 1 }
        if index > offset + 1, text.at(index) == 0x24 { index += 1 }
      }
      return [0x73, 0x49, 0x76, 0x71].contains(text.at(index)) ? index + 1 : nil  // %s %I %v %q
    case 0x7B:  // {
      var index = offset + 1
      while index < min(text.count, offset + 80), text[index] != 0x7D, !text[index].isBlank,
        text[index] != 0x22, text[index] != 0x27
      {
        index += 1
      }
      guard text.at(index) == 0x7D else { return nil }
      return text.at(index + 1) == 0x7D && text.at(offset + 1) == 0x7B ? index + 2 : index + 1
    case 0x23: return text.has("#__", at: offset) ? offset + 3 : nil
    default: return nil
    }
  }
}
