import Catalogs
import Diagnostics
import Foundations
import Plans

/// What the team has sworn under `rules`, held against the server before and after the move.
extension CatalogCheck {
  func rules() -> [Diagnostic] {
    guard let rules = plan.rules else { return [] }
    return rules.forbidden.flatMap { forbidden($0) } + misplaced(rules)
  }

  /// No move makes or removes such an object, so what holds before holds after.
  private func forbidden(_ kind: Located<PlanRules.Kind>) -> [Diagnostic] {
    plan.schemas.compactMap { index.schema($0.name.value) }.flatMap { schema in
      objects(kind.value, in: schema).map { name, origin in
        var diagnostic = Diagnostic(
          .forbiddenObject,
          "\(shown(schema.name, name)) is \(kind.value.noun), which the plan's rules forbid",
          at: plan.location(kind.span), label: "forbidden here",
          secondary: label(origin, "in the catalog"),
          help: ["remove it from the server, or accept it under `accept`"])
        diagnostic.subject = Diagnostic.Subject(schema: schema.name, name: name)
        return diagnostic
      }
    }
  }

  private func objects(
    _ kind: PlanRules.Kind, in schema: Catalog.Schema
  ) -> [(name: String, origin: Catalog.Origin)] {
    switch kind {
    case .foreignKeys: schema.tables.flatMap(\.foreignKeys).map { ($0.name, $0.origin) }
    case .triggers: schema.triggers.map { ($0.name, $0.origin) }
    case .views: schema.views.map { ($0.name, $0.origin) }
    case .routines: schema.routines.map { ($0.name, $0.origin) }
    case .events: schema.events.map { ($0.name, $0.origin) }
    }
  }

  /// A class of a schema that neither the plan nor the server has: every table would be misplaced.
  private func unknownSchema(_ rule: PlanRules.Class, _ after: Catalog) -> Diagnostic? {
    let name = rule.schema.value
    let declared = plan.schemas.map(\.name.value)
    let known = declared + after.schemas.map(\.name).filter { !declared.contains($0) }
    if known.contains(where: { isSameSpelling($0, name) }) { return nil }
    if plan.omissions.schemas.contains(name) { return nil }
    let near = nearestName(to: name, among: known)
    return Diagnostic(
      .undeclaredSchema,
      "schema `\(shown(name))` under `classify` is neither declared nor in the catalog",
      at: plan.location(rule.schema.span),
      help: [near.map { "did you mean `\(shown($0))`?" } ?? "name one of \(list(of: declared))"],
      edit: near.map { Diagnostic.Edit(plan.location(rule.schema.span), replacement: $0) })
  }

  /// Tables that match a pattern and will be in another schema of the plan than the pattern's.
  private func misplaced(_ rules: PlanRules) -> [Diagnostic] {
    if rules.classes.isEmpty { return [] }
    let after = plan.applied(to: catalog)
    let own = Set(plan.schemas.map(\.name.value))
    return rules.classes.flatMap { rule in
      if let unknown = unknownSchema(rule, after) { return [unknown] }
      return after.schemas.filter { own.contains($0.name) && $0.name != rule.schema.value }
        .flatMap { schema in
          schema.tables.compactMap { table in
            guard let pattern = rule.patterns.first(where: { matches(table.name, glob: $0.value) })
            else { return nil }
            var diagnostic = Diagnostic(
              .misplacedTable,
              "\(shown(schema.name, table.name)) matches `\(shown(pattern.value))` and is not in "
                + "`\(shown(rule.schema.value))`",
              at: plan.location(pattern.span), label: "such tables belong there",
              secondary: label(table.origin, "in the catalog"),
              help: ["assign it to that schema, or accept it under `accept`"])
            diagnostic.subject = Diagnostic.Subject(schema: schema.name, name: table.name)
            return diagnostic
          }
        }
    }
  }
}
