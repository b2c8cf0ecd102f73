import PlancTestSupport
import Testing

@testable import PlanCompiler

/// The sections of generated files, and the heads above them.
@Suite struct TemplateTests {
  /// Below this line a file has sections only.
  private static let border = "\n-- The rest is the same in every file with these sections; "

  private static func text(_ script: SQLScript) -> String {
    String(decoding: script.bytes, as: UTF8.self)
  }

  private static func parts(_ script: SQLScript) throws -> (head: Substring, sections: Substring) {
    let text = Self.text(script)
    let border = try #require(text.firstRange(of: Self.border))
    return (text[..<border.lowerBound], text[border.lowerBound...])
  }

  private static func lines(_ text: some StringProtocol) -> [Substring] {
    Substring(text).split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static let renderers = [renderStatus, renderVerify, renderPreflight]

  /// The scripts that are made of sections.
  private static func scripts(_ migration: Migration) -> [SQLScript] {
    renderers.map { $0(migration) }
  }

  @Test(arguments: Template.allCases)
  func `a template is cut into statements as a lexer cuts it`(template: Template) {
    let bytes = template.bytes
    #expect(
      template.statements.map { String(decoding: bytes[$0], as: UTF8.self) }
        == scriptStatements(bytes).map(\.text))
  }

  @Test(arguments: Template.allCases)
  func `a template has lines of at most 110 characters and ends with a statement`(
    template: Template
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
            #expect(line.isEmpty || line.hasPrefix("--"), "\(line)")
          }
          rest = place.map { rest[$0.upperBound...] } ?? ""
        }
        #expect(rest == ";\n")
        #expect(script.statements == scriptStatements(script.bytes))
      }
    }
  }

  /// One table that gets another name, to a schema that is created, as in phase A.
  private static let creating: Migration = {
    var migration = Example.renaming
    migration.schemas[1].create = .init(
      characterSet: "utf8mb4", collation: "utf8mb4_bin", comment: nil)
    migration.steps.insert(.creating(migration.schemas[1]), at: 0)
    return migration
  }()

  @Test func `a plan that creates no schema has no section about them`() throws {
    let created = String(decoding: Template.preflightCreatedSchemas.bytes, as: UTF8.self)
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

  @Test(arguments: [0, 3])
  func `a table more is a line more and another count`(group: Int) throws {
    var more = Example.phaseA(adding: "a_new_table", toGroup: group)
    // The table was in the schema before.
    more.schemas[0].tablesBefore -= 1
    more.schemas[0].budget? -= 1
    for render in Self.renderers {
      let before = Self.lines(Self.text(render(Example.phaseA)))
      let after = Self.lines(Self.text(render(more)))
      let change = after.difference(from: before)
      #expect(change.removals.count == 1 && change.insertions.count == 2, "\(change)")
      #expect(after.contains("SET @planc_expected_tables = 35;"))
    }
  }

  @Test func `the head of two tables has at most 25 lines`() throws {
    for script in Self.scripts(Canned.migration) {
      let (head, _) = try Self.parts(script)
      // It has three tables.
      #expect(Self.lines(head).dropLast().count - 1 <= 25)
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
    for script in Self.scripts(migration) + Self.scripts(CannedCarried.migration) {
      for line in Self.lines(Self.text(script)) {
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
