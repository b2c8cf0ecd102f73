/// Tells fast whether a file can hold a reference at all: whether any of the names stands in it, or
/// SQL whose table's name is an expression, or a question to the server's catalog.
///
/// It looks at every byte once, by pairs of bytes; only where a pair starts a word that is looked
/// for does it compare.
struct NameSieve: Sendable {
  private enum Meaning: Sendable {
    /// A table's name, which must be a whole word.
    case name
    /// The rest of a name, which counts after what may be a prefix, a quote, or a word of SQL.
    case rest
    /// A word of SQL, which counts when an expression follows.
    case clause
    /// SHOW, which counts before TABLES or TABLE STATUS.
    case show
    case always
  }

  private struct Word: Sendable {
    var bytes: [UInt8]
    var meaning: Meaning
  }

  /// For each pair of bytes in lower case, where its words start in `words`; 0 for none.
  private let starts: [UInt16]
  /// Words with the same first pair stand together; an empty one ends them.
  private let words: [Word]

  init(_ names: NameIndex) {
    var all: [[UInt8]: Meaning] = [:]
    for rest in names.rests where rest.count >= 2 { all[rest] = .rest }
    for name in names.fullNames where name.count >= 2 { all[name] = .name }
    for word in ["from", "join", "into", "update", "table", "truncate", "using"] {
      all[Array(word.utf8)] = .clause
    }
    all[Array("show".utf8)] = .show
    all[Array("information_schema".utf8)] = .always
    var starts = [UInt16](repeating: 0, count: 65536)
    var words = [Word(bytes: [], meaning: .name)]
    let groups = Dictionary(grouping: all) { Int($0.key[0]) << 8 | Int($0.key[1]) }
    for (pair, group) in groups.sorted(by: { $0.key < $1.key }) {
      guard words.count < 65_000 else { break }
      starts[pair] = UInt16(words.count)
      words += group.map { Word(bytes: $0.key, meaning: $0.value) }
        .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
      words.append(Word(bytes: [], meaning: .name))
    }
    self.starts = starts
    self.words = words
  }

  func passes(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 2 else { return false }
    var last = Int(bytes[0].lowercased)
    for index in 1..<bytes.count {
      let byte = Int(bytes[index].lowercased)
      let start = starts[last << 8 | byte]
      if start != 0, holds(Int(start), bytes, index - 1) { return true }
      last = byte
    }
    return false
  }

  private func holds(_ start: Int, _ bytes: [UInt8], _ offset: Int) -> Bool {
    var word = start
    while !words[word].bytes.isEmpty {
      if matches(words[word], bytes, offset) { return true }
      word += 1
    }
    return false
  }

  private func matches(_ word: Word, _ bytes: [UInt8], _ offset: Int) -> Bool {
    let end = offset + word.bytes.count
    guard end <= bytes.count else { return false }
    for index in 0..<word.bytes.count where bytes[offset + index].lowercased != word.bytes[index] {
      return false
    }
    switch word.meaning {
    case .always: return true
    case .name, .rest:
      // `\nlupo_sessions` in a literal: the letter of an escape is no part of the word.
      return !bytes.at(end).continuesName
        && (offset == 0 || !bytes[offset - 1].continuesName || bytes.at(offset - 2) == 0x5C
          || bytes[offset - 1] == 0x5F)
        && (word.meaning == .name || isName(bytes, offset))
    case .clause: return !bytes.at(end).continuesName && precedesExpression(bytes, end)
    case .show:
      var next = end
      while bytes.at(next).isBlank { next += 1 }
      if bytes.hasFolded("full", at: next) { return true }
      return bytes.hasFolded("table", at: next)
    }
  }

  /// Whether a rest of a name may stand at an offset: not after a word of prose on the same line.
  private func isName(_ bytes: [UInt8], _ offset: Int) -> Bool {
    var end = offset
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    guard end < offset, end > 0, bytes[end - 1].continuesName else { return true }
    var start = end
    while start > 0, end - start < 20, bytes[start - 1].continuesName { start -= 1 }
    // `\n sessions`, `$from sessions`
    if start > 0, bytes[start - 1] == 0x5C { return true }
    return SQLKeyword(bytes[start..<end]) != nil
  }

  /// Whether an expression follows a word of SQL: a hole, or the literal's end and an operator.
  private func precedesExpression(_ bytes: [UInt8], _ offset: Int) -> Bool {
    var index = skipBlanks(bytes, offset)
    if bytes.at(index) == 0x5C { index = skipBlanks(bytes, index + 2) }
    if bytes.at(index) == 0x60 || bytes.at(index) == 0x5B { index += 1 }
    switch bytes.at(index) {
    case 0x24, 0x7B, 0x25, 0x40: return true
    case 0x23: return bytes.at(index + 1) == 0x7B || bytes.at(index + 1) == 0x5F
    case 0x22, 0x27, 0x60:
      index += 1
      if bytes.at(index) == 0x22 { index += 2 }
      index = skipBlanks(bytes, index)
      switch bytes.at(index) {
      case 0x2E, 0x2B, 0x25, 0x7E, 0x26, 0x24: return true
      // Literals side by side, as Python joins them.
      case 0x22, 0x27: return true
      case 0x66, 0x46: return bytes.at(index + 1) == 0x22 || bytes.at(index + 1) == 0x27
      default: return false
      }
    default: return false
    }
  }

  private func skipBlanks(_ bytes: [UInt8], _ offset: Int) -> Int {
    var index = offset
    while index < min(bytes.count, offset + 200), bytes[index].isBlank { index += 1 }
    return index
  }
}
