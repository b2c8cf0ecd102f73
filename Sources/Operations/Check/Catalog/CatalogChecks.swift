import Catalogs
import Diagnostics
import Foundations
import Plans

/// Holds a plan against the catalog of its server, as that is before the plan runs.
///
/// - Parameter plan: with its patterns resolved.
func checkCatalog(_ plan: Plan, _ catalog: Catalog) -> [Diagnostic] {
  let check = CatalogCheck(plan: plan, index: CatalogIndex(catalog))
  if let done = check.alreadyApplied() { return [done] }
  return check.schemas() + check.sources() + check.targets() + check.constraintNames()
    + check.awaitedNames() + check.traps() + check.rules()
}

/// Holds a plan that says `status: applied` against the catalog of its server: every table must be
/// at its target, and none at its source.
func checkApplied(_ plan: Plan, _ catalog: Catalog) -> [Diagnostic] {
  let check = CatalogCheck(plan: plan, index: CatalogIndex(catalog))
  let left = check.moves.filter {
    check.index.table($0.target) == nil || check.index.object($0.source) != nil
  }
  guard let first = left.first else { return [] }
  let name = shown(first.target.schema, first.target.table)
  let isAtSource = check.index.object(first.source) != nil
  return [
    Diagnostic(
      .notApplied,
      "the plan is applied, but the catalog has "
        + (isAtSource
          ? "\(shown(first.source.schema, first.source.table)) at the source" : "no table \(name)")
        + (left.count > 1 ? ", and \(left.count - 1) more are not as they should be" : ""),
      at: plan.location(plan.status?.span ?? plan.name.span),
      secondary: left.prefix(labelsMax).map {
        Diagnostic.Label(plan.location($0.table.name.span), "not moved")
      },
      help: ["take the catalog anew after the move, or leave `status: applied` out"])
  ]
}

/// A plan beside a catalog. Each family of checks stands in a file of its own.
struct CatalogCheck {
  let plan: Plan
  let index: CatalogIndex
  let moves: [CheckedMove]

  struct CheckedMove {
    var table: Assignment.Table
    var source: QualifiedName
    var target: QualifiedName
    /// What the catalog says of the source; nil when it is not there, or no table.
    var found: Catalog.Table?
  }

  init(plan: Plan, index: CatalogIndex) {
    self.plan = plan
    self.index = index
    moves = plan.assignments.flatMap { assignment in
      assignment.groups.flatMap(\.tables).map { table in
        let source = QualifiedName(assignment.source.value, table.name.value)
        return CheckedMove(
          table: table, source: source,
          target: QualifiedName(assignment.target.value, table.targetName.value),
          found: index.table(source))
      }
    }
  }

  var catalog: Catalog { index.catalog }

  func label(_ origin: Catalog.Origin, _ text: String) -> [Diagnostic.Label] {
    origin.location.map { [Diagnostic.Label($0, text)] } ?? []
  }

  /// One diagnostic for a plan that is done: every table of it would have two otherwise.
  /// Likewise for one that has begun.
  fileprivate func alreadyApplied() -> Diagnostic? {
    let moved = moves.filter { index.object($0.source) == nil && index.table($0.target) != nil }
    if moved.isEmpty { return nil }
    if moved.count < moves.count { return partlyApplied(moved) }
    return Diagnostic(
      .alreadyApplied,
      "the catalog shows \(moves.count == 1 ? "the table" : "all \(moves.count) tables") of the "
        + "plan at the target",
      at: plan.location(plan.status?.span ?? plan.name.span),
      notes: ["the plan says what is to be done, and the catalog that it was done"],
      help: ["write `status: applied`, or take the catalog of the server before the move"])
  }
}

