import ArgumentParser
import Diagnostics
import Operations

struct ShowCommand: PlancCommand {
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

  var terminal: Terminal { report.terminal }

  func run(into outcome: inout Outcome) throws {
    let folders = try PlanRequest(plans: plans).compile()
    outcome.add(folders.flatMap(\.compilation.diagnostics))
    outcome.verdict = .planHasErrors
    if folders.contains(where: \.compilation.hasErrors) { return }
    var nearest: [String] = []
    for folder in folders {
      let answer = lookUpName(of: name, in: folder.compiledPlans)
      let generated = joinedPath(folder.folder.root, Destination.folderName)
      switch report.format {
      case .text: outcome.write(answer.text(generated: generated))
      case .json: outcome.write(answer.json(generated: generated))
      }
      if answer.isKnown { outcome.verdict = .yes }
      nearest += answer.nearest
    }
    if outcome.verdict != .yes { outcome.complaint = complaint(nearest) }
  }

  private func complaint(_ nearest: [String]) -> String {
    let names = nearest.prefix(5).map { "`\(escaped($0))`" }
    let hint =
      names.isEmpty
      ? "" : "; near it \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))"
    return "no plan names `\(escaped(name))`\(hint)"
  }
}

extension CompiledFolder {
  /// The plans that were asked for.
  fileprivate var compiledPlans: [CompiledPlan] {
    folder.asked.compactMap { file in
      guard
        let index = compilation.migrations.firstIndex(where: { $0.planPath == file.relativePath })
      else { return nil }
      return CompiledPlan(
        plan: compilation.plans[index], migration: compilation.migrations[index],
        files: compilation.files, catalog: compilation.catalogs[index])
    }
  }
}

/// The names that plans hold, for a shell that asks; none where plans cannot be read.
private func namesForCompletion() -> [String] {
  guard let folders = try? PlanFolder.find([]) else { return [] }
  return knownNames(in: folders.flatMap(\.plans).compactMap { readPlan($0.source).plan })
}
