import ArgumentParser
import Operations

struct ApplyCommand: PlancCommand {
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

  @OptionGroup var options: MigrationOptions

  var terminal: Terminal { options.report.terminal }

  func run(into outcome: inout Outcome) throws {
    try MigrationExecutor(.forward, options).run(into: &outcome)
  }
}
