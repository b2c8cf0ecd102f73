/// A token of SQL in a text with holes.
struct SQLToken {
  enum Kind {
    /// Letters, digits and holes that touch each other: a keyword, a name, or part of one.
    case word
    /// `` `…` ``; the range is what is between.
    case quotedName
    /// `"…"`: a name or a string, as the server is set.
    case doubleQuoted
    case text
    case number
    case sign
  }

  var kind: Kind
  /// In the text, without quotes.
  var range: Range<Int>
  /// In the text, with quotes.
  var outer: Range<Int>
  /// Nil for every word that has a hole.
  var keyword: SQLKeyword?
  var sign: UInt8 = 0
  /// Whether it is what `DELIMITER` sets, or the line of that command; its sign is `;`.
  var isDelimiter = false

  var canBeName: Bool { kind == .word || kind == .quotedName || kind == .doubleQuoted }

  /// Whether a word is written in capitals, as SQL mostly is and prose is not.
  func isCapital(in text: [UInt8]) -> Bool { text[range].allSatisfy { !($0 &- 0x61 < 26) } }
}
