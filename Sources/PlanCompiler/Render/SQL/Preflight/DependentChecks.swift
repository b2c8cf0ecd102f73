/// What hangs on a table that moves: triggers, constraint names, views, and bodies of code.
extension PreflightCheck {
  static func dependentChecks(_ migration: Migration) -> [PreflightCheck] {
    [
      strangeTriggers(migration),
      constraintNames(migration),
      awaitedNames(migration),
    ] + meetingConstraintNames(migration) + longConstraintNames(migration) + [
      strangeViews(migration),
      bodies(
        "trigger on another table", view: "TRIGGERS", schema: "TRIGGER_SCHEMA",
        name: "TRIGGER_NAME",
        body: "ACTION_STATEMENT", others: ["EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE"],
        also:
          "NOT (CAST(x.EVENT_OBJECT_SCHEMA AS BINARY) = CAST(p.ss AS BINARY) AND CAST(x.EVENT_OBJECT_TABLE AS BINARY) = CAST(p.st AS BINARY))",
        harm: "the statement that fires it fails with 1146"),
      bodies(
        "routine", view: "ROUTINES", schema: "ROUTINE_SCHEMA", name: "ROUTINE_NAME",
        body: "ROUTINE_DEFINITION", harm: "its next call fails with 1146"),
      bodies(
        "event", view: "EVENTS", schema: "EVENT_SCHEMA", name: "EVENT_NAME",
        body: "EVENT_DEFINITION", harm: "it fails in silence, in the error log only"),
      PreflightCheck(
        title: "Every body of a view or routine in these schemas can be read.",
        sql: gather(
          level: "'look'",
          finding: "CONCAT('the text of this ', q.kind, ' is hidden from this account')",
          object: "CONCAT(q.s, '.', q.name)",
          advice:
            "'it may name a table that moves: ask its owner, or use an account with SHOW VIEW and the rights of its definer'",
          from: """
            FROM (SELECT c.s, 'view' AS kind, v.TABLE_NAME AS name
                        FROM \(SchemaCounts.asTable) JOIN information_schema.VIEWS AS v ON CAST(v.TABLE_SCHEMA AS BINARY) = CAST(c.s AS BINARY) WHERE COALESCE(v.VIEW_DEFINITION, '') = ''
                   UNION ALL
                      SELECT c.s, LOWER(r.ROUTINE_TYPE), r.ROUTINE_NAME
                        FROM \(SchemaCounts.asTable) JOIN information_schema.ROUTINES AS r ON CAST(r.ROUTINE_SCHEMA AS BINARY) = CAST(c.s AS BINARY) WHERE COALESCE(r.ROUTINE_DEFINITION, '') = '') AS q
            """)),
      PreflightCheck(
        title: "No table that moves is a MERGE table.",
        sql: gather(
          level: "'breaks'", finding: "'MERGE table'", object: "CONCAT(p.ss, '.', p.st)",
          advice: "'a moved MERGE table, or its moved children, cannot be opened any more (1168)'",
          from: """
            FROM \(MovesList.asTable)
                LEFT JOIN \(Listing.tables(in: migration, others: ["ENGINE"])) AS i ON \(MovesList.isAtSource("i"))
               WHERE COALESCE(i.ENGINE, '') = 'MRG_MyISAM'
            """)),
      // Which tables it is made of, no view tells.
      PreflightCheck(
        title: "No MERGE table that stays can be made of a table that moves.",
        sql: gather(
          level: "'look'", finding: "'MERGE table that stays'",
          object: "CONCAT(i.TABLE_SCHEMA, '.', i.TABLE_NAME)",
          advice:
            "'if SHOW CREATE TABLE names a table that moves in its UNION, it cannot be opened any more after the move (1168)'",
          from: """
            FROM \(Listing.tables(in: migration, others: ["ENGINE"])) AS i
                LEFT JOIN \(MovesList.sources) AS p ON p.ss = i.TABLE_SCHEMA AND p.st = i.TABLE_NAME
               WHERE i.ENGINE = 'MRG_MyISAM' AND p.st IS NULL
                 AND EXISTS (SELECT 1 FROM \(MovesList.asTable)
                    LEFT JOIN \(Listing.tables(in: migration, others: ["ENGINE"])) AS m ON \(MovesList.isAtSource("m"))
                   WHERE COALESCE(m.ENGINE, '') = 'MyISAM')
            """)),
    ]
  }

