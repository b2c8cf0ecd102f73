import MySQL

/// The definition in what SHOW CREATE VIEW says: from its `select`, without the check option.
///
/// A text that is no UTF-8, as that of `_latin1 0xE4`, is written in hexadecimal: there the server
/// shows the bytes of the other character set as they are.
///
/// - Returns: nil for a statement that is put together in another way than MariaDB's are.
func originalDefinition(
  of statement: [UInt8], checkOption: Catalog.View.CheckOption
) -> String? {
  let tokens = bodyTokens(statement)
  // `VIEW `s`.`v` AS`: what stands before has no word VIEW but in quotes.
  guard let view = tokens.firstIndex(where: { $0.isWord("VIEW") }), view + 5 < tokens.count,
    tokens[view + 2].isSymbol("."), tokens[view + 4].isWord("AS")
  else { return nil }
  let option = checkOption == .none ? "" : " WITH \(checkOption.rawValue.uppercased()) CHECK OPTION"
  let end = statement.count - option.utf8.count
  let start = tokens[view + 5].range.lowerBound
  guard start < end, statement[end...].elementsEqual(option.utf8) else { return nil }
  var text: [UInt8] = []
  var place = start
  for index in (view + 5)..<tokens.count {
    let range = tokens[index].range
    guard case .string = tokens[index].kind, range.upperBound <= end,
      String(validating: statement[range], as: UTF8.self) == nil,
      case .word(let word) = tokens[index - 1].kind, isIntroducer(word)
    else { continue }
    text += statement[place..<range.lowerBound]
    text += Array((" " + hexadecimal(unescapedText(statement[range]))).utf8)
    place = range.upperBound
  }
  text += statement[place..<end]
  // Some program may have put U+FFFD in the place of what is no UTF-8.
  return String(validating: text, as: UTF8.self).flatMap {
    $0.unicodeScalars.contains("\u{FFFD}") ? nil : $0
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.reduce(into: "0x") { text, byte in
    let digits = String(byte, radix: 16, uppercase: true)
    text += byte < 0x10 ? "0\(digits)" : digits
  }
}

package enum DefinitionComparison: Equatable {
  /// Whatever `information_schema` loses, it has lost none of it.
  case sameTexts
  case otherTexts
  /// One is not what is left of the other.
  case somethingElse
}

/// Holds the definition of a view against its original.
///
/// SHOW CREATE VIEW has parentheses around what was joined by commas; all else but texts and their
/// introducers must be the same. A text with an introducer is shown in another character set, and
/// cannot be compared; where it stands, it must stand in both.
package func comparison(of definition: String, with original: String) -> DefinitionComparison {
  let shown = comparedTokens(definition)
  let whole = comparedTokens(original)
  guard shown.count == whole.count else { return .somethingElse }
  var areSame = true
  for (shown, whole) in zip(shown, whole) {
    guard shown.introducer == nil, shown.isText == whole.isText else { return .somethingElse }
    if whole.introducer != nil {
      areSame = false
    } else if shown.bytes != whole.bytes {
      guard marked(whole.bytes[...], "????") == shown.bytes else { return .somethingElse }
      areSame = false
    }
  }
  return areSame ? .sameTexts : .otherTexts
}

private struct ComparedToken {
  var introducer: String?
  var isText: Bool
  package var bytes: [UInt8]
}

private func comparedTokens(_ definition: String) -> [ComparedToken] {
  let bytes = Array(definition.utf8)
  let tokens = bodyTokens(bytes)
  var compared: [ComparedToken] = []
  var introducer: String?
  for (index, token) in tokens.enumerated() {
    if token.isSymbol("(") || token.isSymbol(")") { continue }
    if isIntroducedText(tokens, index + 1), case .word(let word) = token.kind {
      introducer = word
      continue
    }
    var isText = introducer != nil
    if case .string = token.kind { isText = true }
    compared.append(
      ComparedToken(introducer: introducer, isText: isText, bytes: Array(bytes[token.range])))
    introducer = nil
  }
  return compared
}
