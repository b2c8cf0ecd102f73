/// Stored programs and temporary tables: where a name can mean a table of another schema, or one of
/// the session.
extension SQLReader {
  /// Notes a stored program whose kind is at an offset behind CREATE: its schema, which is the
  /// default schema of its statements, and how far it goes. Returns false where there is none.
  mutating func startsProgram(at offset: Int) -> Bool {
    let kind = tokens[offset]
    guard kind.kind == .word,
      kind.keyword == .trigger || isWord(kind, "procedure") || isWord(kind, "function")
        || isWord(kind, "event")
    else { return false }
    var name = offset + 1
    while let word = keyword(name), [.if, .not, .exists].contains(word) { name += 1 }
    guard name < tokens.count, tokens[name].canBeName else { return false }
    let isQualified = sign(name + 1) == 0x2E
    guard
      isQualified || sign(name + 1) == 0x28 || keyword(name + 1) == .on
        || kind.keyword == .trigger
    else { return false }
    // A program contains none: the end of the last one was missed. No token is looked at twice.
    let end = isInProgram ? program?.tokens.upperBound : nil
    program = (
      isQualified ? tokens[name] : nil, offset..<max(offset, end ?? endOfProgram(after: name))
    )
    return true
  }

  /// The end of a statement, or of the BEGIN … END that it is.
  ///
  /// Only an END after a `;`, or after BEGIN, ends a block: other ones end CASE, or are columns.
  private func endOfProgram(after start: Int) -> Int {
    var depth = 0
    for offset in start..<tokens.count {
      if depth == 0 && sign(offset) == 0x3B || tokens[offset].isDelimiter { return offset }
      if keyword(offset) == .begin { depth += 1 }
      if depth > 0, isWord(tokens[offset], "end"), tokens[offset].kind == .word,
        sign(offset - 1) == 0x3B || keyword(offset - 1) == .begin, !endsInnerBlock(offset)
      {
        depth -= 1
        if depth == 0 { return offset + 1 }
      }
    }
    return tokens.count
  }

  /// `END IF`, `END LOOP`, …
  private func endsInnerBlock(_ end: Int) -> Bool {
    guard end + 1 < tokens.count else { return false }
    let next = tokens[end + 1]
    return next.keyword == .if || next.keyword == .loop || isWord(next, "while")
      || isWord(next, "repeat") || isWord(next, "case")
  }

  /// Reads the name of a temporary table, or of several that are dropped.
  mutating func takeTemporaries(isCreated: Bool) {
    skip([.if, .not, .exists])
    while index < tokens.count, tokens[index].canBeName {
      var table = TemporaryTable(name: tokens[index], usedSchema: currentSchema)
      index += 1
      while sign(index) == 0x2E, index + 1 < tokens.count, tokens[index + 1].canBeName {
        table.qualifier = table.name
        table.name = tokens[index + 1]
        index += 2
      }
      reading.temporaries.append(table)
      guard !isCreated, sign(index) == 0x2C else { return }
      index += 1
    }
  }
}
