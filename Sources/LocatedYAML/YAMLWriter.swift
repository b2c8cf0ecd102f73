import Foundations

/// A value to write as YAML. How each text is quoted follows from the text alone.
package indirect enum YAMLValue: Sendable {
  /// An integer, or a word that a format knows: never quoted, so it must need no quotes.
  case word(String)
  /// A name or a text on one line, as a rule.
  case text(String)
  /// A program: as a block scalar, line by line, wherever YAML can hold it so.
  case block(String)
  /// Not empty.
  case list([YAMLValue])
  /// Not empty, with different keys.
  case mapping([(key: String, value: YAMLValue)])
}

/// Writes a document with libyaml's emitter: block style, two spaces, lines of any length.
///
/// `readYAML(_:allowingEscapedControls:)` reads the same texts from it, to the byte.
package func writeYAML(_ value: YAMLValue) -> [UInt8] {
  let usesStandIns = !value.contains { text in
    text.unicodeScalars.contains { StandIn.all.contains($0) }
  }
  var emitter = EventEmitter()
  write(value, to: &emitter, usesStandIns: usesStandIns)
  let bytes = emitter.finish()
  return usesStandIns ? StandIn.replaced(in: bytes) : bytes
}

private func write(_ value: YAMLValue, to emitter: inout EventEmitter, usesStandIns: Bool) {
  switch value {
  case .word(let text): emitter.scalar(text, style: .plain)
  case .text(let text): emitter.scalar(text, style: lineStyle(of: text))
  case .block(let text):
    if let block = blockText(text, usesStandIns: usesStandIns) {
      emitter.scalar(block, style: .literal)
    } else {
      emitter.scalar(text, style: lineStyle(of: text))
    }
  case .list(let items):
    emitter.sequenceStart()
    for item in items { write(item, to: &emitter, usesStandIns: usesStandIns) }
    emitter.sequenceEnd()
  case .mapping(let entries):
    emitter.mappingStart()
    for (key, value) in entries {
      emitter.scalar(key, style: lineStyle(of: key))
      write(value, to: &emitter, usesStandIns: usesStandIns)
    }
    emitter.mappingEnd()
  }
}

/// The style of a text on one line: plain for ordinary words, in single quotes what another reader
/// of YAML could take for something else, in double quotes what needs escapes.
private func lineStyle(of text: String) -> YAMLScalar.Style {
  guard !text.unicodeScalars.contains(where: needsEscape) else { return .doubleQuoted }
  return isPlainWord(text) ? .plain : .singleQuoted
}

/// Letters, digits and a few signs, starting with a letter, and no word for a truth or nothing.
private func isPlainWord(_ text: String) -> Bool {
  guard let first = text.utf8.first, isLetter(first) else { return false }
  let isWord = text.utf8.allSatisfy { byte in
    isLetter(byte) || (byte >= 0x30 && byte <= 0x39)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
  return isWord && !(text.utf8.count <= 5 && otherWords.contains(text.lowercased()))
}

private func isLetter(_ byte: UInt8) -> Bool {
  (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "_")
}

/// What readers of YAML 1.1 take for a boolean or nothing, in small letters.
private let otherWords: Set<String> = ["y", "n", "yes", "no", "true", "false", "on", "off", "null"]

/// Whether a character may stand in a file of YAML by an escape alone: libyaml's emitter writes
/// nothing beyond U+FFFF as it is, and its parser takes U+0085, U+2028 and U+2029 for line ends.
private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20...0x7E: false
  case 0..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE...: true
  default: false
  }
}

/// The text as a block scalar holds it; nil where a block cannot hold it, or need not: a text of
/// one line.
private func blockText(_ text: String, usesStandIns: Bool) -> String? {
  var block = String.UnicodeScalarView()
  var scalars = text.unicodeScalars[...]
  var hasLineEnd = false
  while let scalar = scalars.popFirst() {
    let isLineEnd = scalar == "\n"
    let endsInSpace = scalar == " " && (scalars.first == "\n" || scalars.isEmpty)
    hasLineEnd = hasLineEnd || isLineEnd
    if scalar == "\t" || endsInSpace {
      // At the start it would be taken for the block's indentation.
      guard usesStandIns, !block.isEmpty else { return nil }
      block.append(scalar == "\t" ? StandIn.tab : StandIn.space)
    } else {
      guard isLineEnd || !needsEscape(scalar) else { return nil }
      block.append(scalar)
    }
  }
  guard hasLineEnd, text.unicodeScalars.contains(where: { $0 != "\n" && $0 != " " }) else {
    return nil
  }
  return String(block)
}

/// Characters that stand for a tab, and for a space at the end of a line, while libyaml writes.
///
/// YAML's blocks hold both, but libyaml's emitter turns a text with either into one long line in
/// quotes, of which no diff can be read. A document that holds one of these characters itself is
/// written without them.
private enum StandIn {
  static let tab: Unicode.Scalar = "\u{E009}"
  static let space: Unicode.Scalar = "\u{E020}"
  static let all: Set<Unicode.Scalar> = [tab, space]

  /// Both are `EE 80` and a byte in UTF-8.
  static func replaced(in bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0xEE) else { return bytes }
    var replaced: [UInt8] = []
    replaced.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let stands =
        bytes[index] == 0xEE && index + 2 < bytes.count && bytes[index + 1] == 0x80
        && (bytes[index + 2] == 0x89 || bytes[index + 2] == 0xA0)
      replaced.append(stands ? (bytes[index + 2] == 0x89 ? 0x09 : 0x20) : bytes[index])
      index += stands ? 3 : 1
    }
    return replaced
  }
}

extension YAMLValue {
  /// Whether any text or key meets a condition.
  fileprivate func contains(where meets: (String) -> Bool) -> Bool {
    switch self {
    case .word(let text), .text(let text), .block(let text): meets(text)
    case .list(let items): items.contains { $0.contains(where: meets) }
    case .mapping(let entries):
      entries.contains { meets($0.key) || $0.value.contains(where: meets) }
    }
  }
}
