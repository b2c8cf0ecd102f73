extension FileScan {
  /// Adds what a text that is SQL says about tables.
  mutating func take(
    _ reading: SQLReading, _ view: ViewText, chain: Range<Int>, isMessage: Bool
  ) {
    let columns =
      isFix && !reading.uses.isEmpty
      ? ColumnNames(view, resolver, isFile: language == .sql) : nil
    let halves = columns.map { HalfQualified(reading, view, $0, resolver) }
    for use in reading.uses {
      let before = found.count
      let usesBefore = uses.count
      take(use, view, chain)
      if let columns, var site = site(of: use, view, chain, columns), before < found.count {
        site.obstacle = site.obstacle ?? halves?.obstacle(of: use, columns)
        let name = found[found.count - 1].name.lowerBound
        sites[name] = sites[name] ?? site
      }
      // SQL that is shown or logged is not run.
      if isMessage {
        uses.removeSubrange(usesBefore...)
        for index in found.indices[before...] where found[index].kind != .qualified {
          found[index].kind = .mention
          found[index].pattern = .message
        }
        found.removeAll { $0.kind == .mention && $0.table == nil }
      }
    }
    if !isMessage { for query in reading.queries { take(query, view) } }
  }

  private mutating func take(_ use: TableUse, _ view: ViewText, _ chain: Range<Int>) {
    if use.isDefinedByStatement { return }
    let isQuoted = use.name.kind != .word
    let resolution = resolver.resolve(use.name.range, in: view)
    switch resolution {
    case .other: return
    case .table(let first, let form, let range):
      let place = place(range, use.name.range, view, isQuoted: isQuoted)
      let table = table(like: first, in: use.qualifier ?? use.usedSchema, view)
      if let qualifier = use.qualifier {
        addQualified(table, qualifier, view, place)
      } else if let schema = use.usedSchema {
        namesWithSchema.insert(place.name.lowerBound)
        switch meaning(ofUsed: schema, for: table, view) {
        case .qualified: add(.qualified, .use, .high, table, place)
        case .reference: addPlain(use.clause, table, form, place)
        case .dynamic: add(.dynamic, .use, .medium, table, place)
        case .mention, nil: break
        }
      } else {
        addPlain(use.clause, table, form, place)
      }
    case .dynamic(let table, let range):
      if use.qualifier != nil || isOtherSchema(use.usedSchema, view) { return }
      let isPlaceholder =
        view.bytes[range.lowerBound] == 0x25 || view.bytes[range.lowerBound] == 0x7B
      let place = place(range, use.name.range, view, isQuoted: isQuoted)
      if isPlaceholder { markFormat(chain) }
      add(
        .dynamic, isPlaceholder ? .placeholder : .variableName, table == nil ? .low : .medium,
        table, place)
    case .hole(let number):
      if use.qualifier != nil || isOtherSchema(use.usedSchema, view) { return }
      if isFix, !isQuoted { notePlainUse(view.holes[number], use) }
      take(
        view.holes[number], place(use.name.range, use.name.range, view, isQuoted: isQuoted),
        use.clause)
    }
  }

  private mutating func addPlain(
    _ clause: TableUse.Clause, _ table: Int, _ form: NameResolution.Form, _ place: Place
  ) {
    let pattern: CodeReference.Pattern =
      switch (clause, form) {
      case (.create, _): .createTable
      case (.createIfNotExists, _): .createTableIfNotExists
      case (_, .full): .sql
      case (_, .prefixed), (_, .marked): .prefix
      case (_, .unprefixed): .unprefixedSQL
      }
    add(.reference, pattern, form == .unprefixed ? .medium : .high, table, place)
  }

  /// What a schema's name before a table's means: nil when it is some other schema.
  func meaning(of schema: SQLToken, for table: Int, _ view: ViewText)
    -> CodeReference.Kind?
  {
    let bytes = view.bytes[schema.range]
    if bytes.contains(ViewText.holeMark) {
      guard let number = view.holeAt[schema.range.lowerBound] else { return .dynamic }
      return isMapExpression(view.holes[number]) ? .qualified : .dynamic
    }
    let name = bytes.map(\.lowercased)
    let moved = names.table(table)
    if name.elementsEqual(moved.targetSchema.utf8.map(\.lowercased)) { return .qualified }
    return name.elementsEqual(moved.sourceSchema.utf8.map(\.lowercased)) ? .reference : nil
  }

  mutating func addQualified(
    _ table: Int, _ schema: SQLToken, _ view: ViewText, _ place: Place
  ) {
    switch meaning(of: schema, for: table, view) {
    case .qualified: add(.qualified, .schema, .high, table, place)
    case .reference: add(.reference, .oldSchema, .high, table, place)
    case .dynamic: add(.dynamic, .schema, .low, table, place)
    case .mention, nil: break
    }
  }

  /// Whether an expression comes from the generated map.
  func isMapExpression(_ hole: ViewText.Hole) -> Bool {
    for index in hole.lexemes where lexemes[index].kind == .word {
      let word = source[lexemes[index].range]
      if names.helpers.contains(word.map(\.lowercased)) { return true }
      if !names.schemaConstant.isEmpty, word.starts(with: names.schemaConstant) { return true }
    }
    return false
  }

  /// An expression where a table's name belongs.
  private mutating func take(
    _ hole: ViewText.Hole, _ place: Place, _ clause: TableUse.Clause
  ) {
    if isMapExpression(hole) { return }
    let words = hole.lexemes.filter { lexemes[$0].kind == .word }
    if words.isEmpty { return }
    // A call with a literal for an argument is judged by that literal.
    if hole.lexemes.contains(where: { lexemes[$0].kind == .string }),
      hole.lexemes.contains(where: { isByte($0, 0x28) })
    {
      return
    }
    if let property = propertyTable(hole, words) {
      let word = lexemes[words[words.count - 1]].range
      var named = place
      named.name = word
      let pattern: CodeReference.Pattern =
        switch clause {
        case .create: .createTable
        case .createIfNotExists: .createTableIfNotExists
        case .from, .join, .into, .update, .using, .truncate, .alter, .drop, .lock, .describe,
          .references, .like, .rename, .index, .trigger, .maintain, .copy:
          .propertyName
        }
      if property >= 0 { add(.reference, pattern, .medium, property, named) }
      return
    }
    guard let variable = Variable(hole.lexemes, self) else {
      add(.dynamic, .variableName, .low, nil, place)
      return
    }
    uses.append(VariableUse(variable: variable, place: place))
    flow.used.insert(variable)
  }

  /// The table of `$wpdb->posts`; -1 where that is a table that stays, nil where it is no such
  /// expression.
  private func propertyTable(_ hole: ViewText.Hole, _ words: [Int]) -> Int? {
    guard words.count == 2, hole.lexemes.count == 3,
      source[lexemes[words[0]].range].elementsEqual("$wpdb".utf8)
    else { return nil }
    let name = source[lexemes[words[1]].range]
    return names.prefixedName(name) ?? names.fullName(name) ?? -1
  }

  func isByte(_ index: Int, _ byte: UInt8) -> Bool {
    index >= 0 && index < lexemes.count && lexemes[index].kind == .sign
      && lexemes[index].end - lexemes[index].start == 1 && source[Int(lexemes[index].start)] == byte
  }

  /// The text is filled in by `sprintf(…)`, `% …` or `.format(…)`: what goes in is used in SQL.
  private mutating func markFormat(_ chain: Range<Int>) {
    let opener = chain.isEmpty ? -1 : Int(structure.opener[chain.lowerBound])
    if opener >= 0 { formatCalls.insert(opener) }
    var end = chain.upperBound
    if opener >= 0, structure.partner[opener] > 0 { end = Int(structure.partner[opener]) }
    // After the text, within the call or the statement, at most 40 lexemes on.
    var index = chain.upperBound
    while index < min(chain.upperBound + 40, lexemes.count),
      index < max(end, chain.upperBound + (opener < 0 ? 40 : 0)), !isByte(index, 0x3B)
    {
      if isByte(index, 0x28) { formatCalls.insert(index) }
      if lexemes[index].kind == .word, let variable = Variable(index..<(index + 1), self) {
        flow.used.insert(variable)
      }
      index += 1
    }
    formatCalls.insert(-2 - chain.upperBound)
  }

  private mutating func take(_ query: CatalogQuery, _ view: ViewText) {
    if let schema = query.schema {
      let bytes = view.bytes[schema.range]
      if !bytes.contains(ViewText.holeMark), schema.kind != .sign, bytes.first != 0x25,
        !names.sourceSchemas.contains(bytes.map(\.lowercased)), !isVariableSchema(schema, view)
      {
        return
      }
    }
    let pattern: CodeReference.Pattern =
      query.isInformationSchema ? .informationSchema : .showTables
    guard let text = query.pattern else {
      add(
        .dynamic, pattern, .medium, nil,
        place(query.place.range, query.place.range, view, isQuoted: false))
      return
    }
    if text.range.isEmpty { return }
    let place = place(text.range, text.range, view, isQuoted: true)
    switch resolver.resolve(text.range, in: view) {
    case .table(let table, let form, let range):
      var named = place
      named.name = view.fileRange(range, source)
      if form != .unprefixed { add(.reference, pattern, .high, table, named) }
    case .hole: add(.dynamic, pattern, .low, nil, place)
    case .dynamic, .other:
      let like = view.bytes[text.range].flatMap { $0 == ViewText.holeMark ? names.prefix : [$0] }
      let unescaped = like.filter { $0 != 0x5C }
      if let table = names.fullName(unescaped) {
        add(.reference, pattern, .high, table, place)
      } else if text.kind != .word, query.isLike, names.anyName(like: like[...]) {
        add(.dynamic, pattern, .medium, nil, place)
      }
    }
  }

  /// Whether the schema asked about is a parameter: `?`, `:schema`.
  private func isVariableSchema(_ schema: SQLToken, _ view: ViewText) -> Bool {
    switch schema.kind {
    case .sign: true
    case .word: schema.range.lowerBound > 0 && view.bytes[schema.range.lowerBound - 1] == 0x3A
    case .quotedName, .doubleQuoted, .text, .number: false
    }
  }
}
