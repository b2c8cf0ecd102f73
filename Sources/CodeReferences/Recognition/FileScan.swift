/// One file's references: SQL in its literals first, then names that stand alone, which depend on
/// what the SQL does with variables.
struct FileScan {
  /// A literal that is a table's name as a whole.
  struct Candidate {
    var chain: Range<Int>
    var table: Int
    var form: NameResolution.Form
    /// The schema before the name is the one that the table leaves.
    var hasOldSchema = false
    /// A column's name follows: `shop_users.id`.
    var hasColumn = false
    /// Nothing else stands in the text.
    var isWhole = false
    var place: Place
  }

  /// A variable in SQL where a table's name belongs.
  struct VariableUse {
    var variable: Variable
    var place: Place
  }

  /// Where a name stands, in bytes of the file.
  struct Place {
    var name: Range<Int>
    var composed: Range<Int>
    var literal: Range<Int>?
    var kind: LiteralKind
    var isQuoted: Bool
  }

  let source: [UInt8]
  let language: Language
  let names: NameIndex
  let resolver: NameResolver
  let lexemes: [Lexeme]
  let structure: Structure
  /// Where the sieve found anything; a text without is not looked at.
  let hits: SieveHits
  var candidates: [Candidate] = []
  var uses: [VariableUse] = []
  var flow = Flow()
  /// Calls whose text has a placeholder for a table: the opening brackets' indices.
  var formatCalls: Set<Int> = []
  var found: [CodeReference] = []
  /// Where names stand in SQL, by the first byte of their literal part; only for a fix.
  var sites: [Int: SQLSite] = [:]
  /// Names that flow into variables, by the first byte of their literal part; only for a fix.
  var wholeNames: [Int: WholeName] = [:]
  /// Variables alone where a table's name belongs, without quotes, by their first bytes.
  var plainUses: Set<Int> = []
  var temporaries = TemporaryTables()
  /// Names whose default schema is known, by the first byte of their literal part.
  var namesWithSchema: Set<Int> = []
  /// Whether a text selects a schema that is made at run time; only for a fix.
  var selectsAtRunTime = false
  /// Whether what a fix needs is wanted.
  let isFix: Bool

  init(
    _ source: [UInt8], _ language: Language, _ names: NameIndex, _ hits: SieveHits,
    isFix: Bool = false
  ) {
    self.isFix = isFix
    self.hits = hits
    self.source = source
    self.language = language
    self.names = names
    resolver = NameResolver(names: names, source: source)
    lexemes = language == .sql ? [] : Lexer.lexemes(of: source, in: language)
    structure = Structure(lexemes, source, language)
  }

