import Foundation
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// Names and titles that could end a string, a comment or a statement before its time.
@Suite struct OddNameTests {
  static let tables = [
    "with space", " leading", "with-dash", "with.dot", "with`tick", "`", "``", "it's", "'",
    "double\"quote", #"back\slash"#, #"ends in \"#, #"a\nb"#, "select", "rename table", "to",
    "tür", "tur", "日本語", "€`", "1234", "1e3", "a%b", "a_b", "$dollar", "a;b", ";", "-- x", "/* y",
    "*/", #"\!"#, "delimiter", "delimiter //", "#hash", "x` TO `b`.`y", "go", "skip", "null",
    "@planc_rename", "{a}", "[\"a\",\"b\"]", "' OR 1 = 1; -- ", #"\'; xy"#,
    String(repeating: "ü", count: 64), String(repeating: "`", count: 40),
    String(repeating: "x", count: 64),
  ].map { $0.hasSuffix(" ") ? $0 + "z" : $0 }

  static let titles = [
    "it's ` TO `x`.`y`", "*/", "-- ", "/* open", "/*! 1 */", #"\!"#, "delimiter //",
    "'; DROP SCHEMA `haus`; -- ", "#", #"\"#, #"ends \'"#, "a\n  , `a`.`b` TO `c`.`d`",
    "a\u{2028}b\u{85}c\rd", "source /etc/passwd", "tür \u{1F43A}", ";", "\"", "it`s",
  ]

  static let source = "haus `1` it's"
  static let target = #"tür "2" \ €"#

  private func migration(marker: String) -> Migration {
    var groups: [(source: String, target: String, group: SmallMigration.Group)] = []
    for (index, table) in Self.tables.enumerated() {
      let title =
        index == 0 ? #"\! touch \#(marker)"# : Self.titles[index % Self.titles.count]
      groups.append((Self.source, Self.target, (title, [(table, table)])))
    }
    let count = Self.tables.count
    return SmallMigration.make(
      "odd",
      schemas: [
        SmallMigration.schema(Self.source, count + 1, 1),
        SmallMigration.schema(Self.target, 0, count, creates: #"It's "odd" \ -- \! ; ` tür"#),
      ],
      batches: [groups])
  }

  @Test(arguments: [
    [], ["--default-character-set=latin1"], ["--comments"], ["--skip-comments"],
    ["--safe-updates", "--select-limit=1"],
  ])
  func `odd names and titles go there and back, whatever the client`(options: [String])
    async throws
  {
    let folder = try TemporaryFolder()
    let marker = "\(folder.path)/shell"
    let scripts = try Scripts(migration(marker: marker))
    try await SharedServer.use { server in
      func quoted(_ name: String) -> String { "`\(name.replacing("`", with: "``"))`" }
      let source = quoted(Self.source)
      let creation = (Self.tables + ["stays"]).map {
        "CREATE TABLE \(source).\(quoted($0)) (id INT) ENGINE=InnoDB;"
      }
      try server.client.query(
        "CREATE SCHEMA \(source);\n" + creation.joined(separator: "\n"))
      let start = try ServerState(of: server)
      let client = server.client.with(options: options)
      for manner in MariaDBClient.Manner.allCases {
        func expect(_ file: String, ends word: String) throws {
          let output = try scripts.run(file, as: client, manner)
          #expect(output.exitCode == 0 && output.stderr == "", "\(file): \(output.stderr)")
          #expect(output.lastLine.hasPrefix(word), "\(file): \(output.stdout)")
        }
        try expect(scripts.names.preflight, ends: "READY")
        for file in scripts.forward { try expect(file, ends: "DONE: ") }
        try expect(scripts.names.verify, ends: "VERIFIED")
        #expect(try scripts.run(scripts.names.status, as: client).stdout.contains("APPLIED"))
        try expect(scripts.names.rollback, ends: "DONE: \(Self.tables.count) of")
        try expect(scripts.names.dropSchemas, ends: "DONE: 1 of 1 schema dropped")
        let end = try ServerState(of: server)
        #expect(end == start, "\(end.changes(since: start))")
      }
    }
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test func `a name that differs by an accent is another table`() async throws {
    let scripts = try Scripts(
      SmallMigration.make(
        "accent",
        schemas: [SmallMigration.schema("a", 2, 1), SmallMigration.schema("b", 0, 1)],
        batches: [[("a", "b", (nil, [("tür", "tür")]))]]))
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.tur (id INT); CREATE TABLE a.tor (id INT);"
      )
      let start = try ServerState(of: server)
      for manner in MariaDBClient.Manner.allCases {
        let output = try scripts.run(scripts.moves[0], on: server, manner)
        #expect(
          output.stderr.contains("tables at the source: 0 of 1; names in use in b: 0;"),
          "\(output.stderr)")
        #expect(try ServerState(of: server) == start)
      }
    }
  }
}
