extension Lexer {
  /// Reads one lexeme of code, and the blanks before it.
  mutating func lexCode() {
    if contexts.count > 1, position >= limit {
      closeContext(at: position)
      return
    }
    let byte = bytes[position]
    if byte.isBlank {
      skipBlanks()
      return
    }
    if contexts.count == 1, island != .none, endsIsland(byte) { return }
    if lexComment(byte) || openString(byte) { return }
    if byte.startsName || (byte == 0x24 && bytes.at(position + 1).continuesName) {
      lexWord()
    } else if byte.isDigit {
      lexNumber()
    } else {
      lexSign(byte)
    }
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position].isBlank {
      position += 1
      if bytes[position - 1] == 0x0A, let end = bodiesEnd {
        position = max(position, end)
        bodiesEnd = nil
      }
    }
  }

  mutating func lexWord() {
    let start = position
    position += 1
    while position < bytes.count, bytes[position].continuesName { position += 1 }
    add(.word, start, position)
  }

  private mutating func lexNumber() {
    let start = position
    while position < bytes.count, bytes[position].continuesName { position += 1 }
    // `1.5`, but not the concatenation `1 . 'a'` or the range `1..2`.
    if bytes.at(position) == 0x2E, bytes.at(position + 1).isDigit {
      position += 1
      while position < bytes.count, bytes[position].continuesName { position += 1 }
    }
    add(.number, start, position)
  }

  private mutating func lexSign(_ byte: UInt8) {
    let start = position
    position += signLength(byte)
    add(.sign, start, position)
    guard contexts.count > 1 else { return }
    let top = contexts.count - 1
    let closer = contexts[top].closer
    let opener: UInt8 = closer == 0x29 ? 0x28 : 0x7B
    if byte == opener {
      contexts[top].depth += 1
    } else if byte == closer {
      if contexts[top].depth > 0 {
        contexts[top].depth -= 1
      } else {
        lexemes.removeLast()
        closeContext(at: start, length: 1)
      }
    }
  }

  /// The length of the operator at the current position: two or three bytes where they matter for
  /// telling `=` from `==`, `.` from `.=`, `:` from `::`.
  private func signLength(_ byte: UInt8) -> Int {
    let next = bytes.at(position + 1)
    switch byte {
    case 0x3D:  // =
      if next == 0x3D { return bytes.at(position + 2) == 0x3D ? 3 : 2 }
      return next == 0x3E || next == 0x7E ? 2 : 1
    case 0x21: return next == 0x3D ? (bytes.at(position + 2) == 0x3D ? 3 : 2) : 1  // !
    case 0x2D: return next == 0x3E || next == 0x3D || next == 0x2D ? 2 : 1  // -
    case 0x3F:  // ?
      if next == 0x2D, bytes.at(position + 2) == 0x3E { return 3 }
      if next == 0x3F { return bytes.at(position + 2) == 0x3D ? 3 : 2 }
      return next == 0x2E ? 2 : 1
    case 0x3A: return next == 0x3A || next == 0x3D ? 2 : 1  // :
    case 0x2E:  // .
      if next == 0x2E, bytes.at(position + 2) == 0x2E { return 3 }
      return next == 0x3D ? 2 : 1
    case 0x2B: return next == 0x3D || next == 0x2B ? 2 : 1  // +
    case 0x3C: return next == 0x3D || next == 0x3C || next == 0x2D ? 2 : 1  // <
    case 0x3E: return next == 0x3D ? 2 : 1  // >
    case 0x26: return next == 0x26 ? 2 : 1  // &
    case 0x7C: return next == 0x7C ? 2 : 1  // |
    default: return 1
    }
  }

  /// Reads a comment, if one starts here.
  private mutating func lexComment(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2F where hasSlashComments && bytes.at(position + 1) == 0x2F:  // /
      lexLineComment()
      return true
    case 0x2F where hasSlashComments && bytes.at(position + 1) == 0x2A:
      lexBlockComment()
      return true
    case 0x23 where startsHashComment:  // #
      lexLineComment()
      return true
    case 0x3D where atLineStart && (language == .perl || language == .ruby):  // =
      return lexPod()
    default:
      return false
    }
  }

  private var hasSlashComments: Bool {
    switch language {
    case .php, .blade, .javascript, .java, .kotlin, .csharp, .go: true
    case .python, .ruby, .perl, .shell, .sql: false
    }
  }

  var atLineStart: Bool { position == 0 || bytes[position - 1] == 0x0A }

  /// Whether the `#` at the current position starts a comment.
  private var startsHashComment: Bool {
    switch language {
    // `#[` starts an attribute, which is code.
    case .php, .blade: bytes.at(position + 1) != 0x5B
    // In C#, a line of the preprocessor.
    case .python, .ruby, .csharp: true
    // `$#array`
    case .perl: lastCode.map { !bytes.has("$", at: $0.start) || $0.end != position } ?? true
    case .shell:
      position == 0 || bytes[position - 1].isBlank || bytes[position - 1] == 0x3B
        || bytes[position - 1] == 0x28
    // `#!`; elsewhere the mark of a private name.
    case .javascript: position == 0 && bytes.at(1) == 0x21
    case .java, .kotlin, .go, .sql: false
    }
  }

  private mutating func lexLineComment() {
    let start = position
    while position < bytes.count, bytes[position] != 0x0A {
      if island == .php || island == .block, bytes.has("?>", at: position) { break }
      if island == .ruby, bytes.has("%>", at: position) { break }
      position += 1
    }
    add(.comment, start, position)
  }

  private mutating func lexBlockComment() {
    let start = position
    let limit = self.limit
    position += 2
    while position < limit, bytes[position] != 0x2A || bytes.at(position + 1) != 0x2F {
      position += 1
    }
    position = min(position + 2, limit)
    add(.comment, start, position)
  }

  /// Perl's `=pod` and Ruby's `=begin`, up to their ends at the start of a line.
  private mutating func lexPod() -> Bool {
    guard bytes.at(position + 1).isASCIILetter else { return false }
    let start = position
    while position < bytes.count {
      let line = position
      position = min(bytes.endOfLine(position) + 1, bytes.count)
      if bytes.has("=cut", at: line) || bytes.has("=end", at: line) { break }
    }
    add(.comment, start, position)
    return true
  }
}
