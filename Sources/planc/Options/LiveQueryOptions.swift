import ArgumentParser

/// A plan, and the server to read from; the same for `status`, `preflight` and `verify`.
struct LiveQueryOptions: ParsableArguments {
  @Argument(
    help: "The plan; may be left out where plans/ holds one.",
    completion: .file(extensions: ["yaml"]))
  var plan: String?

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Another name for a schema, as in a rehearsal; repeatable.", valueName: "schema=name"),
    transform: SchemaRenaming.init)
  var map: [SchemaRenaming] = []

  @OptionGroup var server: ServerOptions

  @Flag(help: "List every table, not only what is out of line.")
  var verbose = false

  func validate() throws { try server.expectDatabase() }
}
