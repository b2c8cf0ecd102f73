import ArgumentParser
import Diagnostics
import Operations
import Servers

struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Moves the tables of a plan on a server, from whatever state it is in.",
    discussion: """
      Runs the files under generated/ that remain: first it reads where every table is, then it \
      shows what it will run, and asks. Each file finds out by itself what is done, so planc apply \
      may be stopped, killed, and run again at any time; planc rollback undoes. The files must be \
      what the plan compiles to: what was reviewed is what runs.

      While others hold a lock the file is run again, after growing pauses; then planc names \
      the sessions. A lost connection is made anew. Ctrl-C stops behind the running statement, or \
      where a table with triggers is under way, behind its last one; a second Ctrl-C ends planc \
      at once.

        planc apply plans/phase_a.yaml --database mysql://dba@db --dry-run
        planc apply plans/phase_a.yaml --database mysql://dba@db
        planc apply plans/phase_a.yaml --database mysql://dba@db --yes \\
          --log phase_a.jsonl --deadline 600

      EXIT CODES
        0 done and verified; 1 the plan has errors; 2 stopped, the message says
        why and how to go on; 3 a file or the server cannot be reached;
        130 ended at once by a second Ctrl-C
      """)

  @OptionGroup var live: LiveCommand

  func run() throws { throw try live.verdict(.forward, dropsSchemas: false).exitCode }
}

struct RollbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Moves the tables of a plan back to their source schemas.",
    discussion: """
      Runs the plan's rollback file from every state that planc apply can leave. It drops no schema.

      With --drop-schemas it then drops each schema that the plan creates, if nothing at all is in \
      it. A schema that existed before the plan looks the same and is dropped too. On MySQL this \
      needs BACKUP_ADMIN. On MariaDB an object that another session creates in the moment between \
      the count and the drop is lost, so use it only while no other session creates objects there.

        planc rollback plans/phase_a.yaml --database mysql://dba@db --dry-run
        planc rollback plans/phase_a.yaml --database mysql://dba@db --yes \\
          --log phase_a.jsonl
        planc rollback plans/phase_a.yaml --database mysql://dba@db --drop-schemas

      EXIT CODES
        0 every table is at its source; 1 the plan has errors; 2 stopped, the message
        says why and how to continue; 3 a file or the server cannot be reached;
        130 ended at once by a second Ctrl-C
      """)

  @Flag(help: "Then drop each schema that the plan creates, if it is empty.")
  var dropSchemas = false

  @OptionGroup var live: LiveCommand

  func run() throws { throw try live.verdict(.back, dropsSchemas: dropSchemas).exitCode }
}

/// What `apply` and `rollback` are asked.
struct LiveCommand: ParsableArguments {
  @Argument(help: "The plan.", completion: .file(extensions: ["yaml"]))
  var plan: String

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Another name for a schema, as compiled for a rehearsal; needs --out.",
      valueName: "schema=name"),
    transform: SchemaRenaming.init)
  var map: [SchemaRenaming] = []

  @Option(
    help: ArgumentHelp("Where the files are instead of generated/.", valueName: "folder"),
    completion: .directory)
  var out: String?

  @OptionGroup var server: ServerOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard server.database != nil else {
      throw ValidationError("Say which server: --database mysql://USER@HOST.")
    }
    if !map.isEmpty, out == nil { throw ValidationError("--map needs --out.") }
    if out?.isEmpty == true { throw ValidationError("--out must name a folder.") }
  }

  func verdict(_ direction: Direction, dropsSchemas: Bool) throws -> Verdict {
    guard let address = server.address else { preconditionFailure("validated") }
    let terminal = Terminal(options: report)
    do throws(LiveRequest.Fault) {
      let compiled = try LiveRequest(
        request: Request(plans: [plan], map: map, out: out, isLive: true), arguments: repeated,
        terminal: terminal
      ).resolve()
      do throws(FileFault) {
        for file in server.files { try Folder.expectReadable(file) }
        let log =
          options.dryRun
          ? nil
          : try options.log.map { (path) throws(FileFault) in
            try LogFile(path: path)
          }
        let run = MigrationRun(
          direction, compiled, at: ServerSession(address, server.settings), options,
          dropsSchemas: dropsSchemas, log: log, terminal)
        return run.verdict()
      } catch {
        throw .refused([error.diagnostic], .unreachable)
      }
    } catch {
      switch error {
      case .refused(let diagnostics, let verdict):
        terminal.show(diagnostics)
        return verdict
      case .usage(let sentence): throw ValidationError(sentence)
      }
    }
  }

  /// What a command that goes on must say again, besides the plan.
  private var repeated: [String] {
    map.words + (out.map { ["--out", $0] } ?? [])
      + server.words
  }
}
