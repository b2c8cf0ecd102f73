import Foundation
import PlancTestSupport
import Testing

/// An application in PHP on a server: broken by a move, and mended by nothing but a fix.
struct `An application` {
  private static let plan = """
    plan: parting
    title: Sessions and events get a schema of their own
    version: "1"
    schemas:
      app: {table_count: {before: 5, after: 1}}
      app_ephemeral:
        alias: ephemeral
        table_count: {before: 0, after: 4}
        create: {collation: utf8mb4_unicode_ci}
    assignments:
      - from: app
        to: app_ephemeral
        tables:
          - lupo_sessions
          - lupo_users
          - lupo_events
          - {table: lupo_config, as: lupo_settings}
    code:
      table_prefix: lupo_
      php: {file: schema-config.php, function: lupo_table, constant: LUPO_SCHEMA}
    """

  private static let tables = """
    CREATE DATABASE app COLLATE utf8mb4_unicode_ci; USE app;
    CREATE TABLE lupo_sessions (id INT PRIMARY KEY, name VARCHAR(20), seen INT);
    CREATE TABLE lupo_users (name VARCHAR(20) PRIMARY KEY, mail VARCHAR(40));
    CREATE TABLE lupo_events (kind VARCHAR(20), page INT);
    CREATE TABLE lupo_config (name VARCHAR(20) PRIMARY KEY, value VARCHAR(20));
    CREATE TABLE lupo_pages (id INT PRIMARY KEY, title VARCHAR(20));
    INSERT INTO lupo_sessions VALUES (1, 'ada', 4), (2, 'bob', 0);
    INSERT INTO lupo_users VALUES ('ada', 'ada@example.org'), ('bob', 'bob@example.org');
    INSERT INTO lupo_events VALUES ('login', 1), ('view', 2), ('view', 1);
    INSERT INTO lupo_config VALUES ('theme', 'light');
    INSERT INTO lupo_pages VALUES (1, 'Home'), (2, 'About'), (3, 'Help');
    """

  private static let expected = """
    open: 3
    carol: [{"id":"3","seen":"1"}]
    users: [{"name":"ada","mail":"ada@example.org"},{"name":"bob","mail":"bob@example.org"}]
    closed: 2
    events: [{"kind":"login","n":"1"},{"kind":"view","n":"2"}]
    setting: light
    setting: dark
    pages: [{"title":"Home"},{"title":"About"}]
    sizes: ["3","2"]
    total: 6

    """

  private static let sources = ["app.php", "database.php", "reports.php", "sessions.php"]

  /// The sources, one of them with CR LF and in Latin-1.
  private func write(to project: Project) throws {
    for name in Self.sources {
      let bytes = try Repository.bytes(of: "Tests/PlancTests/Application/\(name)")
      guard name == "reports.php" else {
        try project.folder.write("src/\(name)", bytes: bytes)
        continue
      }
      let text = String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\r\n")
      let latin = text.unicodeScalars.map { UInt8(exactly: $0.value) ?? 0x3F }
      #expect(latin.contains(0xE9))
      try project.folder.write("src/\(name)", bytes: latin)
    }
  }

  private func syntax(_ project: Project) throws {
    for name in Self.sources {
      let output = try ChildProcess.run("php", ["-l", "src/\(name)"], workingFolder: project.path)
      #expect(output.exitCode == 0, "\(output.stdout)")
    }
  }

  @Test func `is broken by a move, mended by a fix, and works before it, after it, and back`()
    async throws
  {
    let project = try Project(["parting": Self.plan])
    try write(to: project)
    #expect(try project.planc("compile").exitCode == 0)
    try syntax(project)
    try await SharedServer.use { server in
      func run(_ state: String) throws -> ProgramOutput {
        try ChildProcess.run(
          "php", ["-d", "display_errors=1", "src/app.php", server.socket],
          environment: ["PATH": "/usr/bin:/bin", "LUPO_SCHEMA_STATE": state],
          workingFolder: project.path)
      }
      func works(_ state: String, _ when: Comment) throws {
        let output = try run(state)
        #expect(output.stdout == Self.expected, when)
        #expect(output.exitCode == 0, when)
      }
      func move(_ scripts: String...) throws {
        for script in scripts {
          let output = try server.client.run(
            script: "\(project.path)/generated/parting/parting_\(script).sql")
          #expect(output.exitCode == 0, "\(script): \(output.stderr)")
        }
      }
      try server.client.query(Self.tables)
      try works("before", "as it was")
      try move("create_schemas", "move_ephemeral_tables")
      let broken = try run("after")
      #expect(broken.exitCode != 0 && broken.stdout.contains("lupo_sessions' doesn't exist"))

      let fix = try project.planc("refs", "--fix", "src")
      #expect(fix.exitCode == 0, "\(fix.stderr)")
      #expect(fix.stderr == "")
      try syntax(project)
      try works("after", "mended")
      #expect(try project.planc("refs", "src").exitCode == 0)
      let again = try project.planc("refs", "--fix", "src")
      #expect(again.stdout == "0 references mended in 0 files, 0 left\n")

      try move("rollback")
      try works("before", "after the rollback")
      try move("create_schemas", "move_ephemeral_tables", "verify")
      try works("after", "moved again")
    }
  }
}
