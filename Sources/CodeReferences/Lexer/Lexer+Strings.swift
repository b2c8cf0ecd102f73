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
        openHole(context, textStart: start, at: index)
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
  private mutating func openHole(_ context: Context, textStart: Int, at index: Int) -> Bool {
    let byte = bytes[index]
    let next = bytes.at(index + 1)
    let braced: Int? =
      switch language {
      case .php, .blade:
        byte == 0x7B && next == 0x24 ? 1 : byte == 0x24 && next == 0x7B ? 2 : nil
      case .python, .csharp:
        bracesOpening(context, at: index)
      case .javascript, .kotlin, .java:
        byte == 0x24 && next == 0x7B ? 2 : nil
      case .ruby, .twig:
        byte == 0x23 && next == 0x7B ? 2 : nil
      case .perl:
        (byte == 0x24 || byte == 0x40) && next == 0x7B ? 2 : nil
      case .shell:
        byte == 0x24 && next == 0x7B ? 2 : nil
      case .go, .sql:
        nil
      }
    if let braced {
      if index > textStart { add(.text, textStart, index) }
      openHole(at: index, length: braced, closer: 0x7D)
      return true
    }
    if byte == 0x7B, language == .python || language == .csharp, next == 0x7B {
      // A doubled brace stands for one; both are text.
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

  private var hasPlainVariables: Bool {
    switch language {
    case .php, .blade, .kotlin, .perl, .shell: true
    case .twig, .python, .javascript, .ruby, .java, .csharp, .go, .sql: false
    }
  }

  private func bracesOpening(_ context: Context, at index: Int) -> Int? {
    guard bytes[index] == 0x7B else { return nil }
    if context.holeBraces == 1 { return bytes.at(index + 1) == 0x7B ? nil : 1 }
    for offset in 0..<context.holeBraces where bytes.at(index + offset) != 0x7B { return nil }
    return context.holeBraces
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
