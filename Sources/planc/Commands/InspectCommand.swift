import ArgumentParser

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Takes a catalog: what a server holds, as far as a migration depends on it.",
    discussion: """
      Without a password: --print-query prints SQL for the mariadb or mysql client, and --from reads \
      what the client printed. The catalog goes to standard output, or with --out to a file. It \
      holds names, definitions and grants, never rows. Without --schema it holds every schema but \
      the server's own.

      EXAMPLES
        $ planc inspect --print-query --schema lupopedia > inspect.sql
        $ planc inspect --from answers.txt > shop.yaml
        $ planc inspect --from answers.txt --out catalogs/shop.yaml

      EXIT CODES
        0 taken; 1 the answers are no whole, or no schema is there;
        3 a file or a server cannot be reached
      """)

  @Flag(help: "Print the SQL that asks a server.")
  var printQuery = false

  @Option(
    help: ArgumentHelp("What the client printed; - for standard input.", valueName: "file"),
    completion: .file())
  var from: String?

  @Option(
    name: .customLong("schema"),
    help: ArgumentHelp("A schema, spelt as the server does; repeatable.", valueName: "schema"))
  var schemas: [String] = []

  @Option(
    help: ArgumentHelp("Write to this file, whole or not at all.", valueName: "file"),
    completion: .file())
  var out: String?

  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard printQuery != (from != nil) else {
      throw ValidationError("Say either --print-query or --from.")
    }
    if from != nil, !schemas.isEmpty {
      throw ValidationError("--schema goes with --print-query: the answers hold what was asked.")
    }
    for schema in schemas where schema.isEmpty || schema.unicodeScalars.count > 64 {
      throw ValidationError("--schema '\(schema)' is no name: it has 1 to 64 characters.")
    }
    if out == "" { throw ValidationError("--out is empty.") }
  }

  func run() throws {
    let source: InspectRun.Source =
      if let from { .file(from) } else { .query }
    let run = InspectRun(
      source: source, schemas: schemas, out: out, terminal: Terminal(options: report))
    throw run.verdict().exitCode
  }
}
