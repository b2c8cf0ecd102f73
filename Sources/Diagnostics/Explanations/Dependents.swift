extension Explanation {
  private static let triggerManual = "https://mariadb.com/kb/en/trigger-overview/"
  private static let renameManual = "https://dev.mysql.com/doc/refman/8.4/en/rename-table.html"
  private static let viewManual = "https://mariadb.com/kb/en/create-view/"

  static let unqualifiedTriggerName = Explanation(
    "a trigger of a table that moves names something without its schema",
    meaning: "The body of a trigger names a table, view, sequence or routine of its schema, and "
      + "does not say which schema. A word that is a column or an alias is taken for a table.",
    reason: "A trigger moves with its table, and then such a name means the target schema: the "
      + "trigger fails, or writes into another table.",
    example: .situation(
      "`shop.orders` moves to `archive`, and its trigger says `INSERT INTO log`: afterwards that "
        + "is `archive.log`."),
    remedy: "Create the trigger again with `shop.log`, and take the catalog anew. Accept the "
      + "finding if the word means something else.",
    references: [triggerManual])

  static let triggerNamesMovedTable = Explanation(
    "a trigger names a table that moves",
    meaning: "The body of a trigger names a table that is elsewhere after the move.",
    reason: "The move succeeds, and then every statement that fires the trigger fails with 1146.",
    example: .situation(
      "`shop.customers` stays, and its trigger updates `shop.orders`, which moves."),
    remedy: "Change the trigger with the move, and accept the risk in the plan until then.",
    references: [triggerManual])

  static let triggerNotCarried = Explanation(
    "a trigger of a table that moves cannot be carried along",
    meaning: "planc carries triggers along on MariaDB, where they can be created by a prepared "
      + "statement. This one cannot be, or its definer is a role, or its character set is not "
      + "that of the names: MariaDB writes a new name into a trigger in UTF-8, and reads it in the "
      + "character set in which the trigger was created.",
    reason: "A table with a trigger cannot change its schema (error 1435), and a statement that "
      + "cannot be prepared cannot be held back by a check.",
    example: .situation("The catalog is of a MySQL server, and `shop.orders` has a trigger."),
    remedy: "Drop the trigger before the move, while nobody writes, and create it after it.",
    references: [renameManual])

  static let triggerNameTaken = Explanation(
    "the name of a trigger is taken in the target",
    meaning: "A trigger of a table that moves has the name of a trigger in the target schema.",
    reason: "Names of triggers are unique within a schema. The server would say so (1359) when "
      + "the table is on its way and away for everybody.",
    example: .situation("`shop.orders` and `archive.log` both have a trigger `before_insert`."),
    remedy: "Create one of the two again under another name, and take the catalog anew.",
    references: [triggerManual])

  static let foreignKeyCrossesSchemas = Explanation(
    "a foreign key begins to cross schemas",
    meaning: "Both tables of a foreign key are in one schema now, and in two after the move.",
    reason: "The key stays enforced. But a dump of one schema cannot be restored without the "
      + "other, and neither can be moved to another server alone.",
    example: .situation("`shop.orders` moves to `archive`, `shop.order_items` stays."),
    remedy: "Move both tables to one schema, or accept the risk in the plan with a reason.",
    references: [renameManual])

  static let viewNamesMovedTable = Explanation(
    "a view names a table that moves, and cannot be carried along",
    meaning: "planc creates views on tables that move again with the new names. From what the "
      + "catalog shows, this one would not come out as it is, or it fails already. The note says why.",
    reason: "The move succeeds, and then the view, views on it and dumps of its schema fail "
      + "with 1356.",
    example: .situation(
      "`shop.open_orders` selects from `shop.orders`, which moves, with two index hints: the server "
        + "turns their order round each time that the view is created."),
    remedy: "Drop the view before the move, and create it with the new name after it; or write it "
      + "in another way, and take the catalog anew. If you accept the risk, the view is left as it "
      + "is.",
    references: [viewManual])

  static let routineNamesMovedTable = Explanation(
    "a routine names a table that moves",
    meaning: "The body of a procedure, function or package names a table that is elsewhere after "
      + "the move. A word that is a column or an alias is taken for a table.",
    reason: "The move succeeds, and the next call fails with 1146.",
    example: .situation("The procedure `shop.close_day` updates `shop.orders`, which moves."),
    remedy: "Change the routine with the move, and accept the risk in the plan until then.",
    references: [renameManual])

  static let eventNamesMovedTable = Explanation(
    "an event names a table that moves",
    meaning: "The body of an event names a table that is elsewhere after the move.",
    reason: "The event fails from then on, and only the server's log says so.",
    example: .situation("The event `shop.purge` deletes from `shop.sessions`, which moves."),
    remedy: "Change the event with the move, and accept the risk in the plan until then.",
    references: [renameManual])

  static let triggerCollation = Explanation(
    "the variables of a trigger would get another collation",
    meaning: "A trigger that declares variables was created under another collation of its schema "
      + "than the schema, or the target, has now.",
    reason: "A variable without a character set has that of the schema in which its trigger is "
      + "created: comparisons could come out differently after the move, or after a rollback.",
    example: .situation(
      "`shop` is `latin1_swedish_ci`, `archive` is `utf8mb4_unicode_ci`, and the trigger says "
        + "`DECLARE name VARCHAR(40)`."),
    remedy: "Declare the variables with CHARACTER SET and COLLATE, or accept the risk.",
    references: [triggerManual])

  static let unseenDependents = Explanation(
    "the catalog does not show everything that may depend on a table",
    meaning: "The account that took the catalog could not see some triggers, views, routines, "
      + "events, grants or foreign keys, or the text of one.",
    reason: "What is not seen is not absent. It may name a table that moves.",
    example: .situation("The account had no EVENT privilege on `shop`."),
    remedy: "Take the catalog with an account that sees everything, or accept the risk: `at` is "
      + "the schema and what is unseen in it, such as `shop.events`.",
    references: ["docs/catalog.md#what-an-account-does-not-see"])

  static let unprovenText = Explanation(
    "a text that is created again may have lost something",
    meaning: "A trigger of a table that moves, or a view on one, is created again. The catalog has "
      + "its text as `information_schema` shows it, the text holds a string, a number in hexadecimal, "
      + "a backslash or a question mark, and nothing says that SHOW CREATE has the same. Or it was not "
      + "created in utf8mb4 and shows `????`, as which SHOW CREATE shows a character beyond U+FFFF, too.",
    reason:
      "MariaDB shows `'\\\\n'` as `'\\n'` there, leaves out `_latin1` before a text, and shows question "
      + "marks for an emoji. Created again from that, a trigger would do something else from then on, "
      + "in silence, or could not be created at all, when it is dropped already; and the text that it "
      + "had would be nowhere any more.",
    example: .situation(
      "The trigger says `REPLACE(NEW.path, '\\\\', '/')`, and the catalog has `'\\'` in place of its "
        + "`'\\\\'`."),
    remedy:
      "Take the catalog anew with `planc inspect`, which compares every such text with SHOW CREATE "
      + "TRIGGER and SHOW CREATE VIEW. In a catalog that was written by hand: compare them, and add "
      + "`compared: true` where the texts are the same, or the other one as `original`. This cannot be "
      + "accepted.",
    references: [triggerManual])

  static let viewCrashesServer = Explanation(
    "a view with `JSON_TABLE` would fail after the move and crash the server",
    meaning: "A view on MariaDB uses `JSON_TABLE` and, itself or through another view, a table "
      + "that moves. The move cannot recreate it.",
    reason:
      "The view fails with error 1356 after the move. SHOW CREATE VIEW of a failing view with "
      + "`JSON_TABLE` crashes MariaDB 10.11.19 and 11.8.9 with signal 11, and so does `mariadb-dump "
      + "--single-transaction`. A nightly backup is enough. This cannot be accepted.",
    example: .situation(
      "`shop.lines` selects from `shop.orders` and from `JSON_TABLE(orders.lines, ...)`, and has two "
        + "index hints, which planc cannot write again."),
    remedy:
      "Drop the view before the move, refresh the catalog, and create the view again with the "
      + "new name after the move.",
    references: ["https://mariadb.com/kb/en/json_table/"])
}
