import Diagnostics
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

@Suite struct StopPointsTests {
  private static func points(_ texts: String...) -> StopPoints {
    StopPoints(
      texts.enumerated().map { ScriptStatement($1, line: $0 + 1, opensSession: $1 == opening) },
      batchStarts: [1, 7])
  }

  /// With triggers, with copies of grants, with views.
  private static func goldenMigrations() throws -> [Migration] {
    try ["triggers", "grants", "views"].flatMap { name in
      let folder = "Tests/Golden/sound_\(name)_in_a_catalog"
      let plan = SourceFile(
        path: "plans/plan.yaml", bytes: try Repository.bytes(of: "\(folder)/plan.yaml"))
      let catalog = SourceFile(
        path: "catalogs/catalog.yaml", bytes: try Repository.bytes(of: "\(folder)/catalog.yaml"))
      let source = PlanSource(plan, path: "plans/plan.yaml", catalog: catalog)
      let migrations = compile([source]).migrations
      #expect(!migrations.isEmpty, "\(name)")
      return migrations
    }
  }

  private static let opening =
    "SET @planc_sql = IF(@planc_go = 1, 'SET SESSION TRANSACTION READ WRITE', 'DO 0')"

  @Test func `a run may stop until a batch may write, and again before the next one`() {
    let points = Self.points(
      "SET NAMES utf8mb4", "SET @planc_statement = 1", "SELECT 1", Self.opening,
      "PREPARE planc FROM @planc_sql", "EXECUTE planc", "DO 0", "SET @planc_park = 'RENAME'",
      "SELECT 2", Self.opening, "EXECUTE planc")
    #expect(
      points.mayStop == [
        true, true, true, true, false, false, false, true, true, true, false,
      ])
    #expect(points.batchesBefore == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1])
  }

  @Test func `every batch of a rendered file is seen`() throws {
    for migration in try [Example.phaseA, Example.renaming] + Self.goldenMigrations() {
      let files = renderSQL(migration)
      let roles = migration.fileNames.moves.map { LiveFile.Role.move(to: $0.schema) } + [.rollback]
      for role in roles {
        let file = migration.liveFile(role, of: files)!
        let statements = file.script.statements
        let points = StopPoints(file.script)
        let beginnings = zip(points.mayStop, points.mayStop.dropFirst()).filter { !$0 && $1 }.count
        #expect(beginnings == file.batches.count - 1, "\(file.name)")
        #expect(points.batchesBefore.last == file.batches.count - 1, "\(file.name)")
        let writes = statements.indices.filter {
          statements[$0].text.contains("READ WRITE', 'DO 0')")
        }
        #expect(!writes.isEmpty && writes.allSatisfy { !points.mayStop[$0 + 1] })
      }
    }
  }
}
