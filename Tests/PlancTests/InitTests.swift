import Diagnostics
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

struct `planc init` {
  @Test(arguments: [
    [], ["archive"], ["logs", "--from", "erp"], ["logs", "--from", "erp", "--to", "erp_logs"],
    ["one", "--from", "crm", "--to", "mail", "--table", "mails", "--count", "1"],
    ["odd", "--from", "it's #1", "--to", "a\"b", "--table", "x`y", "--table", "yes"],
    ["reserved", "--from", "state", "--to", "state_of", "--table", "null"],
  ])
  func `writes a plan that compiles as it stands`(arguments: [String]) throws {
    let project = try Project([:])
    let output = try ChildProcess.run(
      PlancProgram.path, ["init"] + arguments, environment: PlancProgram.environment,
      workingFolder: project.path)
    let path = "plans/\(arguments.first ?? "first_plan").yaml"
    #expect(output.stderr == "")
    #expect(
      output.stdout == "\(path): wrote a first plan; now run `planc compile \(path)`\n")
    #expect(output.exitCode == 0)
    let compiled = try project.planc("compile", path)
    #expect(compiled.exitCode == 0)
    #expect(compiled.stderr == "")
    let text = project.text(path)
    #expect(text.contains("# "))
    #expect(text.utf8.allSatisfy { $0 != 0x0D && $0 != 0x09 })
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 && $0.last != " " })
  }

  @Test func `puts the names where they belong`() throws {
    let project = try Project([:])
    _ = try project.planc(
      "init", "logs", "--from", "erp", "--to", "erp_logs", "--count", "9", "--table", "a",
      "--table", "b")
    let text = project.text("plans/logs.yaml")
    #expect(text.contains("  erp:\n    table_count: {before: 9, after: 7}\n"))
    #expect(text.contains("  erp_logs:\n    table_count: {before: 0, after: 2}"))
    #expect(text.contains("        - a\n        - b\n"))
  }

  private func project(withCatalogOf golden: String) throws -> Project {
    let project = try Project([:])
    let bytes = try Repository.bytes(of: "Tests/Golden/\(golden)/catalog.yaml")
    try project.folder.write("catalogs/server.yaml", bytes: bytes)
    return project
  }

  @Test(arguments: [
    [], ["--table", "orders", "--table", "customers"], ["--from", "shop", "--to", "attic"],
    ["--from", "shop_archive", "--to", "shop"],
  ])
  func `writes a plan of what a catalog shows`(arguments: [String]) throws {
    let project = try project(withCatalogOf: "sound_with_a_catalog")
    let output = try ChildProcess.run(
      PlancProgram.path, ["init", "carts", "--catalog", "catalogs/server.yaml"] + arguments,
      environment: PlancProgram.environment, workingFolder: project.path)
    #expect(output.stderr == "")
    #expect(output.exitCode == 0)
    let compiled = try project.planc("compile")
    #expect(compiled.exitCode == 0)
    #expect(compiled.stderr == "")
  }

  @Test func `has the catalog's counts, and its other tables as comments`() throws {
    let project = try project(withCatalogOf: "sound_accepted")
    let output = try project.planc("init", "a", "--catalog", "catalogs/server.yaml")
    #expect(output.stderr == "")
    let text = project.text("plans/a.yaml")
    // The others are a MERGE table and its parts.
    #expect(text.contains("        - orders\n        # These stay."))
    for table in ["all_carts", "cart_items", "carts"] {
      #expect(text.contains("        # - \(table)\n"))
    }
    #expect(text.contains("  shop:\n    table_count: {before: 4, after: 3}\n"))
    #expect(text.contains("  shop_archive:\n    table_count: {before: 1, after: 2}"))
    #expect(!text.contains("create:"), "the target is there")
  }

  @Test func `what somebody has counted stands`() throws {
    let project = try Project()
    let output = try project.planc(
      "init", "next", "--from", "small_shop", "--table", "other", "--count", "42")
    #expect(output.exitCode == 0)
    #expect(output.stderr.contains("warning[P318]"))
    #expect(project.text("plans/next.yaml").contains("table_count: {before: 42, after: 41}"))
  }

  @Test func `a plan whose name is a word of YAML is followed`() throws {
    let project = try Project()
    try project.folder.write(
      "plans/small.yaml",
      project.text("plans/small.yaml").replacing("plan: small", with: "plan: 'no'"))
    let output = try project.planc("init", "next", "--from", "small_shop", "--table", "other")
    #expect(output.exitCode == 0, "\(output.stderr)")
    #expect(project.text("plans/next.yaml").contains("\nafter: [\"no\"] # "))
  }

  @Test func `a second plan of schemas that nobody counted compiles, with a warning`() throws {
    let project = try Project()
    func make(_ name: String, _ table: String) throws -> ProgramOutput {
      try project.planc("init", name, "--from", "erp", "--to", "erp_logs", "--table", table)
    }
    #expect(try make("one", "log_1").exitCode == 0)
    let output = try make("two", "log_2")
    #expect(output.exitCode == 0)
    #expect(output.stderr.contains("warning[P318]: `one` and `two` both touch `erp`"))
    #expect(!project.text("plans/two.yaml").contains("\nafter:"))
  }

  @Test func `takes the aliases of the plans beside it`() throws {
    let project = try Project()
    let plan = project.text("plans/small.yaml")
      .replacing("small_shop:", with: "small_shop:\n    alias: core")
    try project.folder.write("plans/small.yaml", plan)
    let output = try project.planc("init", "next", "--from", "small_shop", "--table", "other")
    #expect(output.exitCode == 0)
    #expect(output.stderr == "")
    #expect(project.text("plans/next.yaml").contains("  small_shop:\n    alias: core\n"))
    // It comes after the plan that touches the schema, and counts on.
    #expect(project.text("plans/next.yaml").contains("\nafter: [small] # "))
    let left = try #require(
      readPlan(SourceFile(path: "small", text: plan)).plan?.schemas.first?.after.value)
    #expect(
      project.text("plans/next.yaml").contains(
        "table_count: {before: \(left), after: \(left - 1)}"))
  }

  @Test(arguments: [
    ("nowhere.yaml", "", 3, "`catalogs/nowhere.yaml` cannot be read"),
    ("../../x.yaml", "", 3, "`catalogs/../../x.yaml` cannot be read: it is not below this folder"),
    ("server.yaml", "shopp", 1, "shows no table of `shopp`; it shows those of `shop`"),
  ])
  func `says what is wrong with a catalog`(
    file: String, schema: String, code: Int32, words: String
  ) throws {
    let project = try project(withCatalogOf: "sound_with_a_catalog")
    let before = project.tree()
    let output = try ChildProcess.run(
      PlancProgram.path,
      ["init", "a", "--catalog", "catalogs/\(file)"] + (schema.isEmpty ? [] : ["--from", schema]),
      environment: PlancProgram.environment, workingFolder: project.path)
    #expect(output.exitCode == code)
    #expect(output.stderr.contains(words), "\(output.stderr)")
    #expect(project.tree() == before)
  }

  @Test func `never replaces a file`() throws {
    let project = try Project()
    let before = project.tree()
    let output = try project.planc("init", "small", "--from", "other")
    #expect(output.exitCode == 3)
    #expect(
      output.stderr.contains("`plans/small.yaml` cannot be written: it is there already"))
    #expect(project.tree() == before)
  }

  @Test(arguments: [
    "", "  table_prefix: small_\n",
    "  table_prefix: s\n  prefix_expressions: [\"$pre\", P]\n  query_functions: [q]\n",
  ])
  func `takes the settings of the code from the plans beside it`(search: String) throws {
    let code =
      "\ncode:\n\(search)  php: {file: map.php, function: place, constant: PLACE}\n"
    let project = try Project(["small": Project.plan() + code])
    #expect(try project.planc("init").exitCode == 0)
    #expect(try project.planc("compile").exitCode == 0)
    #expect(
      project.text("plans/first_plan.yaml").hasSuffix(
        "\(search)  php: {file: map.php, function: place, constant: PLACE}\n"))
  }

  @Test(arguments: [
    ["../up"], ["Upper"], ["a b"], ["x", "--from", "a\nb"], ["x", "--table", "t", "--table", "t"],
    ["x", "--from", "s", "--to", "s"], ["x", "--from", "small_shop", "--table", "small_orders"],
  ])
  func `writes nothing that would have errors`(arguments: [String]) throws {
    let project = try Project()
    let before = project.tree()
    let output = try ChildProcess.run(
      PlancProgram.path, ["init"] + arguments, environment: PlancProgram.environment,
      workingFolder: project.path)
    #expect(output.exitCode == 1)
    #expect(output.stderr.hasPrefix("error[P"))
    #expect(output.stderr.contains("`plans/\(arguments[0]).yaml` cannot be written: it would have"))
    #expect(project.tree() == before)
  }

  @Test(arguments: [["--count", "0"], ["--count", "x"], ["--count", "1"], ["a", "b"]])
  func `refuses what cannot be asked`(arguments: [String]) throws {
    let project = try Project([:])
    let output = try ChildProcess.run(
      PlancProgram.path, ["init"] + arguments, environment: PlancProgram.environment,
      workingFolder: project.path)
    #expect(output.exitCode == 64)
    #expect(project.tree().isEmpty)
  }
}
