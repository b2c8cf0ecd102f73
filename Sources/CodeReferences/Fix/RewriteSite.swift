/// Where a table's name is in SQL, as a rewriter must know it.
struct RewriteSite {
  /// Where the name starts or ends in the file.
  struct Edge {
    var offset: Int
    /// The `string` lexeme of the literal that the edge is in; nil between operands, and in a file
    /// of SQL.
    var literal: Int?
  }

  /// The literals and expressions that make up the string.
  var expression: Range<Int>
  /// With the quotes around the name, its old schema, and the expression for its prefix.
  var start: Edge
  var end: Edge
  var obstacle: FixObstacle?
  /// What keeps the old name valid in the rest of the statement; empty where nothing is needed.
  var alias: [UInt8] = []
}

/// What else the statements of a string name, and what it would mean once a table has a schema.
struct StatementNames {
  private struct Column: Hashable {
    var statement: Int
    var table: Int
    var hasSchema: Bool
  }

  /// Tables that are named before columns.
  private var columns: Set<Column> = []
  /// The number of each token's statement.
  private var statements: [Int] = []
  /// What keeps the table of `ALTER TABLE` or `CREATE TABLE` from a schema, by statement.
  private var obstacles: [Int: FixObstacle] = [:]

  init(_ reading: SQLReading, _ value: StringValue, _ resolver: NameResolver) {
    var statement = 0
    for (index, token) in reading.tokens.enumerated() {
      if token.sign == 0x3B { statement += 1 }
      statements.append(statement)
      // `a.b`: a is a table, or a schema and b the table.
      guard token.canBeName, index + 1 < reading.tokens.count,
        reading.tokens[index + 1].sign == 0x2E,
        case .table(let table, _, _) = resolver.resolve(token.range, in: value)
      else { continue }
      let hasSchema =
        index > 1 && reading.tokens[index - 1].sign == 0x2E && reading.tokens[index - 2].canBeName
      columns.insert(Column(statement: statement, table: table, hasSchema: hasSchema))
    }
    for use in reading.uses {
      let statement = statements[use.index]
      if use.clause == .rename, use.verb == .alter {
        // `ALTER TABLE s.t RENAME TO x` moves the table into the current schema.
        obstacles[statement] = .renaming
      } else if use.clause == .references, use.qualifier == nil, obstacles[statement] == nil {
        // An unqualified parent is looked for in the schema of the child.
        // https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
        if case .table = resolver.resolve(use.name.range, in: value) { continue }
        obstacles[statement] = .parent
      }
    }
  }

  /// Whether the statement of a use names a column with a table, and with a schema.
  func hasColumn(of table: Int, in use: TableUse, withSchema: Bool) -> Bool {
    columns.contains(
      Column(statement: statements[use.index], table: table, hasSchema: withSchema))
  }

  func obstacle(of use: TableUse) -> FixObstacle? {
    let obstacle = obstacles[statements[use.index]]
    let isCreate = use.clause == .create || use.clause == .createIfNotExists
    return use.clause == .alter || isCreate && obstacle == .parent ? obstacle : nil
  }
}

extension FileScan {
  /// Notes the site of a name in SQL that was found last.
  mutating func addSite(
    of use: TableUse, _ value: StringValue, _ expression: Range<Int>, _ statements: StatementNames?
  ) {
    guard let statements, let name = found.last?.name.lowerBound, sites[name] == nil,
      case .table(let table, let form, _) = resolver.resolve(use.name.range, in: value)
    else { return }
    var range = use.name.outer
    // `SHOW COLUMNS FROM t FROM s` has its schema behind the name.
    let isSchemaBehind = use.qualifier.map { $0.outer.lowerBound > range.lowerBound } ?? false
    if let qualifier = use.qualifier, !isSchemaBehind {
      range = qualifier.outer.lowerBound..<range.upperBound
    }
    var site = RewriteSite(
      expression: expression, start: startEdge(range.lowerBound, value),
      end: endEdge(range.upperBound, value))
    site.obstacle =
      isSchemaBehind ? .question : obstacle(use, table, form, statements)
    if site.obstacle == nil { addAlias(to: &site, use, table, statements) }
    site.obstacle = site.obstacle ?? statements.obstacle(of: use)
    sites[name] = site
  }

  private func obstacle(
    _ use: TableUse, _ table: Int, _ form: ResolvedName.Form, _ statements: StatementNames
  ) -> FixObstacle? {
    if let obstacle = obstacle(form) { return obstacle }
    if use.clause == .rename { return .renaming }
    if use.clause == .trigger { return .trigger }
    return statements.hasColumn(of: table, in: use, withSchema: true) ? .oldSchemaOfColumn : nil
  }

  /// What keeps a fix from a name that is not written in full.
  func obstacle(_ form: ResolvedName.Form) -> FixObstacle? {
    switch form {
    case .full: nil
    case .prefixed, .marked:
      file.language == .sql ? .prefixElsewhere : names.prefix.isEmpty ? .prefixUnknown : nil
    case .unprefixed: .prefixElsewhere
    }
  }

  /// Gives the table its old name as an alias where the rest of the statement may need it.
  private func addAlias(
    to site: inout RewriteSite, _ use: TableUse, _ table: Int, _ statements: StatementNames
  ) {
    let moved = names.table(table)
    // What is deleted from is looked for by its alias, or in the current schema: MariaDB's 1109.
    guard moved.targetName != moved.name || use.isDeletedByName, use.alias != .some else { return }
    let takesAlias =
      use.clause == .join || use.clause == .update
      || use.clause == .from && (use.verb != .delete && use.verb != .from || use.isDeletedByName)
    if takesAlias, use.alias == .unclear {
      site.obstacle = use.isDeletedByName ? .deletedByName : .renamedColumn
    } else if takesAlias {
      site.alias = Array(" AS `".utf8) + moved.name.utf8 + [0x60]
    } else if statements.hasColumn(of: table, in: use, withSchema: false) {
      site.obstacle = .renamedColumn
    }
  }

  private func startEdge(_ index: Int, _ value: StringValue) -> RewriteSite.Edge {
    if let hole = value.hole(at: index), !hole.isInLiteral {
      return RewriteSite.Edge(offset: hole.bytes.lowerBound)
    }
    return RewriteSite.Edge(offset: value.offset(at: index), literal: literal(at: index, value))
  }

  /// - Parameter end: the place in the string after the name's last byte.
  private func endEdge(_ end: Int, _ value: StringValue) -> RewriteSite.Edge {
    let last = end - 1
    if let hole = value.hole(at: last), !hole.isInLiteral {
      return RewriteSite.Edge(offset: hole.bytes.upperBound)
    }
    let literal = literal(at: last, value)
    if end < value.bytes.count, value.literalNumber(at: end) == value.literalNumber(at: last) {
      return RewriteSite.Edge(offset: value.offset(at: end), literal: literal)
    }
    let partner = literal.map(file.partner) ?? -1
    return RewriteSite.Edge(
      offset: partner >= 0 ? file.lexemes[partner].start : file.bytes.count, literal: literal)
  }

  private func literal(at index: Int, _ value: StringValue) -> Int? {
    let number = value.literalNumber(at: index)
    return file.language == .sql || number < 0 ? nil : value.literals[number]
  }
}
