extension Explanation {
  static let unqualifiedReference = Explanation(
    "code names a moved table without its schema",
    meaning: "A piece of code gives the server a table's name alone. After the move that name is "
      + "looked for in the schema that the table has left.",
    reason: "The statement fails with error 1146, or reads another table of the same name. A "
      + "search for the name finds little, since code builds names from a prefix.",
    example: .situation(
      "`shop_sessions` moves, and a PHP file runs "
        + "`$db->query(\"SELECT * FROM {$prefix}sessions\")`."),
    remedy: "Qualify the name with the new schema. In PHP with a generated map (`code.php` in the "
      + "plan), call its function: `planc_table('shop_sessions')`.",
    references: ["https://dev.mysql.com/doc/refman/8.4/en/identifier-qualifiers.html"])

  static let dynamicTableName = Explanation(
    "a name in code can mean a table that moves, or another one",
    meaning: "Where SQL takes the name of a table, the code has an expression whose value planc "
      + "does not see. Or the name is that of a table that moves, but the file also creates or "
      + "drops a temporary table of that name, or selects another schema with `USE`.",
    reason: "planc cannot decide which table the name means, and `--fix` does not rewrite it: "
      + "`DELETE` and `DROP` would then change the table that moved.",
    example: .situation("A PHP file runs `$db->query(\"SELECT * FROM $table\")`."),
    remedy: "Look where the value comes from. If it can be a moved table, qualify it with its "
      + "schema, or pass it through the function of the generated map. Rename a temporary table; "
      + "qualify the names of tables in other schemas.",
    severities: [.warning], references: ["docs/code-references.md#patterns"])

  static let emptyTwin = Explanation(
    "code would make an empty table at the old place of a moved one",
    meaning: "The code creates a moved table under its name alone. After the move there is none "
      + "in the old schema, so the server makes it there.",
    reason: "Nothing fails: `CREATE TABLE IF NOT EXISTS` succeeds, the application writes into "
      + "the new, empty table, and its rows are split between two places.",
    example: .situation(
      "An installer runs `CREATE TABLE IF NOT EXISTS shop_sessions (…)` at every start, and "
        + "`shop_sessions` moves."),
    remedy: "Qualify the name with the new schema before the move, or take the statement out.",
    references: ["https://dev.mysql.com/doc/refman/8.4/en/create-table.html"])

  static let shrinkingAnswer = Explanation(
    "code asks the server which tables the old schema holds",
    meaning: "`SHOW TABLES`, or a query of `information_schema` for the current or the old "
      + "schema, does not list the moved tables any more.",
    reason: "No error tells of it: the answer is shorter, and an installer, a backup or a check "
      + "takes the table for absent.",
    example: .situation(
      "A check runs `SHOW TABLES LIKE 'shop_sessions'` and calls the installer when there is no "
        + "answer."),
    remedy: "Ask for the new schema as well: `SHOW TABLES FROM new_schema LIKE '…'`.",
    severities: [.error, .warning],
    references: ["https://dev.mysql.com/doc/refman/8.4/en/show-tables.html"])

  static let oldSchemaReference = Explanation(
    "code names a moved table in the schema that it leaves",
    meaning: "The name has a schema, and it is the one that the table is moved out of.",
    reason: "The statement fails after the move. It also does not follow the switch of the "
      + "generated map.",
    example: .situation(
      "`shop_sessions` moves out of `shop`, and a report reads `shop.shop_sessions`."),
    remedy: "Name the new schema, or use the function of the generated map.",
    references: ["https://dev.mysql.com/doc/refman/8.4/en/identifier-qualifiers.html"])
}
