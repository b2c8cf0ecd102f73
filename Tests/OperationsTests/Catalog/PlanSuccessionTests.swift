import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// Phase A and a phase B that builds on it, before and after either was carried out.
struct PlanSuccessionTests {
  static let phaseB = """
    plan: phase_b
    title: Actors get a schema of their own
    version: 4.1.0
    after: [phase_a]
    catalog: ../catalogs/lupopedia.yaml
    schemas:
      lupopedia:
        alias: core
        table_count: {before: 77, after: 74, budget: 111}
      lupopedia_actors:
        alias: actors
        table_count: {before: 0, after: 2}
        create: {collation: utf8mb4_unicode_ci}
      lupopedia_ephemeral:
        alias: ephemeral
        table_count: {before: 12, after: 13}
    assignments:
      - {from: lupopedia, to: lupopedia_actors, tables: [lupo_actor_actions, lupo_actor_capabilities]}
      - from: lupopedia
        to: lupopedia_ephemeral
        tables: [{table: lupo_actor_collections, as: lupo_collected}]
    code: {table_prefix: lupo_, php: {function: lupo_table, constant: LUPO_SCHEMA}}
    """ + "\n"

  static func phaseA() throws -> String {
    String(decoding: try Repository.bytes(of: "plans/phase_a.yaml"), as: UTF8.self)
  }