  /// Names of foreign keys are unique in a schema; on MySQL those of CHECKs too. A generated name
  /// (`t_ibfk_1`, `t_chk_1`) follows the table's name.
  private static func constraintNames(_ migration: Migration) -> PreflightCheck {
    let taken = Listing.of(
      "TABLE_CONSTRAINTS", names: ["CONSTRAINT_SCHEMA", "TABLE_NAME"],
      others: ["CONSTRAINT_TYPE", Listing.lowered("CONSTRAINT_NAME")], in: migration)
    return PreflightCheck(
      title: "No constraint name of a table that moves is taken in the target.",
      sql: gather(
        level: "'stop'",
        finding: "CONCAT(LOWER(m.kind), ' name ', m.name, ' is taken in ', m.ts)",
        object: "CONCAT(m.ss, '.', m.st)",
        advice:
          "CONCAT('by ', m.ts, '.', o.TABLE_NAME, ': rename one of the two; the server would say that a table exists (1050, 1826, 3822)')",
        from: """
          FROM (\(arrivingNames(migration))) AS m
              LEFT JOIN \(taken) AS o ON o.CONSTRAINT_SCHEMA = m.ts AND o.lowered = LOWER(m.name) AND o.CONSTRAINT_TYPE = m.kind
             WHERE \(Listing.isThere("o.TABLE_NAME"))
          """))
  }

  /// The way back asks the same of a table that has moved, and of its source. A generated name cannot
  /// be taken there: it follows the table's name, which is free.
  static func constraintNamesAtHome(_ migration: Migration) -> PreflightCheck {
    let names = ["CONSTRAINT_SCHEMA", "TABLE_NAME"]
    let arrived = Listing.of(
      "TABLE_CONSTRAINTS", names: names + ["CONSTRAINT_NAME"], others: ["CONSTRAINT_TYPE"],
      in: migration)
    let taken = Listing.of(
      "TABLE_CONSTRAINTS", names: names,
      others: ["CONSTRAINT_TYPE", Listing.lowered("CONSTRAINT_NAME")], in: migration)
    return PreflightCheck(
      title: "No constraint name of a table that has moved is taken where it came from.",
      sql: gather(
        level: "'stop'",
        finding: "CONCAT(LOWER(m.kind), ' name ', m.name, ' is taken in ', m.ss)",
        object: "CONCAT(m.ts, '.', m.tt)",
        advice:
          "CONCAT('by ', m.ss, '.', o.TABLE_NAME, ': rename one of the two, or the table cannot come home; the server would say that a table exists (1050, 1826, 3822)')",
        from: """
          FROM (SELECT d.ss, d.ts, d.tt, k.CONSTRAINT_TYPE AS kind, k.CONSTRAINT_NAME AS name
                      FROM \(ArrivedTables.asTable)
                      LEFT JOIN \(arrived) AS k ON k.CONSTRAINT_SCHEMA = d.ts AND k.TABLE_NAME = d.tt
                     WHERE \(ofUniqueName("k"))) AS m
              LEFT JOIN \(taken) AS o ON o.CONSTRAINT_SCHEMA = m.ss AND o.lowered = LOWER(m.name) AND o.CONSTRAINT_TYPE = m.kind
             WHERE \(Listing.isThere("o.TABLE_NAME"))
          """))
  }

  /// A constraint whose name no other in its schema may have.
  private static func ofUniqueName(_ constraint: String) -> String {
    let kind = "COALESCE(\(constraint).CONSTRAINT_TYPE, '')"
    return "(\(kind) = 'FOREIGN KEY' OR \(kind) = 'CHECK' AND VERSION() NOT LIKE '%MariaDB%')"
  }

  /// Two tables that move may bring the same name: from two schemas, or since one of them is renamed
  /// on the way.
  private static func meetingConstraintNames(_ migration: Migration) -> [PreflightCheck] {
    let flows = migration.flows
    let fillsOneFromTwo = flows.contains { flow in
      flows.contains { $0.target == flow.target && $0.source != flow.source }
    }
    guard fillsOneFromTwo || migration.batches.contains(where: \.renames) else { return [] }
    let arriving = arrivingNames(migration)
    return [
      PreflightCheck(
        title: "No two tables that move bring one constraint name into one schema.",
        sql: gather(
          level: "'stop'",
          finding: "CONCAT(LOWER(m.kind), ' name ', m.name, ' would be twice in ', m.ts)",
          object: "CONCAT(m.ss, '.', m.st)",
          advice:
            "CONCAT('and at ', o.ss, '.', o.st, ', which moves there too: rename one of the two; the server would say that a table exists (1050, 1826, 3822)')",
          from: """
            FROM (\(arriving)) AS m
                LEFT JOIN (SELECT DISTINCT q.n, q.ss, q.st, q.ts, q.kind, LOWER(q.name) AS lowered FROM (\(arriving)) AS q) AS o ON o.ts = m.ts AND o.lowered = LOWER(m.name) AND o.kind = m.kind AND o.n < m.n
               WHERE \(Listing.isThere("o.st"))
            """))
    ]
  }

