import Foundations
import MySQL

/// What each section asks: its columns, all as text, and where they come from.
extension InspectionQuery {
  typealias Select = (columns: [String], source: String)

  func select(_ section: InspectionSection) -> Select {
    switch section {
    case .server: server
    case .asked: asked
    case .account:
      (
        ["CURRENT_USER()", "COALESCE(CURRENT_ROLE(), 'NONE')", "DATABASE()"],
        "(SELECT 1 AS one) AS s"
      )
    case .privileges:
      (["GRANTEE", "PRIVILEGE_TYPE"], "information_schema.USER_PRIVILEGES WHERE \(isMine)")
    case .schemaPrivileges:
      (
        ["GRANTEE", "TABLE_SCHEMA", "PRIVILEGE_TYPE"],
        "information_schema.SCHEMA_PRIVILEGES WHERE \(isMine)"
      )
    case .restrictions:
      (
        ["s.db", "s.privilege"],
        "(SELECT '' AS db, '' AS privilege FROM (SELECT 1 AS one) AS o WHERE @planc_literal = 1 UNION ALL SELECT NULL, NULL FROM (SELECT 1 AS one) AS o WHERE @planc_restricted IS NULL /*!80016 UNION ALL SELECT r.db, r.privilege FROM JSON_TABLE(CONVERT(COALESCE(@planc_restricted, '[]') USING utf8mb4), '$[*]' COLUMNS (db VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.Database', NESTED PATH '$.Privileges[*]' COLUMNS (privilege VARCHAR(64) CHARACTER SET utf8mb4 PATH '$'))) AS r */) AS s"
      )
    case .schemas:
      (
        [
          "SCHEMA_NAME", "DEFAULT_CHARACTER_SET_NAME", "DEFAULT_COLLATION_NAME",
          "COALESCE(/*M!100502 SCHEMA_COMMENT, */ '')",
        ], "information_schema.SCHEMATA"
      )
    case .tables: tables
    case .foreignKeys: foreignKeys
    case .foreignKeyColumns: foreignKeyColumns
    case .checks: checks
    case .sequenceDefaults: sequenceDefaults
    case .triggers: triggers
    case .views: views
    case .routines: routines
    case .events: events
    case .schemaGrants: schemaGrants
    case .tableGrants: tableGrants
    case .columnGrants: columnGrants
    case .originals: originals
    case .end:
      (["s.sections"], "(SELECT '\(InspectionSection.allCases.count)' AS sections) AS s")
    }
  }

  private var server: Select {
    (
      [
        "VERSION()", "CAST(@@lower_case_table_names AS CHAR)",
        "IF(0 /*M!100000 + 1 */, 'mariadb', 'mysql')",
      ], "(SELECT 1 AS one) AS s"
    )
  }

  private var asked: Select {
    let rows = schemas.map { "SELECT \(SQLText.string($0)) AS name" }
    return (
      ["s.name"],
      rows.isEmpty
        ? "(SELECT '' AS name) AS s WHERE FALSE"
        : "(\(rows.joined(separator: " UNION ALL "))) AS s"
    )
  }

  private var tables: Select {
    (
      [
        "TABLE_SCHEMA", "TABLE_NAME", "TABLE_TYPE", "ENGINE", "TABLE_COLLATION",
        "CAST(COALESCE(LOCATE('partitioned', CREATE_OPTIONS) > 0, 0) AS CHAR)",
      ],
      "information_schema.TABLES WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE') AND \(isAsked("TABLE_SCHEMA"))"
    )
  }

  /// The other table is asked for with the columns: here MariaDB keeps its name back from an account
  /// with no more than SELECT and SHOW VIEW on it.
  private var foreignKeys: Select {
    (
      ["CONSTRAINT_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME", "UPDATE_RULE", "DELETE_RULE"],
      "information_schema.REFERENTIAL_CONSTRAINTS WHERE \(isAsked("CONSTRAINT_SCHEMA", or: "UNIQUE_CONSTRAINT_SCHEMA"))"
    )
  }

