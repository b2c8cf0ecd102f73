import MySQL

/// The head and the body in what SHOW CREATE TRIGGER says; the body with comments before it.
///
/// - Returns: nil for a statement that is put together in another way than MariaDB's are.
func originalText(
  of statement: String, _ quoting: BodyQuoting
) -> (head: String, body: String)? {
  // The server writes the definer, with its quotes; the rest is as it was written, but for the table.
  let tokens = bodyTokens(statement, quoting)
  guard tokens.first?.isWord("CREATE") == true,
    let trigger = tokens.first(where: { $0.isWord("TRIGGER") })
  else { return nil }
  let text = Array(statement.utf8)[trigger.range.lowerBound...]
  guard let head = TriggerHead(String(decoding: text, as: UTF8.self), quoting) else { return nil }
  let rest = text.dropFirst(head.end)
  let body = rest.drop { $0 <= 0x20 }
  if body.isEmpty { return nil }
  return (
    String(decoding: text[..<body.startIndex], as: UTF8.self), String(decoding: body, as: UTF8.self)
  )
}

/// What `information_schema` of MariaDB shows of the body of a trigger.
///
/// It begins at the first token, and takes introducers away. A text comes without the backslashes
/// that it does not need, and with single ones of those that it has; where backslashes escape
/// nothing, as it was written. A character beyond U+FFFF is a question mark in a text, and four
/// elsewhere.
///
/// - Returns: what stands between texts of other character sets, which are shown in UTF-8.
/// - Source: `Lex_input_stream::body_utf8_append_escape` in sql/sql_lex.cc of MariaDB 10.11, and
///   docs/servers.md.
func bodyAsShown(_ original: String, _ quoting: BodyQuoting) -> [[UInt8]] {
  let bytes = Array(original.utf8)
  let tokens = bodyTokens(bytes, quoting)
  var parts: [[UInt8]] = [[]]
  var place = tokens.first?.range.lowerBound ?? 0
  // An introducer before a number stays in force for the next text.
  var introducer: String?
  func show(_ bytes: some Collection<UInt8>) { parts[parts.count - 1] += bytes }
  for (index, token) in tokens.enumerated() {
    show(marked(bytes[place..<token.range.lowerBound], "????"))
    let text = bytes[token.range]
    place = token.range.upperBound
    switch token.kind {
    case .word(let word) where isIntroducer(word) && isLiteral(tokens, index + 1):
      introducer = word
    case .string where isNumber(tokens, index): show(text)
    case .string:
      defer { introducer = nil }
      if isConverted(text, by: introducer) {
        parts.append([])
        break
      }
      let isNational =
        index > 0 && tokens[index - 1].isWord("N")
        && tokens[index - 1].range.upperBound == token.range.lowerBound
      show(marked(textAsShown(text, quoting), isNational ? "????" : "?"))
    case .variable:
      // `@'x'` has a text for its name.
      let start = text.firstIndex { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") }
      guard let start, text[..<start].allSatisfy({ $0 == UInt8(ascii: "@") }),
        text[start] == UInt8(ascii: "'") || !quoting.ansiQuotes
      else {
        show(marked(text, "????"))
        break
      }
      show(text[..<start] + marked(textAsShown(text[start...], quoting), "?"))
    case .word, .quotedName, .number, .symbol: show(marked(text, "????"))
    }
  }
  show(marked(bytes[place...], "????"))
  return parts
}

/// Whether a body may be shown so: the parts in their order, a text in quotes between two of them.
func fits(_ body: String, _ parts: [[UInt8]]) -> Bool {
  var rest = Array(body.utf8)[...]
  guard let first = parts.first, let last = parts.last, rest.starts(with: first) else {
    return false
  }
  rest = rest.dropFirst(first.count)
  if parts.count == 1 { return rest.isEmpty }
  for part in parts.dropFirst().dropLast() {
    guard rest.first == UInt8(ascii: "'") || rest.first == UInt8(ascii: "\""),
      let found = rest.dropFirst().firstRange(of: part)
    else { return false }
    rest = rest[found.upperBound...]
  }
  guard rest.first == UInt8(ascii: "'") || rest.first == UInt8(ascii: "\""),
    rest.count >= last.count + 2
  else { return false }
  return rest.suffix(last.count).elementsEqual(last)
}

/// Whether a text has an introducer that makes other characters of its bytes than UTF-8 does.
private func isConverted(_ text: ArraySlice<UInt8>, by introducer: String?) -> Bool {
  guard let set = introducer?.dropFirst().lowercased() else { return false }
  if set.hasPrefix("utf8") { return false }
  return ["ucs2", "utf16", "utf16le", "utf32", "swe7"].contains(set)
    || text.contains { $0 >= 0x80 }
}

/// Whether it is the second half of `x'41'` or `b'01'`.
private func isNumber(_ tokens: [BodyToken], _ index: Int) -> Bool {
  guard index > 0, tokens[index - 1].isWord("X") || tokens[index - 1].isWord("B") else {
    return false
  }
  return tokens[index - 1].range.upperBound == tokens[index].range.lowerBound
}

/// Whether a text, or a number in hexadecimal or bits, stands there: what may have an introducer.
private func isLiteral(_ tokens: [BodyToken], _ index: Int) -> Bool {
  guard tokens.indices.contains(index) else { return false }
  switch tokens[index].kind {
  case .string: return true
  case .word(let word):
    let start = word.lowercased()
    if start.hasPrefix("0x") || start.hasPrefix("0b") { return true }
    guard start == "x" || start == "b", tokens.indices.contains(index + 1),
      case .string = tokens[index + 1].kind
    else { return false }
    return tokens[index].range.upperBound == tokens[index + 1].range.lowerBound
  case .quotedName, .number, .variable, .symbol: return false
  }
}

/// A text with its quotes.
private func textAsShown(_ text: ArraySlice<UInt8>, _ quoting: BodyQuoting) -> ArraySlice<UInt8> {
  guard !quoting.noBackslashEscapes, let quote = text.first else { return text }
  var shown = [quote]
  for byte in unescapedText(text) {
    switch byte {
    case 0: shown += Array("\\0".utf8)
    case 0x09: shown += Array("\\t".utf8)
    case 0x0A: shown += Array("\\n".utf8)
    case 0x0D: shown += Array("\\r".utf8)
    case 0x1A: shown += Array("\\Z".utf8)
    case quote: shown += [quote, quote]
    default: shown.append(byte)
    }
  }
  return (shown + [quote])[...]
}

/// With question marks for the characters beyond U+FFFF, which have four bytes in UTF-8.
func marked(_ text: ArraySlice<UInt8>, _ marks: String) -> [UInt8] {
  guard text.contains(where: { $0 >= 0xF0 }) else { return Array(text) }
  var shown: [UInt8] = []
  var index = text.startIndex
  while index < text.endIndex {
    if text[index] >= 0xF0 {
      shown += Array(marks.utf8)
      index += 4
    } else {
      shown.append(text[index])
      index += 1
    }
  }
  return shown
}
