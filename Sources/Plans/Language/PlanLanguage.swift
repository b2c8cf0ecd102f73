import Diagnostics
import Foundations

/// The keys of a plan. The decoder reads these keys and no others; the schema and the manual tell
/// them with these words.
extension PlanKeys {
  package static let plan = PlanKeys([
    PlanKey(
      "plan",
      .word("[a-z][a-z0-9_]*", lengthMax: PlanLimits.planNameLengthMax),
      examples: ["phase_a"],
      "The plan's name. The files that it compiles to stand in `generated/<plan>/` and begin with "
        + "this name; no other plan of the folder may have it."),
    PlanKey(
      "title", .text(lengthMax: PlanLimits.titleLengthMax),
      examples: ["Sessions get a schema of their own"],
      "What the plan is for, in a line. The runbook and the head of every script show it."),
    PlanKey(
      "version", .text(lengthMax: PlanLimits.versionLengthMax), examples: ["4.0.3"],
      "The version of the plan, as your team counts. It is shown as written, and nothing else is "
        + "made of it: `4.0` stays `4.0`."),
    PlanKey(
      "status", .choice(Plan.Status.allCases.map(\.rawValue)), without: .stands(for: "planned"),
      "Whether the plan was carried out. With `applied` the catalog must show the state after; "
        + "planc takes the move back in memory and writes the same files as before."),
    PlanKey(
      "after", .names(of: "plan"), without: .means("nothing comes first"),
      examples: [["phase_a"]],
      "The plans of the folder that come first. What they leave is what this plan starts with, "
        + "its counts as well as its tables."),
    PlanKey(
      "catalog", .text(lengthMax: PlanLimits.pathLengthMax),
      without: .means("what the server holds is not known"),
      examples: ["../catalogs/shop.yaml"],
      "The file that says what the server holds, relative to the plan's own folder. With it, "
        + "every name, count and constraint of the plan is checked before any SQL exists."),
    PlanKey(
      "schemas", .schemasByName,
      "Every schema that the plan touches, by name, with its counts. A schema that an assignment "
        + "names and that is not declared here is an error, and so is one that no table moves "
        + "from or to."),
    PlanKey(
      "assignments",
      .sequence(of: .assignment, "list of assignments, at least one"),
      "Which tables move, from which schema to which. Tables that are not listed stay where they "
        + "are."),
    PlanKey(
      "lock_wait_timeout", .integer(1...3600, unit: " seconds"), without: .stands(for: 5),
      examples: [10],
      "How many seconds a script waits for each table that others are using before it gives up, "
        + "with nothing moved. While it waits, everybody else waits for that table too."),
    PlanKey(
      "triggers", .choice(Plan.TriggerHandling.allCases.map(\.rawValue)),
      without: .means("`recreate` with a catalog"),
      "What becomes of the triggers of tables that move: with `recreate` they are carried along, "
        + "with `refuse` a table that has any is an error."),
    PlanKey(
      "grants", .choice(Plan.GrantHandling.allCases.map(\.rawValue)),
      without: .means("`copy` with a catalog"),
      "What becomes of grants on tables that move and on their columns: with `copy` the same is "
        + "granted on the new name, and the rollback takes back just that; with `leave` they stay "
        + "on the old name alone."),
    PlanKey(
      "code", .mapping(.code), without: .means("each of its keys has its default"),
      "How the application's code names tables, and the PHP map that it includes. `code` must be "
        + "the same in all plans of a folder."),
    PlanKey(
      "rules", .mapping(.rules), without: .means("no rules"),
      "What the team has promised itself of the schemas of the plan. It is held against the "
        + "catalog, which there must be."),
    PlanKey(
      "accept", .sequence(of: .acceptance, "list of accepted risks, at least one"),
      without: .means("no risk is accepted"),
      "Risks that are taken knowingly. The runbook prints them with their reasons. An entry for a "
        + "risk that is not there is an error."),
    PlanKey(
      "outputs", .mapping(.outputs), without: .means("each file has its default name"),
      "The names of generated files by role, where the default will not do."),
  ])

