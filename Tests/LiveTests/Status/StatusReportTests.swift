import Foundation
import PlancTestSupport
import Servers
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations
@testable import Plans

/// What planc reads out of its own status file, against an independent reading.
@Suite struct StatusReportTests {
  @Test func `phase A is told at every stage, there and back`() async throws {
    let scripts = try Scripts(PhaseA.migration())
    try await LoadedServer.use { server, _ in
      func report() throws -> StatusReport { try .checked(scripts.migration, on: server) }
      var seen = try report()
      #expect(seen.state == .notStarted)
      #expect(seen.schemas.map(\.tablesNow) == [111, 0, 0])
      #expect(seen.schemas.map(\.headroom) == [0, nil, nil])
      let numbers = seen.tables.map(\.sourceTableID)
      try scripts.run(scripts.create, on: server)
      #expect(try report().state == .notStarted)
      try scripts.run(scripts.moves[1], on: server)
      seen = try report()
      #expect(seen.state == .partiallyApplied)
      #expect(
        seen.reason
          == "tables at the target: 12 of 34"
      )
      #expect(seen.schemas.map(\.headroom) == [12, nil, nil])
      try scripts.run(scripts.moves[0], on: server)
      seen = try report()
      #expect(seen.state == .applied)
      #expect(seen.schemas.map(\.tablesNow) == [77, 22, 12])
      // The same tables, in other schemas; some of the fixture's are not InnoDB's.
      #expect(seen.tables.map(\.targetTableID) == numbers)
      #expect(numbers.contains { $0 != nil })
      try scripts.rollBack(on: server)
      #expect(try report().state == .notStarted)
    }
  }

  @Test(arguments: VerifyAndStatusTests.wrong.onThisServer)
  func `every wrong end state is told as it is`(given: VerifyAndStatusTests.Case) async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query(given.sql)
      let report = try StatusReport.checked(scripts.migration, on: server)
      #expect(report.state.rawValue == given.word)
    }
  }

  @Test func `of two copies it is told which has rows, and their numbers`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query("CREATE TABLE core.sessions (id INT);")
      let sessions = try StatusReport.checked(scripts.migration, on: server).tables[0]
      #expect(sessions.sourceRows?.number == 0)
      let count = try server.client.value("SELECT COUNT(*) FROM cold.sessions;")
      #expect(sessions.targetRows.map { "\($0.number)" } == count)
      #expect(sessions.sourceTableID != nil)
      #expect(sessions.sourceTableID != sessions.targetTableID)
      let listing = OnlyOnMariaDB.isHere ? "INNODB_SYS_TABLES" : "INNODB_TABLES"
      #expect(
        try server.client.value(
          "SELECT NAME FROM information_schema.\(listing) WHERE TABLE_ID = \(sessions.targetTableID ?? "0");"
        ) == "cold/sessions")
    }
  }

  @Test func `numbers are told of names with the characters that are common in names`() async throws
  {
    // InnoDB has a name of its own for a table whose name holds one of them.
    let signs: [Character] = ["@", "-", "$", " ", "."]
    let long = String(repeating: "-", count: 45)
    let odd = signs.map { "x\($0)y" } + ["1a", "a-b", "a@002db", "\(long)a", "\(long)b"]
    let group: SmallMigration.Group = (nil, odd.map { ($0, $0) })
    let migration = SmallMigration.make(
      "odd",
      schemas: [
        SmallMigration.schema("sh-op", odd.count, 0), SmallMigration.schema("co.ld", 0, odd.count),
      ], batches: [[("sh-op", "co.ld", group)]])
    try await SharedServer.use { server in
      let tables = odd.map { "CREATE TABLE `sh-op`.`\($0.replacing("`", with: "``"))` (id INT);" }
      try server.client.query(
        "CREATE SCHEMA `sh-op`; CREATE SCHEMA `co.ld`; " + tables.joined(separator: "\n"))
      let report = try StatusReport.checked(migration, on: server)
      #expect(
        report.tables.count == odd.count && report.tables.allSatisfy { $0.sourceTableID != nil })
      #expect(Set(report.tables.map(\.sourceTableID)).count == odd.count)
    }
  }

  /// After each statement that can write, forward and back.
  @Test(.withTriggersCarried)
  func `a table on its way is told with its triggers, whenever the file is cut`() async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      var states: Set<StatusReport.State> = []
      var places: Set<String> = []
      var triggers: Set<String> = []
      for (file, before) in [(scripts.moves[0], nil), (scripts.names.rollback, scripts.moves[0])] {
        for part in scripts.beginnings(of: file) {
          if let before { try scripts.run(before, on: server) }
          try server.client.query(part)
          let report = try StatusReport.checked(scripts.migration, on: server)
          states.insert(report.state)
          // A table that is temporarily renamed stands without them for a moment, and that is as it should be.
          #expect(!report.reason.contains("missing or changed"), "\(report.reason)")
          let isUnrestored = report.reason.contains("text is not restored yet")
          #expect(!isUnrestored || report.state == .partiallyApplied, "\(report.reason)")
          places.formUnion(report.places)
          triggers.formUnion(report.triggerPlaces)
          try scripts.rollBack(on: server)
        }
      }
      let ways = [
        "source", "target", "temporarilyRenamed in shop", "temporarilyRenamed in archive",
      ]
      #expect(states == [.notStarted, .partiallyApplied, .applied])
      #expect(places == Set(ways))
      #expect(triggers == Set(ways + ["none"]))
    }
  }

  @Test(.withTriggersCarried)
  func `a table that is temporarily renamed and exists elsewhere requires manual repair`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let migration = try TriggerMigration.make(of: server.client)
      func place(after sql: String) throws -> TableStatus.Place {
        try server.client.query(sql)
        let report = try StatusReport.checked(migration, on: server)
        #expect(report.state == .manualRepairRequired)
        return report.tables[2].place
      }
      #expect(
        try place(after: "CREATE TABLE shop.__planc_orders (id INT);")
          == .other(
            .init(
              text:
                "table at the source, nothing at the target, table at shop.__planc_orders",
              source: "table", temporarilyRenamed: [QualifiedName("shop", "__planc_orders")])))
      #expect(
        try place(
          after:
            "DROP TABLE shop.__planc_orders; RENAME TABLE shop.orders TO shop.__planc_orders; CREATE TABLE archive.__planc_orders (id INT);"
        )
          == .other(
            .init(
              text:
                "nothing at the source, nothing at the target, table at shop.__planc_orders, table at archive.__planc_orders",
              temporarilyRenamed: ["shop", "archive"].map { QualifiedName($0, "__planc_orders") })))
    }
  }

  @Test(.withTriggersCarried) func `a changed trigger is told`() async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let migration = try TriggerMigration.make(of: server.client)
      try server.client.query(
        "CREATE OR REPLACE TRIGGER shop.odd BEFORE INSERT ON shop.`odd ``name`` \\ x` FOR EACH ROW SET NEW.id = NEW.id + 2;"
      )
      let report = try ServerConnectionTests.connect(server).status(of: migration)
      #expect(report.triggers.last?.name == "odd")
      #expect(report.triggers.last?.place == .changed)
      #expect(report.triggers.dropLast().allSatisfy { $0.place == .source })
      #expect(
        report.reason
          == "tables at the target: 0 of 5; triggers that are missing or changed, or that this account cannot see: 1"
      )
    }
  }

  @Test(.withTriggersCarried)
  func `a trigger of the catalog on another table blocks that table`() async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let migration = try TriggerMigration.make(of: server.client)
      let other = try #require(
        migration.batches.flatMap(\.moves).first { $0.source.table == "items" })
      try server.client.query(
        "DROP TRIGGER shop.odd; CREATE TRIGGER shop.odd BEFORE DELETE ON \(SQLText.name(other.source)) FOR EACH ROW SET @x = 1;"
      )
      let report = try ServerConnectionTests.connect(server).status(of: migration)
      #expect(report.blockingTriggers.map(\.name) == ["shop.odd"], "\(report.blockingTriggers)")
    }
  }

  @Test(.withTriggersCarried) func `a trigger that was dropped after the move is told`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      try scripts.run(scripts.moves[0], on: server)
      let moved = try StatusReport.checked(scripts.migration, on: server)
      #expect(moved.reason == "tables at the target: 5 of 5")
      try server.client.query("DROP TRIGGER archive.orders_bi; DROP TRIGGER archive.odd;")
      let report = try StatusReport.checked(scripts.migration, on: server)
      #expect(report.state == .applied)
      #expect(report.triggers.filter { $0.place == .missing }.map(\.name) == ["orders_bi", "odd"])
      #expect(report.changed(stopping: .apply, of: scripts.migration) == [])
      #expect(
        report.changed(stopping: .rollback, of: scripts.migration)
          == ["trigger shop.orders_bi", "trigger shop.odd"])
      #expect(
        report.reason.hasSuffix(
          "; triggers that are missing or changed, or that this account cannot see: 2"
        ),
        "\(report.reason)")
    }
  }

  @Test(.withViewsCarried)
  func `views are told in the order of the plan, between two files too`() async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      func views() throws -> [ViewStatus] {
        let views = try StatusReport.checked(scripts.migration, on: server).views
        #expect(views.map(\.name) == scripts.migration.views.map(\.view.name))
        return views
      }
      #expect(try views().allSatisfy { $0.place == .before })
      try scripts.run(scripts.create, on: server)
      try scripts.run(scripts.moves[0], on: server)
      let between = try views()
      #expect(between.contains { $0.place == .between })
      try scripts.run(scripts.moves[1], on: server)
      #expect(try views().allSatisfy { $0.place == .after })
      try server.client.query(
        "DROP VIEW reports.via; CREATE OR REPLACE VIEW shop.open_orders AS SELECT 1 AS id, 2 AS n, 's' AS s;"
      )
      let changed = try views()
      #expect(changed.first { $0.name == "via" }?.place == .missing)
      #expect(changed.first { $0.name == "open_orders" }?.place == .changed)
      let report = try StatusReport.checked(scripts.migration, on: server)
      #expect(report.state == .applied)
      #expect(
        report.reason.hasSuffix(
          "; views that are missing or changed, or that this account cannot see: 2"
        ),
        "\(report.reason)")
    }
  }

  @Test(.withViewsCarried)
  func `a view of tables that have not moved stops the next move file, and is named`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      try scripts.run(scripts.create, on: server)
      try scripts.run(scripts.moves[0], on: server)
      try server.client.query("DROP VIEW reports.via; DROP VIEW cold.items_only;")
      let report = try StatusReport.checked(scripts.migration, on: server)
      #expect(report.state == .partiallyApplied)
      #expect(
        report.changed(stopping: .apply, of: scripts.migration) == [
          "view cold.items_only", "view reports.via",
        ])
      #expect(
        report.caveat(.apply, of: scripts.migration)
          == ", after restoring view cold.items_only, view reports.via")
      #expect(report.caveat(.rollback, of: scripts.migration) == "")
      let status = try scripts.run(scripts.names.status, on: server)
      #expect(status.stdout.contains("\trestore what is missing or changed, and run"), "\(status)")
      let stopped = try scripts.run(scripts.moves[1], on: server)
      #expect(stopped.exitCode != 0)
      #expect(stopped.stdout.contains("cold.items_only"), "\(stopped)")
      let back = try scripts.rollBack(on: server)
      #expect(back.lastLine.hasPrefix("DONE: 5 of 5"), "\(back)")
    }
  }

  @Test func `copies of grants are told, and hidden where they are`() async throws {
    try await SharedServer.use { server in
      try server.client.query(GrantFixture.text)
      let scripts = try GrantFixture.scripts(of: server.client)
      func report() throws -> StatusReport { try .checked(scripts.migration, on: server) }
      #expect(
        try report().grants.map(\.degree) == Array(repeating: .none, count: GrantFixture.copies))
      try scripts.run(scripts.moves[0], on: server)
      let done = try report()
      #expect(done.grants.map(\.degree) == Array(repeating: .done, count: GrantFixture.copies))
      #expect(done.otherGrants == [])
      try server.client.query(
        "CREATE USER guest; GRANT DELETE ON archive.items TO guest; CREATE USER few@localhost; GRANT ALL ON shop.* TO few@localhost; GRANT ALL ON archive.* TO few@localhost;"
      )
      #expect(
        try report().otherGrants
          == [OtherGrant(object: "archive.items", grantee: "'guest'@'%'", privilege: "DELETE")])
      let few = try ServerConnectionTests.connect(server, as: "few")
      let seen = try few.status(of: scripts.migration)
      #expect(seen.grants.map(\.degree) == Array(repeating: .hidden, count: GrantFixture.copies))
      #expect(seen.state == .applied)
      #expect(seen.reason.contains("this account cannot see which grants are copied"))
      #expect(seen.tables.allSatisfy { $0.targetTableID == nil })
    }
  }

  @Test func `an account that may not read the rows is told the rest`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query(
        "CREATE TABLE core.sessions (id INT); CREATE USER few; GRANT DROP ON *.* TO few;")
      let few = try ServerConnectionTests.connect(server, as: "few")
      let report = try few.status(of: scripts.migration)
      #expect(report.state == .manualRepairRequired)
      #expect(report.tables[0].place == .both)
      #expect(report.tables[0].sourceRows == nil)
      #expect(report.tables[0].targetRows == nil)
    }
  }
}
