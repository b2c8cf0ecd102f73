/// May this account drop and create triggers? Asked before the first table is parked.
enum TriggerAuthority {
  /// `@planc_authority`: 'OK', or what is missing; NULL if it cannot be read. It needs what
  /// `AccountRights` writes.
  ///
  /// - TRIGGER on both sides.
  /// - With the binary log on, or in a Galera cluster, SUPER or `log_bin_trust_function_creators`:
  ///   else both CREATE and DROP TRIGGER fail with 1419. BINLOG ADMIN is not enough.
  /// - For another definer than this account: see `AccountRights.isAnyDefiner`.
  ///
  /// Rights through a role are not listed, and a table that is parked for want of a right is away.
  /// So, unlike for a plain move, a role does not make up for a right that is not listed.
  static func write(to script: inout Script, schemas: [String], definers: [Catalog.Account]) {
    let wanted = schemas.enumerated().map {
      "SELECT \(SQLText.string($1))\($0 == 0 ? " AS wanted_schema" : "")"
    }
    var distinct: [String] = []
    for definer in definers.map(\.text) where !distinct.contains(definer) {
      distinct.append(definer)
    }
    let mine = distinct.map(SQLText.string).joined(separator: ", ")
    script.line(
      """
      -- May this account drop and create the triggers? Asked before anything is parked.
      SET @planc_log = NULL, @planc_super = NULL, @planc_definer = NULL, @planc_foreign = NULL, @planc_trigger_rights = NULL, @planc_authority = NULL;
      SET @planc_log = (@@log_bin = 1 /*M!100502 OR (SELECT COUNT(*) FROM information_schema.GLOBAL_VARIABLES WHERE VARIABLE_NAME = 'WSREP_ON' AND VARIABLE_VALUE = 'ON') > 0 */) AND @@log_bin_trust_function_creators = 0;
      SET @planc_super = (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES WHERE \(AccountRights.isMine) AND PRIVILEGE_TYPE = 'SUPER');
      SET @planc_definer = (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES WHERE \(AccountRights.isMine) AND \(AccountRights.isAnyDefiner));
      SET @planc_foreign = \(distinct.count) - (CAST(CURRENT_USER() AS BINARY) IN (\(mine)));
      SET @planc_trigger_rights = (
        SELECT COUNT(*)
          FROM (\(wanted.joined(separator: " UNION ALL "))) AS s
         WHERE \(AccountRights.holds("'TRIGGER'", in: "wanted_schema")));
      SET @planc_authority = CASE
        WHEN @planc_trigger_rights = \(schemas.count) AND (@planc_log = 0 OR @planc_super = 1) AND (@planc_foreign = 0 OR @planc_definer > 0) AND VERSION() LIKE '%MariaDB%' THEN 'OK'
        WHEN VERSION() NOT LIKE '%MariaDB%' THEN 'the catalog is of a MariaDB server, and this is none'
        WHEN @planc_trigger_rights < \(schemas.count) THEN CONCAT('this account is listed with TRIGGER on ', @planc_trigger_rights, ' of \(schemas.count) schemas, and a right through a role cannot be proved')
        WHEN @planc_log = 1 AND @planc_super = 0 THEN 'the binary log is on and this account lacks SUPER, so DROP TRIGGER would fail with 1419; use an account with SUPER, or SET GLOBAL log_bin_trust_function_creators = 1'
        ELSE 'a trigger has another definer than this account, which needs SET USER, or SUPER before MariaDB 11.0, to create it again'
      END;
      """)
  }

  /// Not asked of a table that is parked already: it cannot get any worse.
  static let condition = "@planc_authority = 'OK'"
}
