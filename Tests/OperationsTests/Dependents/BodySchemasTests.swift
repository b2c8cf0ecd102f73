import Testing

@testable import MySQL

struct `Schemas in bodies` {
  private static let names = ["crm": "crm_stg", "audit": "stg"]

  private static func renamed(_ body: String, ansi: Bool = false) -> String {
    BodySchemas(
      body, BodyQuoting(ansiQuotes: ansi).readings(of: body), known: ["crm", "audit"]
    ).renaming { names[$0] }
  }

  @Test(arguments: [
    ("INSERT INTO crm.log VALUES (1)", "INSERT INTO crm_stg.log VALUES (1)"),
    ("INSERT INTO `crm`.`log` VALUES (1)", "INSERT INTO `crm_stg`.`log` VALUES (1)"),
    ("UPDATE audit.x SET a = 1", "UPDATE `stg`.x SET a = 1"),
    (
      "SET NEW.a = (SELECT crm.log.a FROM crm.log)",
      "SET NEW.a = (SELECT crm_stg.log.a FROM crm_stg.log)"
    ),
    ("CALL crm . p(crm.f(NEW.crm))", "CALL crm_stg . p(crm_stg.f(NEW.crm))"),
    ("SET @crm = 'crm.log', NEW.a = 1 /* crm.x */", "SET @crm = 'crm.log', NEW.a = 1 /* crm.x */"),
    ("/*!50100 INSERT INTO crm.a */", "/*!50100 INSERT INTO crm_stg.a */"),
    ("SELECT x.a INTO @b FROM other x", "SELECT x.a INTO @b FROM other x"),
    ("INSERT INTO crm.crm (crm) VALUES (1)", "INSERT INTO crm_stg.crm (crm) VALUES (1)"),
  ])
  func `are renamed where they can be nothing else`(body: String, expected: String) {
    #expect(Self.renamed(body) == expected)
  }

  @Test func `a name in double quotes is one under ANSI_QUOTES`() {
    let body = "INSERT INTO \"crm\".\"log\" VALUES (\"crm\")"
    #expect(Self.renamed(body) == body)
    #expect(Self.renamed("DELETE FROM \"crm\".t", ansi: true) == "DELETE FROM `crm_stg`.t")
  }

  @Test(arguments: [
    "SELECT crm.a INTO @b FROM other crm", "SELECT EXTRACT(YEAR FROM crm.a) FROM x AS crm",
    // Two readings: whether the quote behind the backslash ends the text.
    "SET @a = '\\'; INSERT INTO crm.log VALUES ('a')",
  ])
  func `are not certain where they may be an alias`(body: String) {
    let places = BodySchemas(body, BodyQuoting().readings(of: body), known: ["crm"]).places
    #expect(places.map(\.schema) == ["crm"])
    #expect(places.allSatisfy { !$0.isCertain })
  }

  @Test func `schemas that nobody declared are found too, those of the server are not`() {
    let body = "INSERT INTO other.log SELECT a.b FROM information_schema.TABLES AS a"
    let places = BodySchemas(body, [BodyQuoting()], known: []).places
    #expect(places.map(\.schema) == ["other"])
    #expect(places.map(\.isCertain) == [true])
  }
}
