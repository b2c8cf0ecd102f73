extension SQLReader {
  /// Reads a statement's verb and the table that comes with it. Leaves `index` where it was when
  /// the word is no verb.
  mutating func readVerb(_ verb: SQLKeyword) {
    switch verb {
    case .select, .with:
      if verb == .with { readWith() } else { index += 1 }
      frame.verb = .select
    case .insert, .replace: readInsert()
    case .update: readUpdate()
    case .delete: readDelete()
    case .truncate:
      index += 1
      if keyword(index) == .table { index += 1 }
      frame.verb = .truncate
      takeTable(.tables)
    case .create: readCreate()
    case .alter:
      index += 1
      skip([.ignore])
      if keyword(index) == .table { takeTableStatement(.alter, .alter) }
    case .drop: readDrop()
    case .rename: readRename()
    case .lock:
      index += 1
      if isTableOrTables(index) { takeTableStatement(.lock, .tables) }
    case .analyze, .optimize, .check, .repair, .checksum, .flush:
      index += 1
      if isTableOrTables(index) {
        takeTableStatement(verb, .tables)
      } else if verb == .analyze, let next = keyword(index) {
        readVerb(next)
      }
    case .show: readShow()
    case .describe, .desc, .explain: readDescribe(verb)
    case .load: frame.verb = .load
    case .grant, .revoke: readGrant(verb)
    case .use: readUse()
    case .from, .join, .straightJoin, .into, .left, .right, .inner, .cross, .natural:
      readPiece(verb)
    case .union:
      // A piece after the first table; subqueries in brackets are read.
      index += 1
      if keyword(index) == .all { index += 1 }
      if keyword(index) == .select { readVerb(.select) }
    case .begin where isFile || isInProgram:
      index += 1
      if let next = keyword(index) { readVerb(next) }
    case _: break
    }
  }

  private mutating func readInsert() {
    index += 1
    skip([.lowPriority, .highPriority, .delayed, .ignore])
    let hasInto = keyword(index) == .into
    if hasInto { index += 1 }
    if keyword(index) == .table { index += 1 }
    guard hasInto || isInsertedBare(index) else { return }
    frame.verb = .insert
    takeTable(.into)
  }

  private mutating func readUpdate() {
    let start = index
    index += 1
    skip([.lowPriority, .ignore])
    guard isUpdated(start, at: index) else { return }
    frame.verb = .update
    takeTable(.update)
  }

  private mutating func readDelete() {
    index += 1
    skip([.lowPriority, .quick, .ignore])
    frame.verb = .delete
    // DELETE a, b FROM …: names or aliases of what FROM lists.
    if keyword(index) != .from { return }
    index += 1
    takeTable(.from)
  }

  private mutating func readDescribe(_ verb: SQLKeyword) {
    index += 1
    skip([.extended])
    if let next = keyword(index), next != .table {
      readVerb(next)
    } else if isAlone(index), verb != .explain || !isHole(index) {
      // `EXPLAIN $x` is told of a query.
      frame.verb = verb
      takeTable(.table)
    }
  }

  private mutating func readUse() {
    index += 1
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

  /// The offset of the next `;`, or of what comes after a number of tokens.
  private func endOfStatement(within count: Int) -> Int {
    let last = min(index + count, tokens.count)
    return (index..<max(index, last)).first { sign($0) == 0x3B } ?? max(index, last)
  }

  private func isTableOrTables(_ offset: Int) -> Bool {
    keyword(offset) == .table || keyword(offset) == .tables
  }

  mutating func skip(_ words: [SQLKeyword]) {
    while let keyword = keyword(index), words.contains(keyword) { index += 1 }
  }

  /// TABLE or TABLES stands at the index, a list of names after it.
  private mutating func takeTableStatement(_ verb: SQLKeyword, _ clause: TableUse.Clause) {
    frame.verb = verb
    index += 1
    takeTable(clause)
  }

  /// `WITH a AS (…), b AS (…) SELECT`: the names are not tables.
  mutating func readWith() {
    index += 1
    frame.isWith = true
    frame.isRecursive = keyword(index) == .recursive
    if frame.isRecursive { index += 1 }
  }

  /// Whether a WITH defines names, and is not that of `WITH ROLLUP` and its like.
  func startsWith(_ offset: Int) -> Bool {
    let name = keyword(offset + 1) == .recursive ? offset + 2 : offset + 1
    guard name < tokens.count, tokens[name].canBeName else { return false }
    return sign(name + 1) == 0x28 || keyword(name + 1) == .as && sign(name + 2) == 0x28
  }

  private mutating func readCreate() {
    index += 1
    var isTrigger = false
    // CREATE OR REPLACE DEFINER=`a`@`b` UNIQUE INDEX …: look for what is created, not far.
    for offset in index..<endOfStatement(within: 12) {
      if startsProgram(at: offset), keyword(offset) != .trigger {
        index = offset + 1
        return
      }
      switch keyword(offset) {
      case .table:
        let isTemporary =
          keyword(offset - 1) == .temporary || isWord(tokens[offset - 1], "temp")
        index = offset + 1
        var clause = TableUse.Clause.create
        if keyword(index) == .if {
          clause = .createIfNotExists
          skip([.if, .not, .exists])
        }
        frame.verb = .create
        if isTemporary { takeTemporaries(isCreated: true) } else { takeTable(clause) }
        return
      case .trigger: isTrigger = true
      case .index: break
      case .view:
        index = offset + 1
        frame.verb = .create
        return
      case _: continue
      }
      if keyword(offset) == .index || isTrigger {
        // CREATE INDEX i ON t, CREATE TRIGGER g BEFORE INSERT ON t
        for place in offset..<max(offset, endOfStatement(within: 24)) where keyword(place) == .on {
          index = place + 1
          frame.verb = .create
          takeTable(isTrigger ? .trigger : .table)
          return
        }
        return
      }
    }
  }

  private mutating func readDrop() {
    index += 1
    let isTemporary = keyword(index) == .temporary
    skip([.temporary])
    if isTableOrTables(index) {
      index += 1
      skip([.if, .exists])
      frame.verb = .drop
      if isTemporary { takeTemporaries(isCreated: false) } else { takeTable(.tables) }
    } else if keyword(index) == .index {
      for place in index..<endOfStatement(within: 6) where keyword(place) == .on {
        index = place + 1
        frame.verb = .drop
        takeTable(.table)
        return
      }
    }
  }

  /// `RENAME TABLE a TO b, c TO d`
  private mutating func readRename() {
    index += 1
    guard isTableOrTables(index) else { return }
    frame.verb = .rename
    index += 1
    while index < tokens.count {
      takeTable(.rename)
      guard keyword(index) == .to else { return }
      index += 1
      takeTable(.rename)
      guard sign(index) == 0x2C else { return }
      index += 1
    }
  }

  private mutating func readGrant(_ verb: SQLKeyword) {
    index += 1
    for place in index..<endOfStatement(within: 40) where keyword(place) == .on {
      index = place + 1
      if keyword(index) == .table { index += 1 }
      guard isCapital(place) || isFile else { return }
      frame.verb = verb
      takeTable(.table)
      return
    }
  }

  /// A piece of a statement that a program puts together: it starts with a clause.
  private mutating func readPiece(_ verb: SQLKeyword) {
    let start = index
    skip([.left, .right, .inner, .outer, .cross, .natural])
    guard allowsPieces, let clause = keyword(index) else { return }
    let role: TableUse.Clause
    switch clause {
    case .from: role = .from
    case .join, .straightJoin: role = .join
    case .into: role = .into
    case _: return
    }
    index += 1
    guard isFile || isCapital(start) || isPlausible(after: index) else { return }
    frame.verb = .select
    takeTable(role)
  }

  private mutating func readShow() {
    let start = index
    index += 1
    skip([.full, .extended])
    switch keyword(index) {
    case .tables: readShowTables(at: index)
    case .table where keyword(index + 1) == .status:
      index += 1
      readShowTables(at: index - 1)
    case .columns, .fields, .index, .indexes, .keys:
      index += 1
      guard keyword(index) == .from || keyword(index) == .in else { return }
      index += 1
      frame.verb = .show
      takeTable(.table)
      // SHOW COLUMNS FROM t FROM s
      if keyword(index) == .from || keyword(index) == .in, index + 1 < tokens.count,
        tokens[index + 1].canBeName, let last = reading.uses.indices.last
      {
        reading.uses[last].qualifier = tokens[index + 1]
        index += 2
      }
    case .create where keyword(index + 1) == .table:
      index += 2
      frame.verb = .show
      takeTable(.table)
    case _: index = start + 1
    }
  }

  private mutating func readShowTables(at place: Int) {
    var query = CatalogQuery(place: tokens[place])
    query.schema = currentSchema
    index += 1
    guard
      isCapital(place) || isFile || index >= tokens.count || keyword(index) != nil
        || sign(index) == 0x3B
    else { return }
    if keyword(index) == .from || keyword(index) == .in, index + 1 < tokens.count {
      query.schema = tokens[index + 1]
      index += 2
    }
    if keyword(index) == .like, index + 1 < tokens.count {
      query.pattern = tokens[index + 1]
      query.isLike = true
      index += 2
    }
    reading.queries.append(query)
  }
}
