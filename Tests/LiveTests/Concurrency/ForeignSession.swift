import Glibc
import PlancTestSupport

/// DDL of another session beside a run of planc, queued behind a lock or not.
final class ForeignSession: Sendable {
  enum Deed: CaseIterable, Sendable {
    case renameInto, createSelect, createView, createRoutine, createTrigger, alterSchema

    /// Whether a table is created first, which waits behind the backup lock of MySQL.
    var needsTable: Bool { self == .renameInto || self == .createSelect }
  }

  /// An object that another session created, and that its maker wants back.
  struct Object: Sendable {
    var kind: String
    var schema: String
    var name: String
  }

  struct Place: Hashable, Sendable {
    var schema: String
    var table: String
  }

  let deed: Deed
  /// What exists if the statement succeeds; nil where it creates nothing.
  let object: Object?
  private let session: ClientSession
  private let holder: ClientSession?

  /// Begins the statement and does not wait for its end.
  ///
  /// - Parameters:
  ///   - number: of the deed; no two objects have one name.
  ///   - schema: where the object is created.
  ///   - place: where the table of a trigger may be.
  ///   - isQueued: whether the statement waits for a lock first.
  init(
    _ deed: Deed, number: Int, in schema: String, on place: Place, isQueued: Bool,
    at server: ThrowawayServer
  ) throws {
    self.deed = deed
    let name = "f\(number)"
    let statement: String
    var lock: String?
    switch deed {
    case .renameInto, .createSelect:
      try server.client.query(
        "CREATE TABLE aside.\(name) (id INT PRIMARY KEY); INSERT INTO aside.\(name) VALUES (1), (2), (3);"
      )
      object = Object(kind: "TABLE", schema: schema, name: name)
      if deed == .renameInto {
        statement = "RENAME TABLE aside.\(name) TO \(schema).\(name)"
        lock = "START TRANSACTION; SELECT COUNT(*) FROM aside.\(name);"
      } else {
        statement = "CREATE TABLE \(schema).\(name) SELECT id FROM aside.\(name)"
        lock = "LOCK TABLES aside.\(name) WRITE;"
      }
    case .createView:
      object = Object(kind: "VIEW", schema: schema, name: name)
      statement = "CREATE VIEW \(schema).\(name) AS SELECT 1 AS one"
    case .createRoutine:
      object = Object(kind: "PROCEDURE", schema: schema, name: name)
      statement = "CREATE PROCEDURE \(schema).\(name)() SELECT 1"
    case .createTrigger:
      object = Object(kind: "TRIGGER", schema: place.schema, name: name)
      statement =
        "CREATE TRIGGER \(place.schema).\(name) BEFORE UPDATE ON \(place.schema).\(place.table) FOR EACH ROW SET NEW.id = NEW.id"
      lock = "START TRANSACTION; SELECT COUNT(*) FROM \(place.schema).\(place.table);"
    case .alterSchema:
      object = nil
      statement = "ALTER SCHEMA \(schema) COLLATE utf8mb4_bin"
    }
    holder = try lock.flatMap { lock in
      guard isQueued else { return nil }
      let holder = try ClientSession(server.client)
      holder.send("SET SESSION lock_wait_timeout = 1; \(lock)\n")
      return holder
    }
    session = try ClientSession(server.client)
    if holder != nil { usleep(15_000) }
    session.send("\(statement);\n")
    usleep(15_000)
  }

  /// Releases the lock behind which the statement waits.
  func release() { holder?.end() }

  /// Waits for the end of the statement.
  ///
  /// - Returns: whether it succeeded.
  func end() throws -> Bool {
    release()
    try session.execute("", timeoutSeconds: 60)
    session.end()
    return !session.errors.contains("ERROR")
  }
}
