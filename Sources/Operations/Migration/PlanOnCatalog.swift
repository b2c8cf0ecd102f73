import Catalogs
import Foundations
import Plans

extension Plan {
  /// What the plan's files do to a catalog, and what takes it back.
  func applied(to catalog: Catalog) -> Catalog {
    let views = ViewRecreation(catalog, moves).carried
    return schemas.reduce(catalog) { $0.creating(MigratedSchema($1, in: catalog)) }.moving(moves)
      .giving(grantCopies(in: catalog))
      .redefining(views.map { ($0.name, $0.start) })
  }

  func undone(in catalog: Catalog) -> Catalog {
    let back = moves.map(\.inverse)
    let views = ViewRecreation(catalog, back).carried
    let home = catalog.takingBack(grantCopies(in: catalog)).moving(back)
    return schemas.filter { $0.create != nil }.reduce(home) {
      $0.droppingIfEmpty(MigratedSchema($1, in: catalog))
    }.redefining(views.map { ($0.name, $0.start) })
  }

  /// The old names keep their grants, so that a catalog tells the copies before and after.
  private func grantCopies(in catalog: Catalog) -> [GrantCopy] {
    if !copiesGrants { return [] }
    let grants = TableGrants(catalog)
    return grants.isEmpty ? [] : moves.flatMap(grants.copies)
  }

  var moves: [Move] {
    assignments.flatMap { assignment in
      assignment.groups.flatMap(\.tables).map {
        Move(
          QualifiedName(assignment.source.value, $0.name.value),
          to: QualifiedName(assignment.target.value, $0.targetName.value))
      }
    }
  }
}
