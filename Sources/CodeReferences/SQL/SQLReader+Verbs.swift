/// What each statement's verb says about the tables that come with it.
extension SQLReader {
  /// Reads a statement's verb and the table that comes with it. Leaves `index` where it was when
  /// the word is no verb.
  mutating func readVerb(_ verb: SQLKeyword) {
    let start = index
    index += 1
    switch verb {
    case .select: frame.verb = .select
    case .with:
      readWith()
      frame.verb = .select
    case .insert, .replace: readInsert()
    case .update: readUpdate(start)
    case .delete: readDelete()
    case .truncate: takeTable(.tables, of: .truncate)
    case .create: readCreate()
    case .alter:
      skip([.ignore])
      if keyword(index) == .table { takeTable(.alter, of: .alter) }
    case .drop: readDrop()
    case .rename: readRename()
    case .lock, .analyze, .optimize, .check, .repair, .checksum, .flush:
      if skipTables() {
        takeTable(.tables, of: verb)
      } else if verb == .analyze, let next = keyword(index) {
        readVerb(next)
      }
    case .show: readShow()
    case .describe, .desc, .explain: readDescribe(verb)
    case .load: frame.verb = .load
    case .grant, .revoke: takeTableAfterOn(.table, of: verb, within: 40)
    case .use: readUse()
    case .from, .join, .straightJoin, .into, .left, .right, .inner, .cross, .natural:
      index = start
      readPiece()
    case .union:
      // A piece after the first table; subqueries in brackets are read.
      skip([.all])
      if keyword(index) == .select { readVerb(.select) }
    case .begin where isFile || isInProgram: if let next = keyword(index) { readVerb(next) }
    case _: index = start
    }
  }

  mutating func skip(_ words: [SQLKeyword]) {
    while let keyword = keyword(index), words.contains(keyword) { index += 1 }
  }

  /// Skips TABLE or TABLES, and returns whether one is at the index.
  private mutating func skipTables() -> Bool {
    guard keyword(index) == .table || keyword(index) == .tables else { return false }
    index += 1
    return true
  }

  /// Reads the table behind the next ON of the statement: that of an index, a trigger, a GRANT.
  private mutating func takeTableAfterOn(
    _ clause: TableUse.Clause, of verb: SQLKeyword, within count: Int
  ) {
    let on = (index..<max(index, endOfStatement(within: count))).first { keyword($0) == .on }
    guard let on, isCapital(on) || isFile || verb == .create || verb == .drop else { return }
    index = on + 1
    takeTable(clause, of: verb)
  }

  /// The offset of the next `;`, or of what comes after a number of tokens.
  private func endOfStatement(within count: Int) -> Int {
    let last = min(index + count, tokens.count)
    return (index..<max(index, last)).first { sign($0) == 0x3B } ?? max(index, last)
  }

  private mutating func readInsert() {
    skip([.lowPriority, .highPriority, .delayed, .ignore])
    guard keyword(index) == .into || isInsertedBare(index) else { return }
    skip([.into])
    takeTable(.into, of: .insert)
  }

  private mutating func readUpdate(_ verb: Int) {
    skip([.lowPriority, .ignore])
    if isUpdated(verb, at: index) { takeTable(.update, of: .update) }
  }

  private mutating func readDelete() {
    skip([.lowPriority, .quick, .ignore])
    frame.verb = .delete
    // DELETE a, b FROM …: names or aliases of what FROM lists.
    if keyword(index) != .from { return }
    index += 1
    takeTable(.from)
  }

  private mutating func readDescribe(_ verb: SQLKeyword) {
    skip([.extended])
    if let next = keyword(index), next != .table {
      readVerb(next)
    } else if isAlone(index), verb != .explain || !isHole(index) {
      // `EXPLAIN $x` explains a query.
      takeTable(.table, of: verb)
    }
  }

  private mutating func readUse() {
    guard index < tokens.count, sign(index) != 0x3B, isFile || tokens[index].canBeName else {
      return
    }
    let start = index
    var schema = tokens[index]
    index += 1
    // Without quotes, whatever touches it is a part: `USE my-shop;`, `USE ${schema};`.
    while schema.kind == .word || schema.kind == .sign, index < tokens.count,
      tokens[index].outer.lowerBound == schema.outer.upperBound,
      sign(index) != 0x3B, sign(index) != 0x2F
    {
      schema.range = schema.range.lowerBound..<tokens[index].outer.upperBound
      schema.outer = schema.range
      index += 1
    }
    let isEnd =
      index >= tokens.count || sign(index) == 0x3B
      || index + 1 >= tokens.count && isCapital(frame.verbIndex)
    guard isFile || isEnd else {
      index = start
      return
    }
    usedSchema = schema
    if start == 1 { reading.selectedSchema = schema }
    // No program contains it: the end of the last one was missed.
    program = nil
    // The client ends it with the line, also without a `;`.
    if isFile, index < tokens.count, sign(index) != 0x3B,
      text[schema.outer.upperBound..<tokens[index].outer.lowerBound].contains(0x0A)
    {
      startsStatement = true
    }
  }

