extension Explanation {
  static let beforeNotZero = Explanation(
    "a schema that the plan creates is declared with tables in it",
    meaning: "A schema with `create:` has a `before` that is not 0.",
    reason: "A schema that does not exist holds no table. Either it exists, and must not be "
      + "created, nor dropped by the rollback, or the count is wrong.",
    example: .plan(
      """
      shop_ephemeral:
        table_count: {before: 3, after: 15}
        create: {collation: utf8mb4_unicode_ci}
      """),
    remedy: "Write `before: 0`, or leave `create` out if the schema exists.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/create-database.html",
      "https://mariadb.com/kb/en/create-database/",
    ])

  static let countMismatch = Explanation(
    "a declared count and the assignments do not agree",
    meaning: "For every schema, `after` must be `before` plus the tables that are moved in, less "
      + "the tables that are moved out.",
    reason: "The count is written by hand so that it can disagree with the lists. A table that "
      + "was forgotten, or struck out in a merge, is found here, before anything is run.",
    example: .plan(
      """
      schemas:
        shop_ephemeral:
          table_count: {before: 0, after: 12}
      assignments:
        - from: shop
          to: shop_ephemeral
          tables: [shop_sessions, shop_session_events]
      """),
    remedy: "Count again. Either tables are missing from the list, or stand in it by mistake, or "
      + "the declared count is not true any more.",
    references: [
      "docs/plan-language.md#schemasnametable_count",
      "docs/review.md#two-branches-add-tables-to-one-schema",
    ])

  static let budgetExceeded = Explanation(
    "a schema holds more tables than its budget",
    meaning: "`budget` is the most tables that a schema may hold, before the move and after it.",
    reason: "The budget is a promise of the team. A plan that breaks it should say so by "
      + "changing it, in the same review.",
    example: .plan("table_count: {before: 111, after: 120, budget: 115}"),
    remedy: "Move fewer tables there, or raise the budget and say why.",
    references: ["docs/plan-language.md#schemasnametable_countbudget"])
}
