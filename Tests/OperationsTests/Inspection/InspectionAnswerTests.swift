import Diagnostics
import Testing

@testable import Catalogs
@testable import MySQL

/// Answers as a server gives them, made up.
enum MadeUpAnswer {
  static let rows: [InspectionSection: [[String?]]] = [
    .server: [["10.11.19-MariaDB", "0", "mariadb"]],
    .asked: [["shop"]],
    .account: [["root@localhost", "NONE", nil]],
    .privileges: [["'root'@'localhost'", "SELECT"], ["'root'@'localhost'", "TRIGGER"]],
    .schemas: [
      ["information_schema", "utf8mb3", "utf8mb3_general_ci", ""],
      ["shop", "utf8mb4", "utf8mb4_general_ci", "It's ü"],
      ["crm", "utf8mb4", "utf8mb4_general_ci", ""],
    ],
    .tables: [
      ["shop", "orders", "BASE TABLE", "InnoDB", "utf8mb4_general_ci", "0"],
      ["shop", "items", "BASE TABLE", nil, nil, "1"],
    ],
    .foreignKeys: [["shop", "items", "fk", "CASCADE", "SET NULL"]],
    .foreignKeyColumns: [["shop", "items", "fk", "1", "order_id", "id", "shop", "orders"]],
    .triggers: [
      [
        "shop", "log", "orders", "BEFORE", "INSERT", "1", "a@b@%", "ANSI_QUOTES", "utf8mb4",
        "utf8mb4_general_ci", "utf8mb4_general_ci", "BEGIN\n\tSET @x = '\\';\nEND",
      ]
    ],
    .tableGrants: [["'o'dd'@'%'", "shop", "orders", "SELECT", "NO"]],
    .end: [["\(InspectionSection.allCases.count)"]],
  ]

  /// One record a line, below the client's heading.
  static func text(_ rows: [InspectionSection: [[String?]]] = rows) -> [UInt8] {
    var text = ""
    for section in InspectionSection.allCases {
      text += "planc\n"
      let records = rows[section] ?? []
      if records.isEmpty { text += record("planc1:\(section.rawValue):0:0") }
      for (index, row) in records.enumerated() {
        let fields = row.map { $0.map(hex) ?? "-" }.joined(separator: ":")
        text += record("planc1:\(section.rawValue):\(index + 1):\(records.count):\(fields)")
      }
    }
    return Array(text.utf8)
  }

  private static func record(_ body: String) -> String {
    "\(body):\(digits(UInt64(crc32(body.utf8)), 8));\n"
  }

  private static func hex(_ text: String) -> String {
    text.utf8.map { digits(UInt64($0), 2) }.joined()
  }

  private static func digits(_ number: UInt64, _ count: Int) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: count - digits.count) + digits
  }
}

struct InspectionAnswerTests {
  /// What a file comes to: its catalog's text, or why there is none.
  private enum Outcome: Equatable {
    case catalog([UInt8])
    case fault(Int, String)
    case contradiction
  }

  private func outcome(_ bytes: [UInt8]) -> Outcome {
    do throws(InspectionAnswer.Fault) {
      let answer = try InspectionAnswer(bytes)
      do throws(InspectionContradiction) {
        return .catalog(try inspectedCatalog(answer).catalog.map(renderCatalog) ?? [])
      } catch {
        return .contradiction
      }
    } catch {
      return .fault(error.line, error.reason)
    }
  }

  @Test func `the checksum is the one that servers have`() {
    // SELECT CRC32('MariaDB'), from https://mariadb.com/kb/en/crc32/
    #expect(crc32("MariaDB".utf8) == 4_227_209_140)
    #expect(crc32("".utf8) == 0)
  }

  @Test func `an answer is read to the byte`() throws {
    let answer = try InspectionAnswer(MadeUpAnswer.text())
    for section in InspectionSection.allCases {
      #expect(answer[section] == MadeUpAnswer.rows[section] ?? [])
    }
    let catalog = try inspectedCatalog(answer).catalog
    let shop = try #require(catalog?.schemas.first)
    #expect(shop.name == "shop")
    #expect(shop.comment == "It's ü")
    #expect(shop.tables.map(\.name) == ["items", "orders"])
    #expect(shop.tables[0].isPartitioned)
    #expect(shop.tables[0].foreignKeys[0].onDelete == .setNull)
    #expect(shop.triggers[0].body == "BEGIN\n\tSET @x = '\\';\nEND")
    #expect(shop.triggers[0].definer == Catalog.Account("a@b", host: "%"))
    #expect(catalog?.grants.map(\.grantee.text) == ["o'dd@%"])
  }

  /// Any place at which a client, a disk or a hand could end the file.
  @Test func `an answer that was cut anywhere is refused`() {
    let whole = MadeUpAnswer.text()
    // The line end behind the last record may be missing.
    for end in 0..<(whole.count - 1) {
      guard case .fault = outcome(Array(whole[..<end])) else {
        Issue.record("cut after \(end) of \(whole.count) bytes, it passed")
        return
      }
    }
    #expect(outcome(Array(whole.dropLast())) == outcome(whole))
  }

  /// MariaDB numbers rows in one order and returns them in another.
  @Test func `rows of a section may come in any order`() throws {
    let lines = MadeUpAnswer.text().split(separator: 0x0A).map(Array.init)
    let backward = lines.split { $0.elementsEqual("planc".utf8) }.flatMap { $0.reversed() }
    #expect(backward != lines.filter { !$0.elementsEqual("planc".utf8) })
    let bytes = Array(backward.joined(separator: [0x0A]))
    let answer = try InspectionAnswer(bytes)
    for section in InspectionSection.allCases {
      #expect(answer[section] == MadeUpAnswer.rows[section] ?? [])
    }
    #expect(outcome(bytes) == outcome(MadeUpAnswer.text()))
  }

