import PlancTestSupport
import Testing

@testable import Plans

/// Names that differ only in case, on a server that tells them apart.
@Suite struct CaseNamesTests {
  static let fixture = """
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA archive COLLATE utf8mb4_unicode_ci;
    CREATE TABLE shop.orders (id INT PRIMARY KEY);
    CREATE TABLE shop.Orders (id INT PRIMARY KEY, n INT);
    CREATE TABLE shop.items (id INT PRIMARY KEY);
    CREATE TABLE shop.Items (id INT PRIMARY KEY, n INT);
    INSERT INTO shop.orders VALUES (1);
    INSERT INTO shop.Orders VALUES (2, 2);

    """

  static let plan = """
    plan: granted
    title: Case
    version: "1"
    catalog: ../catalogs/server.yaml
    schemas:
      shop: {table_count: {before: 4, after: 2}}
      archive: {table_count: {before: 0, after: 2}}
    assignments:
      - {from: shop, to: archive, tables: [orders, items]}

    """

  @Test func `a table returns beside one whose name differs from its own in case`() async throws {
    try await SharedServer.use { server in
      let trigger =
        OnlyOnMariaDB.isHere
        ? "CREATE TRIGGER shop.items_bi BEFORE INSERT ON shop.items FOR EACH ROW SET NEW.id = NEW.id + 1;"
        : ""
      try server.client.query(Self.fixture + trigger)
      let start = try ServerState(of: server)
      let scripts = try GrantFixture.scripts(of: server.client, Self.plan)
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      #expect(preflight.lastLine == "READY", "\(preflight)")
      let move = try scripts.run(scripts.moves[0], on: server)
      #expect(move.lastLine.hasPrefix("DONE: 2 of 2"), "\(move)")
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.hasPrefix("DONE: 2 of 2"), "\(back)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }
}
