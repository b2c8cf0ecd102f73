import Testing

@testable import Catalogs
@testable import MySQL

/// What SHOW CREATE says, held against what `information_schema` shows.
struct OriginalTextTests {
  @Test(arguments: [
    ("CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON u FOR EACH ROW SET @x = 1", "SET @x = 1"),
    (
      "CREATE DEFINER=`trigger`@`%` TRIGGER `a`.`for each row` AFTER update ON `a b`.`c` for\neach row  BEGIN END",
      "BEGIN END"
    ),
    ("CREATE DEFINER=`r` TRIGGER IF NOT EXISTS t BEFORE DELETE ON u FOR EACH ROW x()", "x()"),
    (
      "CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON u FOR EACH ROW FOLLOWS `o` /* '\\' */ SET x",
      nil
    ),
    ("CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON u FOR EACH ROW", nil),
    ("CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT OR UPDATE ON u FOR EACH ROW SET @x = 1", nil),
    ("CREATE TABLE t (id INT)", nil), ("", nil),
  ])
  func `the body of a trigger is what stands behind its head`(statement: String, body: String?) {
    #expect(originalText(of: statement, BodyQuoting())?.body == body)
  }

  /// Each was seen on MariaDB 10.11.
  @Test(arguments: [
    ("", #"SET @x = '\\n'"#, #"SET @x = '\n'"#), ("", #"'C:\\a\\'"#, #"'C:\a\'"#),
    ("", #"'q\'q''q\x'"#, "'q''q''qx'"), ("", #""a\"b""c\\""#, #""a""b""c\""#),
    ("", "'a\nb\t'", #"'a\nb\t'"#), ("", #"'\0\Z\%\_\r'"#, #"'\0\Z\%\_\r'"#),
    ("", "_latin1'x', _LATIN1 0xE4,_utf8mb4\nx'41'", "'x',  0xE4,\nx'41'"),
    ("", "_x'y', `_latin1` 'z', @_latin1", "_x'y', `_latin1` 'z', @_latin1"),
    ("", "'\u{1F600}', N'\u{1F600}' /* \u{1F600} */", "'?', N'????' /* ???? */"),
    ("", #"/* it's \\ */ SET @x = @'a\\'"#, #"SET @x = @'a\'"#),
    ("NO_BACKSLASH_ESCAPES", "'\\\\n', 'a\nb', _latin1'\\'", "'\\\\n', 'a\nb', '\\'"),
    ("ANSI_QUOTES", #""a\\", '\\'"#, #""a\\", '\'"#),
  ])
  func `what the server takes away is taken away`(mode: String, original: String, shown: String) {
    let parts = bodyAsShown(original, BodyQuoting(sqlMode: mode))
    #expect(parts.map { String(decoding: $0, as: UTF8.self) } == [shown])
    #expect(fits(shown, parts) && !fits(shown + " ", parts) && !fits(" " + shown, parts))
  }

  @Test(arguments: [
    ("SET @x = '慢', @y = 'Ã¼';", true), ("SET @x = '慢', @z = 'Ã¼';", false),
    ("SET @x = 慢, @y = 'Ã¼';", false), ("SET @x = '慢', @y = ;", false),
    ("SET @x = '慢', @y = 'Ã¼'", false),
  ])
  func `a text of another character set is shown in UTF-8, and all around it is the same`(
    body: String, isShown: Bool
  ) {
    for original in [
      "SET @x = _ucs2'ab', @y = _latin1'ü';", "SET @x = _ucs2'ab', @y = _latin1 'ü';",
    ] {
      // A blank behind the introducer stays.
      let shown = original.contains("1 '") ? body.replacing("@y = ", with: "@y =  ") : body
      #expect(fits(shown, bodyAsShown(original, BodyQuoting())) == isShown)
    }
    // What stands before a number stays in force for the next text.
    let late = bodyAsShown("SET @x = _latin1 0xE4, @y = x'41', @z = 'ü', @u = 'ü'", BodyQuoting())
    #expect(fits("SET @x =  0xE4, @y = x'41', @z = 'Ã¼', @u = 'ü'", late))
    #expect(!fits("SET @x =  0xE4, @y = x'41', @z = 'ü', @u = 'Ã¼'", late))
  }

  @Test func `what a view shows in another character set is written in hexadecimal`() {
    let head = Array(
      "CREATE ALGORITHM=MERGE DEFINER=`view`@`%` SQL SECURITY DEFINER VIEW `a`.`v` AS ".utf8)
    let statement =
      head + Array("select _latin1'\\'".utf8) + [0xE4] + Array("' AS `x`,'ü' AS `y`".utf8)
    let text = "select _latin1 0x27E4 AS `x`,'ü' AS `y`"
    #expect(originalDefinition(of: statement, checkOption: .none) == text)
    #expect(originalDefinition(of: statement, checkOption: .local) == nil)
    let option = Array(" WITH LOCAL CHECK OPTION".utf8)
    #expect(originalDefinition(of: statement + option, checkOption: .local) == text)
    // Bytes that are no text, and have no character set; and what some program put in their place.
    #expect(
      originalDefinition(of: head + Array("select '".utf8) + [0xE4, 0x27], checkOption: .none)
        == nil)
    #expect(
      originalDefinition(of: head + Array("select _latin1'\u{FFFD}'".utf8), checkOption: .none)
        == nil)
  }

  @Test(arguments: [
    (
      "select 'x' AS `x` from `a` join `b`", "select 'x' AS `x` from (`a` join `b`)",
      DefinitionComparison.sameTexts
    ),
    ("select 'x' AS `x`", "select _latin1'x' AS `x`", .otherTexts),
    ("select 'ä' AS `x`", "select _latin1 0xE4 AS `x`", .otherTexts),
    ("select '????' AS `x`", "select '\u{1F600}' AS `x`", .otherTexts),
    ("select 'x' AS `x`", "select 'y' AS `x`", .somethingElse),
    ("select 'x' AS `x`", "select 'x' AS `y`", .somethingElse),
    ("select 'x' AS `x`", "select 'x','y' AS `x`", .somethingElse),
    ("select `x` AS `x`", "select _latin1'x' AS `x`", .somethingElse),
  ])
  func `only the texts of a view may differ`(
    definition: String, original: String, expected: DefinitionComparison
  ) {
    #expect(comparison(of: definition, with: original) == expected)
  }

  // MARK: In an answer

  private static func catalog(_ shown: String, _ sample: String = "\tplanc\\\\\\n\\t") throws
    -> Catalog
  {
    var rows = MadeUpAnswer.rows
    rows[.originals] = [["trigger", "shop", "log"]]
    let lines = String(decoding: MadeUpAnswer.text(rows), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix("planc1:originals") ? "\(line)\(sample)\n\(shown)" : String(line)
      }
    let answer = try InspectionAnswer(Array(lines.joined(separator: "\n").utf8))
    return try #require(try inspectedCatalog(answer).catalog)
  }

  private static let head =
    "log\tANSI_QUOTES\tCREATE DEFINER=\"a@b\"@\"%\" TRIGGER log BEFORE INSERT ON orders FOR EACH ROW "
  private static let tail = "\tutf8mb4\tutf8mb4_general_ci\tutf8mb4_general_ci\t2026-01-01"

  @Test(arguments: [
    // The body that the answer has is one of a backslash in quotes.
    (#"BEGIN\n\tSET @x = '\\\\';\nEND"#, "BEGIN\n\tSET @x = '\\\\';\nEND"),
    (#"BEGIN\n\tSET @x = '\\';\nEND"#, nil), (#"BEGIN\n\tSET @x = 'y';\nEND"#, nil),
  ])
  func `a text is the original only if it comes to the body`(printed: String, original: String?)
    throws
  {
    let trigger = try Self.catalog(Self.head + printed + Self.tail).schemas[0].triggers[0]
    #expect(trigger.original == original)
    #expect(!trigger.isCompared)
  }

  @Test func `where the server refuses SHOW CREATE nothing is proved`() throws {
    let trigger = try Self.catalog("planc\nplanc refused").schemas[0].triggers[0]
    #expect(trigger.original == nil && !trigger.isCompared && !trigger.isProven)
  }

  @Test(arguments: [
    ("", "\tplanc\\\\\\n\\t"), (head + "x", "\tplanc\\\\\\n\\t"),
    (head + "x" + tail, "\tplanc\\\n\t"),
    (head + "x" + tail, ""), ("other" + head.dropFirst(3) + "x" + tail, "\tplanc\\\\\\n\\t"),
    (head + "\\x" + tail, "\tplanc\\\\\\n\\t"),
  ])
  func `a row that is not there, or in another mode, makes no answer`(shown: String, sample: String)
  {
    #expect(throws: InspectionAnswer.Fault.self) { try Self.catalog(shown, sample) }
  }
}