  /// `WITH a AS (…), b AS (…) SELECT`: the names are not tables.
  mutating func readWith() {
    frame.isWith = true
    frame.isRecursive = keyword(index) == .recursive
    skip([.recursive])
  }

  /// Whether a WITH defines names, and is not that of `WITH ROLLUP` and its like.
  func startsWith(_ offset: Int) -> Bool {
    let name = keyword(offset + 1) == .recursive ? offset + 2 : offset + 1
    guard name < tokens.count, tokens[name].canBeName else { return false }
    return sign(name + 1) == 0x28 || keyword(name + 1) == .as && sign(name + 2) == 0x28
  }

  private mutating func readCreate() {
    // CREATE OR REPLACE DEFINER=`a`@`b` UNIQUE INDEX …: look for what is created, not far.
    for offset in index..<endOfStatement(within: 12) {
      let isProgram = startsProgram(at: offset)
      switch keyword(offset) {
      case .table:
        index = offset + 1
        if keyword(offset - 1) == .temporary || isWord(tokens[offset - 1], "temp") {
          frame.verb = .create
          takeTemporaries(isCreated: true)
        } else {
          takeTable(keyword(index) == .if ? .createIfNotExists : .create, of: .create)
        }
        return
      case .trigger, .index:
        // CREATE INDEX i ON t, CREATE TRIGGER g BEFORE INSERT ON t
        index = offset
        return takeTableAfterOn(
          keyword(offset) == .trigger ? .trigger : .table, of: .create, within: 24)
      case .view:
        index = offset + 1
        frame.verb = .create
        return
      case _:
        guard isProgram else { continue }
        index = offset + 1
        return
      }
    }
  }

  private mutating func readDrop() {
    let isTemporary = keyword(index) == .temporary
    skip([.temporary])
    if keyword(index) == .index { return takeTableAfterOn(.table, of: .drop, within: 6) }
    guard skipTables() else { return }
    if isTemporary { takeTemporaries(isCreated: false) } else { takeTable(.tables, of: .drop) }
  }

  /// `RENAME TABLE a TO b, c TO d`
  private mutating func readRename() {
    guard skipTables() else { return }
    repeat {
      takeTable(.rename, of: .rename)
      guard keyword(index) == .to else { return }
      index += 1
      takeTable(.rename)
      guard sign(index) == 0x2C else { return }
      index += 1
    } while index < tokens.count
  }

  /// A piece of a statement that a program puts together: it starts with a clause.
  private mutating func readPiece() {
    let start = index
    skip([.left, .right, .inner, .outer, .cross, .natural])
    guard allowsPieces, let keyword = keyword(index) else { return }
    let clauses: [SQLKeyword: TableUse.Clause] = [
      .from: .from, .join: .join, .straightJoin: .join, .into: .into,
    ]
    guard let clause = clauses[keyword] else { return }
    index += 1
    guard isFile || isCapital(start) || isPlausible(after: index) else { return }
    takeTable(clause, of: .select)
  }

  private mutating func readShow() {
    let start = index
    skip([.full, .extended])
    switch keyword(index) {
    case .tables: readShowTables(at: index, nameLength: 1)
    case .table where keyword(index + 1) == .status: readShowTables(at: index, nameLength: 2)
    case .columns, .fields, .index, .indexes, .keys:
      index += 1
      guard keyword(index) == .from || keyword(index) == .in else { return }
      index += 1
      takeTable(.table, of: .show)
      // SHOW COLUMNS FROM t FROM s
      if let schema = takeSchema(), let last = reading.uses.indices.last {
        reading.uses[last].qualifier = schema
      }
    case .create where keyword(index + 1) == .table:
      index += 1
      takeTable(.table, of: .show)
    case _: index = start
    }
  }

  /// The schema behind FROM or IN.
  private mutating func takeSchema() -> SQLToken? {
    guard keyword(index) == .from || keyword(index) == .in, index + 1 < tokens.count else {
      return nil
    }
    index += 2
    return tokens[index - 1]
  }

  private mutating func readShowTables(at place: Int, nameLength: Int) {
    index += nameLength
    guard
      isCapital(place) || isFile || index >= tokens.count || keyword(index) != nil
        || sign(index) == 0x3B
    else { return }
    var query = CatalogQuery(place: tokens[place])
    query.schema = takeSchema() ?? currentSchema
    if keyword(index) == .like, index + 1 < tokens.count {
      query.pattern = tokens[index + 1]
      query.isLike = true
      index += 2
    }
    reading.queries.append(query)
  }
}
