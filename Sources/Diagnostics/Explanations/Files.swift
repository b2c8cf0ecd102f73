extension Explanation {
  static let missingGeneratedFile = Explanation(
    "a generated file is missing",
    meaning: "The plan makes a file that is not on the disk.",
    reason: "What is reviewed must be what the plan says. A migration without its rollback must "
      + "not pass.",
    example: .situation("A plan was added, and its folder under `generated/` was not committed."),
    remedy: "Run `planc compile` and commit what it writes.",
    references: ["docs/runbooks.md#the-files"])

  static let changedGeneratedFile = Explanation(
    "a generated file is not what the plan makes",
    meaning: "The file on the disk differs from what the plan makes now: the plan was changed "
      + "and not compiled, or the file was changed by hand.",
    reason: "The SQL that is run would not be the SQL that follows from the plan, which is the "
      + "only copy.",
    example: .situation(
      "A table was added to a group, and the plan was committed without `generated/`."),
    remedy: "Run `planc compile`, look at the difference and commit it. A change by hand belongs "
      + "in the plan.",
    references: ["docs/review.md#a-pull-request"])

  static let staleGeneratedFile = Explanation(
    "no plan generates this file any more",
    meaning: "A file says that planc generated it from a plan, but that plan does not exist or "
      + "generates other files now.",
    reason: "An outdated script can still be run, and moves tables as an old plan wanted.",
    example: .situation(
      "The alias `ephemeral` became `short_lived`: `phase_a_move_ephemeral_tables.sql` is still "
        + "there beside the new file. Or `phase_a_rollback.sql` was copied."),
    remedy: "Run `planc compile`. It removes a file from the plan's own folder only if it has "
      + "a default name of this plan, names the plan in its first line, and contains nothing but "
      + "what an earlier version of the plan compiled to. Remove any other file with the `rm` "
      + "that `planc check` prints, or move it out of the output folder to keep it.",
    severities: [.error, .warning], references: ["docs/runbooks.md#the-files"])

  static let foreignFile = Explanation(
    "a file that planc did not make stands in its way or in its folder",
    meaning: "In the folder of a plan stands a file without the sentence that marks generated "
      + "files. Where planc has to write that very file, it stops; elsewhere it only says so.",
    reason: "planc replaces and removes nothing that it did not make: it may be the only copy of "
      + "somebody's notes.",
    example: .situation("Notes were saved as `generated/phase_a/README.md`."),
    remedy: "Move the file elsewhere.",
    severities: [.error, .note], references: ["docs/runbooks.md#the-files"])

  static let unreadableFile = Explanation(
    "a file or folder cannot be read",
    meaning: "The operating system refused to open or read a file, or there is none.",
    reason: "What cannot be read cannot be compared: planc does not take it for empty.",
    example: .situation("`planc check plans/phase_x.yaml` is run, and there is no such file."),
    remedy: "Check the path and the permissions; the message has the system's own words.",
    references: [
      "docs/plan-language.md#catalog",
      "docs/runbooks.md#exit-codes",
    ])

  static let unwritableFile = Explanation(
    "a file or folder cannot be written",
    meaning: "The operating system refused to create, write, rename or remove a file.",
    reason: "Every file is written under another name first and then put in its place, so what "
      + "stands in the output folder is whole: old or new, never half.",
    example: .situation("The disk is full, or `generated/` belongs to another user."),
    remedy: "Mend what the message names and run the command again; it writes what is still "
      + "missing.",
    references: ["docs/decisions/0007-files-are-renamed-not-synchronised.md"])

  static let rehearsalNamesSchema = Explanation(
    "a rehearsal would use a schema that is not mapped",
    meaning: "With `--map`, planc gives the schemas in the bodies of triggers and in views their "
      + "new names too. A trigger or a view that the files recreate names a schema that `--map` "
      + "does not mention, or a name that may be that schema or an alias.",
    reason: "On the server of the plan, the rehearsal would write rows to that schema or replace "
      + "a view in it.",
    example: .situation(
      "`--map crm=crm_stg`, and the trigger `crm.mails_ai` inserts into `audit.log`."),
    remedy: "Map that schema as well: `--map audit=audit_stg`. If the rehearsal has a server of "
      + "its own, keep the name with `--map audit=audit`.",
    references: ["docs/live.md#a-rehearsal"])

  static let rehearsalDiffers = Explanation(
    "a rehearsal differs from the migration",
    meaning: "The files compiled with `--map` leave out something that the migration does.",
    reason: "The catalog lists the grants of the plan's server. planc does not give those "
      + "accounts privileges on the schemas of a rehearsal.",
    example: .situation("The plan copies grants, and is compiled with `--map crm=crm_stg`."),
    remedy: "Read the list. Nothing needs to be changed if the rehearsal is about the tables.",
    severities: [.note], references: ["docs/live.md#a-rehearsal"])

  static let abandonedMap = Explanation(
    "no plan writes this PHP map any more",
    meaning: "The output folder has a PHP map that planc generated earlier. The plans of the "
      + "folder have no `code.php`, or it names another file.",
    reason: "A map that is not written again keeps the tables of an earlier version of the plans. "
      + "An application that includes it looks for tables in the wrong schema.",
    example: .situation(
      "`generated/schema-config.php` exists, and `code` was removed from the plan."),
    remedy: "To have the map written again with the same names, add the `code` that `planc "
      + "compile` and `planc check` print to every plan of the folder. If nothing includes the "
      + "map, remove it with the `rm` that they print.",
    severities: [.error, .warning], references: ["docs/plan-language.md#codephp"])
}
