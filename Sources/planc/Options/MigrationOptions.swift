import ArgumentParser

/// The options of `apply` and `rollback`.
struct MigrationOptions: ParsableArguments {
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
  @OptionGroup var run: RunOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    try server.expectDatabase()
    if !map.isEmpty, out == nil { throw ValidationError("--map needs --out.") }
    if out?.isEmpty == true { throw ValidationError("--out must name a folder.") }
  }
}