  static func catalog() throws -> Catalog {
    let bytes = try Repository.bytes(of: "catalogs/lupopedia.yaml")
    var catalog = try #require(readCatalog(SourceFile(path: "x", bytes: bytes)).catalog)
    // Something must hang on the tables that move.
    let child = try #require(
      catalog.schemas[0].tables.firstIndex { $0.name == "lupo_session_events" })
    catalog.schemas[0].tables[child].foreignKeys = [
      Catalog.ForeignKey(
        "lupo_session_events_ibfk_1", columns: ["id"],
        referenced: QualifiedName("lupopedia", "lupo_sessions"), referencedColumns: ["id"])
    ]
    return catalog
  }

  static func compile(_ plans: [(String, String)], _ catalog: Catalog) -> Compilation {
    let file = SourceFile(path: "catalogs/lupopedia.yaml", bytes: renderCatalog(catalog))
    return Operations.compile(
      plans.map { name, text in
        PlanSource(
          SourceFile(path: "plans/\(name).yaml", text: text), path: "plans/\(name).yaml",
          catalog: file)
      })
  }

  static func applied(_ text: String) -> String {
    text.replacing("\nversion:", with: "\nstatus: applied\nversion:")
  }

  @Test func `the files do not change by a byte when plans are carried out one after another`()
    throws
  {
    let (a, b) = (try Self.phaseA(), Self.phaseB)
    let start = try Self.catalog()
    let planned = Self.compile([("phase_a", a), ("phase_b", b)], start)
    #expect(planned.diagnostics.map(\.message) == [])
    #expect(planned.migrations.count == 2)
    let planA = try #require(readPlan(SourceFile(path: "a", text: a)).plan)
    let planB = try #require(readPlan(SourceFile(path: "b", text: b)).plan)

    let afterA = planA.applied(to: start)
    let first = Self.compile([("phase_a", Self.applied(a)), ("phase_b", b)], afterA)
    #expect(first.diagnostics.map(\.message) == [])
    #expect(first.files == planned.files)

    let afterB = planB.applied(to: afterA)
    let second = Self.compile(
      [("phase_a", Self.applied(a)), ("phase_b", Self.applied(b))], afterB)
    #expect(second.diagnostics.map(\.message) == [])
    #expect(second.files == planned.files)
    #expect(planB.undone(in: afterB) == afterA)
    #expect(planA.undone(in: afterA) == start)
  }

  @Test func `what hangs on a table that moves follows it in the catalog`() throws {
    let planA = try #require(readPlan(SourceFile(path: "a", text: Self.phaseA())).plan)
    let after = planA.applied(to: try Self.catalog())
    let key = after.schemas.flatMap(\.tables).flatMap(\.foreignKeys).first
    #expect(key?.referenced == QualifiedName("lupopedia_ephemeral", "lupo_sessions"))
    #expect(after.schemas.map(\.tables.count) == [77, 12, 22])
  }

  @Test func `a plan that is applied without the plan before it is told`() throws {
    let found = Self.compile(
      [("phase_a", try Self.phaseA()), ("phase_b", Self.applied(Self.phaseB))],
      try Self.catalog())
    #expect(found.diagnostics.map(\.code) == [.notApplied])
  }

  @Test func `a catalog from after the move asks for the status`() throws {
    let plan = try #require(readPlan(SourceFile(path: "a", text: Self.phaseA())).plan)
    let found = Self.compile(
      [("phase_a", try Self.phaseA())], plan.applied(to: try Self.catalog()))
    #expect(found.diagnostics.map(\.code) == [.alreadyApplied])
  }

  @Test func `a second plan without after is held against the server as it is`() throws {
    let b = Self.phaseB.replacing("after: [phase_a]\n", with: "")
    let found = Self.compile([("phase_a", try Self.phaseA()), ("phase_b", b)], try Self.catalog())
    #expect(found.diagnostics.map(\.code).contains(.wrongTableCount))
    #expect(found.diagnostics.map(\.code).contains(.missingSchema))
  }

  @Test(
    arguments: [
      ("  - from: lupopedia\n", "  from: lupopedia\n", DiagnosticCode.syntaxFault),
      ("plan: phase_a\n", "plan: phase-a\n", .malformedWord),
      ("- lupo_sessions\n", "- lupo_session\n", .missingSource),
    ])
  func `of a plan behind one with a fault nothing is told that follows from it`(
    given: (old: String, new: String, code: DiagnosticCode)
  ) throws {
    let right = try Self.phaseA()
    let a = right.replacing(given.old, with: given.new)
    #expect(a != right)
    let found = Self.compile([("phase_a", a), ("phase_b", Self.phaseB)], try Self.catalog())
    #expect(!found.diagnostics.isEmpty)
    #expect(found.diagnostics.allSatisfy { $0.primary?.location.file.path == "plans/phase_a.yaml" })
    #expect(found.diagnostics.map(\.code).contains(given.code))
  }

  @Test func `a plan that is there is not missing`() throws {
    let b = Self.phaseB.replacing("[phase_a]", with: "[plans/phase_a.yaml]")
    let found = Self.compile([("phase_a", try Self.phaseA()), ("phase_b", b)], try Self.catalog())
    #expect(found.diagnostics.map(\.code) == [.missingPlan])
    #expect(found.diagnostics[0].help == ["write `phase_a`"])
  }

  @Test func `a table that the plan before has moved is told as that`() throws {
    let b = Self.phaseB.replacing("lupo_actor_actions", with: "lupo_sessions")
    let found = Self.compile([("phase_a", try Self.phaseA()), ("phase_b", b)], try Self.catalog())
    #expect(found.diagnostics.map(\.code) == [.severalTargets])
    #expect(found.diagnostics[0].message == "`lupopedia.lupo_sessions` is moved by two plans")
  }

  @Test func `a table that both plans move to one place is told as that`() throws {
    let a = try Self.phaseA()
    let b = """
      plan: phase_b
      title: The same again
      version: "1"
      after: [phase_a]
      catalog: ../catalogs/lupopedia.yaml
      schemas:
        lupopedia: {alias: core, table_count: {before: 77, after: 76}}
        lupopedia_ephemeral: {alias: ephemeral, table_count: {before: 12, after: 13}}
      assignments:
        - {from: lupopedia, to: lupopedia_ephemeral, tables: [lupo_unified_sessions]}
      code: {table_prefix: lupo_, php: {function: lupo_table, constant: LUPO_SCHEMA}}
      """
    let found = Self.compile([("phase_a", a), ("phase_b", b)], try Self.catalog())
    #expect(found.diagnostics.map(\.code) == [.severalTargets])
  }

  @Test func `counts that do not go on from the plan before are told once for each`() throws {
    let a = try Self.phaseA().replacing("        - lupo_unified_sessions\n", with: "")
      .replacing("after: 77", with: "after: 78").replacing("after: 12", with: "after: 11")
    let found = Self.compile([("phase_a", a), ("phase_b", Self.phaseB)], try Self.catalog())
    #expect(found.diagnostics.map(\.code) == [.countAfterPlan, .countAfterPlan])
  }

  @Test func `plans in a circle are told once`() throws {
    let a = try Self.phaseA().replacing("\nversion:", with: "\nafter: [phase_b]\nversion:")
    let found = Self.compile([("phase_a", a), ("phase_b", Self.phaseB)], try Self.catalog())
    #expect(found.diagnostics.count { $0.code == .planCycle } == 1)
  }
}
