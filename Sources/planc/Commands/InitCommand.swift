import ArgumentParser

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a first plan, commented, that compiles at once.",
    discussion: """
      The plan goes to plans/<name>.yaml; a file that is there is never replaced. Without options \
      it is an example. Counts that nobody gave are those of the tables named, for you to correct.

      EXAMPLES
        $ planc init
        $ planc init archive --from crm --to crm_archive --table mails
        $ planc init logs --from erp --count 90 --table log_1 --table log_2

      EXIT CODES
        0 written; 1 the plan would have errors, by itself or beside the other
        plans; 3 the file is there already, or cannot be written
      """)

  @Argument(help: "The plan's name, a word in lower case.")
  var name = "first_plan"

  @Option(help: ArgumentHelp("The schema that holds the tables today.", valueName: "schema"))
  var from = "library"

  @Option(
    help: ArgumentHelp(
      "The schema that they move to; the plan creates it. (default: <from>_archive)",
      valueName: "schema"))
  var to: String?

  @Option(name: .customLong("table"), help: ArgumentHelp("A table that moves; repeatable."))
  var tables: [String] = []

  @Option(help: ArgumentHelp("How many tables <from> holds today.", valueName: "number"))
  var count: Int?

  @OptionGroup var report: ReportOptions

  private var moved: [String] { tables.isEmpty ? ["loans_2022", "loans_2023"] : tables }

  func validate() throws {
    if let count, count < moved.count {
      throw ValidationError(
        "--count says \(count), but \(moved.count == 1 ? "1 table is" : "\(moved.count) tables are") to move: \(from) holds more."
      )
    }
  }

  func run() throws {
    let run = InitRun(
      name: name, source: from, target: to ?? "\(from)_archive", tables: moved,
      sourceCount: count ?? (tables.isEmpty ? 41 : nil), terminal: Terminal(options: report))
    throw run.verdict().exitCode
  }
}
