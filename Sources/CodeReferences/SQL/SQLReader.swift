/// Reads a text as SQL: where table names are in it, if it is SQL at all.
///
/// It knows positions, not grammar: what comes after FROM, JOIN, INTO and their like, lists with
/// commas, brackets, aliases, hints.
struct SQLReader {
  /// One level of parentheses.
  struct Frame {
    var verb: SQLKeyword?
    /// The clause that a comma goes on with.
    var list: TableUse.Clause?
    /// Whether it contains the arguments of a function, where FROM is no clause.
    var isFunction = false
    /// Whether `WITH` opened it: what is before `AS (` is defined, not used.
    var isWith = false
    /// Whether it is `WITH RECURSIVE`, in which a definition sees its own name.
    var isRecursive = false
    /// The name that `WITH` gives to what the bracket contains, known from its end on.
    var definedName: [UInt8]?
    /// The token of the verb.
    var verbIndex = 0
  }

  let text: [UInt8]
  let tokens: [SQLToken]
  /// Whether the text is SQL for sure, as in a file of it.
  let isFile: Bool
  /// Whether a text may start with a clause, as the pieces do that programs put together.
  let allowsPieces: Bool
  var index = 0
  var frames = [Frame()]
  var reading = SQLReading()
  var usedSchema: SQLToken?
  /// The stored program that was met last: its schema, where its name has one, and its tokens.
  var program: (schema: SQLToken?, tokens: Range<Int>)?
  var withNames: Set<[UInt8]> = []
  /// Whether a statement starts at the index without a `;` before it.
  var startsStatement = false

  static func read(_ text: [UInt8], isFile: Bool) -> SQLReading {
    var reader = SQLReader(text, text.indices, isFile: isFile, allowsPieces: true)
    reader.run()
    return reader.reading
  }

  /// Reads a string within SQL, as `PREPARE s FROM '…'`.
  static func read(_ string: Range<Int>, in text: [UInt8], usedSchema: SQLToken?) -> SQLReading {
    var reader = SQLReader(text, string, isFile: false, allowsPieces: false)
    reader.usedSchema = usedSchema
    reader.run()
    return reader.reading
  }

  private init(_ text: [UInt8], _ range: Range<Int>, isFile: Bool, allowsPieces: Bool) {
    self.text = text
    tokens = SQLTokenizer.tokens(of: text, in: range, isFile: isFile)
    self.isFile = isFile
    self.allowsPieces = allowsPieces
  }

  var frame: Frame {
    get { frames[frames.count - 1] }
    set { frames[frames.count - 1] = newValue }
  }

  var isInProgram: Bool { program?.tokens.contains(index) ?? false }

  /// The default schema at the index. Within a stored program it is that of the program.
  /// https://dev.mysql.com/doc/refman/8.4/en/stored-routines-syntax.html
  var currentSchema: SQLToken? {
    guard let program, let schema = program.schema, isInProgram else { return usedSchema }
    return schema
  }

  func keyword(_ offset: Int) -> SQLKeyword? {
    offset >= 0 && offset < tokens.count ? tokens[offset].keyword : nil
  }

  func sign(_ offset: Int) -> UInt8 {
    offset >= 0 && offset < tokens.count ? tokens[offset].sign : 0
  }

  private mutating func run() {
    var isStart = true
    while index < tokens.count {
      let token = tokens[index]
      if isStart || startsStatement {
        isStart = false
        startsStatement = false
        frame = Frame(definedName: frame.definedName)
        startStatement()
        continue
      }
      switch token.kind {
      case .sign:
        isStart = takeSign(token.sign)
      case .word:
        if let keyword = token.keyword {
          isStart = takeKeyword(keyword)
        } else {
          index += 1
        }
      case .text, .doubleQuoted:
        reading.texts.append((token, currentSchema))
        index += 1
      case .quotedName, .number:
        index += 1
      }
    }
    reading.tokens = tokens
  }