  private var foreignKeyColumns: Select {
    (
      [
        "TABLE_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME", "CAST(ORDINAL_POSITION AS CHAR)",
        "COLUMN_NAME", "REFERENCED_COLUMN_NAME", "REFERENCED_TABLE_SCHEMA", "REFERENCED_TABLE_NAME",
      ],
      "information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_NAME IS NOT NULL AND \(isAsked("TABLE_SCHEMA", or: "REFERENCED_TABLE_SCHEMA"))"
    )
  }

  private var checks: Select {
    (
      ["TABLE_SCHEMA", "TABLE_NAME", "CONSTRAINT_NAME"],
      "information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_TYPE = 'CHECK' AND \(isAsked("TABLE_SCHEMA"))"
    )
  }

  /// Columns are asked for only here. MySQL has no sequences.
  private var sequenceDefaults: Select {
    (
      ["TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME", "COLUMN_DEFAULT"],
      "information_schema.COLUMNS WHERE (0 /*M!100000 + 1 */) AND (COLUMN_DEFAULT LIKE '%nextval(%' OR COLUMN_DEFAULT LIKE '%lastval(%' OR COLUMN_DEFAULT LIKE '%setval(%') AND \(isAsked("TABLE_SCHEMA"))"
    )
  }
}

/// Programs: of a schema that was not asked for, what names one that was.
extension InspectionQuery {
  private var settings: [String] {
    ["SQL_MODE", "CHARACTER_SET_CLIENT", "COLLATION_CONNECTION", "DATABASE_COLLATION"]
  }

  private var triggers: Select {
    (
      [
        "TRIGGER_SCHEMA", "TRIGGER_NAME", "EVENT_OBJECT_TABLE", "ACTION_TIMING",
        "EVENT_MANIPULATION", "CAST(ACTION_ORDER AS CHAR)", "DEFINER",
      ] + settings + ["ACTION_STATEMENT"],
      "information_schema.TRIGGERS WHERE \(isAsked("TRIGGER_SCHEMA", orNamedIn: "ACTION_STATEMENT"))"
    )
  }

  /// MySQL tells of no algorithm.
  private var views: Select {
    (
      [
        "TABLE_SCHEMA", "TABLE_NAME", "/*M!100000 ALGORITHM */ /*!80000 NULL */", "DEFINER",
        "SECURITY_TYPE", "CHECK_OPTION", "CHARACTER_SET_CLIENT", "COLLATION_CONNECTION",
        "VIEW_DEFINITION",
      ],
      "information_schema.VIEWS WHERE \(isAsked("TABLE_SCHEMA", orNamedIn: "VIEW_DEFINITION"))"
    )
  }

  private var routines: Select {
    (
      ["ROUTINE_SCHEMA", "ROUTINE_NAME", "ROUTINE_TYPE", "DEFINER"] + settings
        + ["ROUTINE_DEFINITION", "anchors"],
      "information_schema.ROUTINES LEFT JOIN \(Self.anchors) ON \(Self.isAnchored) WHERE \(isAsked("ROUTINE_SCHEMA", orNamedIn: "CONCAT(COALESCE(ROUTINE_DEFINITION, ''), ' ', COALESCE(anchors, ''))"))"
    )
  }

  /// The types of parameters that MariaDB takes from columns and tables: no body has them. They are
  /// shown as the routine's SQL mode writes them: `TYPE OF `t`.`c``, `"t"."c"%TYPE`.
  private static let anchors =
    "(SELECT SPECIFIC_SCHEMA, SPECIFIC_NAME, ROUTINE_TYPE AS anchored, GROUP_CONCAT(DTD_IDENTIFIER ORDER BY ORDINAL_POSITION SEPARATOR ', ') AS anchors FROM information_schema.PARAMETERS WHERE DATA_TYPE IN ('TYPE OF', 'ROW TYPE OF') GROUP BY SPECIFIC_SCHEMA, SPECIFIC_NAME, ROUTINE_TYPE) AS p"
  private static let isAnchored =
    "CAST(SPECIFIC_SCHEMA AS BINARY) = CAST(ROUTINE_SCHEMA AS BINARY) AND p.SPECIFIC_NAME = ROUTINE_NAME AND anchored = ROUTINE_TYPE"

