extension Lexer {
  /// Opens a string, if one starts with the byte at the current position.
  mutating func openString(_ byte: UInt8) -> Bool {
    switch language {
    case .php, .blade: openPHP(byte)
    case .python: openPython(byte)
    case .javascript: openJavaScript(byte)
    case .ruby: openRuby(byte)
    case .java, .kotlin: openJava(byte)
    case .csharp: openCSharp(byte)
    case .go: openGo(byte)
    case .perl: openPerl(byte)
    case .shell: openShell(byte)
    case .twig: openTwig(byte)
    case .sql: false
    }
  }

  static let single: UInt8 = 0x27
  static let double: UInt8 = 0x22
  static let tick: UInt8 = 0x60

  func string(
    _ literal: LiteralKind, _ quote: UInt8, count: Int = 1, holes: Bool = false,
    escapes: Bool = true, oneLine: Bool = false
  ) -> Context {
    Context(
      shape: .string, literal: literal, quote: quote, quoteCount: count, hasHoles: holes,
      skipsEscapes: escapes, isOneLine: oneLine)
  }

  /// Whether three of a byte stand at an offset.
  func isTriple(_ byte: UInt8, at offset: Int) -> Bool {
    bytes.at(offset) == byte && bytes.at(offset + 1) == byte && bytes.at(offset + 2) == byte
  }

  private mutating func openPHP(_ byte: UInt8) -> Bool {
    switch byte {
    case Self.single: open(string(.plainSingle, byte), length: 1)
    case Self.double: open(string(.interpolated, byte, holes: true), length: 1)
    case Self.tick: open(string(.command, byte, holes: true), length: 1)
    case 0x3C where bytes.has("<<<", at: position): return openPHPHeredoc()
    case 0x62, 0x42:  // b'…'
      let next = bytes.at(position + 1)
      if next == Self.single { open(string(.plainSingle, next), length: 2) }
      if next == Self.double { open(string(.interpolated, next, holes: true), length: 2) }
      return next == Self.single || next == Self.double
    default: return false
    }
    return true
  }

  private mutating func openPHPHeredoc() -> Bool {
    var index = position + 3
    while bytes.at(index) == 0x20 || bytes.at(index) == 0x09 { index += 1 }
    let quote = bytes.at(index)
    if quote == Self.single || quote == Self.double { index += 1 }
    let labelStart = index
    while bytes.at(index).continuesName { index += 1 }
    guard index > labelStart else { return false }
    let label = bytes[labelStart..<index]
    if quote == Self.single || quote == Self.double { index += 1 }
    if bytes.at(index) == 0x0D { index += 1 }
    guard bytes.at(index) == 0x0A else { return false }
    let (bodyEnd, after) = heredocEnd(label, from: index + 1, exact: false)
    let isRaw = quote == Self.single
    var context = string(isRaw ? .nowdoc : .heredoc, 0, holes: !isRaw, escapes: !isRaw)
    context.limit = bodyEnd
    context.resume = after
    open(context, length: index + 1 - position)
    return true
  }

  /// Where a heredoc's body ends, and the first byte after its closing label.
  ///
  /// - Parameter exact: whether the label must be alone on its line.
  func heredocEnd(_ label: ArraySlice<UInt8>, from start: Int, exact: Bool) -> (Int, Int) {
    var line = start
    let limit = self.limit
    while line < limit {
      var index = line
      while bytes.at(index) == 0x20 || bytes.at(index) == 0x09 { index += 1 }
      if bytes[min(index, limit)...].starts(with: label) {
        let end = index + label.count
        let next = bytes.at(end)
        if exact ? next == 0x0A || next == 0x0D || end >= limit : !next.continuesName {
          return (line, end)
        }
      }
      line = bytes.endOfLine(index) + 1
    }
    return (limit, limit)
  }

  private mutating func openPython(_ byte: UInt8) -> Bool {
    var index = position
    var isRaw = false
    var isFormat = false
    // A prefix such as `rb` or `F`; a name that ends in those letters was read as a word.
    while index < position + 2 {
      switch bytes.at(index) | 0x20 {
      case 0x72: isRaw = true
      case 0x66, 0x74: isFormat = true
      case 0x62, 0x75: break
      default:
        return openPythonQuote(byte: bytes.at(index), at: index, isRaw, isFormat)
      }
      index += 1
    }
    return openPythonQuote(byte: bytes.at(index), at: index, isRaw, isFormat)
  }

