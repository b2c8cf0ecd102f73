import ArgumentParser
import Catalogs
import Diagnostics
import Servers

struct InspectCommand: PlancCommand {
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

  var terminal: Terminal { report.terminal }

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

  /// What a client printed of 100,000 tables is below 100 MB.
  private static let sizeMax = 1 << 30

  func run(into outcome: inout Outcome) throws {
    if let from {
      try writeCatalog(
        of: try contents(of: from), from: from == "-" ? "standard input" : from, into: &outcome)
    } else if let address = server.address {
      try server.expectReadableFiles()
      try writeCatalog(of: try askServer(at: address), from: address.shown, into: &outcome)
    } else {
      try write(Array(InspectionQuery(schemas: schemas).text.utf8), into: &outcome)
    }
  }

  private func contents(of path: String) throws(FileFault) -> [UInt8] {
    if path == "-" { return try Folder.standardInput(limit: Self.sizeMax) }
    guard let bytes = try Folder.contents(ofFile: path, limit: Self.sizeMax) else {
      throw FileFault(.read, path, "there is no such file")
    }
    return bytes
  }

  private func askServer(at address: ServerAddress) throws(CommandFault) -> [UInt8] {
    do throws(ServerFault) {
      return try answers(to: InspectionQuery(schemas: schemas), at: address, server.settings)
    } catch {
      let help =
        canConnect
        ? "`planc inspect --print-query` prints the same SQL for the mariadb or mysql client"
        : "install libmariadb-dev and build with the trait LiveServer, which is on by default, or give the SQL of `planc inspect --print-query` to the mariadb or mysql client"
      throw CommandFault(serverDiagnostic(error, address, help: help), .unreachable)
    }
  }

  private func writeCatalog(
    of bytes: [UInt8], from name: String, into outcome: inout Outcome
  ) throws {
    do {
      let (catalog, diagnostics) = try inspectedCatalog(try InspectionAnswer(bytes))
      outcome.add(diagnostics)
      guard let catalog, !diagnostics.haveErrors else {
        outcome.verdict = .planHasErrors
        return
      }
      try write(renderCatalog(catalog), into: &outcome)
    } catch let fault as InspectionAnswer.Fault {
      throw CommandFault(
        .damagedAnswer, "`\(name)` is no whole answer: line \(fault.line): \(fault.reason)",
        help: ["run the SQL again, and look at what the client says on standard error"],
        .planHasErrors)
    } catch let fault as InspectionContradiction {
      throw CommandFault(
        .contradictoryAnswer, "the answers do not fit together: \(fault.sentence)",
        help: ["take the catalog again, while nobody changes the schemas"], .planHasErrors)
    }
  }

  /// Writes the result, to a file in one step; a file whose bytes are equal is not touched.
  private func write(_ bytes: [UInt8], into outcome: inout Outcome) throws {
    guard let out else { return outcome.write(bytes) }
    let (path, name) = splitPath(out)
    guard let folder = try Folder.open(path, for: .write) else {
      throw FileFault(
        .write, out, "there is no such folder", help: ["run `mkdir -p \(shellWord(path))`"])
    }
    if printQuery {
      try folder.replace(name, with: bytes, onlyIf: "a query of `planc inspect`") {
        $0.starts(with: bytes.prefix { $0 != 0x0A })
      }
    } else {
      // Also one that was written by hand: the key must come early.
      try folder.replace(name, with: bytes, onlyIf: "a catalog") { start in
        start.split(separator: 0x0A).contains { $0.starts(with: "catalog: 1".utf8) }
      }
    }
  }
}
