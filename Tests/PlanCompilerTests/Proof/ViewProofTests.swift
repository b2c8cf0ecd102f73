import Testing

@testable import PlanCompiler

/// The proof of the scripts for views must hold, and fail for each mutant.
@Suite struct ViewProofTests {
  private static func view(_ name: String, _ definition: String) -> Catalog.View {
    Catalog.View(
      name, definer: Catalog.Account("app", host: "%"), characterSetClient: "utf8mb4",
      collationConnection: "utf8mb4_general_ci", definition: definition)
  }

  static let moves = ["a", "b", "c"].map {
    Move(QualifiedName("shop", $0), to: QualifiedName("to_\($0)", "\($0)2"))
  }

  static let catalog: Catalog = {
    var catalog = Catalog(server: .init(.mariadb, version: "10.11"), lowerCaseTableNames: 0)
    var shop = Catalog.Schema("shop", characterSet: "utf8mb4", collation: "utf8mb4_general_ci")
    shop.tables = ["a", "b", "c", "stays"].map { Catalog.Table($0) }
    shop.views = [
      view("all_three", "select 1 AS `1` from `shop`.`a` join `shop`.`b` join `shop`.`c`"),
      view("deep", "select 1 AS `1` from `shop`.`on_two` join `shop`.`a`"),
      view("of_one", "select 1 AS `1` from `shop`.`a`"),
      view("of_two", "select 1 AS `1` from (`shop`.`b` join `shop`.`a`)"),
      view("on_two", "select 1 AS `1` from `shop`.`of_two`"),
      view("untouched", "select 1 AS `1` from `shop`.`stays`"),
    ]
    catalog.schemas = [shop]
    for name in ["to_a", "to_b", "to_c"] {
      catalog.schemas.append(
        Catalog.Schema(name, characterSet: "utf8mb4", collation: "utf8mb4_general_ci"))
    }
    return catalog
  }()

  static let migration = Migration(
    name: "seen", planPath: "plans/seen.yaml", title: "Seen", version: "1",
    lockWaitTimeoutSeconds: 5,
    schemas: [MigratedSchema(name: "shop", alias: "shop", tablesBefore: 4, tablesAfter: 1)]
      + ["a", "b", "c"].map {
        MigratedSchema(name: "to_\($0)", alias: $0, tablesBefore: 0, tablesAfter: 1)
      },
    steps: moves.map { .moving(Batch(groups: [.init(title: nil, moves: [$0])])) },
    code: CodeSettings(),
    fileNames: FileNames(plan: "seen", moves: [("to_a", "a"), ("to_b", "b"), ("to_c", "c")]),
    catalog: catalog, views: ViewCarriage(catalog, moves).carried)

  @Test func `views are proved in every state and from every cut, there and back`() {
    #expect(viewViolations(Self.migration) == [])
    #expect(catalogViolations(Self.migration) == [])
    prove(Self.migration)
  }

  @Test func `views come behind those under them, and only where a table of theirs moves`() {
    let views = Self.migration.views
    #expect(views.map(\.view.name) == ["all_three", "of_two", "deep", "of_one"])
    #expect(views[2].under == [QualifiedName("shop", "of_two")])
    #expect(views[2].neededTargets == ["to_b", "to_a"])
    let stages = viewStages(Self.migration)
    #expect(
      stages.map { $0.views.map(\.view.name) } == [
        ["all_three", "of_two", "deep", "of_one"], ["all_three", "of_two", "deep"],
        ["all_three"], ["all_three", "of_two", "deep", "of_one"],
      ])
    #expect(stages.map { $0.writings.count } == [4 + 2 + 1 + 1, 4 + 2 + 2, 4, 4])
  }

  @Test func `a file writes the views under its own, which another may not have come to`() {
    var migration = Self.migration
    let moves = [Self.moves[1], Self.moves[0]]
    var catalog = Self.catalog
    catalog.schemas[0].views[3] = Self.view("of_two", "select 1 AS `1` from `shop`.`b`")
    migration.views = ViewCarriage(catalog, moves).carried
    let stage = ViewStage.forward(migration, target: "to_a", arrived: "TRUE", evidence: [])
    #expect(stage.views.map(\.view.name) == ["all_three", "of_two", "deep", "of_one"])
    #expect(stage.views[1].neededTargets == ["to_b"])
  }

  /// Each takes one condition out of what decides.
  @Test(arguments: [
    ("@planc_view_authority = 'OK'", "1 = 1"), ("@planc_side_1 = 'before'", "1 = 1"),
    ("@planc_side_1 = 'after'", "1 = 1"), ("@planc_side_2 = 'before'", "1 = 1"),
    ("@planc_moved = 1", "1 = 1"), ("@planc_back = 3", "1 = 1"),
    ("@planc_session = 'OK'", "1 = 1"), ("COALESCE(@planc_view_1, '') IN", "'x' IN"),
    ("@planc_side_1 = 'after'", "@planc_side_1 = 'between'"),
  ])
  func `a mutated condition is not proved`(part: String, mutant: String) {
    let stages = viewStages(Self.migration)
    let view = Self.migration.views[0]
    #expect(stages.contains { $0.writings.contains { $0.decision.contains(part) } }, "\(part)")
    let proof = ViewProof(view, in: stages) { $0.replacing(part, with: mutant) }
    #expect(proof.violations() != [], "\(part)")
  }

  @Test func `a rehearsal's views name its schemas, and are proved`() throws {
    let mapped = try Self.migration.renamingSchemas([(from: "shop", to: "shop_stg")])
    #expect(mapped.views[3].schema == "shop_stg")
    #expect(mapped.views[3].view.definition == "select 1 AS `1` from `shop_stg`.`a`")
    #expect(mapped.views[3].after.definition == "select 1 AS `1` from `to_a`.`a2`")
    prove(mapped)
  }
}
