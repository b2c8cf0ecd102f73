/// Where a table's name stands in SQL, as a rewriter must know it.
struct SQLSite {
  /// Where the name starts or ends in the file.
  struct Edge {
    var offset: Int
    /// The `string` lexeme of the literal that the edge is in; nil between operands, and in a file
    /// of SQL.
    var literal: Int?
  }

  /// The literals and expressions that make up the text.
  var chain: Range<Int>
  /// With the quotes round the name, its old schema, and the expression for its prefix.
  var start: Edge
  var end: Edge
  var obstacle: FixObstacle?
  /// What keeps the old name good in the rest of the statement; empty where nothing need.
  var alias: [UInt8] = []
}

/// The tables that the statements of a text name before columns.
struct ColumnNames {
  private struct Use: Hashable {
    var statement: Int
    var table: Int
    var hasSchema: Bool
  }

  private var uses: Set<Use> = []
  /// Where each statement ends in the view.
  private var ends: [Int] = []

  init(_ view: ViewText, _ resolver: NameResolver, isFile: Bool) {
    let tokens = SQLTokenizer.tokens(of: view.bytes, isFile: isFile)
    for (index, token) in tokens.enumerated() {
      if token.sign == 0x3B { ends.append(token.range.lowerBound) }
      // `a.b`: a is a table, or a schema and b the table.
      guard token.canBeName, index + 1 < tokens.count, tokens[index + 1].sign == 0x2E,
        case .table(let table, _, _) = resolver.resolve(token.range, in: view)
      else { continue }
      let hasSchema = index > 1 && tokens[index - 1].sign == 0x2E && tokens[index - 2].canBeName
      uses.insert(Use(statement: ends.count, table: table, hasSchema: hasSchema))
    }
  }

  /// Whether the statement at a place of the view names a column with a table, and with a schema.
  func names(_ table: Int, at place: Int, withSchema: Bool) -> Bool {
    uses.contains(Use(statement: statement(at: place), table: table, hasSchema: withSchema))
  }

