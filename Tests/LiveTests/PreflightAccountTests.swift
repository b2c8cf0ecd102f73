import Foundation
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// Preflight as accounts that may not do or see everything, and in sessions that are not as usual.
@Suite struct PreflightAccountTests {
  static let schemas = ["core", "cold", "hot"]
  static let moving = ["ALTER", "DROP", "CREATE", "INSERT"]
  static let seeing = ["SELECT", "SHOW VIEW", "TRIGGER", "EVENT", "ALTER ROUTINE"]

  /// Whether it replicates MySQL tells there.
  static var seeingReplication: String {
    OnlyOnMariaDB.isHere ? "" : "GRANT SELECT ON performance_schema.* TO mover;"
  }

  struct Missing: Sendable, CustomTestStringConvertible {
    var right: String
    var schema: String
    var testDescription: String { "\(right) on \(schema)" }
  }

  static let missing = schemas.flatMap { schema in
    (moving + seeing).map { Missing(right: $0, schema: schema) }
  }

  @Test func `each missing right is found, for the way there and for the way back`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      for missing in Self.missing {
        let grants = Self.schemas.map { schema in
          let rights = (Self.moving + Self.seeing).filter {
            schema != missing.schema || $0 != missing.right
          }
          return "GRANT \(rights.joined(separator: ", ")) ON \(schema).* TO mover;"
        }
        try server.client.query(
          "CREATE USER mover; GRANT PROCESS ON *.* TO mover; GRANT SELECT ON mysql.* TO mover;"
            + Self.seeingReplication + grants.joined())
        let output = try scripts.run(scripts.names.preflight, as: server.client.with(user: "mover"))
        let isNeeded = (Self.moving + ["SELECT"]).contains(missing.right)
        let finding =
          isNeeded
          ? "error: this account lacks \(missing.right) on \(missing.schema)"
          : "info: this account may not see everything: it lacks \(missing.right) on \(missing.schema)"
        let found = PreflightTests.findings(output).filter { !$0.contains(" on all schemas ") }
        #expect(
          found == ["\(finding) @ 'mover'@'%'"], "\(missing): \(output.stderr)")
        PreflightTests.expectVerdict(output, .stdin)
        // The GRANT in the finding is all that is needed.
        try server.client.query(PrivilegeFindingTests.grants(output))
        let again = try scripts.run(scripts.names.preflight, as: server.client.with(user: "mover"))
        #expect(
          PreflightTests.findings(again).allSatisfy { $0.contains(" on all schemas ") },
          "\(missing): \(again.stdout)")
        #expect(again.lastLine == "READY")
        try server.client.query("DROP USER mover;")
      }
    }
  }

  @Test
  func `an account with just the rights that are asked for is ready, and moves there and back`()
    async throws
  {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(
        SmallMove.fixture
          + """
          CREATE USER mover;
          GRANT ALTER, DROP, CREATE, INSERT, SELECT, SHOW VIEW, TRIGGER, EVENT, ALTER ROUTINE
            ON `%`.* TO mover;
          """)
      let start = try ServerState(of: server)
      let client = server.client.with(user: "mover")
      let ready = try scripts.run(scripts.names.preflight, as: client)
      #expect(
        PreflightTests.findings(ready) == [
          "info: open transactions are hidden from this account @ it lacks PROCESS"
        ], "\(ready.stderr)")
      #expect(ready.lastLine == "READY")
      for file in scripts.forward {
        let output = try scripts.run(file, as: client)
        #expect(output.lastLine.hasPrefix("DONE: "), "\(file): \(output.stderr)")
      }
      let verify = try scripts.run(scripts.names.verify, as: client)
      #expect(verify.lastLine == "VERIFIED", "\(verify.stderr)")
      let back = try scripts.run(scripts.names.rollback, as: client)
      #expect(back.lastLine == "DONE: 3 of 3 tables are back", "\(back.stderr)")
      try scripts.run(scripts.names.dropSchemas, on: server)
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  /// Accounts that see little; none of them may hear READY.
  @Test(
    arguments: [
      "USAGE ON *.*", "SELECT ON core.*", "SELECT ON core.sessions", "DROP ON cold.*",
      "SELECT (id) ON core.tasks", "EXECUTE ON *.*", "ALTER, DROP ON *.*", "PROCESS ON *.*",
      "ALTER, DROP, CREATE, INSERT ON core.*",
    ], MariaDBClient.Manner.allCases)
  func `an account with few rights never hears READY`(
    grant: String, manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture + "CREATE USER few; GRANT \(grant) TO few;")
      let client = server.client.with(user: "few")
      let output = try scripts.run(scripts.names.preflight, as: client, manner)
      PreflightTests.expectVerdict(output, manner)
      #expect(output.lastLine.hasPrefix("NOT READY: "))
      for file in scripts.forward {
        let before = try ServerState(of: server)
        let output = try scripts.run(file, as: client, manner)
        #expect(!output.lastLine.hasPrefix("DONE"), "\(file): \(output)")
        let after = try ServerState(of: server)
        #expect(after == before, "\(file): \(after.changes(since: before))")
      }
    }
  }

  /// Each GRANT that preflight writes is run as it is written; roles and PUBLIC have no host.
  @Test func `the grants that preflight writes let everybody in`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(
        SmallMove.fixture
          + "CREATE ROLE `rea``ders`; GRANT SELECT, INSERT ON core.* TO `rea``ders`;"
          + "CREATE USER `o'dd`@localhost; GRANT DELETE ON core.* TO `o'dd`@localhost;"
          + (OnlyOnMariaDB.isHere ? "GRANT SELECT ON core.* TO PUBLIC;" : ""))
      let output = try scripts.run(scripts.names.preflight, on: server)
      let grants = output.stdout.split(separator: "\n").compactMap { line -> String? in
        guard let from = line.range(of: "before the move: GRANT ") else { return nil }
        return "GRANT " + line[from.upperBound...].replacing("\\\\", with: "\\") + ";"
      }
      #expect(grants.count == (OnlyOnMariaDB.isHere ? 6 : 4), "\(output.stdout)")
      try server.client.query(grants.joined())
      let again = try scripts.run(scripts.names.preflight, on: server)
      #expect(again.lastLine == "READY", "\(again.stdout)")
    }
  }

  @Test func `what an account cannot see in other schemas is said`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      let grants = Self.schemas.map { "GRANT ALL ON \($0).* TO mover;" }.joined()
      try server.client.query(
        SmallMove.fixture + "CREATE USER mover; GRANT PROCESS, EVENT ON *.* TO mover;"
          + "GRANT SELECT ON mysql.* TO mover;" + Self.seeingReplication + grants)
      let output = try scripts.run(scripts.names.preflight, as: server.client.with(user: "mover"))
      #expect(
        PreflightTests.findings(output) == [
          "info: this account is not listed with SELECT, SHOW VIEW, TRIGGER on all schemas @ 'mover'@'%'"
        ], "\(output.stdout)")
      #expect(output.lastLine == "READY")
    }
  }

  /// Lists are gathered in strings that this setting would cut.
  @Test func `a session that cuts lists short moves there and back, with few rights`() async throws
  {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      let grants = Self.schemas.map { "GRANT ALL ON \($0).* TO mover;" }.joined()
      try server.client.query(SmallMove.fixture + "CREATE USER mover;" + grants)
      let start = try ServerState(of: server)
      for file in scripts.forward + (OnlyOnMariaDB.isHere ? scripts.back : [scripts.names.rollback])
      {
        let output = try server.client.with(user: "mover").run(
          text: "SET SESSION group_concat_max_len = 16;\n" + scripts.text(file))
        #expect(output.lastLine.hasPrefix("DONE: "), "\(file): \(output.stderr)")
      }
      try scripts.run(scripts.names.dropSchemas, on: server)
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test func `rights through an active role are left to the server`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(
        SmallMove.fixture
          + """
          CREATE ROLE movers; GRANT ALL ON *.* TO movers;
          CREATE USER mover; GRANT movers TO mover; SET DEFAULT ROLE movers \(OnlyOnMariaDB.isHere ? "FOR" : "TO") mover;
          """)
      let client = server.client.with(user: "mover")
      let output = try scripts.run(scripts.names.preflight, as: client)
      #expect(output.lastLine == "READY", "\(output)")
      let found = PreflightTests.findings(output)
      #expect(
        found.contains {
          $0.hasPrefix(
            "info: this account is not listed with ALTER, CREATE, DROP, INSERT, SELECT on")
        }, "\(found)")
      #expect(found.allSatisfy { $0.hasPrefix("info") })
      for file in scripts.forward {
        #expect(try scripts.run(file, as: client).lastLine.hasPrefix("DONE: "))
      }
      let back = try scripts.run(scripts.names.rollback, as: client)
      #expect(back.lastLine == "DONE: 3 of 3 tables are back")
      let drop = try scripts.run(scripts.names.dropSchemas, as: client)
      #expect(drop.stdout.contains("cold\tstays: this account may not see or drop"), "\(drop)")
    }
  }

  @Test func `bodies that this account may not read are named`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(
        SmallMove.fixture
          + """
          CREATE VIEW core.v AS SELECT id FROM core.sessions;
          CREATE PROCEDURE core.p() SELECT 1 FROM sessions;
          CREATE USER mover; GRANT PROCESS ON *.* TO mover;
          GRANT ALTER, DROP, CREATE, INSERT, SELECT, TRIGGER, EVENT, ALTER ROUTINE ON `%`.* TO mover;
          """)
      let output = try scripts.run(
        scripts.names.preflight, as: server.client.with(user: "mover"))
      let found = PreflightTests.findings(output)
      #expect(found.contains("info: the text of this view is hidden from this account @ core.v"))
      #expect(
        found.contains("info: the text of this procedure is hidden from this account @ core.p")
          || found.contains("warning: routine references sessions @ core.p"), "\(found)")
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `open transactions and locks are told, and READY stays READY`(
    manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      let session = try ClientSession(server.client)
      let id = try session.connectionID()
      try session.execute("START TRANSACTION; SELECT 1 FROM core.tasks;")
      // INNODB_TRX answers from a copy that is kept while it is asked every tenth of a second.
      usleep(300_000)
      let output = try scripts.run(scripts.names.preflight, on: server, manner)
      var found = PreflightTests.findings(output).filter { !$0.contains("info: holds ") }
      if OnlyOnMariaDB.isHere {
        let blind = "info: this server does not list locks on tables @ 1 other session"
        #expect(found.contains(blind), "\(found)")
        found.removeAll { $0 == blind }
      }
      #expect(found.count == 1 && found[0].hasPrefix("info: open transaction, "), "\(found)")
      #expect(found.first?.hasSuffix(" s old @ session \(id), root") == true, "\(found)")
      PreflightTests.expectVerdict(output, manner)
      // MySQL tells the locks by itself.
      let plugin = "SONAME 'metadata_lock_info'"
      if OnlyOnMariaDB.isHere { try server.client.query("INSTALL \(plugin);") }
      defer {
        if OnlyOnMariaDB.isHere { _ = try? server.client.query("UNINSTALL \(plugin);") }
      }
      let locks = try scripts.run(scripts.names.preflight, on: server, manner)
      let kind = OnlyOnMariaDB.isHere ? "MDL_SHARED_READ" : "SHARED_READ"
      #expect(
        PreflightTests.findings(locks).contains(
          "info: holds \(kind) @ session \(id), core.tasks"), "\(locks)")
      PreflightTests.expectVerdict(locks, manner)
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `a session without the binary log is found`(manner: MariaDBClient.Manner) async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      let client = server.client.with(options: ["--init-command=SET SESSION sql_log_bin = 0"])
      let output = try scripts.run(scripts.names.preflight, as: client, manner)
      #expect(
        PreflightTests.findings(output) == [
          "error: sql_log_bin is 0 in this session: the move would not be replicated @ this session"
        ])
      PreflightTests.expectVerdict(output, manner)
    }
  }

  /// Each query in turn asks for a table that is not there, in a client that carries on.
  @Test func `no query of preflight may fail and the result still be READY`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      try Self.expectEvidence(of: scripts.text(scripts.names.preflight), on: server)
    }
  }

  @Test(.withTriggersCarried)
  func `no query about triggers, views and grants may fail and the result still be READY`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let catalog = try InspectedServer.catalog(server.client, ["shop", "reports"])
      let compiled = compile([GrantFixture.source(WholeMigration.plan, catalog)])
      let scripts = try Scripts(try #require(compiled.migrations.first))
      try Self.expectEvidence(of: scripts.text(scripts.names.preflight), on: server)
    }
  }

  /// What these queries count decides nothing here, and the rows repeat what the result counts.
  private static let others = [
    "INTO @planc_view_states;\n\nSELECT COUNT(*)", "how many of its privileges exist.",
    "WHERE number IS NOT NULL),\nlive AS", "INTO @planc_table_copies;",
    "SELECT severity, finding, object, advice\n",
  ]

  private static func expectEvidence(of text: String, on server: ThrowawayServer) throws {
    #expect(try server.client.run(text: text, .force).lastLine == "READY")
    let places = ["information_schema.", "JSON_TABLE(@planc_"].flatMap { text.ranges(of: $0) }
    #expect(places.count > 60)
    var failed = 0
    for place in places {
      let before = text[..<place.lowerBound].suffix(250)
      if others.contains(where: before.contains) { continue }
      var broken = text
      broken.replaceSubrange(place, with: "no_such_schema.no_such_table_")
      let output = try server.client.run(text: broken, .force)
      // The query is for another server.
      if output.stderr.isEmpty { continue }
      failed += 1
      #expect(output.lastLine.hasPrefix("NOT READY"), "\(before)")
    }
    #expect(failed > 50)
  }
}
