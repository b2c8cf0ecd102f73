import Foundations
import MySQL

/// The SQL that asks a server for what a catalog holds. It reads, and changes nothing.
///
/// One text for both families: what only one of them knows stands in executable comments. The number
/// of statements does not depend on what the server holds. Every answer is one column of records;
/// see `InspectionAnswer` for their form.
package struct InspectionQuery: Sendable {
  /// As the server spells them; none for every schema but the server's own.
  package var schemas: [String]

  package init(schemas: [String]) {
    var once: [String] = []
    for schema in schemas where !once.contains(where: { isSameSpelling($0, schema) }) {
      once.append(schema)
    }
    self.schemas = once
  }

  /// Schemas that belong to the server itself.
  package static let systemSchemas = ["information_schema", "mysql", "performance_schema", "sys"]

  /// What makes the answers independent of the session. They answer nothing.
  ///
  /// No statement takes a default schema away, and SHOW CREATE VIEW leaves it out: answers of a
  /// session that has one are refused.
  ///
  /// - Source: docs/servers.md, "Guards".
  package var preparations: [String] {
    [
      "SET SESSION TRANSACTION READ ONLY",
      "SET NAMES utf8mb4",
      "SET SESSION sql_mode = 'STRICT_ALL_TABLES', autocommit = 1, sql_big_selects = 1, sql_select_limit = 18446744073709551615",
      "SET @planc_host = SUBSTRING_INDEX(CURRENT_USER(), '@', -1)",
      "SET @planc_me = CONCAT('''', LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(@planc_host) - 1), '''@''', @planc_host, '''')",
    ] + Self.restrictionStatements + [
      "SET @\(Self.originalsName) = \(originalsText)",
      "PREPARE \(Self.originalsName) FROM @\(Self.originalsName)",
    ]
  }

  /// The statements that answer, each with what it is about, in their order.
  package var questions: [(section: InspectionSection, sql: String)] {
    InspectionSection.allCases.map {
      ($0, $0 == .originals ? "EXECUTE \(Self.originalsName)" : framed($0))
    }
  }

  /// The whole as a file for the command-line client.
  package var text: String {
    var text = """
      -- Asks a MariaDB or MySQL server what it holds, as far as a migration can depend on it: names,
      -- definitions and grants, never rows. It changes nothing. Written by `planc inspect --print-query`.
      --
      --   mariadb < THIS_FILE > answers.txt        or: mysql < THIS_FILE > answers.txt
      --   planc inspect --from answers.txt
      --
      -- The answers are in hexadecimal, with a checksum for each row, so that no client can change them; but
      -- those of SHOW CREATE at the end are as the client prints them: it must not be given -t, --raw, -E, -H or -X.


      """
    for statement in preparations { text += statement + ";\n" }
    for question in questions { text += "\n" + question.sql + ";\n" }
    return text
  }

  /// Puts the rows of a section into records.
  ///
  /// The outer join makes a record also where there are no rows: what is absent from the answers
  /// was lost, and is not taken for none. A value too long for the server's packets makes its record
  /// NULL. The first word is in two parts, since a client may print the statement too.
  private func framed(_ section: InspectionSection) -> String {
    let (fields, source) = select(section)
    precondition(fields.count == section.width, "\(section) has other fields than it says")
    let names = fields.indices.map { "c\($0 + 1)" }
    let columns = zip(fields, names).map { "\($0) AS \($1)" }.joined(separator: ", ")
    let values = names.map { "':', IF(q.\($0) IS NULL, '-', HEX(q.\($0)))" }
    return """
      SELECT CONCAT(r.record, ':', LPAD(HEX(CRC32(r.record)), 8, '0'), ';') AS planc
        FROM (SELECT CONCAT('planc1', ':\(section.rawValue):', COALESCE(q.i, 0), ':', COALESCE(q.n, 0), IF(q.i IS NULL, '', CONCAT(\(values.joined(separator: ", "))))) AS record
                FROM (SELECT 1 AS one) AS o
                LEFT JOIN (SELECT \(columns), ROW_NUMBER() OVER () AS i, COUNT(*) OVER () AS n
                             FROM \(source)) AS q ON TRUE) AS r
      """
  }
}
