extension Explanation {
  static let contradictoryCatalog = Explanation(
    "a catalog names a thing twice",
    meaning: "Two entries of a catalog have the same name in the same place: two schemas, or two "
      + "tables, views or sequences of one schema.",
    reason: "No server holds both, so the catalog was changed by hand or put together from two. "
      + "Counts taken from it would be wrong.",
    example: .situation("Two branches that both took a catalog were merged line by line."),
    remedy: "Take the catalog anew.", references: ["docs/catalog.md#the-file"])

  static let missingSource = Explanation(
    "the server has no such table",
    meaning: "A plan moves a table that is not in the catalog of its server.",
    reason: "The move would stop at this table. The name has a slip of the pen, or the table was "
      + "dropped or moved since the plan was written. Up to three near names are told, since the "
      + "nearest is not always the one that is meant.",
    example: .plan("tables: [shop_orders] # the server has shop_odrers"),
    remedy: "Correct the name or take the table out. If the table was made since, take the "
      + "catalog anew.", references: ["docs/catalog.md#taking-one"])

  static let takenTarget = Explanation(
    "a table, a view or a sequence of that name is in the target already",
    meaning: "The name that a moved table would get is taken in the target schema.",
    reason: "The server would refuse the move, and all moves of the same statement with it.",
    example: .plan("tables: [{table: sessions, as: carts}] # the target has a table carts"),
    remedy: "Give the moved table another name with `as`, or clear the name on the server and take "
      + "the catalog anew.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/rename-table.html",
      "https://mariadb.com/kb/en/rename-table/",
    ])

  static let notATable = Explanation(
    "what a plan moves is no table",
    meaning: "The name is that of a view or a sequence.",
    reason: "A view cannot change its schema: the server refuses with error 1450. A sequence "
      + "would, but the defaults that use it would not follow.",
    example: .plan("tables: [open_orders] # a view"),
    remedy: "Take it out of the plan.",
    references: ["https://dev.mysql.com/doc/refman/8.4/en/rename-table.html"])

  static let wrongTableCount = Explanation(
    "a schema does not hold as many tables as the plan says",
    meaning: "`before` is not the number of tables of the schema in the catalog. Base tables and "
      + "system-versioned tables count; views, sequences and temporary tables do not.",
    reason: "The scripts count too, and would stop at once. A table that was made or dropped "
      + "since the plan was written may belong into the plan.",
    example: .plan("table_count: {before: 111, after: 77} # the server has 112"),
    remedy: "Before the move: look at what came or went, assign it if it belongs elsewhere, and "
      + "correct the counts. In the middle of a migration: keep the old catalog and the counts, "
      + "and remove the extra table. `planc status` shows how to set a copy aside. A new catalog "
      + "has tables of the plan at their targets, so the plan cannot be compiled with it.",
    references: ["docs/plan-language.md#schemasnametable_countbefore"])

  static let patternCount = Explanation(
    "a pattern does not match what the plan says",
    meaning: "`match` stands for another number of tables than `count`, an exception is none, or "
      + "there is no catalog to match with.",
    reason: "A pattern takes in tables that nobody had in mind when it was written. The count "
      + "makes a person look whenever that happens.",
    example: .plan("tables: [{match: shop_log_*, count: 5, except: [shop_log_old]}]"),
    remedy: "Look at the names that the message lists, then correct `count`, `match` or `except`.",
    references: ["docs/plan-language.md#assignmentstablescount"])

  static let otherCase = Explanation(
    "the server writes the name in other letters",
    meaning: "The server finds the name without regard to case, and has it in other letters.",
    reason: "The scripts compare names as they are, so that no table is taken for another; they "
      + "would not find this one.",
    example: .plan("tables: [orders] # the server has Orders"),
    remedy: "Write the name as the catalog has it.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html"
    ])

  static let otherCollation = Explanation(
    "a schema that the plan creates is there with another collation",
    meaning: "The schema exists, empty, and its default collation is not the one under `create`.",
    reason: "It would be passed over as if it were the plan's own, and tables made there later "
      + "would get the wrong collation.",
    example: .plan("create: {collation: utf8mb4_unicode_ci} # there: latin1_swedish_ci"),
    remedy: "Write the collation that is there, or drop the empty schema.",
    references: ["https://dev.mysql.com/doc/refman/8.4/en/charset-database.html"])

  static let takenForeignKeyName = Explanation(
    "a foreign key of that name is in the target already",
    meaning: "A moved table brings a foreign key whose name another table of the target schema "
      + "has, also where the server makes the name anew because the table is renamed.",
    reason: "A schema has each name of a foreign key once. MariaDB would say with error 1050 that "
      + "a table exists which does not; MySQL fails with 1826.",
    example: .situation(
      "`orders` and `archive.orders_2022` both have a foreign key `fk_customer`, and `orders` "
        + "moves to `archive`."),
    remedy: "Drop one of the two foreign keys and add it again under another name, before the "
      + "move.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html",
      "https://mariadb.com/kb/en/foreign-keys/",
    ])

  static let takenCheckName = Explanation(
    "a CHECK constraint of that name is in the target already",
    meaning: "A moved table brings a CHECK constraint whose name another table of the target "
      + "schema has. Only MySQL minds.",
    reason: "MySQL has each name of a CHECK constraint once in a schema, and fails with error "
      + "3822.",
    example: .situation("`orders` and `archive.items` both have a CHECK constraint `positive`."),
    remedy: "Drop one of the two constraints and add it again under another name, before the move.",
    references: ["https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html"])

  static let awaitedName = Explanation(
    "a foreign key references a missing table, and a table gets its name",
    meaning:
      "With `foreign_key_checks = 0` a foreign key can reference a table that does not exist. The "
      + "plan moves another table to that very name.",
    reason:
      "The server then lets the foreign key reference the moved table. The rollback moves it back, "
      + "and the foreign key follows: it references the table at the source, which is not what it "
      + "did before.",
    example: .situation(
      "`dgb.ord` references `dgb.cust`, which is missing; `cust` moves from `dga` to `dgb`."),
    remedy: "Drop the foreign key and take the catalog again, or give the moved table another name "
      + "with `as`.",
    references: ["https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html"])

  static let mergeTable = Explanation(
    "a table of a MERGE table moves, or the MERGE table itself",
    meaning: "A MERGE table names the tables that it reads, and a rename changes neither side.",
    reason: "The rename succeeds; the next use of the MERGE table fails with error 1168.",
    example: .situation("`log_2023` moves, which the MERGE table `log_all` reads."),
    remedy: "Make ordinary tables of them, or define the MERGE table anew after the move and say "
      + "so under `accept`.",
    references: ["https://dev.mysql.com/doc/refman/8.4/en/merge-storage-engine.html"])

  static let sequenceDefault = Explanation(
    "a moved table takes its defaults from a sequence that stays",
    meaning: "A column has `DEFAULT nextval(…)`, which names a sequence in another schema than "
      + "the table's new one.",
    reason: "The table goes on working only for accounts that may use the sequence where it is; "
      + "one with rights on the new schema alone cannot insert.",
    example: .situation(
      "`tickets` moves, and its `id` defaults to `nextval(shop.ticket_numbers)`."),
    remedy: "Give the column another default, or accept it with a reason under `accept`.",
    references: ["https://mariadb.com/kb/en/next-value-for-sequence_name/"])

  static let missingSchema = Explanation(
    "the server has no such schema",
    meaning: "A plan declares a schema without `create`, and the catalog does not have it, or "
      + "has only what refers to other schemas from it.",
    reason: "The scripts would stop at once.",
    example: .plan(
      """
      schemas:
        shop_archve:
          table_count: {before: 12, after: 15}
      """),
    remedy: "Correct the name, add `create`, or take the catalog with that schema too.",
    references: ["docs/catalog.md#taking-one"])

  static let existingSchema = Explanation(
    "a schema that the plan creates is there and holds something",
    meaning: "The plan has `create` for a schema that the catalog shows with tables, views, "
      + "sequences, routines or events in it.",
    reason: "The script that creates schemas passes over an empty one and stops at any other: "
      + "what is in there is not the plan's.",
    example: .situation(
      "A plan creates `archive`, where somebody has made a table `archive.old_orders`."),
    remedy: "Leave `create` out and declare what is there in `before`.",
    references: ["docs/plan-language.md#schemasnamecreate"])

  static let otherCatalog = Explanation(
    "plans that follow one another have different catalogs",
    meaning: "A plan comes after another, and the two name different catalogs.",
    reason: "A plan starts where the one before ends. That can be on one server only.",
    example: .plan(
      """
      plan: phase_b
      after: [phase_a]
      catalog: ../catalogs/other.yaml
      """),
    remedy: "Name the same catalog in both plans.", references: ["docs/plan-language.md#catalog"])

  static let alreadyApplied = Explanation(
    "the catalog shows the plan as done",
    meaning: "Every table of the plan is at its target, and none at its source.",
    reason: "The catalog was taken after the move. Nothing of what the plan says of the state "
      + "before could be checked.",
    example: .situation("The catalog was taken anew the day after the move."),
    remedy: "Write `status: applied`: planc then takes the move back in memory, checks the plan "
      + "as before, and writes the same files.", references: ["docs/catalog.md#before-and-after"])

  static let notApplied = Explanation(
    "the plan is said to be applied, and the catalog shows otherwise",
    meaning: "With `status: applied` every table must be at its target and none at its source.",
    reason: "Either the move was not made, or not to its end, or the catalog is older than it.",
    example: .situation(
      "The plan says `status: applied`, and the catalog is from before the move."),
    remedy: "Run the status script. Then take the catalog anew, or leave `status` out.",
    references: ["docs/catalog.md#before-and-after"])

  static let forbiddenObject = Explanation(
    "the plan's rules forbid what the server holds",
    meaning: "A schema of the plan holds a foreign key, a trigger, a view, a routine or an event, "
      + "and `rules.forbid` names that kind.",
    reason: "The team has promised itself to live without them. The move neither makes nor removes "
      + "any, so the promise is broken before and after.",
    example: .plan(
      """
      rules:
        forbid: [triggers]
      """),
    remedy: "Remove it from the server, or accept it with a reason under `accept`.",
    references: ["docs/plan-language.md#rulesforbid"])

  static let misplacedTable = Explanation(
    "a table is not where the plan's rules want it",
    meaning: "A table's name matches a pattern under `rules.classify`, and after the move it is in "
      + "another schema of the plan than the pattern's.",
    reason: "Such a table was made after the plan was written, or was forgotten in it.",
    example: .plan(
      """
      rules:
        classify:
          shop_ephemeral: ["*_daily", "*_sessions"]
      """),
    remedy: "Assign the table to that schema, or accept it with a reason under `accept`.",
    references: ["docs/plan-language.md#rulesclassify"])

  static let unusedAcceptance = Explanation(
    "a risk is accepted that is not there",
    meaning: "An entry under `accept` names a code and an object, and nothing of that code is "
      + "found there.",
    reason: "An entry that is left over would hide the next risk of its kind at that place.",
    example: .plan(
      """
      accept:
        - {code: P511, at: log_2023, reason: "log_all is dropped next week"}
      """),
    remedy: "Take the entry out, or correct the name in `at`.",
    references: ["docs/plan-language.md#accept"])

  static let notAcceptable = Explanation(
    "what is accepted cannot be",
    meaning: "The code under `accept` is unknown, or that of an error.",
    reason: "A risk can be taken knowingly. An error makes the scripts fail, whoever accepts it.",
    example: .plan(
      """
      accept:
        - {code: P402, at: shop, reason: "we count again later"}
      """),
    remedy: "Mend the error itself.", references: ["docs/plan-language.md#acceptcode"])

  static let missingPlan = Explanation(
    "a plan comes after one that is not there",
    meaning: "`after` names a plan that is not in the same folder.",
    reason: "The state in which the plan starts would be unknown.",
    example: .plan("after: [phase_o]"),
    remedy: "Correct the name. A plan whose file was removed is taken out of `after`.",
    references: ["docs/plan-language.md#after"])

  static let planCycle = Explanation(
    "plans come after one another in a circle",
    meaning: "By their `after`, each of some plans comes before itself.",
    reason: "No order could carry them out.",
    example: .plan(
      """
      plan: phase_a
      after: [phase_a]
      """),
    remedy: "Take one of the plans out of the other's `after`.",
    references: ["docs/plan-language.md#after"])

  static let unorderedPlans = Explanation(
    "two plans touch one schema in no order",
    meaning: "Two plans of a folder declare the same schema, and neither comes `after` the other, "
      + "near or far.",
    reason: "Each counts the schema's tables as if the other one never ran. Whichever runs second "
      + "finds another count, and its preflight stops.",
    example: .situation(
      "`phase_a` takes `shop` from 111 tables to 77, and `phase_b`, without "
        + "`after: [phase_a]`, from 111 to 100."),
    remedy: "Write `after` in the plan that runs later, and let its counts begin where the earlier "
      + "one ends.",
    severities: [.warning], references: ["docs/plan-language.md#after"])

  static let countAfterPlan = Explanation(
    "a plan does not start where the plan before it ends",
    meaning: "`before` of a schema is not the `after` of the last plan that touches it among "
      + "those that come first.",
    reason: "When the plan before has run, the scripts of this one would stop at once.",
    example: .plan(
      """
      plan: phase_b
      after: [phase_a] # which leaves 77 tables
      schemas:
        shop:
          table_count: {before: 111, after: 105}
      """),
    remedy: "Write the number that the message tells, and count `after` again.",
    references: ["docs/plan-language.md#after"])
}
