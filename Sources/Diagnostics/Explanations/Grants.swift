/// Rights on tables that move, and on schemas that a plan creates.
extension Explanation {
  private static let grantManual = "https://dev.mysql.com/doc/refman/8.4/en/grant.html"

  static let grantLeftBehind = Explanation(
    "a grant on a table that moves cannot be copied",
    meaning: "An account or role has rights on a table or a column of it by the table's name, and "
      + "planc does not know how to grant the same: it does not know the right, or the grantee is "
      + "no account that a GRANT can name.",
    reason: "A RENAME leaves grants where they are: the account is denied on the new name (1142), "
      + "unless it has rights on the target schema.",
    example: .situation("`report@%` has PEEK on `shop.orders`, which moves to `archive`."),
    remedy: "Grant the same on the new name after the move, and accept the risk in the plan.",
    references: [grantManual])

  static let grantOnNewName = Explanation(
    "a grant is on the new name of a table already",
    meaning: "An account or role has rights on a table that does not exist yet, under the name "
      + "that a table of the plan gets. Grants outlive the tables that they were made for.",
    reason: "When the table arrives, the account may read or change it, and nobody has decided so.",
    example: .situation(
      "`archive.orders` was dropped years ago, and `intern@%` still has SELECT on it. Now "
        + "`shop.orders` moves there."),
    remedy: "Revoke it and take the catalog anew, or accept it if it is meant for this table.",
    references: [grantManual])

  static let grantNotToldApart = Explanation(
    "a grant could not be told from the plan's own copy",
    meaning: "An account or role whose grants are copied has rights on the new name already.",
    reason: "The server is the only record of what was copied: a rollback that finds both could "
      + "not tell which of them the plan has made, and would revoke too much or too little.",
    example: .situation(
      "`report@%` has SELECT on `shop.orders`, which moves to `archive`, and since some earlier "
        + "day SELECT on `archive.orders` as well."),
    remedy: "Revoke what is on the new name and take the catalog anew: the plan grants it again. "
      + "Or leave grants alone, with `grants: leave` or without `grants_like`.",
    references: [grantManual])

  static let noGrantsToCopy = Explanation(
    "the grants that `grants_like` asks for cannot be copied",
    meaning: "Nobody has rights on the schema that `grants_like` names, or it is the created "
      + "schema itself.",
    reason: "Nothing would be granted, and whoever wrote the key expects that something is.",
    example: .plan("create: {collation: utf8mb4_unicode_ci, grants_like: shop_sessions}"),
    remedy: "Name the schema that the application uses today, or leave the key out. Rights on the "
      + "whole server reach every schema and need not be copied.",
    references: [grantManual])

  static let refusedTrigger = Explanation(
    "a table that moves has a trigger, and the plan refuses triggers",
    meaning: "The plan says `triggers: refuse`, and the catalog shows a trigger on a table that "
      + "moves.",
    reason: "A table with triggers is away for everybody while they are carried along. The plan "
      + "promises that this does not happen.",
    example: .plan("triggers: refuse"),
    remedy: "Leave the key out to have the triggers carried along, or drop them before the move "
      + "and take the catalog anew.",
    references: ["https://dev.mysql.com/doc/refman/8.4/en/rename-table.html"])
}
