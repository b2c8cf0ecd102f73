/// What a script that writes asks of the session and the server before its first batch.
enum SessionFacts {
  /// `@planc_session`: 'OK', or the sentence that says what is wrong; NULL if it cannot be read.
  ///
  /// - A client that connects anew by itself has lost what the prelude set: the lock timeout above
  ///   all, whose default is a day.
  /// - `sql_log_bin = 0` would move the tables here and not on the replicas, whose next write to
  ///   one of them stops replication with 1146.
  /// - A client that strips comments, as that of MySQL 8.0 does by default, would strip those from
  ///   which MariaDB counts temporary tables.
  /// - In a Galera cluster `wsrep_on = OFF` and `wsrep_OSU_method = RSU` would move them on this node
  ///   alone; docs/servers.md, "Replication and Galera".
  /// - `read_only` does not stop an account with READ_ONLY ADMIN or SUPER.
  /// - MariaDB's RENAME TABLE takes a temporary table of the same name, and
  ///   information_schema.TABLES does not tell one before MariaDB 11.2. The counter of this
  ///   session does, until FLUSH STATUS sets it to 0. MySQL renames the base table.
  static func write(to script: inout Script, file: String) {
    let again = SQLText.inString("and run \(file) again")
    script.line(
      """
      -- This session and this server.
      SET @planc_kept = 0 /*M!100502 + 1 */, @planc_temporary = NULL, @planc_alone = NULL, @planc_session = NULL;
      SET @planc_temporary = 0 /*M!100502 + (SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'COM_CREATE_TEMPORARY_TABLE') */
                           /*M!110200 + (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_TYPE LIKE 'TEMPORARY%') */;
      SET @planc_alone = 0 /*M!100502 + (SELECT COUNT(*) FROM information_schema.SESSION_VARIABLES WHERE (VARIABLE_NAME = 'WSREP_ON' AND VARIABLE_VALUE = 'OFF' OR VARIABLE_NAME = 'WSREP_OSU_METHOD' AND VARIABLE_VALUE = 'RSU')
                                    AND (SELECT COUNT(*) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'WSREP_CLUSTER_SIZE' AND VARIABLE_VALUE > 0) > 0) */;
      SET @planc_session = CASE
        WHEN @planc_connection = CONNECTION_ID() AND @planc_temporary = 0 AND @planc_alone = 0 AND @planc_kept = (VERSION() LIKE '%MariaDB%') AND @@SESSION.sql_log_bin = 1 AND CAST(@@GLOBAL.read_only AS CHAR) IN ('0', 'OFF') THEN 'OK'
        WHEN COALESCE(@planc_connection, 0) <> CONNECTION_ID() THEN 'the connection was lost and made anew while this file ran; connect anew \(again)'
        WHEN @planc_kept <> (VERSION() LIKE '%MariaDB%') THEN 'this client has taken comments out that MariaDB reads; run \(SQLText.inString(file)) with the mariadb client, or with mysql --comments'
        WHEN @@SESSION.sql_log_bin = 0 THEN 'sql_log_bin is 0 in this session, so no replica would follow; connect anew \(again)'
        WHEN @planc_alone > 0 THEN 'wsrep_on is OFF or wsrep_OSU_method is RSU in this session, so no other node of the cluster would follow; set ON and TOI, connect anew \(again)'
        WHEN CAST(@@GLOBAL.read_only AS CHAR) NOT IN ('0', 'OFF') THEN 'this server is read-only; connect to the primary \(again)'
        WHEN @planc_temporary > 0 THEN 'this session has made temporary tables, and RENAME TABLE would take one before the real table of that name; connect anew \(again)'
      END;
      """)
    script.line()
  }

  static let condition = BatchGuard.Condition(
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
