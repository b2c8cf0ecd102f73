import Foundations
import Plans

/// Writes `<plan>_status.sql`: the status of the whole, then a row a table. It reads only.
struct StatusScript {
  var migration: Migration

  func render() -> SQLScript {
    var script = SQLScript()
    let files = migration.fileNames
    script.begin(
      migration, "shows the location of every table. Reads only.",
      usage: [
        "Run:    mariadb -t < \(files.status)",
        "Result: NOT STARTED, PARTIALLY APPLIED, APPLIED or MANUAL REPAIR REQUIRED in the first row.",
        "Use a new session: an open transaction would be committed.",
      ])
    script.set("preflight_file", files.preflight)
    script.set("verify_file", files.verify)
    script.set("rollback_file", files.rollback)
    let aside = SQLText.string(ManualRepairAdviser(migration).asideSchema)
    script.statement(
      "SET @planc_lock_wait_timeout = \(migration.lockWaitTimeoutSeconds), @planc_aside_schema = \(aside)"
    )
    let operations = migration.operations
    script.writeSchemas(of: migration)
    script.writeMoves(of: migration)
    script.writeLists(of: operations, in: .status)
    script.endHead()
    for section: SQLSection in [.reading, .listing, .locations, .statusCounts, .extras] {
      script.section(section)
    }
    script.sectionsOnce(of: operations, at: .reading)
    script.section(.statusResult)
    script.sections(of: operations, at: .statusRows)
    for section: SQLSection in [.statusSchemas, .statusCopies] { script.section(section) }
    return script
  }
}
