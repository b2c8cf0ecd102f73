import ArgumentParser
import Operations

struct Planc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "planc",
    abstract: "Compiles a migration plan into SQL that moves tables, and back.",
    discussion: """
      A plan is a YAML file in the folder plans/; what it compiles to goes to generated/ beside \
      that folder, to be reviewed and checked in. Your client runs it, or planc apply.

      EXAMPLES
        $ planc init
        $ planc compile
        $ planc check
        $ planc diff plans/phase_a.yaml --against main

      EXIT CODES
        0 yes; 1 the plan has errors; 2 the plan is valid, but the generated
        files or the server are not as asked; 3 a file or a server cannot be
        reached; 64 wrong usage; 70 a fault of planc itself
      """,
    version: plancVersion,
    subcommands: [
      InitCommand.self, CompileCommand.self, CheckCommand.self, DiffCommand.self, ShowCommand.self,
      RefsCommand.self, InspectCommand.self, StatusCommand.self, PreflightCommand.self,
      ApplyCommand.self, VerifyCommand.self, RollbackCommand.self,
      ExplainCommand.self, SchemaCommand.self,
    ])
}
