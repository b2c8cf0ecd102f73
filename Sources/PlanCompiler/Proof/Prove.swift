/// Proves a migration before its files are written, and when they are checked. A live command does not prove them
/// again: it runs the bytes on the disk, and only if they are what it renders itself.
///
/// First the migration is run on a catalog in memory, forward and back. Then the guards of tables with triggers,
/// as they are rendered, are run over the states of a table; other guards are templates, which the tests prove. A failure is a fault of planc, never of a plan:
/// the program stops with the broken invariant, and nothing is written.
package func prove(_ migration: Migration) {
  let violations =
    runViolations(migration) + catalogViolations(migration) + parkedViolations(migration)
  precondition(
    violations.isEmpty,
    "migration \(migration.name) is not proved: \(violations.joined(separator: "; "))")
}

/// What goes wrong with tables that are parked on their way. Tables with equally many triggers
/// share the text of their scripts but for names, so one of each kind is proved.
func parkedViolations(_ migration: Migration) -> [String] {
  var seen: Set<[Int]> = []
  var violations: [String] = []
  for step in migration.steps {
    guard case .move(let batch) = step.forward, case .move(let inverse) = step.inverse,
      let parking = batch.parking,
      seen.insert([parking.triggers.count, batch.grants == nil ? 0 : 1]).inserted
    else { continue }
    let move = MoveScript(migration: migration, target: batch.targetSchemas[0])
    guard let index = move.batches.firstIndex(of: batch) else {
      preconditionFailure("the batch of \(parking.name) is in no move file")
    }
    let proof = ParkedProof(
      forward: move.parkedMove(of: batch, index),
      rollback: RollbackScript(migration: migration).parkedMove(of: inverse))
    violations += proof.violations().map { "\(parking.name): \($0)" }
  }
  return violations
}
