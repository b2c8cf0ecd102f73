/// Foreign keys that reference a missing table by the name that a moved table gets: P522, asked of the
/// server, since a plan may have no catalog.
enum AwaitedNames {
  /// `@planc_awaited`: how many there are for the names in `@planc_rename`. It says so only while
  /// these tables are not at their targets.
  static func write(_ batch: Batch, to script: inout Script) {
    let targets = batch.targetSchemas
    let target = RenameText.asTarget(
      schemas: targets, schemaColumn: "REFERENCED_TABLE_SCHEMA",
      tableColumn: "REFERENCED_TABLE_NAME")
    write(
      "\(SQLText.isSchema("REFERENCED_TABLE_SCHEMA", targets))\n     AND \(RenameText.holds(target))",
      to: &script)
  }

  static func write(_ target: QualifiedName, to script: inout Script) {
    write(
      "\(SQLText.isSchema("REFERENCED_TABLE_SCHEMA", [target.schema])) AND CAST(REFERENCED_TABLE_NAME AS BINARY) = \(SQLText.string(target.table))",
      to: &script)
  }

  private static func write(_ condition: String, to script: inout Script) {
    script.line(
      """
      SET @planc_awaited = NULL;
      SET @planc_awaited = (                                   -- foreign keys that reference a missing table by a name at the target
        SELECT COUNT(*) FROM information_schema.KEY_COLUMN_USAGE
         WHERE \(condition));
      """)
  }

  static let condition = BatchGuard.Condition(
    holds: "@planc_awaited = 0",
    otherwise:
      "a foreign key references a missing table by a name that one of these tables gets, and would reference its source after a rollback; drop that foreign key: the preflight names it",
    evidence: [.init(variable: "planc_awaited", good: .int(0), bad: .int(1))])
}
