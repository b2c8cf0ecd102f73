import PlancTestSupport
import Testing

@testable import Foundations
@testable import Operations

/// The sections of generated files, and the heads above them.
@Suite struct TemplateTests {
  private static func text(_ script: SQLScript) -> String {
    String(decoding: script.bytes, as: UTF8.self)
  }

  private static func parts(_ script: SQLScript) throws -> (head: String, sections: String) {
    let end = try #require(SQLScript.headEnd(in: script.bytes))
    return (
      String(decoding: script.bytes[..<end], as: UTF8.self),
      String(decoding: script.bytes[end...], as: UTF8.self)
    )
  }

  private static func lines(_ text: some StringProtocol) -> [Substring] {
    Substring(text).split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static let renderers = [renderStatus, renderVerify, renderPreflight]

  private static func scripts(_ migration: Migration) -> [SQLScript] {
    renderSQL(migration).compactMap(\.script)
  }

  @Test(arguments: SQLSection.allCases)
  func `a template is cut into statements as a lexer cuts it`(template: SQLSection) {
    let bytes = template.bytes
    #expect(
      template.statements.map { String(decoding: bytes[$0], as: UTF8.self) }
        == clientStatements(in: bytes).map(\.text))
  }

  @Test(arguments: SQLSection.allCases)
  func `a template has lines of at most 110 characters and ends with a statement`(
    template: SQLSection
  ) {
    let text = String(decoding: template.bytes, as: UTF8.self)
    for line in Self.lines(text) { #expect(line.unicodeScalars.count <= 110, "\(line)") }
    #expect(!text.contains("\t") && text.hasSuffix(";\n"))
  }

  @Test func `what is sent and what is not sent are the whole file, in order`() {
    for migration in [Example.phaseA, Example.renaming, CannedCarried.migration] {
      for script in Self.scripts(migration) {
        var rest = Self.text(script)[...]
        for statement in script.statements {
          let place = rest.firstRange(of: statement.text)
          let between = place.map { rest[..<$0.lowerBound] } ?? ""
          for line in Self.lines(between.drop { $0 == ";" }) {
            let isOfClient = ["DELIMITER //", "//", "DELIMITER ;"].contains(line)
            #expect(line.isEmpty || line.hasPrefix("--") || isOfClient, "\(line)")
          }
          rest = place.map { rest[$0.upperBound...] } ?? ""
        }
        #expect(rest == ";\n")
        #expect(
          script.statements.map { ClientStatement(text: $0.text, line: $0.line) }
            == clientStatements(in: script.bytes))
      }
    }
  }

  /// One table that gets another name, to a schema that is created, as in phase A.
  private static let creating: Migration = {
    var migration = Example.renaming
    migration.schemas[1].create = .init(
      characterSet: "utf8mb4", collation: "utf8mb4_bin", comment: nil)
    return migration
  }()

  @Test func `a plan that creates no schema has no section about them`() throws {
    let created = String(decoding: SQLSection.preflightCreatedSchemas.bytes, as: UTF8.self)
    #expect(Self.text(renderPreflight(Self.creating)).contains(created))
    let sections = try Self.parts(renderPreflight(Example.renaming)).sections
    #expect(Self.text(renderPreflight(Self.creating)).contains(sections.prefix(2000)))
    #expect(!sections.contains(created))
  }

  @Test func `plans with the same kinds of objects have the same sections`() throws {
    for render in Self.renderers {
      let one = try Self.parts(render(Example.phaseA))
      let other = try Self.parts(render(Self.creating))
      #expect(one.sections == other.sections)
      #expect(one.head != other.head)
      let carried = try Self.parts(render(CannedCarried.migration))
      #expect(carried.sections != one.sections)
    }
  }

  /// A head, then whole sections and nothing else: triggers, views and grants of tables and schemas, too.
  @Test func `every file is a head and sections, whatever the names`() throws {
    let (shop, store) = (CannedCarried.migration, CannedCarried.make("store_of_1998"))
    for (one, other) in zip(renderSQL(shop), renderSQL(store)) {
      #expect(ScriptOrigin(of: one.bytes) == .current, "\(one.path)")
      #expect(ScriptOrigin(of: other.bytes) == .current, "\(other.path)")
      let ends = try [one, other].map {
        try #require(SQLScript.headEnd(in: $0.bytes), "\($0.path)")
      }
      let isEqual = one.bytes[ends[0]...] == other.bytes[ends[1]...]
      #expect(isEqual, "\(one.path)")
    }
  }

