import Foundations

/// What a YAML 1.1 or 1.2 reader other than planc's makes of a plain scalar; nil when they all take
/// it for a string.
///
/// Names that are spelled like this must be quoted, so that an editor, a linter or a script in
/// another language sees the same plan. Where the two versions and their readers disagree, quotes
/// are asked for.
///
/// - Source: https://yaml.org/type/ (1.1), https://yaml.org/spec/1.2.2/#103-core-schema (1.2).
func otherReading(ofPlain text: String) -> String? {
  guard let first = text.utf8.first else { return "null" }
  switch first {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
    UInt8(ascii: "."):
    return readingAsNumber(Array(text.utf8))
  case UInt8(ascii: "~") where text == "~": return "null"
  case UInt8(ascii: "<") where text == "<<": return "a merge key"
  case UInt8(ascii: "=") where text == "=": return "a default value"
  default:
    guard text.utf8.count <= 5 else { return nil }
    if nullWords.contains(text) { return "null" }
    return booleanWords.contains(text) ? "a boolean" : nil
  }
}

extension String {
  /// Whether a text is a name and nothing else to every reader of YAML, planc, servers and people:
  /// letters, digits and underscores of ASCII, not a digit first, and longer than any word in
  /// `nullWords` and `booleanWords`.
  var isOrdinaryName: Bool {
    let bytes = utf8.span
    guard bytes.count > 5, !(0x30...0x39).contains(bytes[0]) else { return false }
    for index in bytes.indices {
      let byte = bytes[index]
      guard (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
      else { return false }
    }
    return true
  }
}

private let nullWords: Set<String> = ["null", "Null", "NULL"]

private let booleanWords: Set<String> = [
  "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "true", "True", "TRUE", "false",
  "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF",
]

private func readingAsNumber(_ bytes: [UInt8]) -> String? {
  var scan = Scanner(bytes: bytes)
  if scan.isDate() { return "a date" }
  scan.index = 0
  _ = scan.take { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
  let start = scan.index
  for (prefix, isDigit) in prefixedDigits {
    scan.index = start
    if scan.skip(prefix), scan.skipAll(isDigit) > 0, scan.atEnd { return "an integer" }
  }
  scan.index = start
  if scan.isNumber() { return "a number" }
  for word in [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"] {
    scan.index = start
    if scan.skip(word), scan.atEnd { return "a number" }
  }
  return nil
}

private let prefixedDigits: [(String, @Sendable (UInt8) -> Bool)] = [
  ("0x", { isDigit($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) || $0 == UInt8(ascii: "_") }),
  ("0o", { $0 >= 0x30 && $0 <= 0x37 }),
  ("0b", { $0 == 0x30 || $0 == 0x31 || $0 == UInt8(ascii: "_") }),
]

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
private func isDigitOrUnderscore(_ byte: UInt8) -> Bool {
  isDigit(byte) || byte == UInt8(ascii: "_")
}

private struct Scanner {
  package let bytes: [UInt8]
  package var index = 0

  var atEnd: Bool { index == bytes.count }

  package mutating func take(_ matches: (UInt8) -> Bool) -> Bool {
    guard index < bytes.count, matches(bytes[index]) else { return false }
    index += 1
    return true
  }

  mutating func skipAll(_ matches: (UInt8) -> Bool) -> Int {
    let start = index
    while take(matches) {}
    return index - start
  }

  package mutating func skip(_ word: String) -> Bool {
    guard bytes[index...].starts(with: word.utf8) else { return false }
    index += word.utf8.count
    return true
  }

  /// `2024-01-31`, with or without a time after it.
  mutating func isDate() -> Bool {
    guard skipAll(isDigit) == 4, skip("-"), (1...2).contains(skipAll(isDigit)), skip("-"),
      (1...2).contains(skipAll(isDigit))
    else { return false }
    return atEnd
      || take { $0 | 0x20 == UInt8(ascii: "t") || $0 == UInt8(ascii: " ") || $0 == 0x09 }
  }

  /// `12`, `2024_01`, `12:30`, `1.5`, `.5`, `1e3`, `12:30.5`.
  package mutating func isNumber() -> Bool {
    let start = index
    let whole = skipAll(isDigitOrUnderscore)
    var sexagesimal = false
    while whole > 0, skip(":") {
      guard (1...2).contains(skipAll(isDigit)) else { return false }
      sexagesimal = true
    }
    if skip(".") { _ = skipAll { isDigitOrUnderscore($0) || $0 == UInt8(ascii: ".") } }
    guard bytes[start..<index].contains(where: isDigit), bytes[start] != UInt8(ascii: "_") else {
      return false
    }
    if !sexagesimal, take({ $0 | 0x20 == UInt8(ascii: "e") }) {
      _ = take { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
      guard skipAll(isDigit) > 0 else { return false }
    }
    return atEnd
  }
}

/// A JSON string is a double-quoted scalar of YAML.
package func yamlScalar(_ text: String) -> String {
  let isWord = text.utf8.allSatisfy {
    ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
      || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
  }
  let isPlain = isWord && text.utf8.first.map { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A } == true
  return isPlain && otherReading(ofPlain: text) == nil ? text : jsonString(text)
}
