import Testing

@testable import Operations

/// The sections use only what the manuals of MySQL 8.0 and MariaDB 10.6 have, and what is newer only behind a question.
@Suite struct TemplateVersionsTests {
  private static let oldestMySQL = [8, 0, 11]
  private static let oldestMariaDB = [10, 6, 0]

  /// In which version each product introduced a function; nil where both have had it for longer than both have had
  /// JSON (MySQL 5.7, MariaDB 10.2).
  private static let functions: [String: (mysql: [Int], mariadb: [Int])?] = [
    "ABS": nil, "CAST": nil, "CHAR_LENGTH": nil, "COALESCE": nil, "CONCAT": nil, "CONCAT_WS": nil,
    "CONNECTION_ID": nil, "CONVERT": nil, "COUNT": nil, "CURRENT_USER": nil, "FIELD": nil,
    "FIND_IN_SET": nil, "GET_LOCK": nil, "GREATEST": nil, "GROUP_CONCAT": nil, "HEX": nil,
    "IF": nil,
    "IS_USED_LOCK": nil, "LEAST": nil, "LEFT": nil, "LOCATE": nil, "LOWER": nil, "MAX": nil,
    "MIN": nil, "NOW": nil, "NULLIF": nil, "QUOTE": nil, "RELEASE_LOCK": nil, "REPLACE": nil,
    "SHA2": nil, "SUBSTRING": nil, "SUBSTRING_INDEX": nil, "SUM": nil, "TIMESTAMPDIFF": nil,
    "VERSION": nil, "WEIGHT_STRING": nil,
    "CURRENT_ROLE": (mysql: [8, 0, 0], mariadb: [10, 0, 5]),
    "DENSE_RANK": (mysql: [8, 0, 2], mariadb: [10, 2, 0]),
    "JSON_ARRAY": (mysql: [5, 7, 8], mariadb: [10, 2, 3]),
    "JSON_ARRAYAGG": (mysql: [5, 7, 22], mariadb: [10, 5, 0]),
    "JSON_ARRAY_APPEND": (mysql: [5, 7, 9], mariadb: [10, 2, 3]),
    "JSON_CONTAINS": (mysql: [5, 7, 8], mariadb: [10, 2, 3]),
    "JSON_EXTRACT": (mysql: [5, 7, 8], mariadb: [10, 2, 3]),
    "JSON_LENGTH": (mysql: [5, 7, 8], mariadb: [10, 2, 3]),
    "JSON_MERGE_PRESERVE": (mysql: [5, 7, 22], mariadb: [10, 2, 25]),
    "JSON_OBJECT": (mysql: [5, 7, 8], mariadb: [10, 2, 3]),
    "JSON_QUOTE": (mysql: [5, 7, 8], mariadb: [10, 2, 3]),
    "JSON_TABLE": (mysql: [8, 0, 4], mariadb: [10, 6, 0]),
    "JSON_UNQUOTE": (mysql: [5, 7, 8], mariadb: [10, 2, 3]),
    "LEAD": (mysql: [8, 0, 2], mariadb: [10, 2, 2]),
    "RANK": (mysql: [8, 0, 2], mariadb: [10, 2, 0]),
    "REGEXP_REPLACE": (mysql: [8, 0, 4], mariadb: [10, 0, 5]),
    "ROW_NUMBER": (mysql: [8, 0, 2], mariadb: [10, 2, 0]),
  ]

  /// What only one product has, or only newer versions, and the section asks before it uses it.
  private static let tablesBehindAQuestion: Set<String> = [
    "information_schema.GLOBAL_STATUS", "information_schema.GLOBAL_VARIABLES",
    "information_schema.LIBRARIES", "information_schema.METADATA_LOCK_INFO",
    "information_schema.SCHEMATA_EXTENSIONS", "information_schema.SESSION_STATUS",
    "information_schema.SESSION_VARIABLES", "mysql.user", "performance_schema.global_status",
    "performance_schema.global_variables", "performance_schema.metadata_locks",
    "performance_schema.replication_connection_configuration", "performance_schema.threads",
  ]

  /// Both products have had these since before JSON.
  private static let tables: Set<String> = [
    "information_schema.COLLATIONS", "information_schema.COLUMNS",
    "information_schema.COLUMN_PRIVILEGES", "information_schema.EVENTS",
    "information_schema.INNODB_TRX", "information_schema.KEY_COLUMN_USAGE",
    "information_schema.PLUGINS", "information_schema.PROCESSLIST",
    "information_schema.REFERENTIAL_CONSTRAINTS", "information_schema.ROUTINES",
    "information_schema.SCHEMATA", "information_schema.SCHEMA_PRIVILEGES",
    "information_schema.TABLES", "information_schema.TABLE_CONSTRAINTS",
    "information_schema.TABLE_PRIVILEGES", "information_schema.TRIGGERS",
    "information_schema.USER_PRIVILEGES", "information_schema.VIEWS",
  ]

  private static let text = SQLSection.allCases.map { template in
    String(decoding: template.bytes, as: UTF8.self).split(separator: "\n")
      .filter { !$0.drop { $0 == " " }.hasPrefix("--") }.joined(separator: "\n")
  }.joined(separator: "\n")

  @Test func `every function is as old as the oldest servers`() {
    // Types, and the end of literal text in an expression.
    let types: Set<Substring> = ["CHAR", "VARCHAR", "E"]
    let used = Set(Self.text.matches(of: /\b([A-Z][A-Z0-9_]*)\(/).map(\.output.1))
      .subtracting(types)
    #expect(used.subtracting(Self.functions.keys.map { Substring($0) }) == [])
    #expect(Set(Self.functions.keys.map { Substring($0) }).subtracting(used) == [])
    for (name, versions) in Self.functions {
      guard let versions else { continue }
      #expect(!Self.oldestMySQL.lexicographicallyPrecedes(versions.mysql), "\(name)")
      #expect(!Self.oldestMariaDB.lexicographicallyPrecedes(versions.mariadb), "\(name)")
    }
  }

  @Test func `every table of the server is known`() {
    let used = Set(
      Self.text.matches(of: /\b(information_schema|performance_schema|mysql)\.([A-Za-z_]+)/).map {
        "\($0.output.1).\($0.output.2)"
      })
    #expect(used.subtracting(Self.tables).subtracting(Self.tablesBehindAQuestion) == [])
    #expect(Self.tables.union(Self.tablesBehindAQuestion).subtracting(used) == [])
  }
}
