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
    let kinds = DependentKinds(migration)
    script.set(
      [
        ("lock_wait_timeout", "\(migration.lockWaitTimeoutSeconds)"),
        ("leaves_grants", migration.leavesGrants ? "1" : "0"),
      ] + SQLScript.emptyLists(of: migration, kinds))
    script.writeLists(of: migration, kinds)
    if kinds.hasSchemaGrants { script.writeSchemaGrantsLike(of: migration) }
    script.writeNeeds(of: migration)
    script.writeAccepted(of: migration)
    script.endHead()
    for section in sections(kinds) { script.section(section) }
    return script
  }

  private func sections(_ kinds: DependentKinds) -> [Template] {
    let first: [Template] = [
      .reading, .preflightServer, .preflightSession, .listing, .locations, .privileges,
      .preflightPrivileges,
    ]
    if checksAccountOnly { return first + [.preflightResult] }
    return first + [
      .preflightReplication, .preflightState, .preflightTables, .preflightSchemas,
      .preflightSchemaOptions,
    ]
      + (migration.createdSchemas.isEmpty ? [] : [.preflightCreatedSchemas])
      + [.preflightConstraints, .preflightDependents, .preflightCode, .preflightMerge]
      + (kinds.hasTriggers ? [.preflightTriggers] : [])
      + (kinds.hasViews ? [.views, .preflightViews] : [])
      + (kinds.hasTableGrants ? [.granted, .tableGrants, .preflightTableGrants] : [])
      + (kinds.hasSchemaGrants ? [.preflightSchemaGrants] : [])
      + [.preflightAccess, .preflightLocks, .preflightResult]
  }
}