  @Test func `a line that is missing, there twice or in another section is refused`() {
    let lines = MadeUpAnswer.text().split(separator: 0x0A).map(Array.init)
    let records = lines.indices.filter { lines[$0].starts(with: "planc1:".utf8) }
    func isRefused(_ changed: [[UInt8]]) -> Bool {
      guard case .fault = outcome(Array(changed.joined(separator: [0x0A]))) else { return false }
      return true
    }
    func section(_ line: [UInt8]) -> ArraySlice<UInt8> {
      line.split(separator: UInt8(ascii: ":"))[1]
    }
    for (index, line) in records.enumerated() {
      var less = lines
      less.remove(at: line)
      #expect(isRefused(less), "without line \(line + 1)")
      var twice = lines
      twice.insert(lines[line], at: line)
      #expect(isRefused(twice), "line \(line + 1) twice")
      guard index > 0, section(lines[line]) != section(lines[records[index - 1]]) else { continue }
      var swapped = lines
      swapped.swapAt(line, records[index - 1])
      #expect(isRefused(swapped), "line \(line + 1) before its neighbour")
    }
    #expect(isRefused(lines + lines))
    #expect(isRefused([]))
  }

  @Test func `a byte that was changed makes no other catalog`() {
    let whole = MadeUpAnswer.text()
    let catalog = outcome(whole)
    guard case .catalog = catalog else {
      Issue.record("the whole is refused: \(catalog)")
      return
    }
    var refused = 0
    for index in whole.indices {
      for byte in [UInt8(ascii: "0"), UInt8(ascii: "x"), UInt8(ascii: ":"), 0x0A, 0xFF]
      where byte != whole[index] {
        var changed = whole
        changed[index] = byte
        let found = outcome(changed)
        if case .fault = found { refused += 1 } else { #expect(found == catalog, "at \(index)") }
      }
    }
    // Only what stands between records may change.
    #expect(refused > whole.count * 4)
  }

  @Test(arguments: [
    (InspectionSection.tables, ["nowhere", "t", "BASE TABLE", "InnoDB", nil, "0"]),
    (.tables, [nil, "t", "BASE TABLE", "InnoDB", nil, "0"]),
    (.checks, ["shop", "absent", "c"]),
    (.foreignKeys, ["shop", "items", "fk", "SELDOM", "CASCADE"]),
    (.tableGrants, ["nobody", "shop", "orders", "SELECT", "NO"]),
  ])
  func `answers that do not fit together make no catalog`(
    section: InspectionSection, row: [String?]
  ) {
    var rows = MadeUpAnswer.rows
    rows[section, default: []].append(row)
    #expect(outcome(MadeUpAnswer.text(rows)) == .contradiction)
  }

  @Test func `a foreign key and a trigger that are kept back are said to be unseen`() throws {
    var rows = MadeUpAnswer.rows
    rows[.privileges]?.append(["'root'@'localhost'", "INSERT"])
    let before = try inspectedCatalog(InspectionAnswer(MadeUpAnswer.text(rows))).catalog
    rows[.foreignKeyColumns] = []
    rows[.triggers]?[0][11] = nil
    let catalog = try inspectedCatalog(InspectionAnswer(MadeUpAnswer.text(rows))).catalog
    let gaps = catalog?.unseen.filter { $0.schema == "shop" }.map(\.facts)
    #expect(
      gaps == (before?.unseen.filter { $0.schema == "shop" }.map(\.facts) ?? []) + [
        .foreignKeys, .triggers,
      ])
    #expect(catalog?.schemas[0].triggers.isEmpty == true)
  }

  @Test func `a schema that is not there is told with its nearest names`() throws {
    var rows = MadeUpAnswer.rows
    rows[.asked] = [["shop"], ["crn"]]
    let (catalog, diagnostics) = try inspectedCatalog(InspectionAnswer(MadeUpAnswer.text(rows)))
    #expect(catalog?.schemas.map(\.name) == ["shop"])
    #expect(diagnostics.map(\.severity) == [.warning])
    #expect(diagnostics[0].help == ["near it is `crm`"])
    rows[.asked] = [["crn"]]
    rows[.tables] = []
    rows[.foreignKeys] = []
    rows[.triggers] = []
    let none = try inspectedCatalog(InspectionAnswer(MadeUpAnswer.text(rows)))
    #expect(none.diagnostics.map(\.severity) == [.error])
  }
}

struct SchemaPatternTests {
  @Test(arguments: [
    ("shop", "shop", true), ("shop", "shops", false), ("sh%", "shop", true), ("%", "", true),
    ("sh_p", "shop", true), ("sh\\_p", "shop", false), ("sh\\_p", "sh_p", true),
    ("%o%", "shop", true), ("%x%", "shop", false), ("s%p%", "shop", true), ("", "s", false),
    ("a\\\\b", "a\\b", true),
  ])
  func `a pattern of a grant covers what servers say`(pattern: String, schema: String, covers: Bool)
  {
    #expect(SchemaPattern(pattern, ignoresCase: false).matches(schema) == covers)
  }

  @Test func `the nearest pattern has the longest beginning`() {
    let nearness = ["shop", "sho_", "sh%", "%"].map {
      SchemaPattern($0, ignoresCase: false).nearness
    }
    #expect(nearness == [5, 3, 2, 0])
  }
}
