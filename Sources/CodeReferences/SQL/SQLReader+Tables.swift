extension SQLReader {
  mutating func takeTable(_ clause: TableUse.Clause, of verb: SQLKeyword) {
    frame.verb = verb
    takeTable(clause)
  }

  /// Reads the name at the index, if one is there, and what qualifies it.
  mutating func takeTable(_ clause: TableUse.Clause) {
    if clause != .rename || frame.verb != .rename {
      skip([.lateral, .table, .ignore, .lowPriority, .if, .not, .exists])
    }
    if clause == .rename, keyword(index) == .to || keyword(index) == .as { index += 1 }
    frame.list = clause.goesOn ? clause : nil
    if sign(index) == 0x28 {
      index += 1
      let verb = frame.verb
      frames.append(Frame())
      if keyword(index) == .select || keyword(index) == .with {
        startStatement()
      } else if isHole(index), sign(index + 1) == 0x29 {
        // `FROM ($query) q`
        index += 1
      } else {
        frame.verb = verb
        takeTable(clause)
      }
      return
    }
    guard index < tokens.count, tokens[index].canBeName, !isClauseWord(index) else { return }
    let usedSchema = currentSchema
    var name = tokens[index]
    var qualifier: SQLToken?
    var next = index + 1
    while sign(next) == 0x2E, next + 1 < tokens.count, tokens[next + 1].canBeName {
      qualifier = name
      name = tokens[next + 1]
      next += 2
    }
    // A function that returns a table, or VALUES(…).
    if sign(next) == 0x28, clause == .from || clause == .join, name.kind == .word { return }
    guard isFile || isCapital(frame.verbIndex) || isPlausible(after: index) else {
      index = next
      frame.list = nil
      return
    }
    index = next
    if let qualifier, isWord(qualifier, "information_schema") {
      readInformationSchema(name, qualifier)
      return
    }
    reading.uses.append(
      TableUse(
        clause: clause, name: name, index: next - 1, qualifier: qualifier, usedSchema: usedSchema,
        isDefinedByStatement: qualifier == nil
          && withNames.contains(text[name.range].lowercased),
        verb: keyword(frame.verbIndex), alias: alias(at: next),
        isDeletedByName: frame.verb == .delete && clause != .using && isDeletedByName))
  }

  /// What may be an alias, right after a table's name.
  private func alias(at offset: Int) -> TableUse.Alias {
    guard offset < tokens.count else { return .none }
    let token = tokens[offset]
    switch token.kind {
    case .quotedName: return .some
    case .doubleQuoted, .text, .number: return .unclear
    case .sign: return .none
    case .word:
      if token.keyword == .as { return .some }
      if token.keyword == .partition { return .unclear }
      if token.keyword != nil { return .none }
      return text[token.range].contains(StringValue.holeMark) ? .unclear : .some
    }
  }

  /// Whether names are between DELETE and FROM.
  private var isDeletedByName: Bool {
    var offset = frame.verbIndex + 1
    while let word = keyword(offset), [.lowPriority, .quick, .ignore].contains(word) { offset += 1 }
    return keyword(offset) != .from
  }

  /// A word that cannot be a table's name without quotes.
  private func isClauseWord(_ offset: Int) -> Bool {
    let words: [SQLKeyword] = [
      .select, .where, .set, .from, .on, .values, .join, .into, .group, .order, .as,
    ]
    return keyword(offset).map(words.contains) ?? false
  }

  /// Whether a piece of a statement starts here: `t a LEFT JOIN u b ON (…)`.
  func isJoinedTable(_ offset: Int) -> Bool {
    guard allowsPieces, offset < tokens.count, tokens[offset].canBeName,
      let join = (offset + 1..<min(tokens.count, offset + 6)).first(where: {
        keyword($0) == .join && isCapital($0)
      }), join + 1 < tokens.count, tokens[join + 1].canBeName
    else { return false }
    return (join + 2..<min(tokens.count, join + 6)).contains {
      (keyword($0) == .on || keyword($0) == .using) && isCapital($0)
    }
  }

  /// Whether a token is an expression and nothing else.
  func isHole(_ offset: Int) -> Bool {
    offset < tokens.count && tokens[offset].kind == .word
      && text[tokens[offset].range].allSatisfy { $0 == StringValue.holeMark }
  }

  func isWord(_ token: SQLToken, _ word: StaticString) -> Bool {
    token.range.count == word.utf8CodeUnitCount && text.hasFolded(word, at: token.range.lowerBound)
  }

  func isCapital(_ offset: Int) -> Bool {
    offset < tokens.count && tokens[offset].isCapital(in: text)
  }

  /// The offset after a name and the members that follow it: `a.b`.
  private func endOfName(_ offset: Int) -> Int {
    var next = offset + 1
    while sign(next) == 0x2E { next += 2 }
    return next
  }

  /// `INSERT t (a) VALUES`, `REPLACE t SET`: what comes after the name tells it from prose.
  func isInsertedBare(_ offset: Int) -> Bool {
    guard offset < tokens.count, tokens[offset].canBeName else { return false }
    let next = endOfName(offset)
    if keyword(next) == .values || keyword(next) == .set { return true }
    return sign(next) == 0x28 && isCapital(frame.verbIndex)
  }

  /// `UPDATE t SET`, `UPDATE t x, u y SET`, or a text that ends after the name.
  func isUpdated(_ verb: Int, at offset: Int) -> Bool {
    if isFile { return true }
    guard offset < tokens.count else { return isCapital(verb) }
    let next = endOfName(offset)
    for place in next..<max(next, min(next + 4, tokens.count)) {
      switch keyword(place) {
      case .set, .join, .left, .right, .inner, .cross: return true
      case .as: continue
      case .some: return false
      case nil: break
      }
      if tokens[place].kind == .sign { return sign(place) == 0x2C && isCapital(verb) }
    }
    return isCapital(verb) && next + 1 >= tokens.count
  }

  /// Whether a name is alone: the text, the statement or the bracket ends after it.
  func isAlone(_ offset: Int) -> Bool {
    guard offset < tokens.count, tokens[offset].canBeName else { return false }
    let next = endOfName(offset)
    if isFile || next >= tokens.count || sign(next) == 0x3B { return true }
    return next + 1 >= tokens.count && isCapital(frame.verbIndex)
  }

  /// Whether what follows a table's name is SQL: the end, a sign, a hole, or a keyword, after an
  /// alias at most.
  func isPlausible(after offset: Int) -> Bool {
    guard offset < tokens.count, tokens[offset].canBeName || sign(offset) == 0x28 else {
      return false
    }
    var next = endOfName(offset)
    if keyword(next) == .as { next += 2 } else if isPlainWord(next) { next += 1 }
    guard next < tokens.count else { return true }
    if isStopWord(next) || isStopWord(next - 1) { return false }
    switch tokens[next].kind {
    case .sign: return [0x2C, 0x28, 0x29, 0x3B].contains(tokens[next].sign)
    case .word:
      if let keyword = tokens[next].keyword { return keyword.followsTable }
      return text[tokens[next].range].contains(StringValue.holeMark)
    case .quotedName, .doubleQuoted, .text, .number: return false
    }
  }

  private func isPlainWord(_ offset: Int) -> Bool {
    offset < tokens.count && tokens[offset].canBeName && tokens[offset].keyword == nil
      && !text[tokens[offset].range].contains(StringValue.holeMark)
  }

  private func isStopWord(_ offset: Int) -> Bool {
    guard offset < tokens.count, tokens[offset].kind == .word else { return false }
    return Self.stopWords.contains(String(decoding: text[tokens[offset].range], as: UTF8.self))
  }

  /// Words of English that no select list contains.
  private static let stopWords: Set<String> = [
    "the", "a", "an", "your", "this", "that", "is", "was", "were", "has", "have", "had", "failed",
    "fails", "some", "any", "every", "please", "which", "one", "of", "below", "above", "here",
  ]

  /// Whether what is between SELECT and FROM is English rather than a list of columns.
  func isProse(from verb: Int, to from: Int) -> Bool {
    if isFile || isCapital(verb) || isCapital(from) { return false }
    // Prose is short; a list of columns may be long, and is looked at from each FROM.
    let from = min(from, verb + 200)
    for offset in (verb + 1)..<max(verb + 1, from)
    where isStopWord(offset) && offset + 1 < from && tokens[offset + 1].kind == .word {
      return true
    }
    // `Select` with a capital and `from` without one starts a sentence, unless signs say otherwise.
    let isTitle = text[tokens[verb].range.lowerBound] &- 0x41 < 26
    let hasSigns = (verb + 1..<max(verb + 1, from)).contains { tokens[$0].kind == .sign }
    return isTitle && !hasSigns && from - verb > 2
  }

  /// `FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'x'`
  mutating func readInformationSchema(_ name: SQLToken, _ qualifier: SQLToken) {
    let tables: [StaticString] = [
      "tables", "columns", "statistics", "key_column_usage", "partitions", "table_constraints",
      "referential_constraints", "triggers",
    ]
    guard tables.contains(where: { isWord(name, $0) }) else { return }
    var query = CatalogQuery(place: qualifier, isInformationSchema: true)
    var isSchemaAsked = false
    for offset in index..<max(index, min(tokens.count - 2, index + 200))
    where tokens[offset].canBeName {
      let (token, value) = (tokens[offset], tokens[offset + 2])
      if isWord(token, "table_schema") || isWord(token, "constraint_schema") {
        isSchemaAsked = true
        if !isWord(value, "database"), !isWord(value, "schema") { query.schema = value }
      } else if isWord(token, "table_name"),
        keyword(offset + 1) == .like || sign(offset + 1) == 0x3D
      {
        query.pattern = value
        query.isLike = keyword(offset + 1) == .like
      }
    }
    // Without a schema the answer has the tables of all.
    if isSchemaAsked { reading.queries.append(query) }
  }
}

extension TableUse.Clause {
  /// Whether a comma brings a further table.
  var goesOn: Bool { [.from, .join, .update, .using, .tables].contains(self) }
}
