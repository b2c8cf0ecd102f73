/// One file's references: SQL in its literals first, then names that are alone in a literal, which
/// depend on what the SQL does with variables.
struct FileScan {
  /// A literal that is a table's name as a whole.
  struct NameLiteral {
    var expression: Range<Int>
    var table: Int
    var form: ResolvedName.Form
    /// Whether it is a full name that is no word of English.
    var isNamed: Bool
    /// Whether it can only be a table's. Without a prefix in the plan, `{$prefix}text` may be
    /// anything.
    var isCertain: Bool
    /// What the schema before the name makes of it; nil without one.
    var schemaMeaning: CodeReference.Kind?
    /// A column's name follows: `shop_users.id`.
    var hasColumn = false
    /// Nothing else is in the string.
    var isWhole = false
    var place: Place
  }

  /// Where a name is, in bytes of the file.
  struct Place {
    var name: Range<Int>
    var composed: Range<Int>
    var literal: Range<Int>?
    var kind = LiteralKind.none
    var isQuoted = false

    /// A name outside of literals.
    init(_ name: Range<Int>, composed: Range<Int>? = nil) {
      self.name = name
      self.composed = composed ?? name
    }
  }

  let file: LexedFile
  let names: TableNames
  let resolver: NameResolver
  /// Where the pre-filter found anything; a string without is not read.
  let hits: PrefilterHits
  var nameLiterals: [NameLiteral] = []
  /// Variables in SQL where a table's name belongs.
  var uses: [(variable: Variable, place: Place)] = []
  /// Variables that are in SQL, or given to a function, where a table's name belongs.
  var usedVariables: Set<Variable> = []
  var flow = DataFlow()
  /// Calls whose string has a placeholder for a table: the opening brackets' indices.
  var formatCalls: Set<Int> = []
  var found: [CodeReference] = []
  var otherTables = OtherTables()
  /// Names whose default schema is known, by the first byte of their literal part.
  var namesWithSchema: Set<Int> = []
  /// Whether what a fix needs is wanted.
  let isFix: Bool
  /// Where names are in SQL, by the first byte of their literal part; only for a fix.
  var sites: [Int: RewriteSite] = [:]
  /// Names that go into variables, by the first byte of their literal part; only for a fix.
  var variableNames: [Int: VariableName] = [:]
  /// Variables alone where a table's name belongs, without quotes, by their first bytes.
  var plainUses: Set<Int> = []

  init(
    _ bytes: [UInt8], _ language: Language, _ names: TableNames, _ hits: PrefilterHits,
    isFix: Bool = false
  ) {
    self.isFix = isFix
    self.hits = hits
    self.names = names
    file = LexedFile(bytes, language)
    resolver = NameResolver(names: names, source: bytes)
  }

  mutating func scan() -> [CodeReference] {
    if file.language == .sql {
      scanSQLFile()
    } else {
      scanCode()
    }
    doubtOtherTables()
    found.sort { a, b in
      (a.name.lowerBound, a.name.upperBound, a.kind.rank)
        < (b.name.lowerBound, b.name.upperBound, b.kind.rank)
    }
    var last: Range<Int>?
    found.removeAll { reference in
      defer { last = reference.name }
      return reference.name == last
    }
    return found
  }

  private mutating func scanSQLFile() {
    var value = StringValue()
    value.literals = [0]
    let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    value.append(start..<file.bytes.count, of: file.bytes, as: .sqlFile)
    let reading = SQLReader.read(value.bytes, isFile: true)
    take(reading, value, 0..<0)
    takeNestedSQL(reading.texts, value, 0..<0)
  }

  private mutating func scanCode() {
    var finder = ConcatenationFinder(file, hits)
    for index in file.lexemes.indices {
      let range = file.lexemes[index].range
      switch file.lexemes[index].kind {
      case .string:
        if let concatenation = finder.concatenation(at: index) { examine(concatenation) }
      case .comment:
        if hits.meet(range) { examineComment(range) }
      case .markup:
        if hits.meet(range) { addMentions(range, .markup) }
      case .word:
        takeTableArgument(at: index)
        addTableProperty(at: index)
      case .sign, .number, .text, .holeStart, .holeEnd, .stringEnd: break
      }
    }
    // The data flow is of no use, and takes half of the time, where nothing asks for it.
    if nameLiterals.isEmpty, uses.isEmpty { return }
    flow = DataFlow(file, names, used: usedVariables)
    for literal in nameLiterals { classify(literal) }
    for use in uses { addVariable(use.variable, use.place) }
  }

