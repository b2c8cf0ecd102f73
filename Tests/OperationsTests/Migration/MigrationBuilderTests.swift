import Diagnostics
import PlancTestSupport
import Testing

@testable import Foundations
@testable import Operations
@testable import Plans

/// The migration of a plan that is valid.
func migration(_ text: String) throws -> Migration {
  let (plan, diagnostics) = readPlan(SourceFile(path: "plans/demo.yaml", text: text))
  #expect(diagnostics.map(\.message) == [])
  return makeMigration(from: try #require(plan), planPath: "plans/demo.yaml")
}

/// A plan of this repository.
func repositoryPlan(_ name: String) throws -> SourceFile {
  SourceFile(path: "plans/\(name).yaml", bytes: try Repository.bytes(of: "plans/\(name).yaml"))
}

struct MigrationBuilderTests {
  static let text = planText(
    schemas: """
      schemas:
        shop: {alias: core, table_count: {before: 9, after: 6, budget: 10}}
        depot: {table_count: {before: 4, after: 3}}
        fresh:
          table_count: {before: 0, after: 3}
          create: {collation: utf8mb4_unicode_ci, comment: New}
        plain:
          alias: simple
          table_count: {before: 0, after: 1}
          create: {collation: binary}
      """,
    assignments: """
      assignments:
        - {from: shop, to: plain, tables: [a]}
        - from: shop
          to: fresh
          tables:
            First: [b]
        - {from: depot, to: fresh, tables: [{table: c, as: d}]}
        - {from: shop, to: fresh, tables: [e]}
      """,
    tail: "outputs: {verify: look.sql}"
  ).text

  static func group(
    _ title: String?, _ source: String, _ old: String, _ target: String, _ new: String
  )
    -> Batch.Group
  {
    .init(title: title, moves: [Move(QualifiedName(source, old), to: QualifiedName(target, new))])
  }

  @Test func `schemas are created first, then tables move, target by target`() throws {
    let migration = try migration(Self.text)
    #expect(migration.createdSchemas == [migration.schemas[2], migration.schemas[3]])
    #expect(
      migration.batches == [
        Batch(groups: [Self.group(nil, "shop", "a", "plain", "a")]),
        Batch(groups: [
          Self.group("First", "shop", "b", "fresh", "b"),
          Self.group(nil, "depot", "c", "fresh", "d"), Self.group(nil, "shop", "e", "fresh", "e"),
        ]),
      ])
  }

  @Test func `a batch's inverse takes it back`() throws {
    let migration = try migration(Self.text)
    #expect(
      migration.batches[1].inverse
        == Batch(groups: [
          Self.group("First", "fresh", "b", "shop", "b"),
          Self.group(nil, "fresh", "d", "depot", "c"), Self.group(nil, "fresh", "e", "shop", "e"),
        ]))
  }

  @Test func `schemas, settings and file names`() throws {
    let migration = try migration(Self.text)
    #expect(migration.planPath == "plans/demo.yaml")
    #expect(migration.lockWaitTimeoutSeconds == 5)
    #expect(migration.schemas.map(\.alias) == ["core", "depot", "fresh", "simple"])
    #expect(migration.schemas[0].budget == 10)
    #expect(migration.schemas.map(\.create?.characterSet) == [nil, nil, "utf8mb4", "binary"])
    #expect(migration.schemas[2].create?.comment == "New")
    #expect(migration.fileNames.verify == "look.sql")
    #expect(migration.fileNames.rollback == "demo_rollback.sql")
    #expect(
      migration.fileNames.moves == [
        .init(schema: "plain", file: "demo_move_simple_tables.sql"),
        .init(schema: "fresh", file: "demo_move_fresh_tables.sql"),
      ])
  }

  static func batchSizes(_ groups: [Int]) throws -> [[Int]] {
    let total = groups.reduce(0, +)
    var next = 0
    let lists = groups.enumerated().map { index, count in
      let tables = (next..<next + count).map { "t\($0)" }
      next += count
      return "      Group \(index): [\(tables.joined(separator: ", "))]"
    }
    let migration = try migration(
      planText(
        schemas: """
          schemas:
            shop: {table_count: {before: \(total), after: 0}}
            archive: {table_count: {before: 0, after: \(total)}}
          """,
        assignments: "assignments:\n  - from: shop\n    to: archive\n    tables:\n"
          + lists.joined(separator: "\n")
      ).text)
    #expect(
      migration.batches.flatMap(\.moves).map(\.source.table) == (0..<total).map { "t\($0)" })
    return migration.batches.map { $0.groups.map(\.moves.count) }
  }

  @Test func `a batch has at most 1,000 tables, and cuts a group only there`() throws {
    #expect(try Self.batchSizes([1000]) == [[1000]])
    #expect(try Self.batchSizes([1001]) == [[1000], [1]])
    #expect(try Self.batchSizes([600, 400, 1]) == [[600, 400], [1]])
    #expect(try Self.batchSizes([600, 600, 1900]) == [[600, 400], [200, 800], [1000], [100]])
  }

  @Test func `the plans of this repository compile together`() throws {
    let compilation = compile(
      try ["year_end_archive", "phase_a"].map {
        PlanSource(try repositoryPlan($0), path: "plans/\($0).yaml")
      })
    #expect(compilation.diagnostics.map(\.message) == [])
    #expect(compilation.migrations.map(\.name) == ["phase_a", "year_end_archive"])
  }

  @Test func `phase A moves 22 and 12 tables`() throws {
    let (plan, _) = readPlan(try repositoryPlan("phase_a"))
    let migration = makeMigration(from: try #require(plan), planPath: "plans/phase_a.yaml")
    let groups = [PhaseATables.orchestration, PhaseATables.ephemeral]
    #expect(migration.batches.map(\.count) == [22, 12])
    #expect(migration.batches.map { $0.groups.map(\.title) } == groups.map { $0.map(\.title) })
    #expect(migration.batches.flatMap(\.moves).map(\.source.table) == PhaseATables.moved)
    #expect(migration.fileNames.createSchemas == "phase_a_orchestration_schema.sql")
  }
}
