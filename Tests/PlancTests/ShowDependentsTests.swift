import Foundation
import PlancTestSupport
import Testing

@testable import Operations

/// What `planc show` tells of a table beside where it goes: what a catalog knows of it.
struct ShowDependentsTests {
  private func project(_ golden: String) throws -> Project {
    func text(_ name: String) throws -> String {
      String(decoding: try Repository.bytes(of: "Tests/Golden/\(golden)/\(name)"), as: UTF8.self)
    }
    let project = try Project(["plan": try text("plan.yaml")])
    try project.folder.write("catalogs/catalog.yaml", try text("catalog.yaml"))
    return project
  }

  private func table(_ name: String, in project: Project) throws -> [String: Any] {
    let output = try project.planc("show", name, "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8))
    let tables = try #require((object as? [String: Any])?["tables"] as? [[String: Any]])
    return try #require(tables.first)
  }

  @Test func `a table with triggers has a line in each direction, and its dependents`() throws {
    let project = try project("sound_triggers_in_a_catalog")
    #expect(try project.planc("compile").exitCode == 0)
    let table = try table("orders", in: project)
    for key in ["forward", "back"] {
      let places = try #require(table[key] as? [[String: Any]])
      try #require(places.count == 1)
      let path = try #require(places[0]["path"] as? String)
      let line = try #require(places[0]["line"] as? Int)
      let text = project.text(path).components(separatedBy: "\n")[line - 1]
      #expect(
        text.contains("{\"from\": \"shop\", \"table\": \"orders\""), "\(path):\(line): \(text)")
    }
    let output = try project.planc("show", "orders")
    let catalog = project.text("catalogs/catalog.yaml").components(separatedBy: "\n")
    func line(_ text: String) -> Int { catalog.firstIndex { $0.contains(text) }! + 1 }
    #expect(
      output.stdout.hasSuffix(
        """
          depends    trigger `shop`.`orders_ai`, after insert, catalogs/catalog.yaml:\(line("trigger: orders_ai"))
                     trigger `shop`.`orders_bi`, before insert, catalogs/catalog.yaml:\(line("trigger: orders_bi"))
                     foreign key `shop`.`fk_order`, of `items` to it, catalogs/catalog.yaml:\(line("foreign_key: fk_order"))

        """), "\(output.stdout)")
  }

  @Test(arguments: [
    (
      "sound_views_in_a_catalog", "orders", ["view logged: names it", "view open_orders: names it"]
    ),
    (
      "sound_accepted", "carts",
      ["procedure close_cart: names it", "MERGE table all_carts: reads it"]
    ),
    ("sound_with_a_catalog", "carts", []),
  ])
  func `what depends on a table`(golden: String, name: String, expected: [String]) throws {
    let table = try table(name, in: try project(golden))
    let dependents = try #require(table["dependents"] as? [[String: Any]])
    let found = dependents.map { "\($0["kind"]!) \($0["name"]!): \($0["relation"]!)" }
    #expect(found == expected)
  }

  @Test func `routines, events and other triggers that name a table are told`() throws {
    // The plan has errors of its own: what hangs on the table is accepted, or taken out.
    let project = try project("p601_what_hangs_on_a_table")
    let plan = project.text("plans/plan.yaml").replacing(
      "tables: [orders]", with: "tables: [{table: log, as: log_2023}]")
    try project.folder.write("plans/plan.yaml", plan)
    let catalog = project.text("catalogs/catalog.yaml")
      .replacing(
        "unseen:\n- facts: events\n  schema: shop\n  reason: no EVENT privilege\n", with: "")
    try project.folder.write("catalogs/catalog.yaml", catalog)
    let refused = try project.planc("show", "log")
    #expect(refused.exitCode == 1, "a trigger names it")
    #expect(refused.stderr.contains("error[P602]: the trigger `shop.orders_bi` names `shop.log`"))
    let accepting = plan + "accept: [{code: P602, at: log, reason: changed by hand}]\n"
    try project.folder.write("plans/plan.yaml", accepting)
    let output = try project.planc("show", "log")
    #expect(
      output.stdout.contains("  depends    trigger `shop`.`orders_bi`, of `orders`, names it, "),
      "\(output.stdout)\(output.stderr)")
  }

  @Test func `a plan without a catalog tells nothing of dependents`() throws {
    let project = try Project()
    #expect(try table("small_items", in: project)["dependents"] is NSNull)
    #expect(try !project.planc("show", "small_items").stdout.contains("depends"))
  }
}
