/// The default schema of the session, for a statement whose text must not name its schema.
///
/// `USE` can be prepared on MariaDB, and goes on to count. No statement takes a default schema away:
/// `information_schema` is one that no replication filter names, and in which nothing can be created.
enum DefaultSchema {
  static func write(_ schema: String, when condition: String, to script: inout Script) {
    script.line(
      """
      SET @planc_sql = IF(\(condition), \(SQLText.string("USE \(SQLText.name(schema))")), 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      """)
  }

  static func leave(when condition: String, to script: inout Script) {
    script.line(
      """
      SET @planc_sql = IF(\(condition), 'USE information_schema', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      """)
  }
}