  /// Returns whether a statement starts after it.
  private mutating func takeSign(_ sign: UInt8) -> Bool {
    index += 1
    switch sign {
    case 0x28:  // (
      let before = index - 2
      let isCall = before >= 0 && tokens[before].kind == .word && tokens[before].keyword == nil
      let definedName = definedName(before: before)
      if frame.isRecursive, let definedName { withNames.insert(definedName) }
      // A bracket in prose opens no statement; one in SQL may contain a SELECT.
      frames.append(Frame(isFunction: isCall, definedName: definedName))
      if keyword(index) == .select || keyword(index) == .with { startStatement() }
    case 0x29:  // )
      if frames.count > 1, let name = frames.removeLast().definedName { withNames.insert(name) }
    case 0x2C:  // ,
      if let list = frame.list, !frame.isFunction { takeTable(list) }
    case 0x3B:  // ;
      frames = [Frame()]
      withNames = []
      return true
    case _: break
    }
    return false
  }

  /// What `WITH` defines by the bracket after an AS: `a AS (`, `a (b, c) AS (`.
  private func definedName(before bracket: Int) -> [UInt8]? {
    guard frame.isWith, keyword(bracket) == .as else { return nil }
    var name = bracket - 1
    if sign(name) == 0x29 {
      name -= 1
      while name >= 0, tokens[name].canBeName || sign(name) == 0x2C { name -= 1 }
      guard sign(name) == 0x28 else { return nil }
      name -= 1
    }
    guard name >= 0, tokens[name].canBeName else { return nil }
    return text[tokens[name].range].lowercased
  }

  /// Reads from a token that a statement or a piece of one may start with.
  mutating func startStatement() {
    // Holes before the verb: `{$explain} SELECT`, or the pieces of a program's own.
    while isHole(index) { index += 1 }
    while sign(index) == 0x28 {
      frames.append(Frame())
      index += 1
    }
    guard let verb = keyword(index) else {
      // What starts otherwise is no statement, but may be what comes after FROM, and brackets in it
      // may contain one.
      if isJoinedTable(index) {
        frame.verb = .select
        frame.verbIndex = index
        takeTable(.from)
      }
      return
    }
    let start = index
    frame.verbIndex = index
    readVerb(verb)
    if index == start { index += 1 }
  }

  /// Returns whether a statement starts after it.
  private mutating func takeKeyword(_ keyword: SQLKeyword) -> Bool {
    switch keyword {
    case .union, .except, .intersect:
      guard frame.verb == .select else { break }
      index += 1
      if self.keyword(index) == .all || self.keyword(index) == .distinct { index += 1 }
      if sign(index) != 0x28 { return true }
      return false
    case .begin, .then, .else, .do, .loop:
      index += 1
      return isFile || isInProgram
    case .with where frame.verb != nil && startsWith(index):
      // `INSERT INTO t WITH a AS (…) SELECT …`, `CREATE VIEW v AS WITH …`
      index += 1
      readWith()
      return false
    case .select:
      // INSERT … SELECT, CREATE TABLE … AS SELECT.
      guard frame.verb != nil else { break }
      frame.verb = .select
      frame.list = nil
      index += 1
      return false
    case .values, .value, .set, .where, .order, .group, .limit, .having, .returning, .window:
      frame.list = nil
    case _: break
    }
    takeClause(keyword)
    return false
  }

  private mutating func takeClause(_ keyword: SQLKeyword) {
    let start = index
    index += 1
    // The columns of a CREATE TABLE are in brackets.
    if keyword == .references, frames.contains(where: { $0.verb == .create || $0.verb == .alter }) {
      takeTable(.references)
      return
    }
    guard frame.verb != nil, !frame.isFunction || frame.verb == .select else { return }
    switch keyword {
    case .from:
      // a IS DISTINCT FROM b
      if self.keyword(start - 1) == .distinct, self.keyword(start - 2) != .select { return }
      if frame.verb == .select, isProse(from: frame.verbIndex, to: start) { return }
      takeTable(.from)
    case .join, .straightJoin: takeTable(.join)
    case .into where frame.verb == .select || frame.verb == .load:
      // SELECT … INTO @x, INTO OUTFILE; LOAD DATA … INTO TABLE t
      if self.keyword(index) == .table { takeTable(.into) }
    case .into: takeTable(.into)
    case .using where frame.verb == .delete: takeTable(.using)
    case .rename where frame.verb == .alter:
      // `RENAME COLUMN`, `RENAME INDEX` and `RENAME KEY` rename something else.
      switch self.keyword(index) {
      case .column, .index, .key: break
      case _: takeTable(.rename)
      }
    case .like where frame.verb == .create: takeTable(.table)
    case _: break
    }
  }
}