  package static let schema = PlanKeys([
    PlanKey(
      "alias", .alias, without: .means("the schema's own name"), examples: ["core", "archive"],
      "A short name for the schema in file names, PHP constants and reports. A schema whose own "
        + "name cannot be an alias must have one."),
    PlanKey(
      "table_count", .mapping(.tableCount),
      examples: [["before": 41, "after": 39], ["before": 0, "after": 2, "budget": 40]],
      "How many tables the schema holds. The counts are written by hand, so that they can "
        + "disagree with the lists: `after` must be `before` plus the tables that move in, less "
        + "those that move out."),
    PlanKey(
      "create", .mapping(.creation), without: .means("the schema exists already"),
      examples: [["collation": "utf8mb4_unicode_ci"]],
      "The plan creates this schema. The rollback keeps it; `<plan>_drop_schemas.sql` drops it if it "
        + "is empty."),
  ])

  package static let tableCount = PlanKeys([
    PlanKey(
      "before", .integer(0...PlanLimits.tableCountMax),
      "How many tables the schema holds before the move; 0 for a schema that the plan creates. "
        + "Views, sequences and temporary tables do not count."),
    PlanKey(
      "after", .integer(0...PlanLimits.tableCountMax),
      "How many tables the schema holds after the move."),
    PlanKey(
      "budget", .integer(0...PlanLimits.tableCountMax), without: .means("no limit"),
      "The most tables that the schema may ever hold, before the move and after it. A promise of "
        + "the team, which a plan can only break by changing it."),
    PlanKey(
      "tolerance", .integer(0...PlanLimits.toleranceMax), without: .stands(for: 0),
      "How many tables more or fewer the server may have than the plan says, if the plan does not name them: others "
        + "may create tables until the migration runs. The catalog must have the numbers of the plan."
    ),
  ])

  package static let creation = PlanKeys([
    PlanKey(
      "collation", .collation, examples: ["utf8mb4_unicode_ci"],
      "The default collation of the schema, as the server spells it. The character set follows "
        + "from it."),
    PlanKey(
      "comment", .schemaComment, without: .means("no comment"),
      examples: ["Sessions and other short-lived tables"],
      "The schema's comment. MariaDB keeps it; MySQL has no comments on schemas and skips it."),
    PlanKey(
      "grants_like", .name(of: "schema"), without: .means("nobody gets rights on the schema"),
      examples: ["shop"],
      "A schema of the catalog: whoever has rights on it gets the same on this one when it is "
        + "created."),
  ])

  package static let assignment = PlanKeys([
    PlanKey(
      "from", .name(of: "schema"), "The schema in which the tables are today."),
    PlanKey(
      "to", .name(of: "schema"), "The schema to which they belong."),
    PlanKey(
      "tables", .tables,
      examples: [
        ["sessions", ["table": "session_log", "as": "session_events"]],
        ["Sessions of the web shop": ["sessions"]],
      ],
      "The tables that move, in the order in which the files list them: a plain list, or groups "
        + "with titles. A group is a comment in the SQL and a heading in the runbook."),
  ])

  package static let table = PlanKeys([
    PlanKey("table", .name(of: "table"), "The name that the table has today."),
    PlanKey("as", .name(of: "table"), "The name that it gets on the way."),
  ])

  package static let pattern = PlanKeys([
    PlanKey(
      "match", .name(of: "table"),
      "Stands for every table of the source schema whose name matches, sorted by name: `*` for "
        + "any characters, `?` for one. It needs a catalog."),
    PlanKey(
      "count", .integer(1...PlanLimits.tableCountMax),
      "How many tables that must be, so that a table made later does not move unseen."),
    PlanKey(
      "except", .names(of: "table"), without: .means("no exceptions"),
      "Names that match and stay nevertheless."),
  ])

