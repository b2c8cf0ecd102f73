import PlancTestSupport
import Testing

/// Two plans of one folder, of which the second comes after the first.
struct PlanChainTests {
  private static let first = """
    plan: first
    title: First
    version: "1"
    schemas:
      shop: {table_count: {before: 3, after: 2}}
      archive: {table_count: {before: 0, after: 1}}
    assignments:
      - {from: shop, to: archive, tables: [orders]}

    """

  private static let second = """
    plan: second
    title: Second
    version: "1"
    after: [first]
    schemas:
      shop: {table_count: {before: 2, after: 1}}
      archive: {table_count: {before: 1, after: 2}}
    assignments:
      - {from: shop, to: archive, tables: [items]}

    """

  private func use(
    _ body: @Sendable (ThrowawayServer, ApplyProject, ApplyProject) throws -> Void
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA shop; CREATE SCHEMA archive; CREATE TABLE shop.orders (id INT); CREATE TABLE shop.items (id INT); CREATE TABLE shop.stays (id INT);"
      )
      let first = try ApplyProject("first", Self.first, catalog: [], on: server)
      try first.folder.write("plans/second.yaml", Self.second)
      #expect(try first.prepare("compile").exitCode == 0)
      var second = first
      second.plan = "second"
      try body(server, first, second)
    }
  }

  @Test func `a plan waits for the one before it, and is undone before it`() async throws {
    try await use { server, first, second in
      let start = try ServerState(of: server)
      let early = try second.run("apply")
      #expect(early.exitCode == 2)
      #expect(
        early.stderr.contains("error[P912]: `first` comes first, and its status is NOT STARTED"),
        "\(early.stderr)")
      #expect(early.stderr.contains("planc apply plans/first.yaml --database"))
      #expect(try ServerState(of: server) == start)

      #expect(try first.run("apply").exitCode == 0)
      #expect(try second.run("apply").exitCode == 0)
      let moved = try ServerState(of: server)
      let status = try first.run("status", [])
      #expect(status.stdout.contains("or:   planc rollback plans/second.yaml --database"))
      #expect(!status.stdout.contains("planc rollback plans/first.yaml"), "\(status.stdout)")
      let late = try first.run("rollback")
      #expect(late.exitCode == 2)
      #expect(
        late.stderr.contains(
          "error[P912]: `second` comes after this plan, and its status is APPLIED"),
        "\(late.stderr)")
      #expect(late.stderr.contains("planc rollback plans/second.yaml --database"))
      #expect(try ServerState(of: server) == moved)

      #expect(try second.run("rollback").exitCode == 0)
      #expect(
        try first.run("status", []).stdout.contains("or:   planc rollback plans/first.yaml"))
      #expect(try first.run("rollback").exitCode == 0)
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test func `who knows better goes on`() async throws {
    try await use { server, first, second in
      try first.run("apply")
      try second.run("apply")
      let back = try first.run("rollback", ["--yes", "--allow-warnings"])
      #expect(back.exitCode == 0, "\(back.stderr)")
      #expect(
        try server.client.value(
          "SELECT GROUP_CONCAT(TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'archive'"
        ) == "items")
    }
  }

  @Test func `an error elsewhere in the folder does not hide the plans that come after`()
    async throws
  {
    try await use { server, first, second in
      try first.run("apply")
      try second.run("apply")
      try first.folder.write("plans/wip.yaml", "plan: wip\n")
      try first.folder.write(
        "plans/draft.yaml",
        Self.first.replacing("plan: first", with: "plan: draft\ncatalog: ../none.yaml"))
      let late = try first.run("rollback")
      #expect(late.exitCode == 2)
      #expect(late.stderr.contains("error[P912]: `second` comes after this plan"), "\(late.stderr)")
      #expect(late.stderr.contains("warning[P202]: the plan has no"))
      #expect(late.stderr.contains("warning[P805]:"))
      #expect(try second.run("rollback").exitCode == 0)
    }
  }

  @Test func `a later plan that never ran bars nothing, whatever became of its tables`()
    async throws
  {
    try await use { server, first, second in
      let start = try ServerState(of: server)
      try first.run("apply")
      try server.client.query("RENAME TABLE shop.items TO shop.gone;")
      #expect(try second.run("status", []).stdout.contains("MANUAL REPAIR REQUIRED"))
      let back = try first.run("rollback")
      #expect(back.exitCode == 0, "\(back.stderr)")
      try server.client.query("RENAME TABLE shop.gone TO shop.items;")
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test func `a plan of the folder that cannot be read does not bar the way home`() async throws {
    try await use { server, first, second in
      let start = try ServerState(of: server)
      #expect(try first.run("apply").exitCode == 0)
      try first.folder.write("plans/wip.yaml", "oops plan\n")
      let status = try first.run("status", [])
      #expect(status.exitCode == 0)
      #expect(status.stdout.contains("APPLIED"), "\(status.stdout)")
      // The plan after it is as good as unwritten, too.
      try first.folder.write("plans/second.yaml", "plan: second\n")
      let back = try first.run("rollback")
      #expect(back.exitCode == 0, "\(back.stderr)")
      #expect(back.stderr.contains("warning[P203]: the plan is the text `oops plan`"))
      #expect(try ServerState(of: server) == start)
      // What a plan depends on must be sound.
      try first.folder.write("plans/second.yaml", Self.second)
      try first.folder.write("plans/first.yaml", "plan: first\n")
      #expect(try second.run("apply").exitCode == 1)
    }
  }

  /// The plans before and after are asked over the same connection.
  @Test func `each command opens one connection`() async throws {
    try await use { server, first, second in
      func connections() throws -> Int {
        let rows = try server.client.query("SHOW GLOBAL STATUS LIKE 'Connections'")
        return Int(try #require(rows.first?.last)) ?? 0
      }
      func expectOne(_ verb: String, _ options: [String], _ project: ApplyProject) throws {
        let before = try connections()
        let output = try project.run(verb, options, dropsSchemas: false)
        // The question after the run is a connection, too.
        #expect(try connections() - before - 1 == 1, "\(verb) \(project.plan): \(output)")
      }
      for project in [first, second] {
        try expectOne("preflight", [], project)
        try expectOne("apply", ["--yes"], project)
        try expectOne("status", [], first)
        try expectOne("verify", [], project)
      }
      for project in [second, first] { try expectOne("rollback", ["--yes"], project) }
    }
  }
}
