import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations

/// `planc init --catalog`, where the catalog does not simply hold what is asked for.
struct InitCatalogTests {
  private static func catalog(
    _ schemas: [(String, tables: [String])], triggersOn flavor: Catalog.Server.Flavor? = nil
  ) -> Catalog {
    var catalog = Catalog(
      server: .init(flavor ?? .mariadb, version: flavor == .mysql ? "8.4.6" : "10.11.19"),
      lowerCaseTableNames: 0)
    let settings = Catalog.ParseSettings(
      sqlMode: "", characterSetClient: "utf8mb4", collationConnection: "utf8mb4_general_ci",
      databaseCollation: "utf8mb4_general_ci")
    for (name, tables) in schemas {
      var schema = Catalog.Schema(name, characterSet: "utf8mb4", collation: "utf8mb4_general_ci")
      schema.tables = tables.map { Catalog.Table($0) }
      if flavor != nil {
        schema.triggers = tables.map {
          Catalog.Trigger(
            "\($0)_bi", table: $0, timing: .before, event: .insert,
            definer: Catalog.Account("app", host: "%"), settings: settings, body: "SET @x = 1")
        }
      }
      catalog.schemas.append(schema)
    }
    return catalog.sorted()
  }

  /// The run's output in a project with this catalog and nothing else.
  private func run(
    _ catalog: Catalog, edit: (String) -> String = { $0 }, _ arguments: String...
  ) throws -> (output: ProgramOutput, project: Project) {
    let project = try Project([:])
    let text = String(decoding: renderCatalog(catalog), as: UTF8.self)
    try project.folder.write("catalogs/server.yaml", edit(text))
    let output = try ChildProcess.run(
      PlancProgram.path, ["init", "a", "--catalog", "catalogs/server.yaml"] + arguments,
      environment: PlancProgram.environment, workingFolder: project.path)
    return (output, project)
  }

  @Test func `a catalog with a fault is told, and nothing is written`() throws {
    let (output, project) = try run(
      Self.catalog([("shop", ["orders", "people"])]),
      edit: { $0.replacing("- table: people", with: "- table: orders") })
    #expect(output.stderr.hasPrefix("error[P"), "\(output.stderr)")
    #expect(!output.stderr.contains("cannot be written"))
    #expect(output.exitCode == 1)
    #expect(project.contents("plans").isEmpty)
  }

  @Test(arguments: ["empty", "nowhere"])
  func `a schema without tables is none to move from, and none that is offered`(schema: String)
    throws
  {
    let catalog = Self.catalog([("empty", []), ("mail", ["sent"]), ("shop", ["orders"])])
    let (output, _) = try run(catalog, "--from", schema)
    #expect(
      output.stderr
        == "error: `catalogs/server.yaml` shows no table of `\(schema)`; it shows those of `mail`, `shop`\n"
    )
    #expect(output.exitCode == 1)
  }

  @Test(arguments: [(10, "`s19`\n"), (11, "`s19`, …\n")])
  func `at most ten schemas are offered`(count: Int, end: String) throws {
    let catalog = Self.catalog((10..<10 + count).map { ("s\($0)", ["t"]) })
    let (output, _) = try run(catalog, "--from", "shop")
    #expect(output.stderr.hasSuffix(end), "\(output.stderr)")
  }

  @Test func `where no table can move the errors are those of the first that was tried`() throws {
    let (output, project) = try run(
      Self.catalog([("shop", ["orders", "people"])], triggersOn: .mysql))
    #expect(output.stderr.contains("`shop.orders_bi` cannot be carried along"), "\(output.stderr)")
    #expect(!output.stderr.contains("people_bi"))
    #expect(output.exitCode == 1)
    #expect(project.contents("plans").isEmpty)
  }

  @Test func `a hidden file in the folder is no plan`() throws {
    let project = try Project([:])
    try project.folder.write("plans/.old.yaml", "plan: {")
    let output = try project.planc("init")
    #expect(output.stderr == "")
    #expect(output.exitCode == 0)
  }

  @Test func `warnings of the plans beside it are shown`() throws {
    let project = try Project([
      "small": Project.plan().replacing("- small_orders", with: "- 'small_shop.orders'")
    ])
    let output = try project.planc("init")
    #expect(output.stderr.hasPrefix("warning[P315]"))
    #expect(output.exitCode == 0)
  }

  /// Every table has a foreign key or is referenced, a trigger, and a view on it, as in sakila.
  private static func connected(_ flavor: Catalog.Server.Flavor) -> Catalog {
    let names = ["actor", "film", "film_actor", "language"]
    var catalog = Self.catalog([("sakila", names)], triggersOn: flavor == .mariadb ? flavor : nil)
    if flavor == .mysql { catalog.server = .init(.mysql, version: "8.4.6") }
    func key(_ name: String, _ parent: String) -> Catalog.ForeignKey {
      Catalog.ForeignKey(
        name, columns: ["\(parent)_id"], referenced: QualifiedName("sakila", parent),
        referencedColumns: ["id"])
    }
    for (child, parent) in [("film", "language"), ("film_actor", "actor"), ("film_actor", "film")] {
      let index = catalog.schemas[0].tables.firstIndex { $0.name == child }!
      catalog.schemas[0].tables[index].foreignKeys.append(key("fk_\(child)_\(parent)", parent))
    }
    catalog.schemas[0].views = names.map {
      Catalog.View(
        "\($0)_list", algorithm: flavor == .mysql ? nil : .undefined,
        definer: Catalog.Account("app", host: "%"), security: .definer, checkOption: .none,
        characterSetClient: "utf8mb4", collationConnection: "utf8mb4_general_ci",
        definition: "select `sakila`.`\($0)`.`id` AS `id` from `sakila`.`\($0)`")
    }
    return catalog.sorted()
  }

  @Test(arguments: [Catalog.Server.Flavor.mariadb, .mysql])
  func `a plan is proposed where something hangs on every table`(flavor: Catalog.Server.Flavor)
    throws
  {
    let (output, project) = try run(Self.connected(flavor))
    #expect(output.exitCode == 0, "\(output.stderr)")
    let plan = project.text("plans/a.yaml")
    #expect(plan.contains("\naccept: # "))
    #expect(plan.contains("code: P605, at: \"sakila."))
    #expect(try project.planc("compile").exitCode == 0)
    #expect(project.text("generated/a/README.md").contains("not decided yet"))
  }

  @Test func `what is wrong is shown where no table can move, and how many were tried`() throws {
    let (output, project) = try run(
      Self.catalog([("shop", ["orders", "people"])], triggersOn: .mysql))
    #expect(output.exitCode == 1)
    #expect(output.stderr.contains("none of the 2 tables that were tried can move"))
    #expect(project.contents("plans").isEmpty)
  }
}
