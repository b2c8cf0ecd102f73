import Diagnostics
import Foundations
import Plans

/// Declarations against each other and against the assignments that use them.
func checkSchemas(_ plan: Plan) -> [Diagnostic] {
  duplicateSchemas(plan) + duplicateAliases(plan) + undeclaredSchemas(plan)
    + unusedSchemas(plan)
}

private func duplicateSchemas(_ plan: Plan) -> [Diagnostic] {
  var first: [String: Located<String>] = [:]
  return plan.schemas.compactMap { schema in
    guard let other = first[schema.name.value.lowercased()] else {
      first[schema.name.value.lowercased()] = schema.name
      return nil
    }
    return Diagnostic(
      .duplicateSchema,
      "`\(shown(schema.name.value))` and `\(shown(other.value))` may be one schema to the server",
      at: plan.location(schema.name.span), label: "declared again",
      secondary: [.init(plan.location(other.span), "declared here")],
      notes: ["the names differ only in case, or in how an accent is written"],
      help: ["keep one of the two"])
  }
}

private func duplicateAliases(_ plan: Plan) -> [Diagnostic] {
  var first: [String: SchemaDeclaration] = [:]
  return plan.schemas.compactMap { schema in
    guard let other = first[schema.alias.value] else {
      first[schema.alias.value] = schema
      return nil
    }
    return Diagnostic(
      .duplicateAlias,
      "`\(shown(schema.name.value))` and `\(shown(other.name.value))` have the same alias "
        + "`\(shown(schema.alias.value))`",
      at: plan.location(schema.alias.span), label: "used again",
      secondary: [.init(plan.location(other.alias.span), "used here")],
      help: ["give one of them another `alias`; files and constants are named after it"])
  }
}

/// One diagnostic for each name, however often it is used.
private func undeclaredSchemas(_ plan: Plan) -> [Diagnostic] {
  let declared = Dictionary(
    plan.schemas.map { ($0.name.value, $0.name.value) }, uniquingKeysWith: { first, _ in first })
  var places: [String: Int] = [:]
  var undeclared: [(name: String, spans: [Span])] = []
  for name in plan.assignments.flatMap({ [$0.source, $0.target] }) {
    if let match = declared[name.value], isSameSpelling(match, name.value) { continue }
    if plan.omissions.schemas.contains(name.value) { continue }
    if let place = places[name.value] {
      undeclared[place].spans.append(name.span)
    } else {
      places[name.value] = undeclared.count
      undeclared.append((name.value, [name.span]))
    }
  }
  return undeclared.map { name, spans in
    // An alias is in names of files; in a plan a schema has its own name.
    let own = plan.schema(withAlias: name)
    let near = plan.nearestSchema(to: name)
    return Diagnostic(
      .undeclaredSchema, "schema `\(shown(name))` is not declared", at: plan.location(spans[0]),
      secondary: spans.dropFirst().prefix(labelsMax).map {
        .init(plan.location($0), "used here too")
      },
      help: [
        own.map { "`\(shown(name))` is the alias of `\(shown($0))`: write `\(shown($0))`" }
          ?? near.map { "did you mean `\(shown($0))`?" }
          ?? "declare it under `schemas`, with its `table_count`"
      ],
      edit: near.map { Diagnostic.Edit(plan.location(spans[0]), replacement: $0) })
  }
}

/// More labels of one kind than this say nothing new.
let labelsMax = 5

private func unusedSchemas(_ plan: Plan) -> [Diagnostic] {
  guard !plan.omissions.tables, let meant = plan.asMeant else { return [] }
  let used = Set(meant.assignments.flatMap { [$0.source.value, $0.target.value] })
  // Of two spellings of one schema one is used, and the other a fault of its own.
  let spellings = Dictionary(grouping: plan.schemas) { $0.name.value.lowercased() }
  return plan.schemas.filter {
    !used.contains($0.name.value) && spellings[$0.name.value.lowercased()]?.count == 1
  }.map { schema in
    Diagnostic(
      .unusedSchema,
      "schema `\(shown(schema.name.value))` is declared, but no table moves from it or to it",
      at: plan.location(schema.name.span),
      help: ["assign tables to it, or leave its declaration out"])
  }
}