  @Test(arguments: [0, 3])
  func `a table more is a line more and another count`(group: Int) throws {
    var more = Example.phaseA(adding: "a_new_table", toGroup: group)
    // The table was in the schema before.
    more.schemas[0].tablesBefore -= 1
    more.schemas[0].budget? -= 1
    var changed: [String] = []
    for (one, other) in zip(renderSQL(Example.phaseA), renderSQL(more)) where one != other {
      changed.append(String(one.path.split(separator: "/").last ?? ""))
      let change = Self.lines(String(decoding: other.bytes, as: UTF8.self)).difference(
        from: Self.lines(String(decoding: one.bytes, as: UTF8.self)))
      #expect(change.removals.count == 1 && change.insertions.count == 2, "\(change)")
    }
    #expect(
      changed == [
        "phase_a_preflight.sql", "phase_a_move_ephemeral_tables.sql", "phase_a_verify.sql",
        "phase_a_status.sql", "phase_a_rollback.sql",
      ])
  }

  /// A head and the sections share one namespace of variables.
  @Test func `no section sets what a head has set`() throws {
    for file in renderSQL(CannedCarried.migration) {
      let end = try #require(SQLScript.headEnd(in: file.bytes))
      let head = String(decoding: file.bytes[..<end], as: UTF8.self)
      let sections = String(decoding: file.bytes[end...], as: UTF8.self)
      let set = head.matches(
        of: #/(?m)^SET @(planc_\w+) = |, @(planc_\w+) = |^    @(planc_\w+) = /#
      )
      .map { String($0.output.1 ?? $0.output.2 ?? $0.output.3 ?? "") }
      #expect(set.count > 5, "\(file.path)")
      let own = sections.matches(of: #/(?m)(?:^ *SET |^    |^ *SET [^;']*, )@(planc_\w+) = /#).map {
        String($0.output.1)
      }
      let read = sections.matches(of: /INTO ([^;']+)/).flatMap {
        $0.output.1.matches(of: /@(planc_\w+)/).map { String($0.output.1) }
      }
      #expect(own.count + read.count > 20, "\(file.path)")
      // In the create_schemas file it has a first value: there is no section `pairs`, which gives it one.
      let both = Set(set).intersection(own + read).subtracting(["planc_dependents"])
      #expect(both.isEmpty, "\(file.path): \(both)")
    }
  }

  @Test func `the head of two tables has at most 25 lines`() throws {
    for file in renderSQL(Canned.migration) {
      let (head, _) = try Self.parts(try #require(file.script))
      // It has three tables.
      let count = Self.lines(head).dropLast(2).count - 1
      #expect(count <= 25, "\(file.path): \(count)")
    }
  }

  @Test func `an entry that is too wide breaks before a member`() throws {
    let long = String(repeating: "a_long_name_", count: 5)
    let migration = Example.migration(
      "wide",
      schemas: [
        MigratedSchema(name: long + "x", alias: "a", tablesBefore: 1, tablesAfter: 0),
        MigratedSchema(name: long + "y", alias: "b", tablesBefore: 0, tablesAfter: 1),
      ], targets: [(long + "x", long + "y", [(nil, [(long, long + "z")])])])
    // What the server wrote is not broken.
    let original = ["at_source", "at_target", "body", "create"].map { "\"\($0)\": \"" }
    for script in Self.renderers.map({ $0(migration) }) + Self.scripts(CannedCarried.migration) {
      for line in Self.lines(Self.text(script)) where !original.contains(where: line.contains) {
        #expect(line.unicodeScalars.count <= 110, "\(line)")
      }
    }
  }

  @Test func `the line of a move is that of its entry`() {
    for migration in [Example.phaseA, Example.renaming] {
      let script = renderStatus(migration)
      let lines = Self.lines(Self.text(script))
      for (index, move) in migration.batches.flatMap(\.moves).enumerated() {
        let line = script.line(ofMove: index).map { lines[$0 - 1] } ?? ""
        #expect(line.contains("{\"table\": \"\(move.source.table)\""), "\(line)")
      }
    }
  }
}
