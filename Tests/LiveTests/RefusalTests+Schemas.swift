import PlancTestSupport

extension Refusal {
  private static let creating = "CREATE SCHEMA lupopedia_ephemeral COLLATE utf8mb4_unicode_ci;"
  private static let dropping = "DROP SCHEMA lupopedia_ephemeral;"
  private static let latin = "CREATE SCHEMA lupopedia_ephemeral COLLATE latin1_swedish_ci;"

  private static func creation(with what: String, _ statement: String, _ says: String) -> Refusal {
    Refusal(
      name: "a schema is there and holds \(what)", setUp: creating + statement, undo: dropping,
      file: .create, says: [says], ends: "NOT DONE: ")
  }

  static let ofSchemas: [Refusal] = [
    Refusal(
      name: "a schema is there with another collation", setUp: latin, undo: dropping,
      file: .create,
      says: [
        "lupopedia_ephemeral exists with collation latin1_swedish_ci, planned: utf8mb4_unicode_ci; "
          + "run ALTER SCHEMA"
      ],
      ends: "NOT DONE: 0 of 2 schemas"),
    Refusal(
      name: "a table moves to a schema with another collation", setUp: latin, undo: dropping,
      file: .ephemeral,
      says: ["schema lupopedia_ephemeral does not exist, or has another collation"],
      run: .create, ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "a table moves to a schema that is not there", file: .orchestration,
      says: [
        "schema lupopedia_orchestration does not exist, or has another collation than in the plan"
      ],
      run: .create, ends: "NOT DONE: 0 of 22 tables"),
    Refusal(
      name: "a table moves to a schema that is there in capitals",
      setUp: "CREATE SCHEMA LUPOPEDIA_EPHEMERAL COLLATE utf8mb4_unicode_ci;",
      undo: "DROP SCHEMA LUPOPEDIA_EPHEMERAL;", file: .ephemeral,
      says: [
        "schema lupopedia_ephemeral does not exist, or has another collation than in the plan"
      ],
      run: .create, ends: "NOT DONE: 0 of 12 tables"),
    creation(
      with: "a table", "CREATE TABLE lupopedia_ephemeral.t (id INT);",
      "contain 112 tables, and the plan says 111"),
  ]

  /// Statements that move every table of a schema to another.
  private static func moving(_ tables: [String], _ source: String, _ target: String) -> String {
    "RENAME TABLE "
      + tables.map { "`\(source)`.`\($0)` TO `\(target)`.`\($0)`" }.joined(separator: ", ") + ";"
  }

  private static let orchestrationTables = PhaseATables.orchestration.flatMap(\.tables)
  private static let core = PhaseATables.all.filter { !orchestrationTables.contains($0) }

  // The other schema, empty, would be dropped: that is no change that the refusal should bar.
  static let ofRollbacks: [Refusal] = [
    Refusal(
      name: "a schema is gone at the rollback, its tables elsewhere",
      after: [.create, .orchestration],
      setUp: dropping + "CREATE SCHEMA aside;"
        + moving(orchestrationTables, "lupopedia_orchestration", "aside")
        + "DROP SCHEMA lupopedia_orchestration;",
      undo: """
        CREATE SCHEMA lupopedia_orchestration COLLATE utf8mb4_unicode_ci;
        \(moving(orchestrationTables, "aside", "lupopedia_orchestration"))
        DROP SCHEMA aside;
        """,
      file: .rollback,
      says: ["schema lupopedia_orchestration does not exist, nor do the tables that were in it"],
      runStatus: true, ends: "NOT DONE: 12 of 34 tables are back"),
    Refusal(
      name: "the home schema is gone at the rollback", after: [.create, .orchestration],
      setUp: dropping + "CREATE SCHEMA aside;" + moving(core, "lupopedia", "aside")
        + "DROP SCHEMA lupopedia;",
      undo: """
        CREATE SCHEMA lupopedia COLLATE utf8mb4_unicode_ci /*M!100502 COMMENT 'Lupopedia core' */;
        \(moving(core, "aside", "lupopedia")) DROP SCHEMA aside;
        """,
      file: .rollback, says: ["schema lupopedia does not exist"], run: .rollback,
      ends: "NOT DONE: 0 of 34 tables are back"),
    Refusal(
      name: "all names are taken at home by empty tables", after: [.create, .orchestration],
      setUp: dropping + again("CREATE TABLE lupopedia.`%` (id INT);"),
      undo: again("DROP TABLE lupopedia.`%`;"), file: .rollback,
      says: ["whose name at the source is in use: 22 of 22;"],
      runStatus: true, ends: "NOT DONE: 12 of 34 tables are back"),
    Refusal(
      name: "a view has a name at home", after: [.create, .orchestration],
      setUp: dropping + "CREATE VIEW lupopedia.lupo_system_config AS SELECT 1 AS one;",
      undo: "DROP VIEW lupopedia.lupo_system_config;", file: .rollback,
      says: ["whose name at the source is in use: 1 of 22;"],
      runStatus: true, ends: "NOT DONE: 12 of 34 tables are back"),
    Refusal(
      name: "a trigger was made on a moved table", after: [.create, .orchestration],
      setUp: dropping + """
        CREATE TRIGGER lupopedia_orchestration.audit BEFORE INSERT
          ON lupopedia_orchestration.lupo_system_config FOR EACH ROW SET @seen = 1;
        """,
      undo: "DROP TRIGGER lupopedia_orchestration.audit;", file: .rollback,
      says: ["triggers on these tables: 1; "], ends: "NOT DONE: 12 of 34 tables are back"),
  ]
}
