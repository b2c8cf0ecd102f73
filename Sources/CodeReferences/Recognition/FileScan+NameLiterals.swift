extension FileScan {
  /// Notes a string that is nothing but a table's name, perhaps with an alias, or a list of them:
  /// `$from = "shop_users, shop_pages p"`.
  mutating func takeNameLiteral(
    _ tokens: [SQLToken], _ value: StringValue, _ expression: Range<Int>
  ) -> Bool {
    guard value.bytes.count <= 200, let first = tokens.first, first.canBeName,
      tokens.count <= 3 || tokens.contains(where: { $0.sign == 0x2C })
    else { return false }
    let items = tokens.split { $0.sign == 0x2C }
    let isList = items.count < tokens.count && items.count > 1
    var literals: [NameLiteral] = []
    for item in items.map(Array.init) {
      guard item[0].kind == .word || item[0].kind == .quotedName, item.count <= 3 else {
        return false
      }
      var literal: NameLiteral?
      if item.count == 3, item[1].sign == 0x2E, item[2].canBeName {
        if isList { return false }
        literal = dottedName(item[0], item[2], value, expression)
      } else if item.count == 1 || item.count == 2 && item[1].canBeName
        || item.count == 3 && item[1].keyword == .as && item[2].canBeName
      {
        literal = nameLiteral(item[0], value, expression)
        literal?.isWhole = item[0].range == value.bytes.indices
      } else {
        return false
      }
      guard let literal else { continue }
      // In a list, a word of English is one. Anything longer than an alias is prose.
      let isUnclear = literal.form == .unprefixed || !names.isDistinctive(literal.table)
      if isList ? isUnclear : item.count == 2 && item[1].range.count > 12 { continue }
      literals.append(literal)
    }
    nameLiterals += literals
    return !literals.isEmpty
  }

  private func nameLiteral(_ token: SQLToken, _ value: StringValue, _ expression: Range<Int>)
    -> NameLiteral?
  {
    guard case .table(let table, let form, let name) = resolver.resolve(token.range, in: value)
    else { return nil }
    let place = place(name, token.range, value, isQuoted: token.kind == .quotedName)
    return NameLiteral(
      expression: expression, table: table, form: form,
      isNamed: form == .full && names.isDistinctive(table),
      isCertain: form == .prefixed && !names.prefix.isEmpty, place: place)
  }

  /// `schema.table` or `table.column`
  private func dottedName(
    _ left: SQLToken, _ right: SQLToken, _ value: StringValue, _ expression: Range<Int>
  ) -> NameLiteral? {
    if var literal = nameLiteral(right, value, expression), literal.form == .full {
      literal.table = table(like: literal.table, in: left, value)
      literal.schemaMeaning = meaning(of: left, for: literal.table, value)
      return literal.schemaMeaning == .qualified || literal.schemaMeaning == .reference
        ? literal : nil
    }
    guard var literal = nameLiteral(left, value, expression), literal.form != .unprefixed else {
      return nil
    }
    literal.hasColumn = true
    return literal
  }

  /// Judges a name that is alone in a string by what is around it.
  mutating func classify(_ literal: NameLiteral) {
    let verdict = verdict(on: literal)
    if literal.hasColumn, verdict?.pattern != .foreignKey { return }
    if literal.schemaMeaning == .qualified {
      add(.qualified, .schema, .high, literal.table, literal.place)
    } else if let verdict {
      let isOldSchema = literal.schemaMeaning == .reference && verdict.kind == .reference
      add(
        verdict.kind, isOldSchema ? .oldSchema : verdict.pattern, verdict.confidence,
        literal.table, literal.place)
    } else if literal.isNamed, literal.schemaMeaning == nil {
      add(.mention, .label, .medium, literal.table, literal.place)
    }
  }

  struct Verdict {
    var kind: CodeReference.Kind
    var pattern: CodeReference.Pattern
    var confidence: CodeReference.Confidence

    init(
      _ pattern: CodeReference.Pattern, _ confidence: CodeReference.Confidence,
      _ kind: CodeReference.Kind = .reference
    ) {
      self.kind = kind
      self.pattern = pattern
      self.confidence = confidence
    }
  }

  private mutating func verdict(on literal: NameLiteral) -> Verdict? {
    let expression = literal.expression
    if isSubscript(expression) {
      return literal.isNamed ? Verdict(.answerKey, .high, .mention) : nil
    }
    if let call = file.call(around: expression) {
      if isMessage(expression) { return nil }
      if let verdict = judge(call, literal) { return verdict }
    }
    if let verdict = judgeAssignment(literal) { return verdict }
    if let verdict = judgeArray(literal) { return verdict }
    if file.isWord(file.before(expression.lowerBound), "return"),
      literal.isCertain || literal.form == .full
    {
      let name = file.functionNames[file.function(of: expression.lowerBound)]
      if isTableWord(file.word(name)) { return Verdict(.model, .high) }
    }
    return literal.isCertain ? Verdict(.prefix, .medium) : nil
  }

  /// `$row['shop_sessions']`
  private func isSubscript(_ expression: Range<Int>) -> Bool {
    file.isSubscript(file.before(expression.lowerBound)) && file.isByte(expression.upperBound, 0x5D)
  }

  /// Whether a name says that it is for a table's name.
  func isTableWord(_ word: String) -> Bool {
    let bare = word.filter { $0 != "_" && $0 != "-" }
    return bare.hasSuffix("table") || bare.hasSuffix("tables") || bare.hasSuffix("tablename")
      || bare.hasSuffix("tablenames") || bare.hasSuffix("tbl") || bare.hasPrefix("tablename")
      || bare.hasPrefix("tbl") || bare == "from" || bare == "gettable"
  }
}
