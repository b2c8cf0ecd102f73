import ArgumentParser
import Operations

struct RollbackCommand: PlancCommand {
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

  @OptionGroup var options: MigrationOptions

  var terminal: Terminal { options.report.terminal }

  func run(into outcome: inout Outcome) throws {
    try MigrationExecutor(.back, options, dropsSchemas: dropSchemas).run(into: &outcome)
  }
}
