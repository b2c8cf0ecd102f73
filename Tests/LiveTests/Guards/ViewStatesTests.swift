import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations
@testable import Plans

/// Each file meets a view on tables of two targets in every state: wherever the tables are, and whatever the view
/// says. A model that knows no SQL says what the view must be afterwards.
@Suite(.withViewsCarried)
struct ViewStatesTests {
  /// What the view is when a file begins.
  enum Definition: Hashable, CustomStringConvertible {
    /// The text for these targets.
    case filled(Set<String>)
    case changed
    case missing

    var description: String {
      switch self {
      case .filled(let targets): "filled \(targets.sorted())"
      case .changed: "changed"
      case .missing: "missing"
      }
    }
  }

  static let fixture = """
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA archive COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA cold COLLATE utf8mb4_unicode_ci;
    CREATE TABLE shop.x (id INT PRIMARY KEY);
    CREATE TABLE shop.y (id INT PRIMARY KEY);
    CREATE VIEW shop.v AS SELECT x.id FROM shop.x JOIN shop.y ON x.id = y.id;

    """

  static let moves = [("x", "archive"), ("y", "cold")].map { table, schema in
    Move(QualifiedName("shop", table), to: QualifiedName(schema, table))
  }

  static func migration(of client: MariaDBClient) throws -> Migration {
    let schemas = [
      SmallMigration.schema("shop", 2, 0), SmallMigration.schema("archive", 0, 1),
      SmallMigration.schema("cold", 0, 1),
    ]
    let carriage = ViewRecreation(try ViewMigration.catalog(of: client), moves)
    return Migration(
      name: "seen", planPath: "plans/seen.yaml", title: "Views", version: "1",
      lockWaitTimeoutSeconds: 2, schemas: schemas,
      batches: moves.map { Batch(groups: [.init(title: nil, moves: [$0])]) },
      code: CodeSettings(),
      fileNames: FileNames(plan: "seen", moves: [("archive", "archive"), ("cold", "cold")]),
      catalog: nil, views: carriage.carried)
  }

  static let targets: [Set<String>] = [[], ["archive"], ["cold"], ["archive", "cold"]]

  @Test func `a view is what belongs to its tables after each file, or what somebody made of it`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      let scripts = try Scripts(try Self.migration(of: server.client))
      let view = try #require(scripts.migration.views.first)
      let definitions = Self.targets.map(Definition.filled) + [.changed, .missing]
      var states = 0
      for moved in Self.targets {
        for definition in definitions {
          for file in scripts.moves + [scripts.names.rollback] {
            try Self.make(moved, definition, view, on: server)
            let target = scripts.names.moves.first { $0.file == file }?.schema
            let place = "\(moved.sorted()) moved, view \(definition), \(file)"
            let before = try Self.definition(on: server)
            let output = try scripts.run(file, on: server)
            let mayMove = target.map { moved.contains($0) } ?? true
            let (tables, expected) = Self.expected(moved, definition, target)
            #expect(try Self.moved(on: server) == tables, "\(place): \(output.stderr)")
            let found = try Self.definition(on: server)
            if let expected {
              #expect(found == ViewStatement.fingerprint(view.view(filled: expected)), "\(place)")
              #expect(output.lastLine.hasPrefix("DONE: "), "\(place): \(output)")
            } else {
              #expect(found == before, "\(place): \(output)")
              #expect(output.exitCode == (mayMove ? 0 : 1), "\(place): \(output)")
            }
            states += 1
          }
        }
      }
      #expect(states == 72)
    }
  }

  /// The targets that are filled afterwards, and the text that the view must have; nil for what it had.
  private static func expected(
    _ moved: Set<String>, _ definition: Definition, _ target: String?
  ) -> (Set<String>, Set<String>?) {
    guard case .filled = definition else {
      // The move files refuse before a table moves. What names no old name is left alone.
      return (target.map { _ in moved } ?? [], nil)
    }
    let filled = target.map { moved.union([$0]) } ?? []
    return (filled, filled)
  }

  private static func make(
    _ moved: Set<String>, _ definition: Definition, _ view: RecreatedView,
    on server: ThrowawayServer
  ) throws {
    func places(_ targets: Set<String>) -> String {
      moves.map { move in
        let isThere = targets.contains(move.target.schema)
        return """
          DROP TABLE IF EXISTS shop.\(move.source.table), \(move.target.schema).\(move.target.table);
          CREATE TABLE \(isThere ? move.target.schema : "shop").\(move.source.table) (id INT PRIMARY KEY);

          """
      }.joined()
    }
    let create: String
    let first: Set<String>
    switch definition {
    case .filled(let targets):
      first = targets
      create = ViewStatement.creation(
        view.view, named: view.name, as: view.statement(filled: targets))
    case .changed:
      first = moved
      create = "CREATE VIEW shop.v AS SELECT 1 AS one"
    case .missing:
      first = moved
      create = "DO 0"
    }
    try server.client.query(
      "DROP VIEW IF EXISTS shop.v;\n\(places(first))\(create);\n\(places(moved))")
  }

  private static func definition(on server: ThrowawayServer) throws -> String? {
    let catalog = try ViewMigration.catalog(of: server.client)
    return catalog.schemas.flatMap(\.views).first.map(ViewStatement.fingerprint)
  }

  private static func moved(on server: ThrowawayServer) throws -> Set<String> {
    let rows = try server.client.query(
      "SELECT TABLE_SCHEMA FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ('archive', 'cold') AND TABLE_TYPE = 'BASE TABLE';"
    )
    return Set(rows.map { $0[0] })
  }
}
