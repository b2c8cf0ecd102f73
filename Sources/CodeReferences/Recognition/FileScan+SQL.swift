extension FileScan {
  /// Adds what a string that is SQL says about tables.
  mutating func take(
    _ reading: SQLReading, _ value: StringValue, _ expression: Range<Int>
  ) {
    takeTemporaries(reading, value)
    if reading.uses.isEmpty, reading.queries.isEmpty { return }
    let (before, usesBefore) = (found.count, uses.count)
    let columns = isFix ? StatementNames(reading, value, resolver) : nil
    for use in reading.uses {
      let count = found.count
      take(use, value, expression)
      if found.count > count { addSite(of: use, value, expression, columns) }
    }
    for query in reading.queries { take(query, value) }
    guard isMessage(expression) else { return }
    // SQL that is shown or logged is not run.
    uses.removeSubrange(usesBefore...)
    for index in found.indices[before...] where found[index].kind != .qualified {
      found[index].kind = .mention
      found[index].pattern = .message
    }
    found.removeAll { $0.kind == .mention && $0.table == nil }
  }

  private mutating func take(_ use: TableUse, _ value: StringValue, _ expression: Range<Int>) {
    if use.isDefinedByStatement { return }
    let isQuoted = use.name.kind != .word
    let token = use.name.range
    switch resolver.resolve(token, in: value) {
    case .other: return
    case .table(let first, let form, let range):
      let place = place(range, token, value, isQuoted: isQuoted)
      let table = table(like: first, in: use.qualifier ?? use.usedSchema, value)
      if let qualifier = use.qualifier {
        switch meaning(of: qualifier, for: table, value) {
        case .qualified: add(.qualified, .schema, .high, table, place)
        case .reference: add(.reference, .oldSchema, .high, table, place)
        case .dynamic: add(.dynamic, .schema, .low, table, place)
        case .mention, nil: break
        }
        return
      }
      if let schema = use.usedSchema {
        namesWithSchema.insert(place.name.lowerBound)
        switch meaning(ofUsed: schema, for: table, value) {
        case .qualified: return add(.qualified, .use, .high, table, place)
        case .dynamic: return add(.dynamic, .use, .medium, table, place)
        case .mention, nil: return
        case .reference: break
        }
      }
      let pattern = use.clause.pattern(otherwise: form.pattern)
      add(.reference, pattern, form == .unprefixed ? .medium : .high, table, place)
    case .dynamic(let table, let range):
      if use.qualifier != nil || isOtherSchema(use.usedSchema, value) { return }
      let isPlaceholder = SQLPlaceholder.end(of: range.lowerBound, in: value.bytes) != nil
      if isPlaceholder { markFormat(expression) }
      add(
        .dynamic, isPlaceholder ? .placeholder : .variableName, table == nil ? .low : .medium,
        table, place(range, token, value, isQuoted: isQuoted))
    case .hole(let hole):
      if use.qualifier != nil || isOtherSchema(use.usedSchema, value) { return }
      if isFix, !isQuoted { notePlainUse(hole, use) }
      take(hole, place(token, token, value, isQuoted: isQuoted), use.clause)
    }
  }

  /// What a schema's name before a table's means: nil when it is some other schema.
  func meaning(of schema: SQLToken, for table: Int, _ value: StringValue) -> CodeReference.Kind? {
    let bytes = value.bytes[schema.range]
    if bytes.contains(StringValue.holeMark) {
      let isMapped = value.hole(at: schema.range.lowerBound).map(isMapExpression) ?? false
      return isMapped ? .qualified : .dynamic
    }
    return meaning(ofSchema: bytes, for: table)
  }

  func meaning(ofSchema name: some Sequence<UInt8>, for table: Int) -> CodeReference.Kind? {
    let name = name.lowercased
    let moved = names.table(table)
    if name.elementsEqual(moved.targetSchema.utf8.lowercased) { return .qualified }
    return name.elementsEqual(moved.sourceSchema.utf8.lowercased) ? .reference : nil
  }

  /// Whether an expression comes from the generated map.
  func isMapExpression(_ hole: StringValue.Hole) -> Bool {
    hole.lexemes.contains { index in
      guard file.isKind(index, .word) else { return false }
      return names.mapFunctions.contains(file.word(index))
        || !names.schemaConstant.isEmpty
          && file.bytes[file.lexemes[index].range].starts(with: names.schemaConstant)
    }
  }

  /// An expression where a table's name belongs.
  private mutating func take(
    _ hole: StringValue.Hole, _ place: Place, _ clause: TableUse.Clause
  ) {
    if isMapExpression(hole) { return }
    let words = hole.lexemes.filter { file.isKind($0, .word) }
    guard let last = words.last else { return }
    // A call with a literal for an argument is judged by that literal.
    if hole.lexemes.contains(where: { file.isKind($0, .string) }),
      hole.lexemes.contains(where: { file.isByte($0, 0x28) })
    {
      return
    }
    if words.count == 2, hole.lexemes.count == 3, file.isWord(words[0], "$wpdb") {
      guard let table = propertyTable(last) else { return }
      var place = place
      place.name = file.lexemes[last].range
      add(.reference, clause.pattern(otherwise: .propertyName), .medium, table, place)
    } else if let variable = Variable(hole.lexemes, file) {
      uses.append((variable, place))
      usedVariables.insert(variable)
    } else {
      add(.dynamic, .variableName, .low, nil, place)
    }
  }

  /// The table of `posts` in `$wpdb->posts`; nil for a table that is not moved.
  func propertyTable(_ index: Int) -> Int? {
    let name = file.bytes[file.lexemes[index].range]
    return names.prefixedName(name) ?? names.fullName(name)
  }

  /// The string is filled in by `sprintf(…)`, `% …` or `.format(…)`: what goes in is used in SQL.
  private mutating func markFormat(_ expression: Range<Int>) {
    let opener = file.opener(of: expression.lowerBound)
    if opener >= 0 { formatCalls.insert(opener) }
    // After the string, within the call or the statement, at most 40 lexemes on.
    let last = min(expression.upperBound + 40, file.lexemes.count)
    let closer = opener < 0 ? last : max(file.partner(of: opener), expression.upperBound)
    for index in expression.upperBound..<max(expression.upperBound, min(last, closer)) {
      if file.isByte(index, 0x3B) { break }
      if file.isByte(index, 0x28) { formatCalls.insert(index) }
      if file.isKind(index, .word), let variable = Variable(index, file) {
        usedVariables.insert(variable)
      }
    }
  }

  private mutating func take(_ query: CatalogQuery, _ value: StringValue) {
    if let schema = query.schema, let name = knownName(schema, value),
      !names.sourceSchemas.contains(name), !isParameter(schema, value)
    {
      return
    }
    let pattern: CodeReference.Pattern =
      query.isInformationSchema ? .informationSchema : .showTables
    guard let text = query.pattern else {
      let range = query.place.range
      return add(
        .dynamic, pattern, .medium, nil, place(range, range, value, isQuoted: false))
    }
    if text.range.isEmpty { return }
    let place = place(text.range, text.range, value, isQuoted: true)
    switch resolver.resolve(text.range, in: value) {
    case .table(let table, let form, let range):
      var named = place
      named.name = value.fileRange(range, file.bytes)
      if form != .unprefixed { add(.reference, pattern, .high, table, named) }
    case .hole: add(.dynamic, pattern, .low, nil, place)
    case .dynamic, .other:
      // Of `LIKE 'shop\_%'` what is before the `%` tells.
      let name = value.bytes[text.range].filter { $0 != 0x5C }
        .flatMap { $0 == StringValue.holeMark ? names.prefix : [$0] }
      if let table = names.fullName(name) {
        add(.reference, pattern, .high, table, place)
      } else if text.kind != .word, query.isLike, let end = name.firstIndex(of: 0x25),
        names.anyName(startsWith: name[..<end])
      {
        add(.dynamic, pattern, .medium, nil, place)
      }
    }
  }

  /// Whether the schema asked about is a parameter: `?`, `:schema`.
  private func isParameter(_ schema: SQLToken, _ value: StringValue) -> Bool {
    schema.kind == .sign
      || schema.kind == .word && value.bytes.at(schema.range.lowerBound - 1) == 0x3A
  }
}

extension TableUse.Clause {
  fileprivate func pattern(otherwise pattern: CodeReference.Pattern) -> CodeReference.Pattern {
    self == .create ? .createTable : self == .createIfNotExists ? .createTableIfNotExists : pattern
  }
}

extension ResolvedName.Form {
  fileprivate var pattern: CodeReference.Pattern {
    switch self {
    case .full: .sql
    case .prefixed, .marked: .prefix
    case .unprefixed: .unprefixedSQL
    }
  }
}
