import Testing

@testable import Foundations
@testable import Operations
@testable import Plans

/// Which files are left, in every state in which a migration can stand.
@Suite struct RemainingFilesTests {
  private static let migration = Example.phaseA
  private static let files = renderSQL(migration)

  /// The schemas that phase A creates.
  private static let all = Set(migration.createdSchemas.map(\.name))

  /// - Parameter places: of the tables that go to each of the two schemas.
  private static func names(
    _ state: StatusReport.State, _ places: [TableStatus.Place], _ direction: Direction = .forward,
    absent: Set<String> = [], dropsSchemas: Bool = false
  ) -> [String] {
    let targets = migration.fileNames.moves.map(\.schema)
    let tables = migration.batches.flatMap(\.moves).map { move in
      TableStatus(
        move: move, place: places[targets.firstIndex(of: move.target.schema) ?? 0])
    }
    let report = StatusReport(
      state: state, reason: "", tables: tables, schemas: [])
    return migration.remainingFiles(
      direction, report, present: all.subtracting(absent), dropsSchemas: dropsSchemas, of: files
    ).map(\.name)
  }

  private static let create = "phase_a_create_schemas.sql"
  private static let first = "phase_a_move_orchestration_tables.sql"
  private static let second = "phase_a_move_ephemeral_tables.sql"
  private static let verify = "phase_a_verify.sql"

  @Test func `of a plan that has not begun all files are left, in the runbook's order`() {
    #expect(
      Self.names(.notStarted, [.source, .source], absent: Self.all) == [
        Self.create, Self.first, Self.second, Self.verify,
      ])
  }

  @Test func `a file with nothing left is left out, and so are schemas that are there`() {
    #expect(
      Self.names(.partiallyApplied, [.target, .source]) == [Self.second, Self.verify])
    #expect(Self.names(.partiallyApplied, [.source, .target]) == [Self.first, Self.verify])
    #expect(
      Self.names(.partiallyApplied, [.source, .target], absent: Self.all) == [
        Self.create, Self.first, Self.verify,
      ])
  }

  @Test func `a temporarily renamed table's file comes before everything else`() {
    let temporarilyRenamed = TableStatus.Place.temporarilyRenamed(
      QualifiedName("lupopedia", "__planc_t"))
    #expect(
      Self.names(
        .partiallyApplied, [.source, temporarilyRenamed], absent: ["lupopedia_orchestration"]) == [
          Self.second, Self.create, Self.first, Self.verify,
        ])
  }

  @Test func `a schema that a temporarily renamed table needs comes before its file`() {
    let temporarilyRenamed = TableStatus.Place.temporarilyRenamed(
      QualifiedName("lupopedia", "__planc_t"))
    #expect(
      Self.names(.partiallyApplied, [.source, temporarilyRenamed], absent: ["lupopedia_ephemeral"])
        == [
          Self.create, Self.second, Self.first, Self.verify,
        ])
  }

  @Test func `where all tables have arrived and something else has not, all files look again`() {
    #expect(
      Self.names(.partiallyApplied, [.target, .target]) == [Self.first, Self.second, Self.verify])
  }

  @Test func `what is applied is verified, and nothing else`() {
    #expect(Self.names(.applied, [.target, .target]) == [Self.verify])
  }

  @Test func `the rollback is one file from every state, and nothing where all is at its source`() {
    #expect(Self.names(.applied, [.target, .target], .back) == ["phase_a_rollback.sql"])
    #expect(Self.names(.partiallyApplied, [.target, .source], .back) == ["phase_a_rollback.sql"])
    #expect(Self.names(.notStarted, [.source, .source], .back) == [])
  }

  @Test func `schemas are dropped only where that is asked for, behind the rollback`() {
    let drop = "phase_a_drop_schemas.sql"
    #expect(
      Self.names(.applied, [.target, .target], .back, dropsSchemas: true)
        == ["phase_a_rollback.sql", drop])
    #expect(Self.names(.notStarted, [.source, .source], .back, dropsSchemas: true) == [drop])
    #expect(Self.names(.applied, [.target, .target], dropsSchemas: true) == [Self.verify])
  }

  @Test func `a file tells its batches, and for how long it may hold others up`() throws {
    let move = try #require(
      Self.migration.liveFile(.move(to: "lupopedia_ephemeral"), of: Self.files))
    #expect(move.batches == [12])
    #expect(move.stallMaxSeconds == 12 * Self.migration.lockWaitTimeoutSeconds)
    let back = try #require(Self.migration.liveFile(.rollback, of: Self.files))
    #expect(back.batches == [12, 22])
    #expect(back.tableCount == 34)
    #expect(Self.migration.liveFile(.verify, of: Self.files)?.stallMaxSeconds == nil)
    #expect(Example.renaming.liveFile(.createSchemas, of: renderSQL(Example.renaming)) == nil)
  }

  @Test func `a copy is told from the other by its rows and its number`() {
    let move = Self.migration.batches[0].moves[0]
    var table = TableStatus(move: move, place: .both)
    table.sourceRows = RowCount(3)
    table.targetRows = RowCount(0)
    table.sourceTableID = "12"
    let (source, target) = (move.source, move.target)
    #expect(
      table.sentence
        == "both exist: `\(source.schema).\(source.table)` (3 rows, TABLE_ID 12) and `\(target.schema).\(target.table)` (empty)"
    )
    table.targetCopy = TableCopy(
      name: target, isSystemVersioned: true,
      triggers: [.init(name: "bi", isInCatalog: true), .init(name: "own", isInCatalog: false)],
      references: [
        .init(
          table: QualifiedName("shop", "items"), name: "fk", columns: "", referencedColumns: "",
          onDelete: "", onUpdate: "")
      ])
    #expect(
      table.sentence.hasSuffix(
        " (empty, system-versioned, triggers: `bi` (as in the catalog), `own`, referenced by `shop`.`items` (`fk`))"
      ))
    table.place = .neither
    #expect(table.sentence.hasPrefix("neither `"))
  }
}
