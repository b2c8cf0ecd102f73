extension Lexer {
  /// Reads the text of a string up to its end, or to a hole in it.
  mutating func lexString() {
    let context = contexts[contexts.count - 1]
    let limit = min(context.limit, bytes.count)
    let start = position
    var index = position
    while index < limit {
      let byte = bytes[index]
      if byte == context.quote, context.quote != 0 {
        if context.depth > 0 {
          contexts[contexts.count - 1].depth -= 1
          index += 1
          continueString(start, index)
          return
        }
        let run = quoteRun(context, at: index, limit: limit)
        if run == 0 {
          index += 1
          continue
        }
        if run == 2, context.literal == .doubled {
          index += 2
          continue
        }
        finishString(start, index, length: context.quoteCount)
        return
      }
      if byte == context.opener, context.opener != 0 {
        contexts[contexts.count - 1].depth += 1
        index += 1
        continueString(start, index)
        return
      }
      if byte == 0x5C, context.skipsEscapes {
        index = min(index + 2, limit)
        continue
      }
      if byte == 0x0A, context.isOneLine {
        finishString(start, index, length: 0)
        return
      }
      if context.hasHoles, byte == 0x24 || byte == 0x7B || byte == 0x23 || byte == 0x40,
        openHole(textStart: start, at: index)
      {
        return
      }
      index += 1
    }
    finishString(start, limit, length: 0)
  }

  /// How many delimiters at an offset count: 0 for too few, 2 for a doubled one.
  private func quoteRun(_ context: Context, at index: Int, limit: Int) -> Int {
    if context.literal == .doubled { return bytes.at(index + 1) == context.quote ? 2 : 1 }
    if context.quoteCount == 1 { return 1 }
    guard index + context.quoteCount <= limit else { return 0 }
    for offset in 1..<context.quoteCount where bytes[index + offset] != context.quote { return 0 }
    // `"a\""""`: the last three of a longer run close.
    return bytes.at(index + context.quoteCount) == context.quote ? 0 : 1
  }

  private mutating func continueString(_ start: Int, _ end: Int) {
    if end > start { add(.text, start, end) }
    position = end
  }

  private mutating func finishString(_ start: Int, _ end: Int, length: Int) {
    if end > start { add(.text, start, end) }
    closeContext(at: end, length: length)
  }

  /// Opens a hole, if one starts at an offset; the text before it is added first.
  private mutating func openHole(textStart: Int, at index: Int) -> Bool {
    let byte = bytes[index]
    let next = bytes.at(index + 1)
    if let length = bracedHoleLength(byte, next) {
      if index > textStart { add(.text, textStart, index) }
      openHole(at: index, length: length, closer: 0x7D)
      return true
    }
    if byte == 0x7B, next == 0x7B, language == .python || language == .csharp {
      // A doubled brace is one; both are text.
      add(.text, textStart, index + 1)
      position = min(index + 2, bytes.count)
      return true
    }
    guard byte == 0x24 || (byte == 0x40 && language == .perl) else { return false }
    if language == .shell, next == 0x28 {
      if index > textStart { add(.text, textStart, index) }
      openHole(at: index, length: 2, closer: 0x29)
      return true
    }
    guard next.startsName, hasPlainVariables else { return false }
    if index > textStart { add(.text, textStart, index) }
    lexPlainVariable(at: index)
    return true
  }

  /// The length of what opens a hole with braces; nil for anything else.
  private func bracedHoleLength(_ byte: UInt8, _ next: UInt8) -> Int? {
    switch language {
    case .php, .blade: byte == 0x7B && next == 0x24 ? 1 : byte == 0x24 && next == 0x7B ? 2 : nil
    case .python, .csharp: byte == 0x7B && next != 0x7B ? 1 : nil
    case .javascript, .kotlin, .java, .shell: byte == 0x24 && next == 0x7B ? 2 : nil
    case .ruby: byte == 0x23 && next == 0x7B ? 2 : nil
    case .perl: (byte == 0x24 || byte == 0x40) && next == 0x7B ? 2 : nil
    case .go, .sql: nil
    }
  }

  /// Whether `$name` in a string is a hole.
  private var hasPlainVariables: Bool {
    language.isPHP || language == .kotlin || language == .perl || language == .shell
  }

  /// `$name`, with `[…]` or `->name` after it, as PHP and Perl take them.
  private mutating func lexPlainVariable(at index: Int) {
    add(.holeStart, index, index)
    var end = index + 1
    while bytes.at(end).continuesName { end += 1 }
    add(.word, index, end)
    if language != .kotlin, language != .shell {
      if bytes.has("->", at: end), bytes.at(end + 2).startsName, language.isPHP {
        add(.sign, end, end + 2)
        let name = end + 2
        end = name
        while bytes.at(end).continuesName { end += 1 }
        add(.word, name, end)
      } else if let bracket = subscriptEnd(at: end) {
        add(.sign, end, bracket)
        end = bracket
      }
    }
    add(.holeEnd, end, end)
    position = end
  }

  /// The end of `[…]`, `{…}`, `->[…]` or `->{…}` on the same line, of at most 200 bytes.
  private func subscriptEnd(at offset: Int) -> Int? {
    let start = language == .perl && bytes.has("->", at: offset) ? offset + 2 : offset
    let closer: UInt8
    switch bytes.at(start) {
    case 0x5B: closer = 0x5D
    case 0x7B where language == .perl: closer = 0x7D
    default: return nil
    }
    var index = start + 1
    while index < min(bytes.count, start + 200) {
      if bytes[index] == closer { return index + 1 }
      if bytes[index] == 0x0A || bytes[index] == 0x22 { return nil }
      index += 1
    }
    return nil
  }
}
