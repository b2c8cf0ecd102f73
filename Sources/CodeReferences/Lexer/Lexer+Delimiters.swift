/// Ruby, Perl and shells: literals with delimiters of one's choice.
extension Lexer {
  mutating func openRuby(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2F: return lexRegularExpression()
    case 0x3A: return openSymbol()
    case 0x25: return openPercent()
    case 0x3C where bytes.has("<<", at: position): return openHeredoc()
    default: return false
    }
  }

  /// `:name`; `:"name"` is read as a sign and a string.
  private mutating func openSymbol() -> Bool {
    guard bytes.at(position + 1).startsName, position == 0 || bytes[position - 1] != 0x3A,
      position == 0 || !bytes[position - 1].continuesName
    else { return false }
    var end = position + 1
    while bytes.at(end).continuesName { end += 1 }
    var context = Self.string(.symbol, 0, escapes: false)
    context.limit = end
    open(context, length: 1)
    return true
  }

  /// `%q(…)`, `%Q{…}`, `%(…)`, `%w[…]`.
  private mutating func openPercent() -> Bool {
    if let last = lastCode, last.kind == .number || last.kind == .stringEnd { return false }
    var index = position + 1
    let letter = bytes.at(index)
    if letter.isASCIILetter { index += 1 }
    switch letter {
    case 0x71: return openDelimited(.plainSingle, at: index, holes: false)
    case 0x51, 0x57, 0x49: return openDelimited(.interpolated, at: index, holes: true)
    case 0x77, 0x69: return openWords(at: index)
    case 0x28, 0x5B, 0x7B, 0x7C:
      if let last = lastCode, last.kind == .word, bytes.at(position - 1) != 0x20 { return false }
      return openDelimited(.interpolated, at: index, holes: true)
    default: return false
    }
  }

  /// Opens a string whose delimiter, of the writer's choice, is at an offset.
  private mutating func openDelimited(
    _ literal: LiteralKind, at index: Int, holes: Bool
  ) -> Bool {
    guard let closer = closer(of: bytes.at(index)) else { return false }
    var context = Self.string(literal, closer, holes: holes)
    if closer != bytes[index] { context.opener = bytes[index] }
    open(context, length: index + 1 - position)
    return true
  }

  private func closer(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x28: 0x29
    case 0x5B: 0x5D
    case 0x7B: 0x7D
    case 0x3C: 0x3E
    case 0x21, 0x22, 0x23, 0x25, 0x27, 0x2B, 0x2F, 0x3A, 0x40, 0x5E, 0x60, 0x7C, 0x7E: byte
    default: nil
    }
  }

  /// `qw(…)`, `%w[…]`: a literal for each word, up to the closing bracket.
  private mutating func openWords(at index: Int) -> Bool {
    let limit = self.limit
    guard let closer = closer(of: bytes.at(index)) else { return false }
    add(.sign, index, index + 1)
    position = index + 1
    while position < limit, bytes[position] != closer {
      if bytes[position].isBlank {
        position += 1
        continue
      }
      let start = position
      while position < limit, bytes[position] != closer, !bytes[position].isBlank { position += 1 }
      lexemes.append(Lexeme(.string, start, start, literal: .raw))
      add(.text, start, position)
      add(.stringEnd, position, position)
      // So that words side by side are not one.
      add(.sign, position, position)
    }
    if position < limit {
      add(.sign, position, position + 1)
      position += 1
    }
    return true
  }

  mutating func openPerl(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2F: return lexRegularExpression()
    case 0x3C where bytes.has("<<", at: position): return openHeredoc()
    case 0x71, 0x6D, 0x73, 0x79, 0x74: return openPerlOperator()
    default: return false
    }
  }

  /// `q{}`, `qq{}`, `qw()`, and the operators `m`, `qr`, `s`, `tr`, `y`, which are read as signs.
  private mutating func openPerlOperator() -> Bool {
    if let last = lastCode, last.kind == .sign,
      bytes.has("->", at: last.start) || (bytes[last.range].last == 0x7B && closesAtOnce)
    {
      return false
    }
    var end = position
    while bytes.at(end).continuesName { end += 1 }
    let word = String(decoding: bytes[position..<min(end, position + 3)], as: UTF8.self)
    guard end - position <= 2 else { return false }
    var index = end
    while bytes.at(index) == 0x20 { index += 1 }
    // `y = 1`, `s, t`, `y;`, `s # comment`
    let next = bytes.at(index)
    if next == 0x3D || next == 0x2C || next == 0x3B || next == 0x23 && index > end { return false }
    switch word {
    case "q": return openDelimited(.plainSingle, at: index, holes: false)
    case "qq": return openDelimited(.interpolated, at: index, holes: true)
    case "qx": return openDelimited(.command, at: index, holes: true)
    case "qw": return openWords(at: index)
    case "m", "qr": return skipPattern(at: index, parts: 1)
    case "s": return skipPattern(at: index, parts: 2)
    case "tr", "y": return skipPattern(at: index, parts: 2, hasClasses: false)
    default: return false
    }
  }

  /// Whether a word here is a key in braces, as in `$h{s}`.
  private var closesAtOnce: Bool {
    var end = position
    while bytes.at(end).continuesName { end += 1 }
    return bytes.at(end) == 0x7D
  }

  /// Reads a regular expression whose delimiter is at an offset, or a pattern and what replaces it.
  mutating func skipPattern(
    at index: Int, parts: Int, isOneLine: Bool = false, hasClasses: Bool = true
  ) -> Bool {
    guard let closer = closer(of: bytes.at(index)), position >= regexFailure else { return false }
    let opener = bytes[index]
    let start = position
    var end = index
    for part in 0..<parts {
      // `s{a}{b}`, but `s/a/b/`
      if part > 0, opener != closer {
        end += 1
        while bytes.at(end).isBlank { end += 1 }
        guard bytes.at(end) == opener else { break }
      }
      // One on a single line is as long as that may be.
      let limit = isOneLine ? limit : min(limit, end + 4000)
      guard
        let found = patternEnd(
          from: end + 1, to: limit, opener, closer, isOneLine: isOneLine,
          hasClasses: hasClasses && part == 0)
      else {
        regexFailure = bytes.endOfLine(position)
        return false
      }
      end = found
    }
    position = end + 1
    while bytes.at(position).isASCIILetter { position += 1 }
    add(.sign, start, position)
    return true
  }

  /// The offset of the delimiter that ends a pattern. In `[…]` it ends none.
  private func patternEnd(
    from start: Int, to limit: Int, _ opener: UInt8, _ closer: UInt8, isOneLine: Bool,
    hasClasses: Bool
  ) -> Int? {
    var index = start
    var depth = 0
    var isInClass = false
    while index < limit {
      let byte = bytes[index]
      if isOneLine, byte == 0x0A { return nil }
      if byte == 0x5C {
        index += 1
      } else if hasClasses, byte == 0x5B || byte == 0x5D, byte != opener, byte != closer {
        isInClass = byte == 0x5B
      } else if byte == closer, !isInClass {
        if depth == 0 { return index }
        depth -= 1
      } else if byte == opener, !isInClass {
        depth += 1
      }
      index += 1
    }
    return nil
  }

  mutating func openShell(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x24 where bytes.at(position + 1) == 0x27:  // $'
      open(Self.string(.escaped, 0x27), length: 2)
    case 0x24 where bytes.at(position + 1) == 0x22:  // $"
      open(Self.string(.interpolated, 0x22, holes: true), length: 2)
    case 0x5C:
      add(.sign, position, min(position + 2, bytes.count))
      position = min(position + 2, bytes.count)
    case 0x3C where bytes.has("<<", at: position): return openHeredoc()
    default: return false
    }
    return true
  }
}
