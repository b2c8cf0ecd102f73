/// Proves a migration before its files are written, and when they are checked. A live command does not prove them
/// again: it runs the bytes on the disk, and only if they are what it renders itself.
///
/// The migration is run on a catalog in memory, forward and back. The guards of the files are templates, which the
/// tests prove on servers. A failure is a fault of planc, never of a plan: the program stops with the broken
/// invariant, and nothing is written.
package func prove(_ migration: Migration) {
  let violations = runViolations(migration) + catalogViolations(migration)
  precondition(
    violations.isEmpty,
    "migration \(migration.name) is not proved: \(violations.joined(separator: "; "))")
}