  private mutating func examine(_ concatenation: Concatenation) {
    let (value, expression) = (concatenation.value, concatenation.lexemes)
    guard value.bytes.count >= 2 else { return }
    let reading = SQLReader.read(value.bytes, isFile: false)
    takeSelectedSchema(reading, value, expression)
    take(reading, value, expression)
    if reading.uses.isEmpty, reading.queries.isEmpty {
      if takeNameLiteral(reading.tokens, value, expression) { return }
      for literal in value.literals { addMentions(inLiteral: literal) }
    }
    takeNestedSQL(reading.texts, value, expression)
  }

  /// Reads strings within SQL that contain SQL themselves.
  private mutating func takeNestedSQL(
    _ texts: [(text: SQLToken, usedSchema: SQLToken?)], _ value: StringValue,
    _ expression: Range<Int>
  ) {
    for (text, usedSchema) in texts where text.range.count > 12 {
      take(
        SQLReader.read(text.range, in: value.bytes, usedSchema: usedSchema), value, expression)
    }
  }

  func place(_ name: Range<Int>, _ token: Range<Int>, _ value: StringValue, isQuoted: Bool) -> Place
  {
    var place = Place(
      value.fileRange(name, file.bytes), composed: value.fileRange(token, file.bytes))
    place.isQuoted = isQuoted
    let number = value.literalNumber(at: name.lowerBound)
    if file.language == .sql {
      place.kind = .sqlFile
    } else if number >= 0 {
      let index = value.literals[number]
      place.literal = file.literalRange(index)
      place.kind = file.lexemes[index].literal
    }
    return place
  }

  mutating func add(
    _ kind: CodeReference.Kind, _ pattern: CodeReference.Pattern,
    _ confidence: CodeReference.Confidence, _ table: Int?, _ place: Place
  ) {
    found.append(
      CodeReference(
        kind: kind, pattern: pattern, confidence: confidence, table: table.map(names.table),
        name: place.name, composed: place.composed, literal: place.literal,
        literalKind: place.kind, isQuoted: place.isQuoted))
  }

  /// Adds mentions in a literal's own text; the holes in it have literals of their own.
  private mutating func addMentions(inLiteral literal: Int) {
    var index = literal + 1
    while index < file.lexemes.count, file.lexemes[index].kind != .stringEnd {
      if file.isKind(index, .text) { addMentions(file.lexemes[index].range, .text) }
      index = file.isKind(index, .holeStart) ? max(index, file.partner(of: index)) : index
      index += 1
    }
  }

  /// Adds a mention for each whole word in a stretch of the file that is a table's full name.
  private mutating func addMentions(_ range: Range<Int>, _ pattern: CodeReference.Pattern) {
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      while index < range.upperBound, file.bytes[index].continuesName { index += 1 }
      if names.lengths.contains(index - start),
        let table = names.fullName(file.bytes[start..<index]),
        names.isDistinctive(table)
      {
        add(.mention, pattern, .high, table, Place(start..<index))
      }
      index += 1
    }
  }

  /// Comments are mentions, but for Doctrine's annotations, which are code.
  private mutating func examineComment(_ range: Range<Int>) {
    let before = found.count
    addMentions(range, .comment)
    guard file.language.isPHP, file.bytes.has("/**", at: range.lowerBound) else { return }
    for index in before..<found.count {
      var start = found[index].name.lowerBound
      guard start > range.lowerBound, [0x22, 0x60].contains(file.bytes[start - 1]) else { continue }
      // `@ORM\Table(name="shop_sessions", …)`: look back to the bracket.
      let limit = max(range.lowerBound, start - 200)
      while start > limit, file.bytes[start] != 0x28 { start -= 1 }
      if file.bytes.has("Table(", at: start - 5) {
        found[index].kind = .reference
        found[index].pattern = .model
      }
    }
  }
}

extension CodeReference.Kind {
  /// Of several findings at one place the gravest counts.
  fileprivate var rank: Int {
    switch self {
    case .qualified: 0
    case .reference: 1
    case .dynamic: 2
    case .mention: 3
    }
  }
}