  private mutating func openPythonQuote(
    byte: UInt8, at index: Int, _ isRaw: Bool, _ isFormat: Bool
  ) -> Bool {
    guard byte == Self.single || byte == Self.double else { return false }
    let count = isTriple(byte, at: index) ? 3 : 1
    let literal: LiteralKind =
      isFormat ? (isRaw ? .raw : .interpolated) : (isRaw ? .raw : .escaped)
    // A backslash keeps a quote from closing even a raw string, and joins lines.
    open(
      string(literal, byte, count: count, holes: isFormat, oneLine: count == 1),
      length: index - position + count)
    return true
  }

  private mutating func openJava(_ byte: UInt8) -> Bool {
    switch byte {
    case Self.double:
      let isKotlin = language == .kotlin
      if isTriple(byte, at: position) {
        open(
          string(
            isKotlin ? .raw : .escaped, byte, count: 3, holes: isKotlin,
            escapes: !isKotlin), length: 3)
      } else {
        open(
          string(isKotlin ? .interpolated : .escaped, byte, holes: isKotlin, oneLine: true),
          length: 1)
      }
    case Self.single: open(string(.escaped, byte, oneLine: true), length: 1)
    default: return false
    }
    return true
  }

  private mutating func openCSharp(_ byte: UInt8) -> Bool {
    if byte == Self.single {
      open(string(.escaped, byte, oneLine: true), length: 1)
      return true
    }
    var index = position
    var dollars = 0
    var isVerbatim = false
    while bytes.at(index) == 0x24 || bytes.at(index) == 0x40 {
      if bytes.at(index) == 0x24 { dollars += 1 } else { isVerbatim = true }
      index += 1
    }
    guard bytes.at(index) == Self.double else { return false }
    var quotes = 0
    while bytes.at(index + quotes) == Self.double { quotes += 1 }
    var context: Context
    if quotes >= 3, !isVerbatim {
      context = string(
        dollars > 0 ? .raw : .raw, Self.double, count: quotes, holes: dollars > 0,
        escapes: false)
      context.holeBraces = max(1, dollars)
    } else if isVerbatim {
      quotes = 1
      context = string(
        dollars > 0 ? .doubled : .doubled, Self.double, holes: dollars > 0,
        escapes: false)
    } else {
      quotes = 1
      context = string(
        dollars > 0 ? .interpolated : .escaped, Self.double, holes: dollars > 0, oneLine: true)
    }
    open(context, length: index - position + quotes)
    return true
  }

  private mutating func openGo(_ byte: UInt8) -> Bool {
    switch byte {
    case Self.double, Self.single: open(string(.escaped, byte, oneLine: true), length: 1)
    case Self.tick: open(string(.raw, byte, escapes: false), length: 1)
    default: return false
    }
    return true
  }

  private mutating func openTwig(_ byte: UInt8) -> Bool {
    switch byte {
    case Self.double: open(string(.interpolated, byte, holes: true), length: 1)
    case Self.single: open(string(.escaped, byte), length: 1)
    default: return false
    }
    return true
  }

  private mutating func openJavaScript(_ byte: UInt8) -> Bool {
    switch byte {
    case Self.double, Self.single: open(string(.escaped, byte, oneLine: true), length: 1)
    case Self.tick: open(string(.template, byte, holes: true), length: 1)
    case 0x2F: return lexRegularExpression()
    default: return false
    }
    return true
  }

  /// Reads `/…/` as one sign where an operand may start.
  mutating func lexRegularExpression() -> Bool {
    if let last = lastCode {
      switch last.kind {
      case .number, .stringEnd, .text, .string, .markup, .comment: return false
      case .word:
        let word = String(decoding: bytes[last.range], as: UTF8.self)
        if !Self.wordsBeforeOperands.contains(word) { return false }
      case .sign:
        let byte = bytes[last.end - 1]
        if byte == 0x29 || byte == 0x5D || byte == 0x7D { return false }
      case .holeStart, .holeEnd: break
      }
    }
    if position < regexFailure { return false }
    let start = position
    var index = position + 1
    var isInClass = false
    while index < limit, bytes[index] != 0x0A {
      switch bytes[index] {
      case 0x5C: index += 1
      case 0x5B: isInClass = true
      case 0x5D: isInClass = false
      case 0x2F where !isInClass:
        position = index + 1
        while bytes.at(position).isASCIILetter { position += 1 }
        add(.sign, start, position)
        return true
      default: break
      }
      index += 1
    }
    regexFailure = index
    return false
  }

  private static let wordsBeforeOperands: Set<String> = [
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do",
    "await", "yield", "and", "or", "not", "if", "unless", "when", "split", "grep", "while",
  ]
}
