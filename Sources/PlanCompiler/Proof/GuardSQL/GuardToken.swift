/// A token of the small SQL in which guards are written.
enum GuardToken: Hashable, Sendable {
  /// A keyword, function, column or table; upper case for comparison is the parser's business.
  case word(String)
  case variable(String)
  case string(String)
  case int(Int)
  case symbol(String)
}

/// Splits guard SQL into tokens. Nil for anything that guards do not use.
func guardTokens(_ text: String) -> [GuardToken]? {
  var lexer = GuardLexer(bytes: Array(text.utf8))
  return lexer.tokens()
}

private struct GuardLexer {
  let bytes: [UInt8]
  var place = 0

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func tokens() -> [GuardToken]? {
    var tokens: [GuardToken] = []
    while let byte = next {
      switch byte {
      case 0x20, 0x0A: place += 1
      case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"):
        while let byte = next, byte != 0x0A { place += byte == 0 ? 0 : 1 }
      case UInt8(ascii: "'"):
        guard let string = string() else { return nil }
        tokens.append(.string(string))
      case UInt8(ascii: "@"):
        place += 1
        tokens.append(.variable(word()))
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard let number = Int(word()) else { return nil }
        tokens.append(.int(number))
      case _ where isWord(byte): tokens.append(.word(word()))
      default:
        guard let symbol = symbol() else { return nil }
        tokens.append(.symbol(symbol))
      }
    }
    return tokens
  }

  private func peek(_ distance: Int) -> UInt8? {
    place + distance < bytes.count ? bytes[place + distance] : nil
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func word() -> String {
    let start = place
    while let byte = next, isWord(byte) { place += byte == 0 ? 0 : 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// A string literal: quotes are doubled, backslashes escape.
  private mutating func string() -> String? {
    var content: [UInt8] = []
    place += 1
    while let byte = next {
      place += 1
      if byte == UInt8(ascii: "'") {
        if next != byte { return String(decoding: content, as: UTF8.self) }
        place += 1
      } else if byte == UInt8(ascii: "\\") {
        guard let escaped = next else { return nil }
        place += 1
        content.append(escaped == UInt8(ascii: "n") ? 0x0A : escaped)
        continue
      }
      content.append(byte)
    }
    return nil
  }

  private mutating func symbol() -> String? {
    guard let byte = next else { return nil }
    let symbol: String? =
      switch byte {
      case UInt8(ascii: "<"): peek(1) == UInt8(ascii: ">") ? "<>" : "<"
      case UInt8(ascii: ">"): ">"
      case UInt8(ascii: "="): "="
      case UInt8(ascii: "("): "("
      case UInt8(ascii: ")"): ")"
      case UInt8(ascii: ","): ","
      case UInt8(ascii: ";"): ";"
      case UInt8(ascii: "*"): "*"
      case UInt8(ascii: "+"): "+"
      default: nil
      }
    place += symbol?.utf8.count ?? 0
    return symbol
  }
}
