/// Where string literals start, by the rules of each language.
extension Lexer {
  private static let single: UInt8 = 0x27
  private static let double: UInt8 = 0x22
  private static let tick: UInt8 = 0x60

  /// The literals of a language whose delimiter alone tells what they are, longer ones first.
  static func literals(of language: Language) -> [Context] {
    switch language {
    case .php, .blade, .ruby, .perl:
      [
        string(.plainSingle, single), string(.interpolated, double, holes: true),
        string(.command, tick, holes: true),
      ]
    case .javascript:
      [
        string(.escaped, single, oneLine: true), string(.escaped, double, oneLine: true),
        string(.template, tick, holes: true),
      ]
    case .java:
      [
        string(.escaped, double, count: 3), string(.escaped, double, oneLine: true),
        string(.escaped, single, oneLine: true),
      ]
    case .kotlin:
      [
        string(.raw, double, count: 3, holes: true, escapes: false),
        string(.interpolated, double, holes: true, oneLine: true),
        string(.escaped, single, oneLine: true),
      ]
    case .csharp: [string(.escaped, single, oneLine: true)]
    case .go:
      [
        string(.escaped, double, oneLine: true), string(.escaped, single, oneLine: true),
        string(.raw, tick, escapes: false),
      ]
    case .shell:
      [string(.interpolated, double, holes: true), string(.raw, single, escapes: false)]
    case .python, .sql: []
    }
  }

  static func string(
    _ literal: LiteralKind, _ quote: UInt8, count: Int = 1, holes: Bool = false,
    escapes: Bool = true, oneLine: Bool = false
  ) -> Context {
    Context(
      shape: .string, literal: literal, quote: quote, quoteCount: count, hasHoles: holes,
      skipsEscapes: escapes, isOneLine: oneLine)
  }

  /// Opens a string, if one starts with the byte at the current position.
  mutating func openString(_ byte: UInt8) -> Bool {
    let isQuote = byte == Self.double || byte == Self.single || byte == Self.tick
    if isQuote, openQuoted(byte) { return true }
    switch language {
    case .php, .blade: return byte == 0x3C && openPHPHeredoc()  // <
    case .python, .csharp: return openPrefixed()
    case .javascript: return byte == 0x2F && lexRegularExpression()  // /
    case .ruby: return openRuby(byte)
    case .perl: return openPerl(byte)
    case .shell: return openShell(byte)
    case .java, .kotlin, .go, .sql: return false
    }
  }

  private mutating func openQuoted(_ byte: UInt8) -> Bool {
    for literal in literals
    where literal.quote == byte && (literal.quoteCount == 1 || isTriple(byte, at: position)) {
      open(literal, length: literal.quoteCount)
      return true
    }
    return false
  }

  /// Whether three of a byte are at an offset.
  private func isTriple(_ byte: UInt8, at offset: Int) -> Bool {
    bytes.at(offset) == byte && bytes.at(offset + 1) == byte && bytes.at(offset + 2) == byte
  }

  /// `'…'`, `f"…"`, `rb'''…'''` of Python; `"…"`, `$@"…"`, `"""…"""` of C#.
  ///
  /// A name that ends in the letters of a prefix was read as a word.
  private mutating func openPrefixed() -> Bool {
    var index = position
    while index < position + 2, isPrefix(bytes.at(index)) { index += 1 }
    let quote = bytes.at(index)
    guard quote == Self.double || quote == Self.single && language == .python else { return false }
    let prefix = bytes[position..<index].lowercased
    let hasHoles = prefix.contains { $0 == 0x66 || $0 == 0x74 || $0 == 0x24 }  // f t $
    let isVerbatim = prefix.contains(0x40)  // @
    let isTriple = isTriple(quote, at: index) && !isVerbatim
    let isRaw = prefix.contains(0x72) || language == .csharp && isTriple  // r
    let kind: LiteralKind =
      isVerbatim ? .doubled : isRaw ? .raw : hasHoles ? .interpolated : .escaped
    // A backslash keeps a quote from closing even a raw string of Python.
    let count = isTriple ? 3 : 1
    open(
      Self.string(
        kind, quote, count: count, holes: hasHoles,
        escapes: language == .python || !isVerbatim && !isRaw, oneLine: count == 1 && !isVerbatim),
      length: index - position + count)
    return true
  }

