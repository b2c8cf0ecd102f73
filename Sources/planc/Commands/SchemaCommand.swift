import ArgumentParser
import Catalogs
import Plans

struct SchemaCommand: PlancCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of plans, or of catalogs, for editors to check with.",
    discussion: """
      An editor with the YAML language server finds it by the first line of a plan:
      # yaml-language-server: $schema=../schema/plan.schema.json

      EXAMPLES
        $ planc schema > plan.schema.json
        $ planc schema --catalog > catalog.schema.json

      EXIT CODES
        0 printed; 3 it cannot be written
      """)

  @Flag(help: "Print the schema of catalogs.")
  var catalog = false

  @OptionGroup var report: ReportOptions

  var terminal: Terminal { report.terminal }

  func run(into outcome: inout Outcome) {
    outcome.write(catalog ? renderCatalogSchema() : renderPlanSchema())
  }
}
