/// A statement of a file.
package struct ClientStatement: Equatable, Sendable {
  /// From its first word to its last character, without the semicolon; comments within it stay.
  package var text: String
  /// The line of its first word in the file, from 1.
  package var line: Int

  package init(text: String, line: Int) {
    self.text = text
    self.line = line
  }
}

/// Cuts a generated file into its statements, in order, as a command-line client does.
///
/// It reads what generated files have: strings in apostrophes, in which a backslash escapes, names in
/// back-ticks, `-- ` comments, and comments in `/* */`, which are part of the statement that they
/// stand in. `DELIMITER` is the client's: what stands between `DELIMITER //` and `//` is sent as
/// single statements, and the first that fails ends the file, as it ends the packet in a client.
///
/// - Precondition: the last statement ends with a semicolon, and nothing is left open.
package func clientStatements(in bytes: [UInt8]) -> [ClientStatement] {
  var reader = StatementReader(bytes: bytes)
  return reader.statements()
}

private struct StatementReader {
  let bytes: [UInt8]
  private var index = 0
  private var line = 1
  /// Where the statement at hand begins; nil between statements.
  private var start: (index: Int, line: Int)?

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func statements() -> [ClientStatement] {
    var found: [ClientStatement] = []
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ";"):
        guard let begun = start else { preconditionFailure("line \(line): a semicolon alone") }
        found.append(end(begun))
        advance()
      case UInt8(ascii: " "), UInt8(ascii: "\n"): advance()
      case UInt8(ascii: "D") where start == nil && isDelimiterLine: skip(past: "\n")
      case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
        if let begun = start { found.append(end(begun)) }
        advance()
        advance()
      case UInt8(ascii: "-") where next == UInt8(ascii: "-"): skip(past: "\n")
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
        begin()
        skip(past: "*/")
      case let quote where quote == UInt8(ascii: "'") || quote == UInt8(ascii: "`"):
        begin()
        skipQuoted(by: quote)
      case _:
        begin()
        advance()
      }
    }
    precondition(start == nil, "the last statement has no end")
    return found
  }

  private mutating func end(_ begun: (index: Int, line: Int)) -> ClientStatement {
    start = nil
    var last = index - 1
    while bytes[last] == 0x0A || bytes[last] == 0x20 { last -= 1 }
    return ClientStatement(
      text: String(decoding: bytes[begun.index...last], as: UTF8.self), line: begun.line)
  }

  private var isDelimiterLine: Bool {
    bytes[index...].starts(with: Array("DELIMITER ".utf8))
  }

  private var next: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

  private mutating func begin() {
    if start == nil { start = (index, line) }
  }

  private mutating func advance() {
    if bytes[index] == UInt8(ascii: "\n") { line += 1 }
    index += 1
  }

  /// A quote that is doubled closes and opens again, which comes to the same.
  private mutating func skipQuoted(by quote: UInt8) {
    let opened = line
    advance()
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == UInt8(ascii: "\\"), quote == UInt8(ascii: "'") { advance() }
      if index < bytes.count { advance() }
    }
    precondition(index < bytes.count, "line \(opened): a quote has no end")
    advance()
  }

  private mutating func skip(past end: StaticString) {
    let opened = line
    let length = end.utf8CodeUnitCount
    let wanted = end.withUTF8Buffer { unsafe Array($0) }
    while index < bytes.count, !bytes[index...].starts(with: wanted) { advance() }
    precondition(index < bytes.count, "line \(opened): a comment has no end")
    for _ in 0..<length { advance() }
  }
}
