/// A token of the body of a trigger, view, routine or event.
package struct BodyToken: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A name without quotes, or a keyword: the two cannot be told apart here.
    case word(String)
    /// A name in backticks, or in double quotes under ANSI_QUOTES; without its quotes.
    case quotedName(String)
    /// The content of a string literal as written, escapes and all.
    case string(String)
    /// Digits alone, but behind a name and a dot. What has letters too, as `1e5`, is a word: a name
    /// may begin with a digit.
    case number
    /// `@x`, `@@session.x`.
    case variable
    case symbol(UInt8)
  }

  package var kind: Kind
  /// Bytes of the body, from 0.
  package var range: Range<Int>

  /// The name that it may be; nil for what cannot be one.
  package var name: String? {
    switch kind {
    case .word(let name), .quotedName(let name): name
    case .string, .number, .variable, .symbol: nil
    }
  }

  package func isSymbol(_ symbol: Unicode.Scalar) -> Bool { kind == .symbol(UInt8(ascii: symbol)) }

  /// Whether it is this keyword, given in capitals; a quoted name never is.
  package func isWord(_ keyword: String) -> Bool {
    guard case .word(let word) = kind else { return false }
    return word.utf8.count == keyword.utf8.count && word.uppercased() == keyword
  }
}

/// How a server reads a body, as far as it decides where a token ends.
package struct BodyQuoting: Hashable, Sendable {
  /// Double quotes stand around names.
  package var ansiQuotes = false
  package var noBackslashEscapes = false

  package init(ansiQuotes: Bool = false, noBackslashEscapes: Bool = false) {
    self.ansiQuotes = ansiQuotes
    self.noBackslashEscapes = noBackslashEscapes
  }

  /// - Parameter sqlMode: as the server lists it, with combinations and their parts: `ANSI_QUOTES`
  ///   is there when `ORACLE` is.
  package init(sqlMode: String) {
    let modes = sqlMode.split(separator: ",").map { $0.uppercased() }
    ansiQuotes = modes.contains("ANSI_QUOTES")
    noBackslashEscapes = modes.contains("NO_BACKSLASH_ESCAPES")
  }

  /// How a body must be read for nothing in it to be missed.
  ///
  /// `information_schema` of MariaDB shows `'\\'` as `'\'`: where it shows a backslash, nobody can tell
  /// whether a quote behind it ends the text.
  package func readings(of body: String) -> [BodyQuoting] {
    if noBackslashEscapes || !body.utf8.contains(UInt8(ascii: "\\")) { return [self] }
    return [self, BodyQuoting(ansiQuotes: ansiQuotes, noBackslashEscapes: true)]
  }
}

/// Splits a body into tokens, without its comments.
///
/// What stands in an executable comment (`/*!50100 … */`, `/*M!100100 … */`) counts: some server
/// runs it. What cannot be read, as a quote that is never closed, ends the last token.
package func bodyTokens(_ body: String, _ quoting: BodyQuoting = BodyQuoting()) -> [BodyToken] {
  bodyTokens(Array(body.utf8), quoting)
}

package func bodyTokens(_ body: [UInt8], _ quoting: BodyQuoting = BodyQuoting()) -> [BodyToken] {
  var lexer = BodyLexer(bytes: body, quoting: quoting)
  return lexer.tokens()
}

private struct BodyLexer {
  package let bytes: [UInt8]
  package let quoting: BodyQuoting
  package var place = 0

  private func peek(_ distance: Int) -> UInt8? {
    place + distance < bytes.count ? bytes[place + distance] : nil
  }

  private func stands(_ text: String, at distance: Int = 0) -> Bool {
    bytes[min(place + distance, bytes.count)...].starts(with: text.utf8)
  }

  package mutating func tokens() -> [BodyToken] {
    var tokens: [BodyToken] = []
    while place < bytes.count {
      if skipSpaceOrComment() { continue }
      let start = place
      var kind = token()
      // `shop.2024` is a table; in `1.5` and `(.5)` no name stands before the dot.
      if kind == .number, let dot = tokens.last, dot.isSymbol("."), dot.range.upperBound == start,
        tokens.dropLast().last?.name != nil
      {
        kind = .word(String(decoding: bytes[start..<place], as: UTF8.self))
      }
      tokens.append(BodyToken(kind: kind, range: start..<place))
    }
    return tokens
  }

  private mutating func skipSpaceOrComment() -> Bool {
    let byte = bytes[place]
    if byte <= 0x20 {
      place += 1
    } else if byte == UInt8(ascii: "#") || isDashComment {
      while place < bytes.count, bytes[place] != 0x0A { place += 1 }
    } else if stands("/*!") || stands("/*M!") {
      place += stands("/*!") ? 3 : 4
      while let digit = peek(0), (0x30...0x39).contains(digit) { place += 1 }
    } else if stands("*/") {
      place += 2  // the end of an executable comment
    } else if stands("/*") {
      place += 2
      while place < bytes.count, !stands("*/") { place += 1 }
      place = min(place + 2, bytes.count)
    } else {
      return false
    }
    return true
  }

  /// Two dashes begin a comment only before a blank, a control character or the end.
  private var isDashComment: Bool {
    guard stands("--") else { return false }
    return peek(2).map { $0 <= 0x20 || $0 == 0x7F } ?? true
  }

  private mutating func token() -> BodyToken.Kind {
    let byte = bytes[place]
    switch byte {
    case UInt8(ascii: "`"): return .quotedName(quoted(escapes: false))
    case UInt8(ascii: "\""):
      return quoting.ansiQuotes
        ? .quotedName(quoted(escapes: false))
        : .string(quoted(escapes: !quoting.noBackslashEscapes))
    case UInt8(ascii: "'"): return .string(quoted(escapes: !quoting.noBackslashEscapes))
    case UInt8(ascii: "@"):
      variable()
      return .variable
    case _ where Self.isWord(byte): return word()
    default:
      place += 1
      return .symbol(byte)
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || byte == 0x24 || (0x30...0x39).contains(byte)
      || (0x61...0x7A).contains(byte | 0x20)
  }

  private mutating func word() -> BodyToken.Kind {
    let start = place
    while let byte = peek(0), Self.isWord(byte) { place += 1 }
    let word = bytes[start..<place]
    if word.allSatisfy({ (0x30...0x39).contains($0) }) { return .number }
    return .word(String(decoding: word, as: UTF8.self))
  }

  private mutating func variable() {
    while peek(0) == UInt8(ascii: "@") { place += 1 }
    switch peek(0) {
    case UInt8(ascii: "`"): _ = quoted(escapes: false)
    case UInt8(ascii: "'"): _ = quoted(escapes: !quoting.noBackslashEscapes)
    case UInt8(ascii: "\""):
      _ = quoted(escapes: !quoting.noBackslashEscapes && !quoting.ansiQuotes)
    default:
      while let byte = peek(0), Self.isWord(byte) || byte == UInt8(ascii: ".") { place += 1 }
    }
  }

  /// The content between quotes; a doubled quote is one.
  private mutating func quoted(escapes: Bool) -> String {
    let quote = bytes[place]
    var content: [UInt8] = []
    place += 1
    while let byte = peek(0) {
      place += 1
      if byte == quote {
        guard peek(0) == quote else { break }
        place += 1
      } else if escapes, byte == UInt8(ascii: "\\"), let next = peek(0) {
        place += 1
        content += [byte, next]
        continue
      }
      content.append(byte)
    }
    return String(decoding: content, as: UTF8.self)
  }
}
