import PlancTestSupport

@testable import Foundations
@testable import Operations
@testable import Plans

/// Three tables that move: two to a schema that the plan creates, one under a new name to a schema
/// that exists.
enum SmallMove {
  static let migration: Migration = {
    let cold = Batch(groups: [
      Batch.Group(
        title: "Cold",
        moves: [move("sessions", "cold", "sessions"), move("audit_log", "cold", "audit_log")])
    ])
    let hot = Batch(groups: [Batch.Group(title: nil, moves: [move("tasks", "hot", "jobs")])])
    let schemas = [
      MigratedSchema(name: "core", alias: "core", tablesBefore: 6, tablesAfter: 3),
      MigratedSchema(
        name: "cold", alias: "cold", tablesBefore: 0, tablesAfter: 2,
        create: .init(characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci", comment: nil)),
      MigratedSchema(name: "hot", alias: "hot", tablesBefore: 1, tablesAfter: 2),
    ]
    return Migration(
      name: "small", planPath: "plans/small.yaml", title: "Small move", version: "1",
      lockWaitTimeoutSeconds: 2, schemas: schemas,
      batches: [cold, hot], code: CodeSettings(),
      fileNames: FileNames(plan: "small", moves: [("cold", "cold"), ("hot", "hot")]))
  }()

  private static func move(_ source: String, _ schema: String, _ target: String) -> Move {
    Move(QualifiedName("core", source), to: QualifiedName(schema, target))
  }

  /// `sessions` has rows, the other two that move are empty; `tasks` has two foreign keys, one of
  /// them with a name that follows the table's.
  static let fixture = """
    CREATE SCHEMA core COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA hot COLLATE utf8mb4_unicode_ci;
    CREATE TABLE core.users (id INT PRIMARY KEY, name VARCHAR(20));
    CREATE TABLE core.sessions (id INT PRIMARY KEY, name VARCHAR(20));
    CREATE TABLE core.audit_log (id INT PRIMARY KEY, name VARCHAR(20));
    CREATE TABLE core.tasks (id INT PRIMARY KEY, user_id INT, owner_id INT,
      FOREIGN KEY (user_id) REFERENCES core.users (id),
      CONSTRAINT fk_task_owner FOREIGN KEY (owner_id) REFERENCES core.users (id));
    CREATE TABLE core.sessions_archive (id INT PRIMARY KEY, name VARCHAR(20));
    CREATE TABLE core.old_sessions (id INT PRIMARY KEY, name VARCHAR(20));
    CREATE TABLE hot.present (id INT PRIMARY KEY);
    INSERT INTO core.sessions VALUES (1, 'one'), (2, 'two');

    """
}
