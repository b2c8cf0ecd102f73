import Foundation
import PlancTestSupport
import Testing

@testable import Operations

/// `planc compile --map`: nothing that the files run names a schema of the plan's own server.
struct `A rehearsal` {
  private static func project(_ golden: String) throws -> Project {
    let project = try Project([:])
    let folder = "Tests/Golden/\(golden)"
    try project.folder.write(
      "plans/orders.yaml", bytes: Repository.bytes(of: "\(folder)/plan.yaml"))
    try project.folder.write(
      "catalogs/catalog.yaml", bytes: Repository.bytes(of: "\(folder)/catalog.yaml"))
    return project
  }

  private static func compile(_ project: Project, _ map: [String]) throws -> ProgramOutput {
    try ChildProcess.run(
      PlancProgram.path,
      ["compile"] + map.flatMap { ["--map", $0] } + ["--out", "rehearsal"],
      environment: PlancProgram.environment, workingFolder: project.path)
  }

  private static let all = [
    "shop=shop_stg", "shop_archive=archive_stg", "shop_reports=reports_stg",
  ]

  @Test
  func `a trigger that names a schema which is not mapped is refused, and the advice leads on`()
    throws
  {
    let project = try Self.project("sound_triggers_in_a_catalog")
    let map = Array(Self.all.prefix(2))
    let refused = try Self.compile(project, map)
    #expect(refused.exitCode == 1)
    #expect(
      refused.stderr.contains(
        "error[P319]: the trigger `shop.orders_ai` names the schema `audit`, which `--map` does not map"
      ), "\(refused)")
    #expect(refused.stderr.contains("at line 3, column 15 of its body"))
    #expect(refused.stderr.contains("catalogs/catalog.yaml:"))
    #expect(project.contents("rehearsal").isEmpty)
    let advice = try #require(refused.stderr.split(separator: "`--map ").dropFirst().first)
    let output = try Self.compile(project, map + [String(advice.prefix { $0 != "`" })])
    #expect(output.exitCode == 0, "\(output)")
    let move = project.text("rehearsal/orders/orders_move_archive_tables.sql")
    #expect(move.contains("INSERT INTO audit_stg.log (line)"))
    #expect(!move.contains("audit.log"))
    // A server of its own may have the same names.
    #expect(try Self.compile(project, map + ["audit=audit"]).exitCode == 0)
    #expect(
      project.text("rehearsal/orders/orders_move_archive_tables.sql").contains("INTO audit.log ("))
  }

  @Test func `no file of a rehearsal names a schema of the plan`() throws {
    let project = try Self.project("sound_views_in_a_catalog")
    #expect(try Self.compile(project, Self.all).exitCode == 0)
    let files = project.contents("rehearsal/orders")
    try #require(files.count > 7)
    for (name, bytes) in files where name.hasSuffix(".sql") {
      let text = String(decoding: bytes, as: UTF8.self)
      for schema in ["shop", "shop_archive", "shop_reports"] {
        #expect(!text.contains("`\(schema)`"), "\(name)")
        // One view has the text 'shop.orders', which is data.
        #expect(
          !text.replacingOccurrences(of: "'shop.orders", with: "").contains("'\(schema)'"),
          "\(name)")
      }
    }
  }

  @Test func `a view in a schema that is not mapped is not replaced`() throws {
    let project = try Self.project("sound_views_in_a_catalog")
    let catalog = project.text("catalogs/catalog.yaml")
    try project.folder.write(
      "catalogs/catalog.yaml",
      catalog.replacingOccurrences(
        of: "from `shop`.`items`'", with: "from `shop`.`orders` `items`'"
      ).replacingOccurrences(of: "`shop`.`items`.`id`", with: "`items`.`id`"))
    let refused = try Self.compile(project, Self.all)
    #expect(refused.exitCode == 1)
    #expect(
      refused.stderr.contains("the view `marketing.items_only` names the schema `marketing`"),
      "\(refused)")
    let output = try Self.compile(project, Self.all + ["marketing=marketing_stg"])
    #expect(output.exitCode == 0, "\(output)")
    #expect(
      !project.contents("rehearsal/orders").values.contains {
        String(decoding: $0, as: UTF8.self).contains("`marketing`")
      })
  }

  @Test func `what a rehearsal leaves out is reported, and is in its runbook`() throws {
    let project = try Self.project("sound_grants_in_a_catalog")
    let output = try Self.compile(project, ["shop=shop_stg", "shop_archive=shop_archive"])
    #expect(output.exitCode == 0, "\(output)")
    #expect(output.stderr.contains("note[P808]: the rehearsal of `orders` differs"), "\(output)")
    #expect(output.stderr.contains("left out: the grants on tables"))
    let runbook = project.text("rehearsal/orders/README.md")
    #expect(runbook.contains("**This is a rehearsal"))
    #expect(runbook.contains("It leaves out the grants on tables"))
  }

  @Test func `a schema of the plan that is not mapped is refused, and the advice leads on`() throws
  {
    let project = try Self.project("sound_grants_in_a_catalog")
    let refused = try Self.compile(project, ["shop=shop_stg"])
    #expect(refused.exitCode == 64, "\(refused)")
    #expect(
      refused.stderr.contains(
        "`--map` has no new name for `shop_archive`: the rehearsal would change the real schema"))
    #expect(project.contents("rehearsal").isEmpty)
    let advice = try #require(refused.stderr.split(separator: "or `--map ").dropFirst().first)
    #expect(
      try Self.compile(project, ["shop=shop_stg", "\(advice.prefix { $0 != "`" })"]).exitCode == 0)
  }
}