  /// The number of the statement at a place of the view.
  func statement(at place: Int) -> Int {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Statements whose other names mean something else once the table of `ALTER TABLE` or `CREATE TABLE`
/// has a schema: by the number of the statement.
struct HalfQualified {
  private var obstacles: [Int: FixObstacle] = [:]

  init(_ reading: SQLReading, _ view: ViewText, _ columns: ColumnNames, _ resolver: NameResolver) {
    for use in reading.uses {
      let statement = columns.statement(at: use.name.range.lowerBound)
      if use.clause == .rename, use.verb == .alter {
        // `ALTER TABLE s.t RENAME TO x` moves the table into the current schema.
        obstacles[statement] = .renaming
      } else if use.clause == .references, use.qualifier == nil, obstacles[statement] == nil {
        // An unqualified parent is looked for in the schema of the child.
        // https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
        if case .table = resolver.resolve(use.name.range, in: view) { continue }
        obstacles[statement] = .parent
      }
    }
  }

  func obstacle(of use: TableUse, _ columns: ColumnNames) -> FixObstacle? {
    switch use.clause {
    case .alter: obstacles[columns.statement(at: use.name.range.lowerBound)]
    case .create, .createIfNotExists:
      obstacles[columns.statement(at: use.name.range.lowerBound)] == .parent ? .parent : nil
    case .from, .join, .into, .update, .using, .truncate, .drop, .lock, .describe, .references,
      .like, .rename, .index, .trigger, .maintain, .copy:
      nil
    }
  }
}

extension FileScan {
  /// The site of a name in SQL; nil where it is no table's that moves.
  func site(of use: TableUse, _ view: ViewText, _ chain: Range<Int>, _ columns: ColumnNames)
    -> SQLSite?
  {
    guard case .table(let table, let form, _) = resolver.resolve(use.name.range, in: view) else {
      return nil
    }
    var range = use.name.outer
    // `SHOW COLUMNS FROM t FROM s` has its schema behind the name.
    let isSchemaBehind = use.qualifier.map { $0.outer.lowerBound > range.lowerBound } ?? false
    if let qualifier = use.qualifier, !isSchemaBehind {
      range = qualifier.outer.lowerBound..<range.upperBound
    }
    var site = SQLSite(
      chain: chain, start: startEdge(range.lowerBound, view), end: endEdge(range.upperBound, view))
    site.obstacle =
      isSchemaBehind ? .question : obstacle(use, table, form, view, columns)
    if site.obstacle == nil { addAlias(to: &site, use, table, view, columns) }
    return site
  }

  private func obstacle(
    _ use: TableUse, _ table: Int, _ form: NameResolution.Form, _ view: ViewText,
    _ columns: ColumnNames
  ) -> FixObstacle? {
    switch form {
    case .full: break
    case .prefixed, .marked:
      if language == .sql { return .prefixElsewhere }
      if names.prefix.isEmpty { return .prefixUnknown }
    case .unprefixed: return .prefixElsewhere
    }
    switch use.clause {
    case .rename: return .renaming
    case .trigger: return .trigger
    case .copy: return .handler
    case .from, .join, .into, .update, .using, .truncate, .alter, .drop, .lock, .describe,
      .references, .like, .index, .maintain, .create, .createIfNotExists:
      break
    }
    if columns.names(table, at: use.name.range.lowerBound, withSchema: true) {
      return .oldSchemaOfColumn
    }
    let quote = view.bytes[use.name.outer.lowerBound]
    return quote == 0x5B ? .quotes : nil
  }

  /// Gives the table its old name as an alias where the rest of the statement may need it.
  private func addAlias(
    to site: inout SQLSite, _ use: TableUse, _ table: Int, _ view: ViewText,
    _ columns: ColumnNames
  ) {
    let moved = names.table(table)
    let isRenamed = moved.targetName != moved.name
    // What is deleted from is looked for by its alias, or in the current schema: MariaDB's 1109.
    guard isRenamed || use.isDeletedByName else { return }
    let takesAlias: Bool
    switch use.clause {
    case .from: takesAlias = use.verb != .delete && use.verb != .from || use.isDeletedByName
    case .join, .update: takesAlias = true
    case .into, .using, .truncate, .alter, .drop, .lock, .describe, .references, .like, .rename,
      .index, .trigger, .maintain, .copy, .create, .createIfNotExists:
      takesAlias = false
    }
    switch use.alias {
    case .some: return
    case .unclear where takesAlias:
      site.obstacle = use.isDeletedByName ? .deletedByName : .renamedColumn
      return
    case .unclear, .none: break
    }
    if takesAlias {
      site.alias = Array(" AS `".utf8) + moved.name.utf8 + [0x60]
    } else if columns.names(table, at: use.name.range.lowerBound, withSchema: false) {
      site.obstacle = .renamedColumn
    }
  }

  private func startEdge(_ index: Int, _ view: ViewText) -> SQLSite.Edge {
    if let number = view.holeAt[index], !view.holes[number].isInLiteral {
      return SQLSite.Edge(offset: view.holes[number].bytes.lowerBound)
    }
    return SQLSite.Edge(offset: Int(view.offsets[index]), literal: literal(at: index, view))
  }

  /// - Parameter end: the place in the view after the name's last byte.
  private func endEdge(_ end: Int, _ view: ViewText) -> SQLSite.Edge {
    let last = end - 1
    if let number = view.holeAt[last], !view.holes[number].isInLiteral {
      return SQLSite.Edge(offset: view.holes[number].bytes.upperBound)
    }
    let literal = literal(at: last, view)
    if end < view.bytes.count, view.literalIndices[end] == view.literalIndices[last] {
      return SQLSite.Edge(offset: Int(view.offsets[end]), literal: literal)
    }
    guard let literal else { return SQLSite.Edge(offset: source.count) }
    let partner = Int(structure.partner[literal])
    return SQLSite.Edge(
      offset: partner > literal ? Int(lexemes[partner].start) : source.count, literal: literal)
  }

  private func literal(at index: Int, _ view: ViewText) -> Int? {
    let number = Int(view.literalIndices[index])
    return language == .sql || number < 0 ? nil : view.literals[number]
  }
}
