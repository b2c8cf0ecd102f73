import Diagnostics

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

  private func left(_ grant: Catalog.Grant, on move: Move) -> Diagnostic {
    let rights = grant.privileges.joined(separator: ", ")
    let words: String
    switch grant.object {
    case .schema, .table: words = shown(move.source.schema, move.source.table)
    case .column(_, let column):
      words = "column `\(shown(column))` of \(shown(move.source.schema, move.source.table))"
    }
    return finding(
      .grantLeftBehind,
      "`\(shown(grant.grantee.text))` has \(shown(rights)) on \(words), which cannot be copied",
      at: move.source, origin: grant.origin, "granted here",
      notes: [
        "on \(shown(move.target.schema, move.target.table)) it is denied (1142) unless granted anew"
      ],
      help: ["grant it on the new name after the move, and accept this risk in the plan"])
  }

  /// What is on the new name before the table is. An applied plan has put its copies there.
  private func newName(of move: Move, _ byTable: TableGrants) -> [Diagnostic] {
    let copied = Set(byTable.copies(for: move).map(\.grantee))
    let name = shown(move.target.schema, move.target.table)
    return byTable.on(move.target).map { grant in
      let grantee = "`\(shown(grant.grantee.text))`"
      let rights = shown(grant.privileges.joined(separator: ", "))
      if copied.contains(grant.grantee) {
        return finding(
          .grantNotToldApart,
          "\(grantee) has \(rights) on \(name) already, which could not be told from our copy",
          at: move.source, origin: grant.origin, "granted here",
          help: ["revoke it and take the catalog anew: the plan grants what is on the old name"])
      }
      return finding(
        .grantOnNewName, "\(grantee) has \(rights) on \(name) before the table is there",
        at: move.source, origin: grant.origin, "granted here",
        notes: ["it reaches the table as soon as that arrives"],
        help: ["revoke it and take the catalog anew, or accept it in the plan"])
    }
  }
}
