import Plans

/// Writes `<plan>_verify.sql`: proves the state after the migration by name, kind, location and number, and
/// says of the first tables whether they have rows. It reads only.
struct VerifyScript {
  var migration: Migration

  /// How many tables it reads at most: opening each of 10,000 takes longer than all the rest.
  static let readMax = 500

  func render() -> SQLScript {
    var script = SQLScript()
    let files = migration.fileNames
    script.begin(
      migration, "verifies the state after the migration. Reads only.",
      usage: [
        "Run:    mariadb -t < \(files.verify)",
        "Result: VERIFIED, or NOT VERIFIED with a row for each finding and exit code 1.",
        "Use a new session: an open transaction would be committed.",
      ])
    script.set("status_file", files.status)
    script.set("lock_wait_timeout", migration.lockWaitTimeoutSeconds)
    let operations = migration.operations
    script.writeSchemas(of: migration)
    script.writeMoves(of: migration)
    script.writeLists(of: operations, in: .verify)
    if migration.needsChangesByHand { script.writeAccepted(of: migration) }
    script.endHead()
    for section: SQLSection in [.reading, .listing, .locations, .extras] { script.section(section) }
    script.sectionsOnce(of: operations, at: .reading)
    script.section(.verify)
    script.sections(of: operations, at: .verify)
    for section: SQLSection in [.verifyFindings, .verifyRows]
      + (migration.needsChangesByHand ? [.acceptedObjects] : []) + [.verifyResult]
    {
      script.section(section)
    }
    return script
  }
}