  mutating func scan() -> [CodeReference] {
    if language == .sql {
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
    var view = ViewText()
    view.literals = [0]
    let start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    view.append(start..<source.count, of: source, as: .sqlFile)
    let reading = SQLReader.read(view.bytes, isFile: true)
    takeTemporaries(reading, view, 0..<0)
    take(reading, view, chain: 0..<0, isMessage: false)
    takeNestedSQL(reading.texts, view, chain: 0..<0)
  }

  private mutating func scanCode() {
    var builder = ChainBuilder(source, language, lexemes, structure, hits)
    for index in lexemes.indices {
      switch lexemes[index].kind {
      case .string:
        if let chain = builder.chain(at: index) { examine(chain) }
      case .comment:
        if hits.meet(lexemes[index].range) { examineComment(lexemes[index].range) }
      case .markup:
        if hits.meet(lexemes[index].range) { addMentions(lexemes[index].range, .markup) }
      case .word:
        addTableArgument(at: index)
        addTableProperty(at: index)
        addRowsArgument(at: index)
      case .sign, .number, .text, .holeStart, .holeEnd, .stringEnd: break
      }
    }
    // What flows where is of no use, and takes half of the time, where nothing asks for it.
    if candidates.isEmpty, uses.isEmpty { return }
    followVariables()
    for candidate in candidates { classify(candidate) }
    for use in uses { addVariable(use) }
  }

  private mutating func followVariables() {
    // Apart from `self`, which it is given: a change of what is shared would copy all of it.
    var flow = Flow()
    for index in lexemes.indices {
      switch lexemes[index].kind {
      case .sign where lexemes[index].end - lexemes[index].start == 1:
        if source[Int(lexemes[index].start)] == 0x3D { flow.addAssignment(at: index, self) }
      case .word: flow.addLoop(at: index, self)
      case .sign, .string, .comment, .markup, .number, .text, .holeStart, .holeEnd, .stringEnd:
        break
      }
    }
    flow.used = self.flow.used
    flow.propagate(self)
    self.flow = flow
  }

  private mutating func examine(_ chain: Chain) {
    let view = chain.view
    guard view.bytes.count >= 2 else { return }
    let reading = SQLReader.read(view.bytes, isFile: false)
    takeTemporaries(reading, view, chain.lexemes)
    if !reading.uses.isEmpty || !reading.queries.isEmpty {
      take(reading, view, chain: chain.lexemes, isMessage: isMessage(chain.lexemes))
      takeNestedSQL(reading.texts, view, chain: chain.lexemes)
      return
    }
    if takeCandidate(view, chain.lexemes) { return }
    takeNestedSQL(reading.texts, view, chain: chain.lexemes)
    for literal in view.literals { addMentions(inLiteral: literal) }
  }

  /// Adds mentions in a literal's own text; the holes in it have literals of their own.
  private mutating func addMentions(inLiteral literal: Int) {
    var index = literal + 1
    while index < lexemes.count, lexemes[index].kind != .stringEnd {
      if lexemes[index].kind == .text { addMentions(lexemes[index].range, .text) }
      let partner = Int(structure.partner[index])
      index = lexemes[index].kind == .holeStart && partner > index ? partner + 1 : index + 1
    }
  }

  /// Reads texts within SQL that hold SQL themselves.
  private mutating func takeNestedSQL(
    _ texts: [(text: SQLToken, usedSchema: SQLToken?)], _ view: ViewText, chain: Range<Int>
  ) {
    for (text, usedSchema) in texts where text.range.count > 12 {
      var reading = SQLReader.read(
        Array(view.bytes[text.range]), isFile: false, allowsPieces: false)
      if reading.uses.isEmpty, reading.temporaries.isEmpty { continue }
      reading.shift(by: text.range.lowerBound, in: usedSchema)
      takeTemporaries(reading, view, chain)
      take(reading, view, chain: chain, isMessage: false)
    }
  }

  func place(_ name: Range<Int>, _ token: Range<Int>, _ view: ViewText, isQuoted: Bool) -> Place {
    let bytes = view.fileRange(name, source)
    var literal: Range<Int>?
    var kind = LiteralKind.none
    let number = Int(view.literalIndices[name.lowerBound])
    if language == .sql {
      kind = .sqlFile
    } else if number >= 0 {
      let index = view.literals[number]
      let end = structure.partner[index]
      let last = end >= 0 ? Int(lexemes[Int(end)].end) : source.count
      literal = Int(lexemes[index].start)..<max(Int(lexemes[index].start), last)
      kind = lexemes[index].literal
    }
    return Place(
      name: bytes, composed: view.fileRange(token, source), literal: literal, kind: kind,
      isQuoted: isQuoted)
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

  /// Adds a mention for each whole word in a stretch of the file that is a table's full name.
  mutating func addMentions(_ range: Range<Int>, _ pattern: CodeReference.Pattern) {
    var index = range.lowerBound
    while index < range.upperBound {
      guard source[index].continuesName else {
        index += 1
        continue
      }
      let start = index
      while index < range.upperBound, source[index].continuesName { index += 1 }
      guard names.lengths.contains(index - start),
        let table = names.fullName(source[start..<index]), names.isDistinctive(table)
      else { continue }
      let word = start..<index
      add(
        .mention, pattern, .high, table,
        Place(name: word, composed: word, literal: nil, kind: .none, isQuoted: false))
    }
  }

  /// Comments are mentions, but for Doctrine's annotations, which are code.
  private mutating func examineComment(_ range: Range<Int>) {
    let before = found.count
    addMentions(range, .comment)
    guard language.isPHP, source.has("/**", at: range.lowerBound) else { return }
    for index in before..<found.count {
      var start = found[index].name.lowerBound
      guard start > range.lowerBound, source[start - 1] == 0x22 || source[start - 1] == 0x60 else {
        continue
      }
      // `@ORM\Table(name="shop_sessions", …)`: look back to the bracket.
      let limit = max(range.lowerBound, start - 200)
      while start > limit, source[start] != 0x28 { start -= 1 }
      if source.has("Table(", at: start - 5) {
        found[index].kind = .reference
        found[index].pattern = .model
      }
    }
  }
}

extension SQLReading {
  /// Moves every place, for a text that is a part of another, where a default schema is known.
  mutating func shift(by amount: Int, in usedSchema: SQLToken?) {
    func moved(_ token: SQLToken) -> SQLToken {
      var token = token
      token.range = (token.range.lowerBound + amount)..<(token.range.upperBound + amount)
      token.outer = (token.outer.lowerBound + amount)..<(token.outer.upperBound + amount)
      return token
    }
    for index in uses.indices {
      uses[index].name = moved(uses[index].name)
      uses[index].qualifier = uses[index].qualifier.map(moved)
      uses[index].usedSchema = uses[index].usedSchema.map(moved) ?? usedSchema
    }
    for index in temporaries.indices {
      temporaries[index].name = moved(temporaries[index].name)
      temporaries[index].qualifier = temporaries[index].qualifier.map(moved)
      temporaries[index].usedSchema = temporaries[index].usedSchema.map(moved) ?? usedSchema
      if temporaries[index].end > 0 { temporaries[index].end += amount }
    }
    queries = []
  }
}

extension CodeReference.Kind {
  /// Of several findings at one place the gravest stands.
  fileprivate var rank: Int {
    switch self {
    case .qualified: 0
    case .reference: 1
    case .dynamic: 2
    case .mention: 3
    }
  }
}