  /// From a new name of a table MySQL may not be able to make one for a constraint: `_chk_1` is six
  /// characters longer.
  private static func longConstraintNames(_ migration: Migration) -> [PreflightCheck] {
    let isLong = migration.batches.lazy.filter(\.renames).flatMap(\.moves).contains { move in
      move.source.table != move.target.table
        && move.target.table.unicodeScalars.count + 6 > IdentifierFault.lengthMax
    }
    guard isLong else { return [] }
    return [
      PreflightCheck(
        title: "No name that the server makes for a constraint gets longer than 64 characters.",
        sql: gather(
          level: "'stop'",
          finding:
            "CONCAT(LOWER(m.kind), ' name ', m.name, ' would have ', CHAR_LENGTH(m.name), ' characters')",
          object: "CONCAT(m.ss, '.', m.st)",
          advice:
            "'choose a shorter new name, or give the constraint a name of its own: the server would refuse the move (1059)'",
          from: """
            FROM (\(arrivingNames(migration))) AS m
               WHERE CHAR_LENGTH(m.name) > 64 AND VERSION() NOT LIKE '%MariaDB%'
            """))
    ]
  }

  /// The constraints of the tables that move, with the names that they get: rows `n`, `ss`, `st`,
  /// `ts`, `tt`, `kind`, `name`.
  private static func arrivingNames(_ migration: Migration) -> String {
    let moved = Listing.of(
      "TABLE_CONSTRAINTS", names: ["TABLE_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME"],
      others: ["CONSTRAINT_TYPE"], in: migration)
    let becomes = """
      IF(CAST(LEFT(k.CONSTRAINT_NAME, CHAR_LENGTH(p.st) + 6) AS BINARY) = CAST(CONCAT(p.st, '_ibfk_') AS BINARY)
                             OR CAST(LEFT(k.CONSTRAINT_NAME, CHAR_LENGTH(p.st) + 5) AS BINARY) = CAST(CONCAT(p.st, '_chk_') AS BINARY),
                           CONCAT(p.tt, SUBSTRING(k.CONSTRAINT_NAME, CHAR_LENGTH(p.st) + 1)), k.CONSTRAINT_NAME)
      """
    return """
      SELECT p.n, p.ss, p.st, p.ts, p.tt, k.CONSTRAINT_TYPE AS kind, \(becomes) AS name
                        FROM \(MovesList.asTable)
                        LEFT JOIN \(moved) AS k ON k.TABLE_SCHEMA = p.ss AND k.TABLE_NAME = p.st
                       WHERE \(ofUniqueName("k"))
      """
  }

  /// Bodies of code are searched for the name as a word of its own. Within the table's schema the
  /// bare name means it, unless another schema's name stands before it; elsewhere the table's
  /// schema must. Where names are told apart by case, so are they here.
  private static func bodies(
    _ kind: String, view: String, schema: String, name: String, body: String,
    others: [String] = [], also: String = "TRUE", harm: String
  ) -> PreflightCheck {
    let columns = ([schema, name] + others).joined(separator: ", ")
    return PreflightCheck(
      title: "No \(kind) names a table that moves.",
      sql: gather(
        level: "'breaks'", finding: "CONCAT('\(kind) names ', p.st)",
        object: "CONCAT(x.\(schema), '.', x.\(name))",
        advice: "CONCAT('\(harm): change its text to ', p.ts, '.', p.tt, ' with the move')",
        from: """
          FROM (SELECT DISTINCT p.*, CAST(LOWER(p.st) AS BINARY) AS lowered, \(qualified) AS qualified, \(bare) AS bare FROM \(MovesList.asTable)) AS p
              STRAIGHT_JOIN (SELECT DISTINCT \(columns), CONVERT(\(body) USING utf8mb4) COLLATE utf8mb4_general_ci AS body, CAST(LOWER(CONVERT(\(body) USING utf8mb4)) AS BINARY) AS lowered FROM information_schema.\(view)) AS x ON LOCATE(p.lowered, x.lowered) > 0
             WHERE IF(LOCATE(p.lowered, x.lowered) > 0, x.body REGEXP CONCAT(IF(@@lower_case_table_names = 0, '(?-i)', '(?i)'), p.qualified, IF(CAST(x.\(schema) AS BINARY) = CAST(p.ss AS BINARY), p.bare, '')) COLLATE utf8mb4_general_ci, FALSE)
               AND \(also)
          """))
  }

  /// `\Q…\E` takes a name as it is in both families' regular expressions; `[[:<:]]` fails on MySQL.
  private static let qualified = #"""
    CONCAT('(^|[^', @planc_word, '])[`"]?\\Q', p.ss, '\\E[`"]?\\s*[.]\\s*[`"]?\\Q', p.st, '\\E($|[^', @planc_word, '])')
    """#

  private static let bare = #"""
    CONCAT('|(^|[^.`"', @planc_word, '])\\Q', p.st, '\\E($|[^', @planc_word, '])|(^|[^.])[`"]\\Q', p.st, '\\E[`"]')
    """#
}
