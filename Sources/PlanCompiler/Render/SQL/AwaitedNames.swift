/// Foreign keys that reference a missing table by the name that a moved table gets: P522, asked of the
/// server, since a plan may have no catalog.
enum AwaitedNames {
  /// `@planc_awaited`: how many there are for this name. It says so only while the table is not at its target.
  static func write(_ target: QualifiedName, to script: inout Script) {
    script.line(
      """
      SET @planc_awaited = NULL;
      SET @planc_awaited = (                                   -- foreign keys that reference a missing table by a name at the target
        SELECT COUNT(*) FROM information_schema.KEY_COLUMN_USAGE
         WHERE \(SQLText.isSchema("REFERENCED_TABLE_SCHEMA", [target.schema])) AND CAST(REFERENCED_TABLE_NAME AS BINARY) = \(SQLText.string(target.table)));
      """)
  }

  static let condition = GuardCondition(
    holds: "@planc_awaited = 0",
    otherwise:
      "a foreign key references a missing table by a name that one of these tables gets, and would reference its source after a rollback; drop that foreign key: the preflight names it",
    evidence: [.init(variable: "planc_awaited", good: .int(0), bad: .int(1))])
}
