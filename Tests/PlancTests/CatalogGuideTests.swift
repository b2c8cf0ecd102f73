import Foundation
import PlancTestSupport
import Testing

/// docs/catalog.md shows what one trigger changes, from a server's catalog to what will run.
/// PLANC_REWRITE_GOLDEN=1 writes the page anew.
@Suite(.serialized) struct CatalogGuideTests {
  private static let page = "docs/catalog.md"
  private static let heading = "What one trigger changes"

  private static let server = """
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA shop_archive COLLATE utf8mb4_unicode_ci;
    CREATE TABLE shop.customers (id INT PRIMARY KEY);
    CREATE TABLE shop.order_log (id INT AUTO_INCREMENT PRIMARY KEY, order_id INT);
    CREATE TABLE shop.orders (id INT PRIMARY KEY, total INT);
    CREATE TABLE shop.order_lines (id INT PRIMARY KEY, order_id INT, FOREIGN KEY (order_id) REFERENCES shop.orders (id));

    """
  private static let trigger = """
    CREATE USER app@localhost;
    DELIMITER $$
    CREATE DEFINER = app@localhost TRIGGER shop.orders_log AFTER INSERT ON shop.orders FOR EACH ROW BEGIN
      INSERT INTO shop.order_log (order_id) VALUES (NEW.id);
    END$$

    """
  private static let plan = """
    plan: orders
    title: Orders leave the shop
    version: "1.0"
    catalog: ../catalogs/shop.yaml
    schemas:
      shop: {table_count: {before: 4, after: 2}}
      shop_archive:
        alias: archive
        table_count: {before: 0, after: 2}
    assignments:
      - from: shop
        to: shop_archive
        tables: [orders, order_lines]

    """

  /// On the branch the catalog was taken again, and the plan compiled with it.
  private static func repository(_ server: ThrowawayServer) throws -> GitProject {
    let repository = try GitProject(["orders": plan])
    func takeCatalog() throws {
      let arguments = [
        "inspect", "--database", "mysql://root@localhost", "--socket", server.socket,
        "--defaults-file", "/dev/null", "--schema", "shop", "--schema", "shop_archive", "--out",
        "catalogs/shop.yaml",
      ]
      let taken = try ChildProcess.run(
        PlancProgram.path, arguments, environment: PlancProgram.environment,
        workingFolder: repository.project.path)
      #expect(taken.exitCode == 0, "\(taken.stderr)")
      let compiled = try repository.project.planc("compile")
      #expect(compiled.exitCode == 0, "\(compiled.stderr)")
    }
    _ = try repository.project.folder.makeFolder("catalogs")
    try server.client.query(Self.server)
    try takeCatalog()
    try repository.commit("before")
    try repository.git("checkout", "-q", "-b", "trigger")
    try server.client.query(trigger)
    try takeCatalog()
    try repository.commit("orders are logged")
    return repository
  }

  @Test func `the page shows what really differs in the catalog and in the files`() async throws {
    let guide = ConsoleGuide(Self.page)
    #expect(guide.sessions.map(\.heading) == [Self.heading])
    let session = try #require(guide.sessions.first)
    try await SharedServer.use { server in
      let repository = try Self.repository(server)
      var environment = GitProject.environment
      let binaries = (PlancProgram.path as NSString).deletingLastPathComponent
      environment["PATH"] = "\(binaries):/usr/bin:/bin"
      var outputs: [String] = []
      for command in session.commands {
        let output = try ChildProcess.run(
          "/bin/sh", ["-c", "exec 2>&1; \(command)"], environment: environment,
          workingFolder: repository.project.path)
        outputs.append("$ \(command)\n" + output.stdout)
      }
      if GoldenCase.isRewriting {
        try guide.rewrite(session, outputs)
      } else {
        #expect(outputs == guide.shown(of: session))
      }
    }
  }
}