  private var events: Select {
    (
      ["EVENT_SCHEMA", "EVENT_NAME", "DEFINER"] + settings + ["EVENT_DEFINITION"],
      "information_schema.EVENTS WHERE \(isAsked("EVENT_SCHEMA", orNamedIn: "EVENT_DEFINITION"))"
    )
  }
}

/// What SHOW CREATE must be asked for.
extension InspectionQuery {
  /// Each trigger, for its head, and each view of which MariaDB's `information_schema` may have lost
  /// something, as `mayHaveLost` has it.
  private var originals: Select {
    func mayHaveLost(_ column: String) -> String {
      "\(column) REGEXP \(SQLText.string(#"['"\\?]|0[xXbB]"#))"
    }
    let triggers =
      "SELECT 'trigger' AS kind, TRIGGER_SCHEMA AS s, TRIGGER_NAME AS name FROM \(self.triggers.source)"
    let views =
      "SELECT 'view', TABLE_SCHEMA, TABLE_NAME FROM \(self.views.source) AND \(mayHaveLost("VIEW_DEFINITION"))"
    return (["o.kind", "o.s", "o.name"], "(\(triggers) UNION ALL \(views)) AS o")
  }

  /// What asks for all of them, prepared: the name of the text and of the statement.
  static let originalsName = "planc_originals"

  /// No query has what SHOW CREATE says, but a compound statement of MariaDB asks for each in turn.
  /// MySQL has none, and nothing of it is created again.
  ///
  /// - Source: docs/servers.md, "No query has what SHOW CREATE says, but one statement can ask for many".
  var originalsText: String {
    let (columns, source) = originals
    let names = zip(["kind", "s", "name"], columns).map { "\($1) AS \($0)" }
      .joined(separator: ", ")
    func name(_ column: String) -> String { "'`', REPLACE(\(column), '`', '``'), '`'" }
    // What a client does to the other answers, it does to this text.
    let sample = "CONCAT('planc', CHAR(92, 10, 9)) AS sample"
    let none =
      "SELECT CONCAT('planc1', ':originals:0:0:\(Self.noOriginalsChecksum);') AS planc, \(sample)"
    let compound = """
      BEGIN NOT ATOMIC
        DECLARE shown INT DEFAULT 0;
        FOR r IN (SELECT \(names), ROW_NUMBER() OVER () AS i, COUNT(*) OVER () AS n FROM \(source)) DO
          SET @planc_record = CONCAT('planc1', ':originals:', r.i, ':', r.n, ':', HEX(r.kind), ':', HEX(r.s), ':', HEX(r.name));
          SELECT CONCAT(@planc_record, ':', LPAD(HEX(CRC32(@planc_record)), 8, '0'), ';') AS planc, \(sample);
          BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SELECT 'planc refused' AS planc;
            IF r.kind = 'view' AND (\(Self.columnsOfView)) = 0 THEN
              SELECT 'planc refused' AS planc;
            ELSE
              EXECUTE IMMEDIATE CONCAT('SHOW CREATE ', r.kind, ' ', \(name("r.s")), '.', \(name("r.name")));
            END IF;
          END;
          SET shown = shown + 1;
        END FOR;
        IF shown = 0 THEN \(none); END IF;
      END
      """
    return "IF(0 /*M!100000 + 1 */, \(SQLText.string(compound)), \(SQLText.string(none)))"
  }

  /// None of a view that fails (1356). SHOW CREATE VIEW of one with JSON_TABLE crashes MariaDB
  /// with signal 11 (10.11.19 and 11.8.9).
  private static let columnsOfView =
    "SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = r.s AND TABLE_NAME = r.name AND CAST(TABLE_NAME AS BINARY) = CAST(r.name AS BINARY)"

  private static let noOriginalsChecksum: String = {
    let digits = String(crc32("planc1:originals:0:0".utf8), radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }()
}

/// Grants, of all accounts and roles where the account may see them.
extension InspectionQuery {
  /// A pattern is kept if it may cover a schema; which of several counts is not decided here.
  private var schemaGrants: Select {
    let covers = schemas.map { "\(SQLText.string($0)) LIKE TABLE_SCHEMA" }
    return (
      ["GRANTEE", "TABLE_SCHEMA", "PRIVILEGE_TYPE", "IS_GRANTABLE"],
      "information_schema.SCHEMA_PRIVILEGES WHERE \(covers.isEmpty ? isAsked("TABLE_SCHEMA") : "(\(covers.joined(separator: " OR ")))")"
    )
  }

  private var tableGrants: Select {
    (
      ["GRANTEE", "TABLE_SCHEMA", "TABLE_NAME", "PRIVILEGE_TYPE", "IS_GRANTABLE"],
      "information_schema.TABLE_PRIVILEGES WHERE \(isAsked("TABLE_SCHEMA"))"
    )
  }

  private var columnGrants: Select {
    (
      ["GRANTEE", "TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME", "PRIVILEGE_TYPE", "IS_GRANTABLE"],
      "information_schema.COLUMN_PRIVILEGES WHERE \(isAsked("TABLE_SCHEMA"))"
    )
  }
}

/// Conditions.
extension InspectionQuery {
  /// Grants of the account itself, and of the roles that are active.
  private var isMine: String {
    "(CAST(GRANTEE AS BINARY) = CAST(@planc_me AS BINARY) OR CAST(GRANTEE AS BINARY) IN (SELECT CAST(CONCAT('''', ROLE_NAME, '''@''', /*M!100000 '' */ /*!80019 ROLE_HOST */, '''') AS BINARY) FROM information_schema.ENABLED_ROLES WHERE ROLE_NAME IS NOT NULL))"
  }

  private static func list(_ names: [String]) -> String {
    names.map(SQLText.string).joined(separator: ", ")
  }

  /// A condition that a schema was asked for, to the letter.
  ///
  /// Only `=` with a constant lets MariaDB read one schema and no other; only bytes are compared to
  /// the letter.
  private func isAsked(_ column: String) -> String {
    let bytes = "CAST(\(column) AS BINARY)"
    return switch schemas.count {
    case 0: "\(bytes) NOT IN (\(Self.list(Self.systemSchemas)))"
    case 1: "\(column) = \(SQLText.string(schemas[0])) AND \(bytes) = \(SQLText.string(schemas[0]))"
    case _: "\(bytes) IN (\(Self.list(schemas)))"
    }
  }

  /// The same, or that another column names one that was.
  private func isAsked(_ column: String, or other: String) -> String {
    if schemas.isEmpty { return isAsked(column) }
    let names = Self.list(schemas)
    return "(CAST(\(column) AS BINARY) IN (\(names)) OR CAST(\(other) AS BINARY) IN (\(names)))"
  }

  /// How a text may name a schema: within quotes a quote of the same kind is doubled.
  private static func spellings(of schema: String) -> [String] {
    [schema] + ["`", "\""].filter(schema.contains).map { schema.replacing($0, with: $0 + $0) }
  }

  /// The same, or that a program names one that was, somewhere in its text, in small letters or
  /// capitals.
  private func isAsked(_ column: String, orNamedIn text: String) -> String {
    if schemas.isEmpty { return isAsked(column) }
    let bytes = "CAST(\(column) AS BINARY)"
    let mentions = schemas.flatMap(Self.spellings).map {
      "LOCATE(LOWER(\(SQLText.string($0))), LOWER(\(text))) > 0"
    }
    return
      "(\(bytes) IN (\(Self.list(schemas))) OR \(bytes) NOT IN (\(Self.list(Self.systemSchemas))) AND (\(mentions.joined(separator: " OR "))))"
  }
}