extension CatalogCheck {
  private func partlyApplied(_ moved: [CheckedMove]) -> Diagnostic {
    Diagnostic(
      .partlyApplied,
      "the catalog shows \(moved.count) of \(tableCount(moves.count)) of the plan at the target already",
      at: plan.location(plan.catalog?.span ?? plan.name.span),
      secondary: moved.prefix(labelsMax).map {
        Diagnostic.Label(plan.location($0.table.name.span), "moved")
      },
      notes: ["planc compiles a plan with the catalog from before its first table moved"],
      help: [
        "if the move has begun, restore the catalog file from before it, and finish or roll back",
        "if the plan was finished, write `status: applied`, and give the other tables a plan of their own",
      ])
  }
}

// MARK: - Schemas

extension CatalogCheck {
  fileprivate func schemas() -> [Diagnostic] {
    plan.schemas.flatMap { schema in
      let found = index.schema(schema.name.value)
      if let create = schema.create { return existing(schema, create, found) }
      guard let found else { return [missing(schema)] }
      return wrongCount(schema, found) + otherCase(schema, found)
    }
  }

  private func missing(_ schema: SchemaDeclaration) -> Diagnostic {
    let near = nearestName(
      to: schema.name.value,
      among: catalog.schemas.filter { $0.extent == .whole }.map(\.name))
    return Diagnostic(
      .missingSchema, "the catalog has no schema `\(shown(schema.name.value))`",
      at: plan.location(schema.name.span),
      help: [
        near.map { "did you mean `\(shown($0))`?" }
          ?? "add `create` if the plan shall create it, or take the catalog with this schema too"
      ])
  }

  private func otherCase(
    _ schema: SchemaDeclaration, _ found: Catalog.Schema
  ) -> [Diagnostic] {
    if isSameSpelling(schema.name.value, found.name) { return [] }
    return [
      Diagnostic(
        .otherCase,
        "schema `\(shown(schema.name.value))` is `\(shown(found.name))` in the catalog",
        at: plan.location(schema.name.span), secondary: label(found.origin, "so here"),
        help: ["write `\(found.name)`"])
    ]
  }

  /// The script that creates schemas passes over one that is there, right and empty.
  private func existing(
    _ schema: SchemaDeclaration, _ create: SchemaDeclaration.Creation, _ found: Catalog.Schema?
  ) -> [Diagnostic] {
    guard let found else { return [] }
    let name = shown(schema.name.value)
    let count =
      found.tables.count + found.views.count + found.sequences.count
      + found.routines.count + found.events.count
    if count > 0 {
      return [
        Diagnostic(
          .existingSchema, "the plan creates `\(name)`, which is there and is not empty",
          at: plan.location(schema.name.span), label: "created here",
          secondary: label(found.origin, "it holds \(tableCount(found.tables.count))"),
          help: ["leave `create` out and count its tables in `before`"])
      ]
    }
    if found.collation != create.collation.value {
      return [
        Diagnostic(
          .otherCollation,
          "`\(name)` is there with the collation `\(shown(found.collation))`, not "
            + "`\(create.collation.value)`",
          at: plan.location(create.collation.span), label: "created with this one",
          secondary: label(found.origin, "in the catalog"),
          help: ["write `collation: \(found.collation)`, or drop the empty schema"])
      ]
    }
    return []
  }

  private func wrongCount(
    _ schema: SchemaDeclaration, _ found: Catalog.Schema
  ) -> [Diagnostic] {
    let count = found.tables.count
    guard count != schema.before.value else { return [] }
    let hidden = catalog.unseen.contains {
      $0.facts == .tables && ($0.schema == nil || $0.schema == found.name)
    }
    return [
      Diagnostic(
        .wrongTableCount,
        "`\(shown(schema.name.value))` is declared with \(tableCount(schema.before.value)) before, "
          + "but the catalog has \(count)",
        at: plan.location(schema.before.span), label: "declared here",
        secondary: label(found.origin, "\(tableCount(count)) here"),
        notes: ["base tables and system-versioned tables count; views and sequences do not"]
          + (hidden ? ["the account that took the catalog did not see all tables"] : []),
        help: [
          "before the move: write `before: \(count)`, or refresh the catalog",
          "in the middle of a migration: keep the old catalog and the counts, and remove or set aside the extra table",
        ])
    ]
  }
}
