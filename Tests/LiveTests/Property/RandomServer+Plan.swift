import Diagnostics
import PlancTestSupport

@testable import Catalogs
@testable import Operations

extension RandomServer {
  /// The catalog of the server, as `planc inspect` takes it.
  func catalog(of client: MariaDBClient) throws -> Catalog {
    let query = InspectionQuery(schemas: [])
    let output = try client.run(text: query.text, options: ["-N"])
    guard output.exitCode == 0 else { throw TestSupportError("inspect: \(output.stderr)") }
    let (catalog, diagnostics) = try inspectedCatalog(InspectionAnswer(output.stdoutBytes))
    guard let catalog else { throw TestSupportError("inspect: \(diagnostics)") }
    return catalog
  }

  /// The plan, with the risks that are accepted in it.
  func plan(status: String = "planned", accepting risks: [String]) -> String {
    var text = """
      plan: random
      title: Made from a seed
      version: "1"
      status: \(status)
      catalog: ../catalogs/random.yaml
      schemas:

      """
    for (schema, alias) in [(source, "src"), (present, "there"), (made, "made")] {
      text += declaration(of: schema, alias)
    }
    text += "assignments:\n"
    for origin in [source, present] {
      for target in [source, present, made] { text += assignment(from: origin, to: target) }
    }
    if !risks.isEmpty {
      text += "accept:\n" + risks.map { "  - \($0)\n" }.joined()
    }
    return text
  }

  private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  /// The names that the plan lists for a way, and what they become.
  private func listed(from origin: String, to target: String) -> [(name: String, new: String)] {
    var listed = moves.filter { tables[$0.table].schema == origin && $0.target == target }
      .map { (name: tables[$0.table].name, new: $0.name) }
    if case .listed(let name, let aim)? = spoil, aim == target, origin == source {
      listed.append((name, name))
    }
    return listed
  }

  private func declaration(of schema: String, _ alias: String) -> String {
    let leaving = [source, present, made].map { listed(from: schema, to: $0).count }.reduce(0, +)
    let coming = [source, present].map { listed(from: $0, to: schema).count }.reduce(0, +)
    if leaving + coming == 0 { return "" }
    let before = tables.count { $0.schema == schema }
    let after = before + coming - leaving
    var text = """
        \(quoted(schema)):
          alias: \(alias)
          table_count: {before: \(before), after: \(after)}

      """
    if schema == made {
      let like = asksForGrants ? ", grants_like: \(quoted(source))" : ""
      text += "    create: {collation: \(Self.collation)\(like)}\n"
    }
    return text
  }

  private func assignment(from origin: String, to target: String) -> String {
    var listed = listed(from: origin, to: target)
    if listed.isEmpty { return "" }
    var text =
      "  - from: \(quoted(origin))\n    to: \(quoted(target))\n    tables:\n      A group:\n"
    if usesPatterns {
      // Every table whose name begins so, but those that stay, go elsewhere or get another name.
      let meant = listed.filter { $0.name.hasPrefix("t") && $0.name == $0.new }.map(\.name)
      let matched = tables.filter { $0.schema == origin && $0.name.hasPrefix("t") }.map(\.name)
      let others = matched.filter { !meant.contains($0) }
      if !meant.isEmpty, Set(meant).isSubset(of: matched) {
        let except =
          others.isEmpty ? "" : ", except: [\(others.map(quoted).joined(separator: ", "))]"
        text += "        - {match: 't*', count: \(meant.count)\(except)}\n"
        listed.removeAll { meant.contains($0.name) }
      }
    }
    for (name, new) in listed {
      text +=
        name == new
        ? "        - \(quoted(name))\n"
        : "        - {table: \(quoted(name)), as: \(quoted(new))}\n"
    }
    return text
  }

  /// Compiles the plan; constraints that begin to cross schemas and defaults from sequences that
  /// stay are accepted, since they go on to work, and nothing else is.
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
      let more = compilation.diagnostics.compactMap { diagnostic -> String? in
        let isHarmless = [.foreignKeyCrossesSchemas, .sequenceDefault].contains(
          diagnostic.code)
        guard isHarmless, let subject = diagnostic.subject else { return nil }
        let place = "'\(subject.name.replacing("'", with: "''"))'"
        return "{code: \(diagnostic.code.rawValue), at: \(place), reason: it goes on to work}"
      }
      if risks.isSuperset(of: more) { return (compilation, plan) }
      risks.formUnion(more)
    }
  }
}
