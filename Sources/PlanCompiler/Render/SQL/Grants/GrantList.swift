/// The copies of grants of a whole migration, for the files that only read.
struct GrantList {
  private let batches: [Batch]
  /// Of schemas that are created, numbered in their order.
  let blocks: [SchemaGrantBlock]
  private let schemas: [String]
  let files: FileNames

  init(_ migration: Migration) {
    batches = migration.batches.filter { $0.grants != nil }
    blocks = migration.createdSchemas.enumerated().compactMap { index, schema in
      SchemaGrantBlock(schema, index + 1)
    }
    schemas = migration.schemas.map(\.name)
    files = migration.fileNames
  }

  var copies: [GrantCopy] { batches.flatMap { $0.grants?.copies ?? [] } }
  /// Whether no grant on a table is copied.
  var isEmpty: Bool { batches.isEmpty }
  /// Whether nothing is granted at all.
  var grantsNothing: Bool { batches.isEmpty && blocks.isEmpty }

  /// Nothing where there are no copies. It needs what `AccountRights` and `MovesList` write.
  func write(to script: inout Script) {
    if grantsNothing { return }
    script.line("-- Rights that are copied: each with its number, and with 0 what is left alone.")
    for block in blocks { block.writeList(to: &script) }
    script.line("SET @planc_grants_seen = NULL, @planc_grants_live = NULL;")
    script.line("SET @planc_grants_seen = \(AccountRights.holds("'SELECT'", in: "'mysql'"));")
    if !isEmpty {
      CopiedGrants.write("@planc_grant_list", CopiedGrants.rows(of: batches), to: &script)
      script.line("SET @planc_grant_names = @planc_moves;")
      script.line("\(GrantReading.read(schemas));")
    }
    script.line()
  }

  /// A right, for people: `shop.orders (id)`.
  static func name(_ row: String, _ schema: String = "s", _ table: String = "t") -> String {
    "CONCAT(\(row).\(schema), '.', \(row).\(table), IF(\(row).c = '', '', CONCAT(' (', \(row).c, ')')))"
  }
}

extension PreflightCheck {
  /// Everything that could stop the copying of grants after tables have moved is found before.
  static func grantChecks(_ migration: Migration) -> [PreflightCheck] {
    let list = GrantList(migration)
    if list.grantsNothing { return [] }
    return [sight] + (list.isEmpty ? [] : tableChecks(list)) + list.blocks.flatMap(\.checks)
  }

  private static let sight = PreflightCheck(
    title: "The grants of all accounts can be read, to be copied.",
    sql: gather(
      level: "'stop'", finding: "'the grants of other accounts are hidden from this account'",
      object: "@planc_me",
      advice: "'the files that grant need SELECT on mysql.*, not through a role'",
      from: "FROM (SELECT 1 AS one) AS o WHERE NOT (COALESCE(@planc_grants_seen, 0) = 1)"))

  private static func tableChecks(_ list: GrantList) -> [PreflightCheck] {
    let again = "'take the catalog anew and compile the plan again'"
    func gatherRights(_ finding: String, _ row: String, _ rows: String, _ advice: String) -> String
    {
      gather(
        level: "'stop'", finding: "CONCAT(\(row).g, '\(finding)', \(row).p)",
        object: GrantList.name(row), advice: advice, from: "FROM \(rows)")
    }
    let arrived =
      "NOT EXISTS (SELECT 1 FROM \(ArrivedTables.names) AS d WHERE d.ts = l.s AND d.tt = l.t)"
    return [
      PreflightCheck(
        title: "Every right of the catalog on a table that moves is there.",
        sql: gatherRights(
          " has, by the catalog alone, ", "k", "\(GrantReading.missing) AND @planc_grants_seen = 1",
          again)),
      PreflightCheck(
        title: "No right on a table that moves is unknown to the catalog.",
        sql: gatherRights(" has, unknown to the catalog, ", "l", GrantReading.strange, again)),
      PreflightCheck(
        title: "Nobody has rights on a new name before the table is there.",
        sql: gatherRights(
          " has, before the table is there, ", "l",
          "(SELECT l.g, l.s, l.t, l.c, l.p FROM \(GrantReading.added) UNION SELECT l.g, l.s, l.t, l.c, l.p FROM \(GrantReading.copied)) AS l WHERE \(arrived)",
          "'revoke it, or take the catalog anew and compile the plan again'")),
    ] + authority(list)
  }

  /// One for each target schema.
  private static func authority(_ list: GrantList) -> [PreflightCheck] {
    var schemas: [String] = []
    for copy in list.copies where !schemas.contains(copy.target.schema) {
      schemas.append(copy.target.schema)
    }
    return schemas.enumerated().map { index, schema in
      var script = Script()
      GrantAuthority.write(
        to: &script,
        GrantAuthority.rights(of: list.copies.filter { $0.target.schema == schema }), in: schema)
      let asked = String(decoding: script.bytes, as: UTF8.self)
      return PreflightCheck(
        title: "This account may copy the grants to target schema \(index + 1).",
        sql: asked
          + gather(
            level: "'stop'", finding: "COALESCE(@planc_may_grant, 'cannot be found out')",
            object: "@planc_me", advice: "'the move file asks for it before a table moves'",
            from: "FROM (SELECT 1 AS one) AS o WHERE COALESCE(@planc_may_grant, '?') <> 'OK'"))
    }
  }

  /// A condition that a right on a table is not among the copies.
  static func isNotCopied(_ migration: Migration) -> String {
    GrantList(migration).isEmpty
      ? ""
      : " AND NOT EXISTS (SELECT 1 FROM \(GrantReading.list("k")) WHERE k.n > 0 AND k.g = g.GRANTEE AND k.s = p.ss AND k.t = p.st AND k.p = g.PRIVILEGE_TYPE)"
  }
}