  package static let rules = PlanKeys([
    PlanKey(
      "forbid", .choices(PlanRules.Kind.allCases.map(\.rawValue)),
      without: .means("nothing is forbidden"), examples: [["triggers", "views"]],
      "What the schemas of the plan may not hold."),
    PlanKey(
      "classify", .patternsBySchema, without: .means("tables belong where they are"),
      examples: [["shop_sessions": ["*_daily", "*_sessions"]]],
      "Patterns of names by schema: a table that matches one, and is in another schema of the "
        + "plan after the move, is a finding."),
  ])

  package static let acceptance = PlanKeys([
    PlanKey(
      "code", .word("P[0-9][0-9][0-9]", lengthMax: 4), examples: ["P511"],
      "The code of the risk."),
    PlanKey(
      "at", .name(of: "table"),
      "What it is about: the name of a table or of another object, with or without its schema "
        + "and a dot."),
    PlanKey(
      "object", .nameOrNames(of: "object"), without: .means("all that is found at the table"),
      examples: ["shop.daily_report"],
      "What breaks: routines, events, views, triggers, foreign keys or accounts, each with or without its schema "
        + "and a dot. Then nothing else is accepted that breaks in the same way."),
    PlanKey(
      "reason", .text(lengthMax: PlanLimits.reasonLengthMax),
      "Why it is taken, and by whom. The runbook prints it."),
  ])

  package static let code = PlanKeys([
    PlanKey(
      "table_prefix", .tablePrefix, without: .means("no prefix"), examples: ["shop_"],
      "What the names of the tables start with. `planc refs` then also finds names that code puts "
        + "together from this prefix and a rest, and names in SQL that lack it."),
    PlanKey(
      "prefix_expressions",
      .texts(lengthMax: PlanLimits.expressionLengthMax, "list of expressions, at least one"),
      without: .means("every variable, constant or property whose name ends in `prefix`"),
      examples: [["$table_prefix", "SHOP_PREFIX"]],
      "The expressions by which the application's code writes the prefix, as it writes them."),
    PlanKey(
      "query_functions", .phpNames("list of names of functions, at least one"),
      without: .means("only those that `planc refs` knows"), examples: [["fetch_all", "purge"]],
      "Functions and methods of the application that take a table's name as an argument."),
    PlanKey(
      "php", .mapping(.php), without: .means("no PHP map"),
      examples: [
        ["file": "schema-config.php", "function": "shop_table", "constant": "SHOP_SCHEMA"]
      ],
      "Writes the PHP map, and says what it and the names in it are called."),
  ])

  package static let php = PlanKeys([
    PlanKey(
      "file", .fileName(ending: ".php"), without: .stands(for: "schema-config.php"),
      "The file of the map, in `generated/`."),
    PlanKey(
      "function", .phpName, without: .stands(for: "planc_table"),
      "The function that answers with a table's qualified name. A second one, with `_schema` at "
        + "the end of its name, answers with the schema alone."),
    PlanKey(
      "constant", .phpName, without: .stands(for: "PLANC_SCHEMA"),
      "What the constants begin with: one for each schema, named after its alias, and the switch "
        + "between the places before and after the move."),
  ])

  package static let outputs = PlanKeys(
    OutputRole.allCases.map { role in
      PlanKey(
        role.rawValue, .fileName(ending: ".sql"), without: .means("`<plan>_\(role.rawValue).sql`"),
        "The name of \(role.purpose).")
    })
}

extension OutputRole {
  fileprivate var purpose: String {
    switch self {
    case .createSchemas:
      "the script that creates schemas; only where a schema has `create`"
    case .rollback: "the script for the way back"
    case .dropSchemas:
      "the script that drops the created schemas that are empty; only where a schema has `create`"
    case .preflight: "the script that lists what blocks the migration"
    case .verify: "the script that proves the promised end"
    case .status: "the script that says where every table is now"
    }
  }
}
