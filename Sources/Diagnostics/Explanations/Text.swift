extension Explanation {
  static let notUTF8 = Explanation(
    "the file is not UTF-8",
    meaning: "The file holds bytes that no character has in UTF-8, or it is in UTF-16 or UTF-32.",
    reason: "A name that is read in the wrong encoding is another name: the SQL would look for a "
      + "table that does not exist.",
    example: .situation(
      "An editor saved the plan as Latin-1, and a group is called `Straßen`: the `ß` is the "
        + "single byte DF, which UTF-8 does not know alone."),
    remedy: "Save the file as UTF-8. `iconv -f latin1 -t utf-8` converts a file that is in "
      + "Latin-1.",
    references: [
      "https://yaml.org/spec/1.2.2/#52-character-encodings"
    ])

  static let controlCharacter = Explanation(
    "a control character stands in the file",
    meaning: "The file holds a character that is not shown, such as an escape, a zero byte, or a "
      + "byte-order mark that is not at its start. Tabs and line ends are fine.",
    reason: "Nobody sees such a character in a review, and in a terminal it can hide or change "
      + "what stands around it.",
    example: .situation(
      "A name was copied from a terminal together with the escape sequence that colored it."),
    remedy: "Remove the character. The mark in the message stands under it; most editors have a "
      + "command that shows invisible characters.",
    references: [
      "https://yaml.org/spec/1.2.2/#51-character-set"
    ])

  static let lineSeparator = Explanation(
    "a line ends with something else than LF or CR LF",
    meaning: "The file holds a carriage return without a line feed, or one of the characters "
      + "U+0085, U+2028 and U+2029.",
    reason: "YAML 1.1 takes them for line ends, while YAML 1.2 and most editors take the last "
      + "three for text. A line would begin where no reviewer sees one, and every line number "
      + "after it would be wrong.",
    example: .situation(
      "A title was pasted from a word processor that writes U+2028 where a line is broken by "
        + "hand."),
    remedy: "Remove the character, or save the file with LF line ends.",
    references: [
      "https://yaml.org/spec/1.2.2/#54-line-break-characters"
    ])

  static let syntaxFault = Explanation(
    "the file is not YAML",
    meaning: "The text breaks a rule of YAML: an indentation that fits no line above it, a quote "
      + "or bracket that is not closed, a colon too many or too few.",
    reason: "After such a place nobody can say what belongs to what, so the rest of the file is "
      + "not read. Other faults may come to light once it is mended.",
    example: .plan(
      """
      plan: phase_a
      title: Phase A: the first move
      """),
    remedy: "Mend the text at the mark; the help says how. A text that holds `: ` or ` #`, or "
      + "that starts with a sign such as `@`, `%`, `&` or `[`, must stand in quotes.",
    references: [
      "https://yaml.org/spec/1.2.2/#61-indentation-spaces",
      "https://yaml.org/spec/1.2.2/#733-plain-style",
    ])

  static let fileTooLarge = Explanation(
    "the file is larger than 64 MiB",
    meaning: "planc reads plans of up to 67,108,864 bytes.",
    reason: "A plan of 100,000 tables has about 4 MB. What is larger than 64 MiB is not a plan, "
      + "and reading it would take the memory of the machine.",
    example: .situation("`planc compile dump.sql` is run with a backup in place of the plan."),
    remedy: "Check the path. A plan that is really so large can be split into several.",
    references: ["docs/plan-language.md#the-plan-language"])

  static let nestingTooDeep = Explanation(
    "collections stand in one another more than 64 deep",
    meaning: "Mappings and lists may stand in one another 64 deep; a plan needs 6.",
    reason: "The time that libyaml takes grows with the square of the depth: 100,000 brackets, a "
      + "file of 100 kB, take 17 seconds.",
    example: .situation("A file starts with a hundred opening brackets."),
    remedy: "Write the plan as the manual shows; no part of it is nested so deep.",
    references: ["docs/plan-language.md#the-plan-language"])

  static let duplicateKey = Explanation(
    "a key stands twice in one mapping",
    meaning: "Two entries of a mapping have the same key. Keys that look the same and differ only "
      + "in how an accent is encoded count as the same.",
    reason: "Most readers of YAML keep the last of the two and say nothing. The tables of a group "
      + "that is written twice would be lost without a trace.",
    example: .plan(
      """
      tables:
        Sessions:
          - shop_sessions
        Sessions:
          - shop_session_events
      """),
    remedy: "Keep one of the two, or put what both hold under one key.",
    references: [
      "https://yaml.org/spec/1.2.2/#3213-node-comparison"
    ])

  static let severalDocuments = Explanation(
    "the file holds a second document",
    meaning: "A line `---` after the first document starts a second one.",
    reason: "A plan is one document. A reader that takes the first and ignores the rest would "
      + "leave out every table after that line.",
    example: .plan(
      """
      plan: phase_a
      ---
      plan: phase_b
      """),
    remedy: "Remove the line, or move the second document to a file of its own.",
    references: [
      "https://yaml.org/spec/1.2.2/#92-streams"
    ])

  static let anchorAliasOrTag = Explanation(
    "the file has an anchor, an alias, a merge key or a tag",
    meaning: "`&name`, `*name`, `<<` and `!tag` let one place of a YAML file stand for another, "
      + "or change how a value is read.",
    reason: "A plan is read by people. Whoever reviews it must see each table in the place where "
      + "it counts, not find it by following a name.",
    example: .plan(
      """
      shop_orchestration:
        create: &new {collation: utf8mb4_unicode_ci}
      shop_ephemeral:
        create: *new
      """),
    remedy: "Write the value itself. A text that starts with `*`, `&` or `!` must stand in "
      + "quotes: `\"*draft*\"`.",
    references: [
      "https://yaml.org/spec/1.2.2/#692-node-anchors",
      "https://yaml.org/spec/1.2.2/#71-alias-nodes",
      "https://yaml.org/type/merge.html",
    ])

  static let emptyFile = Explanation(
    "the file holds no document",
    meaning: "The file is empty, or has only comments and white space.",
    reason: "An empty plan would remove the files that the plan before it had generated.",
    example: .plan("# phase A, to be written\n"),
    remedy: "Write a plan, or remove the file.",
    references: ["docs/plan-language.md#the-plan-language"])

  static let tooManyFaults = Explanation(
    "there are more than 100 faults",
    meaning: "A run shows at most 100 diagnostics, errors before warnings; this one had more.",
    reason: "A list that is cut without a word would look complete.",
    example: .situation("In a plan of 500 tables every name was changed to capital letters."),
    remedy: "Mend the faults that are shown and run planc again. Many of one kind often have one "
      + "cause.",
    severities: [.error, .warning], references: ["docs/plan-language.md#the-plan-language"])

  static let mergeConflict = Explanation(
    "the file holds a conflict of a merge",
    meaning: "Lines that start with seven `<`, `=` or `>` are left in the file: two branches "
      + "changed the same place, and nobody has decided yet what shall stand there.",
    reason: "Neither side is the plan that both mean together. Where two branches move tables into "
      + "one schema they meet in the line of its counts, and then neither number is right.",
    example: .plan(
      """
      schemas:
        shop:
      <<<<<<< HEAD
          table_count: {before: 41, after: 38}
      =======
          table_count: {before: 41, after: 37}
      >>>>>>> drafts
      """),
    remedy: "Write what both sides mean together, and remove the marks. Count again: the tables of "
      + "both branches have moved. What is under `generated/` needs no hand, `planc compile` writes "
      + "it anew; and a catalog is best taken anew with `planc inspect`.",
    references: [
      "https://git-scm.com/docs/git-merge#_how_conflicts_are_presented"
    ])
}
