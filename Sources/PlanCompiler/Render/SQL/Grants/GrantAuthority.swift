/// May this account grant and revoke the copies? Asked before a table moves.
enum GrantAuthority {
  /// `@planc_may_grant`: 'OK', or what is missing; NULL if it cannot be read. It needs what
  /// `AccountRights` writes.
  ///
  /// Who grants needs the right itself and GRANT OPTION, each on the schema or on the whole server.
  /// Rights through a role are not listed, and those on the table's new name do not exist yet.
  static func write(to script: inout Script, _ rights: [String], in schema: String) {
    let name = SQLText.string(schema)
    let spoken = SQLText.inString(schema)
    let wanted = rights.enumerated().map {
      "SELECT \(SQLText.string($1))\($0 == 0 ? " AS wanted_right" : "")"
    }
    let held =
      rights.isEmpty
      ? "0"
      : """
      (
        SELECT COUNT(*)
          FROM (\(wanted.joined(separator: " UNION ALL "))) AS r
         WHERE \(AccountRights.holds("wanted_right", in: name)))
      """
    script.line(
      """
      SET @planc_option = NULL, @planc_held = NULL, @planc_may_grant = NULL;
      SET @planc_option = \(holdsOption(in: name));
      SET @planc_held = \(held);
      SET @planc_may_grant = CASE
        WHEN @planc_option = 1 AND @planc_held = \(rights.count) THEN 'OK'
        WHEN @planc_option = 0 THEN 'this account is not listed with GRANT OPTION on \(spoken), so it cannot copy grants there; a role does not make up for it'
        ELSE CONCAT('this account is listed with ', @planc_held, ' of the \(rights.count) rights on \(spoken) that it would copy, and nobody can grant what he does not have; a role does not make up for it')
      END;
      """)
  }

  /// A condition like `AccountRights.holds`.
  static func holdsOption(in schema: String) -> String {
    """
    (EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE \(AccountRights.isMine) AND IS_GRANTABLE = 'YES' AND \(AccountRights.isNotRevoked("'GRANT'", in: schema)))
               OR \(AccountRights.holdsByPattern("'\(GrantCopy.option)'", in: schema)))
    """
  }

  static func rights(of copies: [GrantCopy]) -> [String] {
    Set(copies.flatMap { $0.grants.flatMap(\.rights) }.map(\.privilege)).sorted(by: precedes)
  }
}
