import PlancTestSupport
import Testing

@testable import Operations

@Suite struct ClientStatementsTests {
  private func statements(_ text: String) -> [ClientStatement] {
    clientStatements(in: Array(text.utf8))
  }

  @Test func `each statement is told with the line of its first word`() {
    let text = """
      -- A comment; it ends nothing.

      SET @a = 1;   -- behind a statement; it's no text
      SELECT `it;s`, 'it''s;', 'a \\'; b'
        FROM t /*!90200 ; */
       WHERE TRUE; DO 0;

      """
    #expect(
      statements(text) == [
        ClientStatement(text: "SET @a = 1", line: 3),
        ClientStatement(
          text: "SELECT `it;s`, 'it''s;', 'a \\'; b'\n  FROM t /*!90200 ; */\n WHERE TRUE", line: 4),
        ClientStatement(text: "DO 0", line: 6),
      ])
  }

  @Test func `a text of several lines keeps its comments`() {
    let text =
      "SET @rename = 'RENAME TABLE\n    -- Sessions; and more\n    `a`.`b` TO `c`.`b`\n';\n"
    let found = statements(text)
    #expect(found.map(\.text) == [String(text.dropLast(2))])
  }

  @Test func `what stands between DELIMITER lines is single statements`() {
    let text = "DO 1;\nDELIMITER //\nDO 2;\nDO '//' -- // ;\n  + 3\n//\nDELIMITER ;\nDO 4;\n"
    #expect(
      statements(text) == [
        ClientStatement(text: "DO 1", line: 1), ClientStatement(text: "DO 2", line: 3),
        ClientStatement(text: "DO '//' -- // ;\n  + 3", line: 4),
        ClientStatement(text: "DO 4", line: 8),
      ])
  }

  /// Every file of the checked-in plans, cut and put together again, is the file without comments
  /// between statements.
  @Test func `nothing of a rendered file is lost`() throws {
    for file in renderSQL(Example.phaseA) {
      let found = clientStatements(in: file.bytes)
      #expect(found.count > 20, "\(file.path)")
      let text = String(decoding: file.bytes, as: UTF8.self)
      var rest = text[...]
      for statement in found {
        let range = try #require(rest.firstRange(of: statement.text), "\(statement)")
        let between = rest[..<range.lowerBound].split(separator: "\n").map {
          $0.drop { $0 == " " || $0 == ";" }
        }
        #expect(
          between.allSatisfy {
            $0.isEmpty || $0.hasPrefix("-- ")
              || ["//", "DELIMITER //", "DELIMITER ;"].contains(String($0))
          }, "\(between)")
        #expect(
          text[..<range.lowerBound].count { $0 == "\n" } + 1 == statement.line, "\(statement)")
        rest = rest[range.upperBound...]
      }
      #expect(rest == ";\n")
    }
  }
}
