/// What is around a word that the pre-filter met, and whether it can be part of a reference there.
extension Prefilter {
  /// Whether a word at an offset is one of those that are looked for.
  func counts(_ meaning: Meaning, _ bytes: [UInt8], _ offset: Int, _ end: Int) -> Bool {
    switch meaning {
    case .always: return true
    case .name, .rest:
      // `\nshop_sessions` in a literal: the letter of an escape is no part of the word.
      let last = bytes.at(offset - 1)
      return !bytes.at(end).continuesName
        && (!last.continuesName || bytes.at(offset - 2) == 0x5C || last == 0x5F)
        && (meaning == .name || isName(bytes, offset))
    case .clause:
      return isCall(bytes, offset, end)
        || !bytes.at(end).continuesName && precedesExpression(bytes, end)
          && !isInLineComment(bytes, offset)
    case .call: return isCall(bytes, offset, end)
    case .listing: return !bytes.at(end).continuesName && isListing(bytes, end)
    case .show: return asksForTables(bytes, end)
    }
  }

  /// Whether a rest of a name may be at an offset: not after a word of prose on the same line,
  /// and not as a variable or function of the program.
  private func isName(_ bytes: [UInt8], _ offset: Int) -> Bool {
    var end = offset
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    guard end > 0 else { return true }
    switch bytes[end - 1] {
    // = ! ? & | ; + $: what comes next is not in a literal, or is a variable.
    case 0x3D, 0x21, 0x3F, 0x26, 0x7C, 0x3B, 0x2B, 0x24: return false
    case let byte where end == offset || !byte.continuesName: return true
    case _: break
    }
    var start = end
    while start > 0, end - start < 20, bytes[start - 1].continuesName { start -= 1 }
    // `\n sessions`, `$from sessions`
    if start > 0, bytes[start - 1] == 0x5C { return true }
    return SQLKeyword(bytes[start..<end]) != nil
  }

  /// Whether IN or ON follows within a line or two, and then an expression.
  private func isListing(_ bytes: [UInt8], _ offset: Int) -> Bool {
    for index in offset..<max(offset, min(bytes.count, offset + 120)) {
      if bytes[index] == 0x3B { return false }
      guard !bytes[index].continuesName else { continue }
      let word = index + 1
      if bytes.hasFolded("in", at: word) || bytes.hasFolded("on", at: word),
        !bytes.at(word + 2).continuesName, precedesExpression(bytes, word + 2)
      {
        return true
      }
    }
    return false
  }

  /// Whether an expression follows a word of SQL, or is a part of the name that does: a hole, or
  /// the literal's end and an operator.
  private func precedesExpression(_ bytes: [UInt8], _ offset: Int) -> Bool {
    var index = bytes.skipBlanks(offset)
    if bytes.at(index) == 0x5C { index = bytes.skipBlanks(index + 2) }
    if bytes.at(index) == 0x60 || bytes.at(index) == 0x5B { index += 1 }
    // `INTO data_$type`
    if index > offset { while bytes.at(index).continuesName { index += 1 } }
    switch bytes.at(index) {
    case 0x24, 0x7B, 0x25, 0x40: return true
    case 0x23: return bytes.at(index + 1) == 0x7B || bytes.at(index + 1) == 0x5F
    case 0x22, 0x27, 0x60:
      index += 1
      if bytes.at(index) == 0x22 { index += 2 }
      index = bytes.skipBlanks(index)
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

  /// `->insert($table, …)`, `->insertIgnore( $this->table`
  private func isCall(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> Bool {
    guard bytes.has("->", at: offset - 2) else { return false }
    var index = end
    while index < bytes.count, bytes[index].continuesName { index += 1 }
    guard bytes.at(index) == 0x28 else { return false }
    index = bytes.skipBlanks(index + 1)
    return bytes.at(index) == 0x24
  }

  /// Whether the line of an offset starts with `// ` or `# `, as no line of SQL does.
  private func isInLineComment(_ bytes: [UInt8], _ offset: Int) -> Bool {
    var start = offset
    while start > 0, offset - start < 200, bytes[start - 1] != 0x0A { start -= 1 }
    while bytes.at(start) == 0x20 || bytes.at(start) == 0x09 { start += 1 }
    return bytes.has("// ", at: start) || bytes.has("# ", at: start)
  }

  /// Whether TABLES, FULL TABLES or TABLE STATUS follows SHOW.
  private func asksForTables(_ bytes: [UInt8], _ offset: Int) -> Bool {
    var index = bytes.skipBlanks(offset)
    guard index > offset else { return false }
    if bytes.hasFolded("full", at: index) { index = bytes.skipBlanks(index + 4) }
    if bytes.hasFolded("extended", at: index) { index = bytes.skipBlanks(index + 8) }
    if bytes.hasFolded("full", at: index) { index = bytes.skipBlanks(index + 4) }
    guard bytes.hasFolded("table", at: index) else { return false }
    index += 5
    if bytes.at(index).lowercased == 0x73 { return !bytes.at(index + 1).continuesName }
    return bytes.hasFolded("status", at: bytes.skipBlanks(index))
  }
}
