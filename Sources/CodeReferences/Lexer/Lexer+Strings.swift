extension Lexer {
  /// Reads the text of a string up to its end, or to a hole in it.
  mutating func lexString() {
    let top = contexts.count - 1
    let context = contexts[top]
    let limit = self.limit
    let start = position
    while position < limit {
      // Letters and spaces neither end a string nor open a hole.
      var index = position
      while index < limit, bytes[index].continuesName || bytes[index] == 0x20 { index += 1 }
      position = index
      guard position < limit else { break }
      let byte = bytes[position]
      if byte == context.quote, context.quote != 0 {
        if contexts[top].depth > 0 {
          contexts[top].depth -= 1
        } else if context.literal == .doubled, bytes.at(position + 1) == byte {
          position += 1
        } else if isClosing(context) {
          return endString(start, length: context.quoteCount)
        }
      } else if byte == context.opener, context.opener != 0 {
        contexts[top].depth += 1
      } else if byte == 0x5C, context.skipsEscapes {
        position += 1
      } else if byte == 0x0A, context.isOneLine {
        return endString(start, length: 0)
      } else if context.hasHoles, byte == 0x24 || byte == 0x7B || byte == 0x23 || byte == 0x40,
        openHole(textStart: start)
      {
        return
      }
      position += 1
    }
    position = min(position, limit)
    endString(start, length: 0)
  }

  /// Whether the quotes at the current position are as many as opened the string.
  private func isClosing(_ context: Context) -> Bool {
    let end = position + context.quoteCount
    guard end <= limit else { return false }
    for offset in position..<end where bytes[offset] != context.quote { return false }
    // `"a\""""`: the last three of a longer run close.
    return context.quoteCount == 1 || bytes.at(end) != context.quote
  }

  private mutating func endString(_ start: Int, length: Int) {
    addText(start)
    closeContext(at: position, length: length)
  }

  /// Adds the text up to the current position.
  private mutating func addText(_ start: Int) {
    if position > start { add(.text, start, position) }
  }

  /// Opens a hole, if one starts at the current position; the text before it is added first.
  private mutating func openHole(textStart: Int) -> Bool {
    let (byte, next) = (bytes[position], bytes.at(position + 1))
    if let length = bracedHoleLength(byte, next) {
      addText(textStart)
      openHole(length: length, closer: 0x7D)
    } else if byte == 0x7B, next == 0x7B, language == .python || language == .csharp {
      // A doubled brace is one; both are text.
      add(.text, textStart, position + 1)
      position = min(position + 2, bytes.count)
    } else if language == .shell, byte == 0x24, next == 0x28 {
      addText(textStart)
      openHole(length: 2, closer: 0x29)
    } else if byte == 0x24 || byte == 0x40 && language == .perl, next.startsName,
      hasPlainVariables
    {
      addText(textStart)
      lexPlainVariable()
    } else {
      return false
    }
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
  private mutating func lexPlainVariable() {
    add(.holeStart, position, position)
    lexWord()
    if language.isPHP, bytes.has("->", at: position), bytes.at(position + 2).startsName {
      add(.sign, position, position + 2)
      position += 2
      lexWord()
    } else if let end = subscriptEnd(at: position) {
      add(.sign, position, end)
      position = end
    }
    add(.holeEnd, position, position)
  }

  /// The end of `[…]`, `{…}`, `->[…]` or `->{…}` on the same line, of at most 200 bytes.
  private func subscriptEnd(at offset: Int) -> Int? {
    let start = language == .perl && bytes.has("->", at: offset) ? offset + 2 : offset
    let closer: UInt8
    switch bytes.at(start) {
    case 0x5B where language != .kotlin && language != .shell: closer = 0x5D
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
