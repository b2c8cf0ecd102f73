import Foundation
import Glibc
import PlancTestSupport
import Testing

/// A folder with a plan, the catalog of a server, and what they compile to; and planc itself, the
/// real binary, run in it.
struct ApplyProject: Sendable {
  let folder: TemporaryFolder
  let server: ThrowawayServer
  var plan: String

  /// Beside the test program: `swift test` builds both into one folder.
  static let planc: String = {
    let own = unsafe realpath("/proc/self/exe", nil)!
    defer { unsafe free(own) }
    return (unsafe String(cString: own) as NSString).deletingLastPathComponent + "/planc"
  }()

  static let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]

  /// - Parameters:
  ///   - text: the plan's text; its catalog is `../catalogs/server.yaml`.
  ///   - catalog: that catalog's text; nil for one of the server as it is now.
  init(
    _ plan: String, _ text: String, catalog: [UInt8]? = nil, on server: ThrowawayServer
  ) throws {
    folder = try TemporaryFolder()
    self.server = server
    self.plan = plan
    try folder.write("plans/\(plan).yaml", text)
    try folder.write("catalogs/server.yaml", bytes: catalog ?? [])
    for verb in catalog == nil ? ["inspect", "compile"] : ["compile"] {
      let output = try prepare(verb)
      if output.exitCode != 0 { throw TestSupportError("\(verb): \(output.stderr)") }
    }
  }

  /// Takes the catalog, or compiles.
  func prepare(_ verb: String) throws -> ProgramOutput {
    let options = verb == "inspect" ? ["--out", "catalogs/server.yaml"] + connection() : []
    return try ChildProcess.run(
      Self.planc, [verb] + options, environment: Self.environment, workingFolder: folder.path)
  }

  /// - Parameter socket: another one than the server's own, such as that of a `FaultProxy`.
  func connection(socket: String? = nil, user: String = "root") -> [String] {
    [
      "--database", "mysql://\(user)@localhost", "--socket", socket ?? server.socket,
      "--defaults-file", "/dev/null",
    ]
  }

  /// A rollback also drops the schemas that the plan creates, so that the start comes again.
  ///
  /// - Parameter dropsSchemas: false for a plain rollback.
  func start(
    _ verb: String, _ options: [String] = ["--yes"], dropsSchemas: Bool = true,
    socket: String? = nil, user: String = "root"
  ) throws -> ChildProcess {
    try ChildProcess(
      Self.planc,
      [verb, "plans/\(plan).yaml"] + connection(socket: socket, user: user) + options
        + (verb == "rollback" && dropsSchemas ? ["--drop-schemas"] : []),
      environment: Self.environment, workingFolder: folder.path)
  }

  @discardableResult
  func run(
    _ verb: String, _ options: [String] = ["--yes"], dropsSchemas: Bool = true,
    socket: String? = nil, user: String = "root"
  ) throws -> ProgramOutput {
    try start(verb, options, dropsSchemas: dropsSchemas, socket: socket, user: user).wait()
  }

  /// The text of a generated file of the plan.
  func text(_ file: String) -> String { folder.text(of: "generated/\(plan)/\(file)") }
}

/// Tables to two schemas that the plan creates, with triggers, views, foreign keys and grants.
enum WholeMigration {
  /// On MySQL without what a plan may not carry along there.
  static let fixture = tables + (OnlyOnMariaDB.isHere ? carried : "") + grants

  private static let tables = """
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA reports COLLATE utf8mb4_unicode_ci;
    CREATE USER clerk@localhost, report@localhost;
    CREATE TABLE shop.orders (id INT PRIMARY KEY, n INT, note VARCHAR(40));
    CREATE TABLE shop.items (id INT PRIMARY KEY, order_id INT, FOREIGN KEY (order_id) REFERENCES shop.orders (id));
    CREATE TABLE shop.notes (id INT PRIMARY KEY, line TEXT);
    CREATE TABLE shop.sessions (id INT PRIMARY KEY);
    CREATE TABLE shop.stays (id INT PRIMARY KEY);
    CREATE TABLE reports.log (id INT AUTO_INCREMENT PRIMARY KEY, line VARCHAR(40));
    INSERT INTO shop.orders VALUES (1, 1, 'first'), (2, 2, NULL);
    INSERT INTO shop.items VALUES (1, 1);
    INSERT INTO shop.notes VALUES (1, 'x');

    """

  /// Refused on MySQL.
  static let carried = """
    CREATE TRIGGER shop.orders_bi BEFORE INSERT ON shop.orders FOR EACH ROW SET NEW.n = NEW.n + 1;
    CREATE TRIGGER shop.orders_ad AFTER DELETE ON shop.orders FOR EACH ROW INSERT INTO reports.log (line) VALUES ('gone');
    CREATE TRIGGER shop.sessions_bi BEFORE INSERT ON shop.sessions FOR EACH ROW SET NEW.id = NEW.id + 1;
    CREATE VIEW shop.open_orders AS SELECT id, n FROM shop.orders WHERE n > 1;
    CREATE VIEW reports.lines AS SELECT o.id, n.line FROM shop.open_orders o LEFT JOIN shop.notes n ON n.id = o.id;
    CREATE VIEW reports.live AS SELECT id FROM shop.sessions;

    """

  /// And what hangs on a table that stays.
  private static let grants = """
    CREATE TRIGGER shop.stays_bi BEFORE INSERT ON shop.stays FOR EACH ROW SET NEW.id = NEW.id + 1;
    CREATE VIEW reports.stay AS SELECT id FROM shop.stays;
    GRANT SELECT, INSERT ON shop.* TO clerk@localhost;
    GRANT SELECT ON shop.orders TO report@localhost;
    GRANT SELECT (id), UPDATE (line) ON shop.notes TO report@localhost;

    """

  static let plan = """
    plan: whole
    title: A move with all that hangs on tables
    version: "1"
    catalog: ../catalogs/server.yaml
    lock_wait_timeout: 1
    schemas:
      shop: {table_count: {before: 5, after: 1}}
      archive:
        table_count: {before: 0, after: 3}
        create: {collation: utf8mb4_unicode_ci, grants_like: shop}
      cold:
        table_count: {before: 0, after: 1}
        create: {collation: utf8mb4_unicode_ci, grants_like: shop}
    assignments:
      - from: shop
        to: archive
        tables: [{table: orders, as: old_orders}, items, notes]
      - from: shop
        to: cold
        tables: [sessions]

    """

  static let files = [
    "whole_create_schemas.sql", "whole_move_archive_tables.sql", "whole_move_cold_tables.sql",
    "whole_verify.sql",
  ]
}
