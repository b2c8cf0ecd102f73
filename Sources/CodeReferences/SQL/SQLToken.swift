/// A token of SQL in a text with holes.
struct SQLToken {
  enum Kind {
    /// Letters, digits and holes that touch each other: a keyword, a name, or part of one.
    case word
    /// `` `…` `` or `[…]`; the range is what stands between.
    case quotedName
    /// `"…"`: a name or a string, as the server is set.
    case doubleQuoted
    case text
    case number
    case sign
  }

  var kind: Kind
  /// In the view, without quotes.
  var range: Range<Int>
  /// In the view, with quotes.
  var outer: Range<Int>
  /// Nil for every word that has a hole.
  var keyword: SQLKeyword?
  var sign: UInt8 = 0
  /// Whether it is what `DELIMITER` sets, or the line of that command; its sign is `;`.
  var isDelimiter = false

  var canBeName: Bool {
    switch kind {
    case .word, .quotedName, .doubleQuoted: true
    case .text, .number, .sign: false
    }
  }
}

/// Splits a text into tokens of SQL, MySQL's and PostgreSQL's comments left out.
struct SQLTokenizer {
  let text: [UInt8]
  private var position = 0
  private var tokens: [SQLToken] = []
  /// Whether the text is a script for MySQL's client, which has commands of its own.
  private let isFile: Bool
  /// What ends a statement; empty for `;`.
  private var delimiter: [UInt8] = []

  static func tokens(of text: [UInt8], isFile: Bool) -> [SQLToken] {
    var tokenizer = SQLTokenizer(text: text, isFile: isFile)
    tokenizer.run()
    return tokenizer.tokens
  }

  private init(text: [UInt8], isFile: Bool) {
    self.text = text
    self.isFile = isFile
  }

  private mutating func run() {
    while position < text.count {
      let byte = text[position]
      if isFile, byte | 0x20 == 0x64, startsDelimiterCommand {
        takeDelimiterCommand()
      } else if startsDelimiter {
        takeSeparator(to: position + delimiter.count)
      } else if byte.isBlank {
        position += 1
      } else if byte == ViewText.holeMark || byte.startsName || startsPlaceholder(position) {
        takeWord()
      } else if byte.isDigit {
        takeNumber()
      } else {
        takeSign(byte)
      }
    }
  }

  private var startsDelimiter: Bool {
    !delimiter.isEmpty && text[position] == delimiter[0]
      && text[position...].starts(with: delimiter)
  }

  /// Whether `DELIMITER //` stands alone on its line.
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
    let end = text.endOfLine(position)
    let words = text[(position + 9)..<max(position + 9, end)].split { $0.isBlank }
    delimiter = words.first.map { Array($0) } ?? []
    if delimiter == [0x3B] { delimiter = [] }
    takeSeparator(to: end)
  }

  private mutating func takeSeparator(to end: Int) {
    tokens.append(
      SQLToken(
        kind: .sign, range: position..<end, outer: position..<end, sign: 0x3B, isDelimiter: true))
    position = end
  }

  /// Whether `%s`, `%1$s`, `%(name)s`, `{…}` or `#__` stands at an offset.
  private func startsPlaceholder(_ offset: Int) -> Bool { placeholderEnd(offset) != nil }

  private func placeholderEnd(_ offset: Int) -> Int? {
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
      switch text.at(index) {
      case 0x73, 0x49, 0x76, 0x71: return index + 1  // %s %I %v %q
      default: return nil
      }
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

  private mutating func takeWord() {
    let start = position
    var isPlain = true
    while position < text.count {
      let byte = text[position]
      if startsDelimiter { break }
      if byte.continuesName || byte == 0x24 {
        position += 1
      } else if byte == ViewText.holeMark {
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
    let range = start..<position
    tokens.append(
      SQLToken(
        kind: .word, range: range, outer: range,
        keyword: isPlain ? SQLKeyword(text[range]) : nil))
  }

  /// Whether a stretch is a word of SQL, in capitals, that no name starts with.
  private func startsClause(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty, let keyword = SQLKeyword(text[range]),
      text[range].allSatisfy({ $0 &- 0x41 < 26 })
    else { return false }
    switch keyword {
    case .select, .from, .join, .into, .update, .where, .and, .on, .set, .values: return true
    case _: return false
    }
  }

  private mutating func takeNumber() {
    let start = position
    while position < text.count, text[position].continuesName { position += 1 }
    tokens.append(SQLToken(kind: .number, range: start..<position, outer: start..<position))
  }

  private mutating func takeSign(_ byte: UInt8) {
    let next = text.at(position + 1)
    switch byte {
    case 0x60: takeQuoted(0x60, .quotedName)
    case 0x22: takeQuoted(0x22, .doubleQuoted)
    case 0x27: takeQuoted(0x27, .text)
    case 0x5B where next.startsName: takeBracketed()
    case 0x2D where next == 0x2D: position = text.endOfLine(position)
    case 0x23: position = text.endOfLine(position)
    case 0x2F where next == 0x2A:
      // What stands in /*! … */ is run by MySQL, in /*M! … */ by MariaDB.
      if text.at(position + 2) == 0x21 || text.has("M!", at: position + 2) {
        position += 3
        while text.at(position).isDigit || text.at(position) == 0x21 { position += 1 }
      } else {
        skipBlockComment()
      }
    case 0x2A where next == 0x2F: position += 2
    default:
      tokens.append(
        SQLToken(
          kind: .sign, range: position..<(position + 1), outer: position..<(position + 1),
          sign: byte))
      position += 1
    }
  }

  private mutating func skipBlockComment() {
    position += 2
    while position < text.count {
      if text[position] == 0x2A, text.at(position + 1) == 0x2F {
        position += 2
        return
      }
      position += 1
    }
  }

  private mutating func takeQuoted(_ quote: UInt8, _ kind: SQLToken.Kind) {
    let start = position
    position += 1
    while position < text.count {
      let byte = text[position]
      if byte == 0x5C, quote != 0x60 {
        position += 2
        continue
      }
      if byte == quote {
        if text.at(position + 1) == quote {
          position += 2
          continue
        }
        break
      }
      position += 1
    }
    let end = min(position, text.count)
    position = min(position + 1, text.count)
    tokens.append(
      SQLToken(kind: kind, range: (start + 1)..<max(start + 1, end), outer: start..<position))
  }

  /// `[name]`, as SQL Server and SQLite quote names; a list otherwise.
  private mutating func takeBracketed() {
    var end = position + 1
    while text.at(end).continuesName || text.at(end) == 0x20 { end += 1 }
    guard text.at(end) == 0x5D else {
      tokens.append(
        SQLToken(
          kind: .sign, range: position..<(position + 1), outer: position..<(position + 1),
          sign: 0x5B))
      position += 1
      return
    }
    tokens.append(
      SQLToken(kind: .quotedName, range: (position + 1)..<end, outer: position..<(end + 1)))
    position = end + 1
  }
}
