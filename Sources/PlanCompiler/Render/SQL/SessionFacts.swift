/// What the guards of tables with triggers ask of the session. The section `session` sets `@planc_session`.
enum SessionFacts {
  static let condition = GuardCondition(
    holds: "@planc_session = 'OK'", otherwise: "', @planc_session, '",
    evidence: [
      .init(variable: "planc_session", good: .string("OK"), bad: .string("this is a replica"))
    ])

  /// `@planc_rights`: how many of ALTER, DROP, CREATE and INSERT on each schema this account is
  /// listed with. RENAME TABLE needs ALTER and DROP on the old name, CREATE and INSERT on the new
  /// one; all four on both sides are the way there and back.
  ///
  /// Rights through a role are not listed: with a role active (`@planc_role` = 1) the server
  /// decides. It needs what `AccountRights` writes.
  static func writeRights(to script: inout Script, schemas: [String]) {
    let wanted = schemas.enumerated().map {
      "SELECT \(SQLText.string($1))\($0 == 0 ? " AS wanted_schema" : "")"
    }
    script.line(
      """
      SET @planc_rights = NULL;
      SET @planc_rights = (                                    -- there and back: ALTER, DROP, CREATE, INSERT on each schema
        SELECT COUNT(*)
          FROM (\(wanted.joined(separator: " UNION ALL "))) AS s
          JOIN (SELECT 'ALTER' AS wanted_right UNION ALL SELECT 'DROP' UNION ALL SELECT 'CREATE' UNION ALL SELECT 'INSERT') AS r
         WHERE \(AccountRights.holds("wanted_right", in: "wanted_schema")));
      """)
  }
}
