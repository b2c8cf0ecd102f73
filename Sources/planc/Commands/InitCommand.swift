import ArgumentParser
import Operations

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a first plan, commented, that compiles at once.",
    discussion: """
      The plan goes to plans/<name>.yaml; a file that is there is never replaced. Without options \
      it is an example. Counts that nobody gave are those of the tables named, for you to correct.

      With a catalog the plan has its counts, and lists every table of the schema; one moves, the \
      others are comments. A table that can move without further decisions is preferred; otherwise \
      the plan lists the risks under `accept`, for you to decide.

      EXAMPLES
        $ planc init
        $ planc init next --catalog catalogs/lupopedia.yaml
        $ planc init archive --from crm --to crm_archive --table mails
        $ planc init logs --from erp --count 90 --table log_1 --table log_2

      EXIT CODES
        0 written; 1 the plan would have errors, by itself or beside the other
        plans; 3 the file is there already, or cannot be written
      """)

  @Argument(help: "The plan's name, a word in lower case.")
  var name = "first_plan"

  @Option(
    help: ArgumentHelp(
      "What the server holds, as `planc inspect` wrote it; below this folder.",
      valueName: "file"), completion: .file(extensions: ["yaml"]))
  var catalog: String?

  @Option(
    help: ArgumentHelp(
      "The schema that holds the tables today. (default: library; with --catalog its largest)",
      valueName: "schema"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The schema that they move to; the plan creates it where it is not there. (default: <from>_archive)",
      valueName: "schema"))
  var to: String?

  @Option(name: .customLong("table"), help: ArgumentHelp("A table that moves; repeatable."))
  var tables: [String] = []

  @Option(
    help: ArgumentHelp(
      "How many tables <from> holds today; not with --catalog.", valueName: "number"))
  var count: Int?

  @OptionGroup var report: ReportOptions

  private var moved: [String] { tables.isEmpty ? ["loans_2022", "loans_2023"] : tables }
  private static let exampleSchema = "library"

  func validate() throws {
    if let several = tables.first(where: { $0.contains(",") || $0.contains("*") }) {
      throw ValidationError(
        "--table takes the name of one table; '\(several)' is none. Write it again for each.")
    }
    if count != nil, catalog != nil {
      throw ValidationError("--catalog says how many tables there are; leave --count out.")
    }
    if let count, count < moved.count {
      throw ValidationError(
        "--count says \(count), but \(moved.count == 1 ? "1 table is" : "\(moved.count) tables are") to move: \(from ?? Self.exampleSchema) holds more."
      )
    }
  }

  func run() throws {
    let terminal = Terminal(options: report)
    if let catalog {
      let run = CatalogInitRun(
        name: name, path: catalog, source: from, target: to, tables: tables, terminal: terminal)
      throw run.verdict().exitCode
    }
    let source = from ?? Self.exampleSchema
    var plan = FirstPlan(
      name: name, source: source, target: to ?? "\(source)_archive", tables: moved,
      sourceCount: count ?? (tables.isEmpty ? 41 : nil))
    plan.isCounted = count != nil
    throw InitRun(terminal: terminal).verdict(of: [plan]).exitCode
  }
}
