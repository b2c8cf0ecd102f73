/// May this account see the views, and create them again? Asked before the first table moves: after
/// the move a view that cannot be created again fails with 1356.
enum ViewAuthority {
  /// `@planc_view_authority`: 'OK', or what is missing; NULL if it cannot be read. It needs what
  /// `AccountRights` writes.
  ///
  /// - In the view's schema CREATE VIEW and DROP, and SHOW VIEW and SELECT: without these the
  ///   definition and the columns of others' views are hidden.
  /// - SELECT on what the view names, at both ends; EXECUTE on the functions that it calls.
  /// - For another definer than this account `AccountRights.isAnyDefiner`, SQL SECURITY INVOKER or not.
  ///
  /// Rights through a role are not listed, and a view that is broken for want of a right stays so.
  static func write(_ views: [CarriedView], to script: inout Script) {
    let wanted = rights(for: views)
    let list = wanted.enumerated().map { index, right in
      index == 0
        ? "SELECT \(SQLText.string(right.schema)) AS wanted_schema, \(SQLText.string(right.right)) AS wanted_right"
        : "SELECT \(SQLText.string(right.schema)), \(SQLText.string(right.right))"
    }
    var definers: [String] = []
    for definer in views.map(\.view.definer.text) where !definers.contains(definer) {
      definers.append(definer)
    }
    let mine = definers.map(SQLText.string).joined(separator: ", ")
    script.line(
      """
      -- May this account create the views again? Asked before anything is moved.
      SET @planc_view_rights = NULL, @planc_missing = NULL, @planc_any_definer = NULL, @planc_view_foreign = NULL, @planc_view_authority = NULL;
      SET @planc_missing = (
        SELECT COALESCE(GROUP_CONCAT(CONCAT(w.wanted_right, ' on ', w.wanted_schema) ORDER BY 1 SEPARATOR ', '), '')
          FROM (\(list.joined(separator: "\n         UNION ALL "))) AS w
         WHERE NOT \(AccountRights.holds("w.wanted_right", in: "w.wanted_schema")));
      SET @planc_any_definer = (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES WHERE \(AccountRights.isMine) AND \(AccountRights.isAnyDefiner));
      SET @planc_view_foreign = \(definers.count) - (CAST(CURRENT_USER() AS BINARY) IN (\(mine)));
      SET @planc_view_authority = CASE
        WHEN @planc_missing = '' AND (@planc_view_foreign = 0 OR @planc_any_definer > 0) AND VERSION() LIKE '%MariaDB%' THEN 'OK'
        WHEN VERSION() NOT LIKE '%MariaDB%' THEN 'the catalog is of a MariaDB server, and this is none'
        WHEN @planc_missing <> '' THEN CONCAT('to create the views again, this account is not listed with ', LEFT(@planc_missing, 150), ', and a right through a role cannot be proved')
        ELSE 'a view has another definer than this account, which needs SET USER, or SUPER before MariaDB 11.0, to create it again'
      END;
      """)
  }

  /// Schemas and rights, each pair once, in the order of the views.
  static func rights(for views: [CarriedView]) -> [(schema: String, right: String)] {
    var rights: [(schema: String, right: String)] = []
    func want(_ right: String, _ schema: String) {
      if schema == "information_schema" { return }
      if !rights.contains(where: { $0 == (schema, right) }) { rights.append((schema, right)) }
    }
    for view in views {
      for right in ["CREATE VIEW", "DROP", "SHOW VIEW", "SELECT"] { want(right, view.schema) }
      let text = view.text
      for name in text.tables + text.sequences { want("SELECT", name.name.schema) }
      for move in view.moves { want("SELECT", move.target.schema) }
      for name in text.functions { want("EXECUTE", name.name.schema) }
      if text.callsOwnFunctions { want("EXECUTE", view.schema) }
      for name in text.sequences { want("INSERT", name.name.schema) }
    }
    return rights
  }
}
