import Catalogs
import Diagnostics
import Foundations
import MySQL
import Plans

/// Whether grants on tables that move, and those that `grants_like` asks for, can be copied and
/// taken back.
extension DependentFindings {
  /// Nothing where the plan says `grants: leave`: then the runbook tells what stays behind.
  func grants() -> [Diagnostic] {
    guard plan.copiesGrants else { return [] }
    let byTable = TableGrants(catalog)
    if byTable.isEmpty { return [] }
    return plan.moves.flatMap { move -> [Diagnostic] in
      let left = byTable.on(move.source).filter { !$0.canBeSaid(on: catalog.server.flavor) }
      return left.map { self.left($0, on: move) }
        + (plan.isApplied ? [] : newName(of: move, byTable))
    }
  }

  /// What `grants_like` asks for and cannot have.
  func schemaGrants() -> [Diagnostic] {
    plan.schemas.flatMap { schema -> [Diagnostic] in
      guard let like = schema.create?.grantsLike else { return [] }
      guard catalog.schemas.contains(where: { isSameSpelling($0.name, like.value) }) else {
        return [unknown(like)]
      }
      let grants = SchemaGrants(for: schema.name.value, like: like.value, in: catalog)
      let sources = grants.basis.filter { grant in
        grant.pattern.map {
          SchemaPattern($0, ignoresCase: catalog.lowerCaseTableNames.value != 0).matches(like.value)
        } ?? false
      }
      if sources.isEmpty || isSameSpelling(like.value, schema.name.value) {
        return [
          Diagnostic(
            .noGrantsToCopy,
            isSameSpelling(like.value, schema.name.value)
              ? "`\(shown(like.value))` would get its own grants"
              : "nobody has rights on `\(shown(like.value))` that could be granted",
            at: plan.location(like.span),
            help: ["name the schema that the application uses today, or leave `grants_like` out"])
        ]
      }
      let left = sources.filter { !$0.canBeSaid(on: catalog.server.flavor) }
      return left.map { notCopied($0, like) }
        + (plan.isApplied ? [] : notToldApart(grants, schema.name.value, like))
    }
  }

  private func unknown(_ like: Located<String>) -> Diagnostic {
    let near = nearestName(to: like.value, among: catalog.schemas.map(\.name))
    return Diagnostic(
      .missingSchema, "the catalog has no schema `\(shown(like.value))`",
      at: plan.location(like.span),
      help: [
        near.map { "did you mean `\(shown($0))`?" } ?? "take the catalog with this schema too"
      ])
  }

  private func notCopied(_ grant: Catalog.Grant, _ like: Located<String>) -> Diagnostic {
    var diagnostic = Diagnostic(
      .grantLeftBehind,
      "`\(shown(grant.grantee.text))` has \(shown(grant.privileges.joined(separator: ", "))) on `\(shown(grant.pattern ?? ""))`, which cannot be copied",
      at: plan.location(like.span),
      secondary: grant.origin.location.map { [Diagnostic.Label($0, "granted here")] } ?? [],
      help: ["grant it on the new schema yourself, and accept this risk in the plan"])
    diagnostic.subject = Diagnostic.Subject(schema: like.value, name: like.value)
    return diagnostic
  }

  private func notToldApart(
    _ grants: SchemaGrants, _ schema: String, _ like: Located<String>
  ) -> [Diagnostic] {
    let copied = Set(grants.copies.map(\.grantee))
    return catalog.grants.filter {
      $0.pattern.map { isSameSpelling($0, grants.pattern) } ?? false && copied.contains($0.grantee)
    }.map { grant in
      Diagnostic(
        .grantNotToldApart,
        "`\(shown(grant.grantee.text))` has \(shown(grant.privileges.joined(separator: ", "))) on `\(shown(schema))` already, which cannot be distinguished from the plan's own copy",
        at: plan.location(like.span),
        secondary: grant.origin.location.map { [Diagnostic.Label($0, "granted here")] } ?? [],
        help: [
          "revoke it and refresh the catalog, or remove `grants_like`",
          "if preflight asked for this grant, grant it again after the catalog was refreshed",
        ])
    }
  }

  private func left(_ grant: Catalog.Grant, on move: Move) -> Diagnostic {
    let privileges = grant.privileges.joined(separator: ", ")
    let words: String
    switch grant.object {
    case .schema, .table: words = shown(move.source.schema, move.source.table)
    case .column(_, let column):
      words = "column `\(shown(column))` of \(shown(move.source.schema, move.source.table))"
    }
    return finding(
      .grantLeftBehind,
      "`\(shown(grant.grantee.text))` has \(shown(privileges)) on \(words), which cannot be copied",
      at: move.source, origin: grant.origin, "granted here",
      notes: [
        "on \(shown(move.target.schema, move.target.table)) it is denied (1142) unless granted anew"
      ],
      help: ["grant it on the new name after the move, and accept this risk in the plan"],
      dependent: .init(schema: "", name: grant.grantee.text))
  }

  /// What is on the new name before the table is. An applied plan has put its copies there.
  private func newName(of move: Move, _ byTable: TableGrants) -> [Diagnostic] {
    let copied = Set(byTable.copies(for: move).map(\.grantee))
    let name = shown(move.target.schema, move.target.table)
    return byTable.on(move.target).map { grant in
      let grantee = "`\(shown(grant.grantee.text))`"
      let privileges = shown(grant.privileges.joined(separator: ", "))
      if copied.contains(grant.grantee) {
        return finding(
          .grantNotToldApart,
          "\(grantee) has \(privileges) on \(name) already, which cannot be distinguished from the plan's own copy",
          at: move.source, origin: grant.origin, "granted here",
          help: [
            "if no table of the plan has moved yet, revoke it and capture a new catalog: the plan grants what is on the old name; otherwise keep the old catalog"
          ])
      }
      return finding(
        .grantOnNewName, "\(grantee) has \(privileges) on \(name) before the table is there",
        at: move.source, origin: grant.origin, "granted here",
        notes: ["it reaches the table as soon as that arrives"],
        help: [
          "if no table of the plan has moved yet, revoke it and capture a new catalog, or accept it in the plan; otherwise keep the old catalog"
        ], dependent: .init(schema: "", name: grant.grantee.text))
    }
  }
}
