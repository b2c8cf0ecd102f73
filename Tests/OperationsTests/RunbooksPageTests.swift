import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Operations

/// `docs/runbooks.md` has every word that a script can say.
@Suite struct RunbooksPageTests {
  private static func page() throws -> String {
    String(decoding: try Repository.bytes(of: "docs/runbooks.md"), as: UTF8.self)
  }

  private static let scripts = renderSQL(Example.phaseA).map {
    String(decoding: $0.bytes, as: UTF8.self)
  }

  /// The text of each string literal of a script that is not within a comment.
  private static func literals(of script: String) -> [String] {
    var literals: [String] = []
    var literal: String?
    var isComment = false
    var last: Unicode.Scalar = "\n"
    for scalar in script.unicodeScalars {
      if scalar == "\n" { isComment = false }
      if literal == nil, last == "-", scalar == "-" { isComment = true }
      if scalar == "'", !isComment {
        if let whole = literal {
          literals.append(whole)
          literal = nil
        } else {
          literal = ""
        }
      } else {
        literal?.unicodeScalars.append(scalar)
      }
      last = scalar
    }
    return literals
  }

  /// Words of the server, and those by which a script speaks to itself.
  private static let otherWords = Catalog.Grant.schemaPrivileges.union([
    "ACTIVE", "GRANT", "GRANT OPTION", "BASE TABLE", "CHECK", "CREATE", "CREATE VIEW", "DELETE",
    "DO",
    "DROP",
    "EVENT", "EXECUTE", "FOREIGN KEY", "FUNCTION", "GO", "INDEX", "INSERT", "LIBRARIES", "NONE",
    "OFF", "OK",
    "ON",
    "PROCEDURE", "PROCESS", "REFERENCES", "ROUTINE", "RENAME TABLE", "SELECT", "SEQUENCE",
    "SET SESSION TRANSACTION READ WRITE",
    "SET USER", "SHOW DATABASES", "SHOW VIEW", "SKIP", "SUPER", "SYSTEM VERSIONED", "TABLE",
    "TRIGGER", "UPDATE",
    "USAGE", "VIEW",
    "PUBLIC", "RSU", "YES",
  ])

  /// A literal that is a word in capitals, or begins with one and a colon.
  private static func word(of literal: String) -> String? {
    let head = literal.prefix { $0 != ":" }
    let isWord =
      head.count > 1 && head.first != " " && head.last != " "
      && head.allSatisfy { ("A"..."Z").contains($0) || $0 == " " }
    let word = String(head)
    return isWord && !otherWords.contains(word) ? word : nil
  }

  @Test func `every word in capitals that a script says is in the page`() throws {
    let page = try Self.page()
    let words = Set(Self.scripts.flatMap(Self.literals).compactMap(Self.word)).sorted()
    #expect(
      words == [
        "APPLIED", "DONE", "MANUAL REPAIR REQUIRED", "NOT DONE", "NOT READY", "NOT STARTED",
        "NOT VERIFIED", "PARTIALLY APPLIED", "READY", "VERIFIED",
      ])
    for word in words {
      #expect(page.contains("| `\(word)` |") || page.contains("| `\(word): "), "\(word)")
    }
  }

  @Test func `every way in which a sentence of a script begins is in the page`() throws {
    let page = try Self.page()
    let said = Self.scripts.flatMap(Self.literals)
    let beginnings = [
      "planc: nothing was changed", "planc: stopped before", "moving ",
      "returning ",
      "nothing to do", "nothing is moved", "source", "target", "both", "neither", "other: ",
      "error", "warning", "info", "NOT READY: the findings could not be collected",
    ]
    for beginning in beginnings {
      #expect(said.contains { $0.hasPrefix(beginning) || $0.contains("\"\(beginning)\"") })
      #expect(page.contains("`\(beginning)"), "\(beginning)")
    }
    #expect(said.contains { $0.hasPrefix("NOT DONE") } && page.contains("`planc: NOT DONE`"))
    #expect(said.contains("is not empty") && page.contains("`is not empty`"))
    #expect(said.contains { $0.hasPrefix("stays: ") } && page.contains("`stays: …`"))
    // A sentence of ours has one of the beginnings above.
    for literal in said where literal.hasPrefix("planc: ") && literal.count > "planc: ".count {
      #expect(
        ["planc: nothing was changed", "planc: stopped before", "planc: NOT DONE: "].contains {
          literal.hasPrefix($0)
        }, "\(literal)")
    }
  }

  @Test func `every file that a plan is compiled to is in the page`() throws {
    let page = try Self.page()
    let files = renderSQL(Example.phaseA) + [renderRunbook(Example.phaseA)]
    for file in files {
      let name = file.path.dropFirst("phase_a/".count)
      let general = name.replacing("phase_a", with: "<plan>")
        .replacing("orchestration_tables", with: "<alias>_tables")
        .replacing("ephemeral_tables", with: "<alias>_tables")
      #expect(page.contains("| `\(general)` |"), "\(name)")
    }
  }

  @Test(arguments: [
    "APPLIED", "NOT DONE: 1 of 2", "SYSTEM VERSIONED", "planc: NOT", "a READY", "X",
  ])
  func `a word is told from other literals`(literal: String) {
    let word = Self.word(of: literal)
    let expected = ["APPLIED": "APPLIED", "NOT DONE: 1 of 2": "NOT DONE"][literal]
    #expect(word == expected)
  }
}
