import Diagnostics
import PlancTestSupport

@testable import PlanCompiler

extension RandomServer {
  /// The catalog of the server, as `planc inspect` takes it.
  func catalog(of client: MariaDBClient) throws -> Catalog {
    let query = InspectionQuery(schemas: [])
    let output = try client.run(text: query.text, options: ["-N"])
    guard output.exitCode == 0 else { throw TestSupportError("inspect: \(output.stderr)") }
    let (catalog, diagnostics) = try inspectedCatalog(InspectionAnswer(Array(output.stdout.utf8)))
    guard let catalog else { throw TestSupportError("inspect: \(diagnostics)") }
    return catalog
  }

  /// The plan, with the risks that are accepted in it.
  func plan(status: String = "planned", accepting risks: [String]) -> String {
    func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
    let leaving = moves.count
    let toMade = moves.count { $0.target == made }
    let ownCount = sql.split(separator: "\n").count { $0.contains(".own_") }
    var text = """
      plan: random
      title: Made from a seed
      version: "1"
      status: \(status)
      catalog: ../catalogs/random.yaml
      schemas:
        \(quoted(source)):
          alias: src
          table_count: {before: \(tables.count), after: \(tables.count - leaving)}

      """
    if leaving > toMade {
      text += """
          \(quoted(present)):
            alias: there
            table_count: {before: \(ownCount), after: \(ownCount + leaving - toMade)}

        """
    }
    if toMade > 0 {
      let like = asksForGrants ? ", grants_like: \(quoted(source))" : ""
      text += """
          \(quoted(made)):
            alias: made
            table_count: {before: 0, after: \(toMade)}
            create: {collation: utf8mb4_unicode_ci\(like)}

        """
    }
    text += "assignments:\n"
    for target in [present, made] where moves.contains(where: { $0.target == target }) {
      text += "  - from: \(quoted(source))\n    to: \(quoted(target))\n    tables:\n"
      for move in moves where move.target == target {
        let name = tables[move.table].name
        text +=
          name == move.name
          ? "      - \(quoted(name))\n"
          : "      - {table: \(quoted(name)), as: \(quoted(move.name))}\n"
      }
    }
    if !risks.isEmpty {
      text += "accept:\n" + risks.map { "  - \($0)\n" }.joined()
    }
    return text
  }

  /// Compiles the plan; constraints that begin to cross schemas are accepted, since they go on to
  /// work, and nothing else is.
  func compiled(
    status: String = "planned", on catalog: Catalog
  ) -> (compilation: Compilation, plan: String) {
    let file = SourceFile(path: "catalogs/random.yaml", bytes: renderCatalog(catalog))
    func compiling(_ plan: String) -> Compilation {
      compile([
        PlanSource(
          SourceFile(path: "plans/random.yaml", text: plan), path: "plans/random.yaml",
          catalog: file)
      ])
    }
    var risks: Set<String> = []
    while true {
      let plan = plan(status: status, accepting: risks.sorted())
      let compilation = compiling(plan)
      let crossing = compilation.diagnostics.filter { $0.code == .foreignKeyCrossesSchemas }
        .compactMap(\.subject)
      let more = crossing.map {
        "{code: P605, at: '\($0.name.replacing("'", with: "''"))', reason: stays enforced}"
      }
      if risks.isSuperset(of: more) { return (compilation, plan) }
      risks.formUnion(more)
    }
  }
}