  private func isPrefix(_ byte: UInt8) -> Bool {
    if language == .csharp { return byte == 0x24 || byte == 0x40 }  // $ @
    switch byte.lowercased {
    case 0x72, 0x66, 0x74, 0x62, 0x75: return true  // r f t b u
    default: return false
    }
  }

  private mutating func openPHPHeredoc() -> Bool {
    guard bytes.has("<<<", at: position) else { return false }
    var index = position + 3
    while bytes.at(index) == 0x20 || bytes.at(index) == 0x09 { index += 1 }
    let quote = bytes.at(index)
    let isQuoted = quote == Self.single || quote == Self.double
    if isQuoted { index += 1 }
    let labelStart = index
    while bytes.at(index).continuesName { index += 1 }
    guard index > labelStart else { return false }
    let label = bytes[labelStart..<index]
    if isQuoted { index += 1 }
    if bytes.at(index) == 0x0D { index += 1 }
    guard bytes.at(index) == 0x0A else { return false }
    let (bodyEnd, after) = heredocEnd(label, from: index + 1, exact: false)
    openBody(isRaw: quote == Self.single, length: index + 1 - position, end: bodyEnd, resume: after)
    return true
  }

  /// Opens the body of a heredoc, which ends at a known offset.
  private mutating func openBody(isRaw: Bool, length: Int, end: Int, resume: Int) {
    var context = Self.string(isRaw ? .nowdoc : .heredoc, 0, holes: !isRaw, escapes: !isRaw)
    context.limit = end
    context.resume = resume
    open(context, length: length)
  }

  /// Where a heredoc's body ends, and the first byte after its closing label.
  ///
  /// - Parameter exact: whether the label must be alone on its line.
  private func heredocEnd(_ label: ArraySlice<UInt8>, from start: Int, exact: Bool) -> (Int, Int) {
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

  /// `<<LABEL`, `<<~LABEL`, `<<-'LABEL'` of Ruby, Perl and shells: the body is below the current
  /// line.
  mutating func openHeredoc() -> Bool {
    var index = position + 2
    if bytes.at(index) == 0x3C { return false }
    if bytes.at(index) == 0x7E || bytes.at(index) == 0x2D { index += 1 }
    if language == .shell { while bytes.at(index) == 0x20 { index += 1 } }
    let quote = bytes.at(index)
    let isQuoted = quote == Self.single || quote == Self.double
    if isQuoted { index += 1 }
    let labelStart = index
    while bytes.at(index).continuesName { index += 1 }
    let label = bytes[labelStart..<min(index, bytes.count)]
    // `a << B` in Ruby appends; a heredoc's label is in capitals there, or quoted.
    guard let first = label.first, isQuoted || !first.isDigit,
      language == .shell || isQuoted || first &- 0x41 < 26 || first == 0x5F,
      !isQuoted || bytes.at(index) == quote
    else { return false }
    if isQuoted { index += 1 }
    // A label that is not found costs a look at the rest of the file.
    guard missingLabels < 32 else { return false }
    let bodyStart = bodiesEnd ?? min(bytes.endOfLine(index) + 1, limit)
    let (bodyEnd, labelEnd) = heredocEnd(label, from: bodyStart, exact: true)
    if bodyEnd == limit, labelEnd == limit, !isQuoted, language != .shell {
      missingLabels += 1
      return false
    }
    bodiesEnd = min(bytes.endOfLine(labelEnd) + 1, bytes.count)
    // A shell takes any quoted label for a body without holes.
    let isRaw = isQuoted && (quote == Self.single || language == .shell)
    openBody(isRaw: isRaw, length: index - position, end: bodyEnd, resume: index)
    position = min(bodyStart, bodyEnd)
    return true
  }

  /// Reads `/…/` as one sign where an operand may start.
  mutating func lexRegularExpression() -> Bool {
    startsOperand && skipPattern(at: position, parts: 1, isOneLine: true)
  }

  private var startsOperand: Bool {
    guard let last = lastCode else { return true }
    switch last.kind {
    case .number, .stringEnd, .text, .string, .markup, .comment: return false
    case .word:
      return Self.wordsBeforeOperands.contains(String(decoding: bytes[last.range], as: UTF8.self))
    case .sign: return ![0x29, 0x5D, 0x7D].contains(bytes[last.end - 1])  // ) ] }
    case .holeStart, .holeEnd: return true
    }
  }

  private static let wordsBeforeOperands: Set<String> = [
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do",
    "await", "yield", "and", "or", "not", "if", "unless", "when", "split", "grep", "while",
  ]
}
