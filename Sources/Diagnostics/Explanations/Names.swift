extension Explanation {
  static let malformedIdentifier = Explanation(
    "a name cannot be the name of a schema or a table",
    meaning: "The name is empty, longer than 64 characters, ends in a space, holds a character "
      + "that the server does not take, or is that of a schema of the server itself. Or a new name "
      + "is so long that MySQL could not make one of it for a constraint, such as "
      + "`orders_ibfk_1` or `orders_chk_1`.",
    reason: "The server would refuse the statement, with the migration half-way, or would take "
      + "the name for another one.",
    example: .plan(
      """
      schemas:
        mysql:
          table_count: {before: 31, after: 30}
      """),
    remedy: "Write the name as the server shows it in `SHOW TABLES`. For a new name choose one of "
      + "at most 64 characters.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/identifiers.html",
      "https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html",
      "https://mariadb.com/kb/en/identifier-names/",
    ])

  static let undeclaredSchema = Explanation(
    "a schema is not declared",
    meaning: "An assignment names a schema that does not stand under `schemas`.",
    reason: "Every schema that the plan touches is declared with its counts, so that a name with "
      + "a slip of the pen cannot become a new schema.",
    example: .plan(
      """
      schemas:
        shop_ephemeral:
          table_count: {before: 0, after: 12}
      assignments:
        - from: shop
          to: shop_ephemerall
      """),
    remedy: "Correct the name, or declare the schema with its `table_count`.",
    references: ["docs/plan-language.md#schemas"])

  static let redundantAssignment = Explanation(
    "tables are assigned to the schema where they are",
    meaning: "`from` and `to` of an assignment are the same schema.",
    reason: "Nothing would move, and the counts would be wrong by each of its tables. One of the "
      + "two names is not the one that was meant.",
    example: .plan(
      """
      assignments:
        - from: shop
          to: shop
          tables: [shop_sessions]
      """),
    remedy: "Name the other schema, or take the assignment out. Tables that stay are not listed.",
    references: ["docs/plan-language.md#assignments"])

  static let severalTargets = Explanation(
    "a table is assigned more than once",
    meaning: "One table is listed twice, in one group, in two assignments or in two plans; or one "
      + "name is that of two tables that move.",
    reason: "A table can be in one place only. The second move would not find it, and the counts "
      + "would have it twice.",
    example: .plan(
      """
      assignments:
        - from: shop
          to: shop_orchestration
          tables: [shop_audit_log]
        - from: shop
          to: shop_ephemeral
          tables: [shop_audit_log]
      """),
    remedy: "Keep the line that is meant and take the other out.",
    references: ["docs/plan-language.md#assignmentstables"])

  static let severalSources = Explanation(
    "two tables would get the same name",
    meaning: "Two moves end at one name in one schema. Names that differ only in case, or in how "
      + "an accent is written, count as the same, since for many servers they are.",
    reason: "The second move would fail because the name is taken. planc refuses before anything "
      + "has moved.",
    example: .plan(
      """
      assignments:
        - from: shop
          to: archive
          tables: [orders]
        - from: warehouse
          to: archive
          tables: [orders]
      """),
    remedy: "Give one of them another name: `{table: orders, as: warehouse_orders}`.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/rename-table.html",
      "https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html",
    ])

  static let chainedAssignment = Explanation(
    "one move's target is another move's source",
    meaning: "Moves form a chain (a to b, b to c) or a cycle (a to b, b to a), within a plan or "
      + "across the plans of a folder.",
    reason: "Whether a table has moved is read from the server: it is at its source or at its "
      + "target. A name that is both tells nothing, and a script that is run again could move "
      + "the wrong table.",
    example: .plan(
      """
      assignments:
        - from: live
          to: staging
          tables: [prices]
        - from: staging
          to: live
          tables: [prices]
      """),
    remedy: "Move each table to its last place at once. The plans of one folder cannot swap "
      + "tables.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/rename-table.html",
      "https://mariadb.com/kb/en/rename-table/",
    ])

  static let capitalLetters = Explanation(
    "a name of a schema or a table has capital letters",
    meaning: "Plans can name schemas and tables in small letters only, unless their catalog says "
      + "`lower_case_table_names: 0`.",
    reason: "Whether `Orders` and `orders` are one table depends on `lower_case_table_names`, a "
      + "setting of the server that the plan does not know. A guard that compares names "
      + "wrongly would be no guard.",
    example: .plan("tables: [Orders]"),
    remedy: "If the server keeps names in small letters, write the name so. If it keeps capitals, "
      + "take a catalog of it and name that under `catalog`.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html",
      "https://mariadb.com/kb/en/identifier-case-sensitivity/",
    ])

  static let duplicateAlias = Explanation(
    "an alias stands for two schemas, or a schema has two aliases",
    meaning: "Two schemas have the same alias, in one plan or in two plans of a folder, or two "
      + "plans give one schema different aliases.",
    reason: "Move files and PHP constants are named after the alias: one would replace the other.",
    example: .plan(
      """
      schemas:
        shop:
          alias: core
        shop_orchestration:
          alias: core
      """),
    remedy: "Give each schema an alias of its own, and the same one in all plans.",
    references: ["docs/plan-language.md#schemasnamealias"])

  static let duplicateSchema = Explanation(
    "a schema is declared or created twice",
    meaning: "Two declarations may be one schema to the server, because their names differ only "
      + "in case or in how an accent is written; or two plans of a folder both create one.",
    reason: "The counts of one schema would be split over two declarations, and one plan "
      + "could drop the schema that the other created.",
    example: .situation(
      "`plans/phase_a.yaml` and `plans/phase_b.yaml` both have `create:` for "
        + "`shop_ephemeral`."),
    remedy: "Keep one declaration in a plan, and `create:` in one plan only.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html",
      "https://mariadb.com/kb/en/identifier-case-sensitivity/",
    ])

  static let duplicatePlan = Explanation(
    "two plans have the same name",
    meaning: "Two files of a folder say the same after `plan:`.",
    reason: "The files of a plan stand in the folder of its name: one plan's SQL would replace "
      + "the other's.",
    example: .situation(
      "`phase_b.yaml` was copied from `phase_a.yaml`, and its first line still says "
        + "`plan: phase_a`."),
    remedy: "Give one of them another name.",
    references: ["docs/plan-language.md#plan"])

  static let conflictingCodeSettings = Explanation(
    "the plans of a folder have different settings under `code`",
    meaning: "`code` describes the application: how it names tables, and the PHP map that it "
      + "includes. It must be the same in all plans of a folder.",
    reason: "The plans of a folder share one application, and write one map at most. With two "
      + "settings, one of them would be ignored.",
    example: .situation(
      "`phase_a.yaml` has `code: {php: {file: tables.php}}`, and `phase_b.yaml` has no `code`."),
    remedy: "Write the same `code` in every plan of the folder.",
    references: ["docs/plan-language.md#code"])

  static let fileNameCollision = Explanation(
    "two generated files would have the same name",
    meaning: "A name under `outputs` is also that of another file of the plan. Names that differ "
      + "only in case count as the same.",
    reason: "One file would replace the other: a migration without its rollback.",
    example: .plan(
      """
      outputs:
        rollback: phase_a.sql
        verify: phase_a.sql
      """),
    remedy: "Choose another name for one of them.",
    references: ["docs/plan-language.md#outputs"])

  static let unusedSchema = Explanation(
    "a schema is declared, but no table moves from it or to it",
    meaning: "A schema under `schemas` is named by no assignment.",
    reason: "Its counts would be checked against nothing, and a schema that the plan creates "
      + "would stay empty: an assignment was forgotten or names another schema.",
    example: .plan(
      """
      schemas:
        shop_archive:
          table_count: {before: 0, after: 0}
      """),
    remedy: "Assign tables to the schema, or leave its declaration out.",
    references: ["docs/plan-language.md#schemas"])

  static let nameOverSeveralLines = Explanation(
    "a name runs on over the end of its line",
    meaning:
      "YAML joins a text without quotes with the lines below it that are indented deeper. So "
      + "an item whose dash is missing, or is indented deeper than the one above, becomes part of "
      + "the name before it.",
    reason: "Two tables would be one with a name that no server has, and one of them would stay "
      + "behind.",
    example: .plan(
      """
      tables:
        - shop_sessions
          - shop_session_events
      """),
    remedy: "Give all items of a list the same indentation, and each a dash.",
    references: [
      "https://yaml.org/spec/1.2.2/#733-plain-style"
    ])

  static let doubtfulName = Explanation(
    "a name contains a character that names rarely contain",
    meaning:
      "An unquoted name contains a `#` without a space before it, a typographic quotation mark, a "
      + "space other than U+0020, or letters of two alphabets in one word; or the unquoted name of "
      + "a schema or a table contains a space, or an ASCII character other than letters, digits, "
      + "`_`, `-` and `$`. `shop.orders` and `basket as carts` are such names. To YAML all of it is "
      + "the name. planc accepts a quoted name as it is. It warns of `'shop.orders'` if `shop` is a "
      + "schema of the plan and no catalog lists a table of that name.",
    reason:
      "The name is not the one that its author means, and no server has a table of that name. "
      + "Without a catalog nobody would find out before the preflight.",
    example: .plan(
      """
      tables:
        - shop_sessions#moved first
      """),
    remedy: "Write a space before a comment, and plain quotation marks. Write the table without "
      + "its schema, which `from` gives; `{table: basket, as: carts}` for a new name; and "
      + "`{match: log_*, count: 3}` for a pattern. Quote a name that really contains such a "
      + "character.",
    severities: [.error, .warning],
    references: [
      "https://yaml.org/spec/1.2.2/#66-comments", "https://yaml.org/spec/1.2.2/#733-plain-style",
    ])
}
