import ArgumentParser

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Takes a catalog: what a server holds, as far as a migration depends on it.",
    discussion: """
      With --database planc asks the server itself. The password comes from PLANC_PASSWORD or \
      MYSQL_PWD, or from the option files of the MariaDB client, groups [client] and [planc]. \
      Without giving planc a password: --print-query prints the same SQL for the mariadb or mysql \
      client, and --from reads what the client printed. Both ways make the same bytes.

      The catalog goes to standard output, or with --out to a file. It holds names, definitions \
      and grants, never rows. Without --schema it holds every schema but the server's own.

        planc inspect --database mysql://app@db.example:3306 --schema shop

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

  @OptionGroup var server: ServerOptions

  @OptionGroup var report: ReportOptions

  func validate() throws {
    let ways = [printQuery, from != nil, server.database != nil].filter { $0 }.count
    guard ways == 1 else {
      throw ValidationError("Say one of --database, --print-query and --from.")
    }
    if from != nil, !schemas.isEmpty {
      throw ValidationError("--from goes without --schema: the answers hold what was asked.")
    }
    for schema in schemas where schema.isEmpty || schema.unicodeScalars.count > 64 {
      throw ValidationError("--schema '\(schema)' is no name: it has 1 to 64 characters.")
    }
    if out == "" { throw ValidationError("--out is empty.") }
  }

  func run() throws {
    let source: InspectRun.Source =
      if let from {
        .file(from)
      } else if let address = server.address {
        .server(address, server.settings, files: server.files)
      } else {
        .query
      }
    let run = InspectRun(
      source: source, schemas: schemas, out: out, terminal: Terminal(options: report))
    throw run.verdict().exitCode
  }
}
