import ArgumentParser
import Diagnostics
import Operations

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Says what plans do with a table or a schema, and where they say it.",
    discussion: """
      Of a table: where it goes, its group, its lines in the plan and in the generated SQL, and, with \
      a catalog, what depends on it: triggers, foreign keys, views, routines and events. Of a schema: \
      counts, budget with what room it leaves, and the tables that come and go. A table \
      is known by its name before or after the move, alone or behind its schema; a schema by its \
      name or its alias.

      EXAMPLES
        $ planc show lupo_sessions
        $ planc show lupopedia.lupo_sessions plans/phase_a.yaml
        $ planc show core --format json

      EXIT CODES
        0 found; 1 no plan has the name, or a plan has errors; 3 a file cannot be read
      """)

  @Argument(
    help: "A table or a schema.",
    completion: .custom { _, _, _ in namesForCompletion() })
  var name: String

  @Argument(
    help: "Plans; without any, all of plans/*.yaml.", completion: .file(extensions: ["yaml"]))
  var plans: [String] = []

  @OptionGroup var report: ReportOptions

  func run() throws {
    let request = Request(plans: plans, map: [], out: nil)
    let show = ShowRun(name: name, request: request, terminal: Terminal(options: report))
    throw try show.verdict().exitCode
  }
}

/// The names that plans hold, for a shell that asks; none where plans cannot be read.
private func namesForCompletion() -> [String] {
  guard let folders = try? PlanFolder.find([]) else { return [] }
  return knownNames(in: folders.flatMap(\.plans).compactMap { readPlan($0.source).plan })
}
