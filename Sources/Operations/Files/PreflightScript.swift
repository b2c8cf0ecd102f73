import Foundations
import Plans

/// Writes `<plan>_preflight.sql`: everything that can be found before the first change, at once. It reads only.
///
/// Each check leaves a list of findings; a check that fails leaves NULL, which is a finding too. So READY rests
/// on evidence from every check.
struct PreflightScript {
  var migration: Migration
  /// Whether it checks only the session and the privileges of the account: what blocks a migration that has
  /// begun, and the rollback.
  var checksAccountOnly = false

  func render() -> SQLScript {
    var script = SQLScript()
    let files = migration.fileNames
    script.begin(
      migration, "lists everything that blocks the migration or its rollback. Reads only.",
      usage: [
        "Run:    mariadb -t < \(files.preflight)",
        "Result: READY, or NOT READY with a row for each finding and exit code 1.",
        "Use a new session: an open transaction would be committed.",
      ])
    script.set([
      ("preflight_file", SQLText.string(files.preflight)),
      ("status_file", SQLText.string(files.status)),
      ("verify_file", SQLText.string(files.verify)),
      ("rollback_file", SQLText.string(files.rollback)),
    ])
    let operations = migration.operations
    script.set(
      [
        ("lock_wait_timeout", "\(migration.lockWaitTimeoutSeconds)"),
        ("leaves_grants", migration.leavesGrants ? "1" : "0"),
      ] + emptyLists.map { ($0, "'[]'") })
    script.writeSchemas(of: migration)
    script.writeMoves(of: migration)
    script.writeLists(of: operations, in: .preflight)
    script.writePrivileges(of: operations, in: .preflight)
    script.writeAccepted(of: migration)
    script.endHead()
    writeSections(operations, to: &script)
    return script
  }

  /// The lists of which the plan has nothing: empty, so that none of another plan counts.
  private var emptyLists: [String] {
    let required = RequiredPrivileges(of: migration.operations, in: .preflight)
    return migration.allOperations.filter(\.isEmpty).compactMap(\.listName)
      + (required.isEmpty ? ["needs"] : [])
      + (migration.acceptedRisks.contains { $0.object != nil } ? [] : ["accepted"])
  }

  private func writeSections(_ operations: [any Operation], to script: inout SQLScript) {
    for section: SQLSection in [
      .reading, .preflightServer, .preflightSession, .listing, .locations, .privileges,
      .preflightPrivileges,
    ] {
      script.section(section)
    }
    if checksAccountOnly { return script.section(.preflightResult) }
    for section: SQLSection in [
      .preflightReplication, .preflightState, .preflightTables, .preflightSchemas,
      .preflightSchemaOptions,
    ] + (migration.createdSchemas.isEmpty ? [] : [.preflightCreatedSchemas]) + [
      .preflightConstraints, .preflightDependents, .preflightCode, .preflightMerge,
    ] {
      script.section(section)
    }
    script.sections(of: operations, at: .preflight)
    for section: SQLSection in [.preflightAccess, .preflightLocks, .preflightResult] {
      script.section(section)
    }
  }
}
