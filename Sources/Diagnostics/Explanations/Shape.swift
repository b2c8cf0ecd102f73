extension Explanation {
  static let unknownKey = Explanation(
    "a key is not known here",
    meaning: "A mapping has a key that planc does not know in this place.",
    reason: "A key with a slip of the pen, taken for a comment, would have no effect: a budget "
      + "that is not checked, a table that keeps its old name.",
    example: .plan(
      """
      schemas:
        shop:
          table_cuont: {before: 111, after: 77}
      """),
    remedy: "Write the key that was meant. The help shows the nearest key, or all keys that are "
      + "allowed there.",
    references: ["docs/plan-language.md#the-keys"])

  static let missingKey = Explanation(
    "a key is missing",
    meaning: "A mapping lacks a key that it must have.",
    reason: "Where planc guessed a value, nobody would have written or reviewed it. The counts "
      + "above all are required: they are the second look at the lists.",
    example: .plan(
      """
      schemas:
        shop:
          table_count: {before: 111}
      """),
    remedy: "Add the key.",
    references: ["docs/plan-language.md#the-keys"])

  static let wrongType = Explanation(
    "a value is of another kind than it must be",
    meaning: "A list stands where a mapping or a text must stand, or the other way round, or a "
      + "key has no value at all.",
    reason: "planc does not turn one kind of value into another: what it would make of the value "
      + "might not be what the author saw.",
    example: .plan(
      """
      assignments:
        from: shop
        to: shop_ephemeral
        tables: [shop_sessions]
      """),
    remedy: "Write the value as the message says. In the example a `-` is missing before `from`: "
      + "`assignments` is a list.",
    references: ["docs/plan-language.md#text-names-and-numbers"])

  static let emptyCollection = Explanation(
    "a list or a mapping is empty",
    meaning: "A list or a mapping that must hold something holds nothing.",
    reason: "An empty list is what remains when lines were lost in a merge. A plan that moves no "
      + "table would still write files that look like a migration.",
    example: .plan(
      """
      assignments:
        - from: shop
          to: shop_ephemeral
          tables: []
      """),
    remedy: "Fill the list, or leave out the key.",
    references: ["docs/plan-language.md#the-keys"])

  static let notAnInteger = Explanation(
    "a number is not written as a whole number",
    meaning: "Numbers are written in decimal digits: without quotes, sign, point, exponent, "
      + "separators or zeros in front.",
    reason: "Readers of YAML disagree about everything else: `010` is 8 in YAML 1.1 and 10 in "
      + "YAML 1.2.",
    example: .plan("table_count: {before: \"111\", after: 077}"),
    remedy: "Write the digits alone: `111`, `77`.",
    references: [
      "https://yaml.org/type/int.html",
      "https://yaml.org/spec/1.2.2/#103-core-schema",
    ])

  static let outOfRange = Explanation(
    "a number or the length of a text is outside its limits",
    meaning: "A number is smaller or larger than it may be, or a text is empty or too long.",
    reason: "The limits are those of the server or of what is generated. `lock_wait_timeout: 0` "
      + "would give up at the first table that is in use; a day would let one forgotten "
      + "transaction stop all that follows.",
    example: .plan("lock_wait_timeout: 86400"),
    remedy: "Choose a value within the limits that the message names.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_lock_wait_timeout",
      "https://mariadb.com/kb/en/metadata-locking/",
    ])

  static let ambiguousScalar = Explanation(
    "other readers of YAML take this name for something else",
    meaning: "A name is written without quotes in a form that YAML 1.1 or 1.2 takes for a truth "
      + "value, a number, a date or nothing: `yes`, `1e3`, `2024_01`, `~`.",
    reason: "planc would read the name as written, but an editor, a linter or a script in another "
      + "language would see another one in the same plan.",
    example: .plan(
      """
      tables:
        - 2024_01
      """),
    remedy: "Put the name in quotes: `'2024_01'`.",
    references: [
      "https://yaml.org/type/bool.html",
      "https://yaml.org/spec/1.2.2/#103-core-schema",
    ])

  static let escapedControlCharacter = Explanation(
    "an escape makes a control character",
    meaning: "A text in double quotes holds an escape such as `\\r`, `\\0` or `\\x1b`, which "
      + "stands for a character that is not shown.",
    reason: "The character would reach the SQL, the runbook and the terminal of whoever reads "
      + "them, where it can hide or change what stands around it.",
    example: .plan("title: \"Phase A\\r\""),
    remedy: "Leave the escape out.",
    references: [
      "https://yaml.org/spec/1.2.2/#57-escaped-characters"
    ])

  static let malformedWord = Explanation(
    "a word holds characters that it may not",
    meaning: "Names that planc gives to files, folders, constants and functions are of a narrow "
      + "set of characters, or are taken already. The plan's name and the aliases match "
      + "`[a-z][a-z0-9_]*`.",
    reason: "They become file names, PHP constants and words in SQL comments, and must be the "
      + "same on every file system and in every language.",
    example: .plan("plan: Phase-A"),
    remedy: "Write the word as the message says: `phase_a`.",
    references: [
      "https://www.php.net/manual/en/reserved.keywords.php"
    ])

  static let unsafeText = Explanation(
    "a text or a name holds a character that generated files cannot carry",
    meaning: "A text holds a line end, a control character, a character that changes the "
      + "direction of the text around it, or one that nobody sees, such as U+200B. In the comment "
      + "of a schema `*/` is refused too.",
    reason: "Comments in SQL end at the line's end, and have no escape: what follows a line end "
      + "would be run. Marks of direction, and what shows nothing, let a reviewer read another "
      + "name than the server does.",
    example: .plan(
      """
      title: |
        Phase A
        second line
      """),
    remedy: "Write the text on one line, and take the character out. After `>-` a text may run "
      + "over several lines and is still one.",
    references: [
      "https://dev.mysql.com/doc/refman/8.4/en/comments.html",
      "https://mariadb.com/kb/en/comment-syntax/",
    ])

  static let unsafePath = Explanation(
    "a file name cannot be used",
    meaning: "A name under `outputs` or `code` is not a plain file name: it has a slash or "
      + "other signs than letters, digits, `_`, `-` and `.`, or another ending than it must have.",
    reason: "planc writes in its own folder only. A name such as `../index.php` would let a plan "
      + "replace a file anywhere in the project.",
    example: .plan(
      """
      outputs:
        rollback: ../rollback.sql
      """),
    remedy: "Write a plain file name: `phase_a_rollback.sql`.",
    references: ["docs/plan-language.md#outputs"])
}
