/// The grants on a schema that the plan creates: given right after it is there, taken back before
/// it is dropped.
///
/// A schema that is absent has no copies on its name, by whichever way a script was cut: so what is
/// found there then is somebody else's.
struct SchemaGrantBlock {
  let grants: SchemaGrants
  /// The schema's number in the script.
  let number: Int

  init?(_ schema: MigratedSchema, _ number: Int) {
    guard let grants = schema.create?.grants, !grants.copies.isEmpty else { return nil }
    self.grants = grants
    self.number = number
  }

  var count: Int { grants.copies.count }
  var verdict: String { "@planc_grants_\(number)" }
  /// A condition that the schema exists.
  var exists: String {
    "EXISTS (SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(SQLText.string(grants.schema)))"
  }
  private var list: String { "@planc_grant_list_\(number)" }
  private var spoken: String { SQLText.inString(grants.schema) }

  static func statement(_ grant: Catalog.Grant) -> String {
    let rights = grant.rights.map(\.privilege).joined(separator: ", ")
    return
      "GRANT \(rights.isEmpty ? "USAGE" : rights) ON \(SQLText.name(grant.pattern ?? "")).* TO \(GrantText.account(grant.grantee))"
      + (grant.isGrantable ? " WITH GRANT OPTION" : "")
  }

  static func revocation(_ grant: Catalog.Grant) -> String {
    let rights = grant.rights.map(\.privilege) + (grant.isGrantable ? [GrantCopy.option] : [])
    return
      "REVOKE \(rights.joined(separator: ", ")) ON \(SQLText.name(grant.pattern ?? "")).* FROM \(GrantText.account(grant.grantee))"
  }

  // MARK: What will run

  func writeText(to script: inout Script, takingBack: Bool) {
    let name = takingBack ? "revoke" : "grant"
    for (index, grant) in grants.copies.enumerated() {
      let text = takingBack ? Self.revocation(grant) : Self.statement(grant)
      script.line("SET @planc_\(name)_\(number)_\(index + 1) = \(SQLText.lines(text));")
    }
    CopiedGrants.write(list, Self.rows(grants), to: &script)
  }

  /// Rows `n` (the number of a copy, 0 for what it was made from), `g`, `d` (the pattern), `p`.
  static func rows(_ grants: SchemaGrants) -> [String] {
    func rows(_ number: Int, _ grant: Catalog.Grant) -> [String] {
      let option = grant.isGrantable ? [GrantCopy.option] : []
      return (grant.rights.map(\.privilege) + option).map { right in
        let texts = [GrantText.grantee(grant.grantee), grant.pattern ?? "", right]
        return
          "[\(number), \(texts.map { SQLText.inString(SQLText.json($0)) }.joined(separator: ", "))]"
      }
    }
    return grants.basis.flatMap { rows(0, $0) }
      + grants.copies.enumerated().flatMap { rows($0 + 1, $1) }
  }

  // MARK: Reading

  private static let grantee = "VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"

  private static func rows(_ variable: String, _ alias: String) -> String {
    "JSON_TABLE(\(variable), '$[*]' COLUMNS (n INT PATH '$[0]', g \(grantee) PATH '$[1]', d \(grantee) PATH '$[2]', p \(grantee) PATH '$[3]')) AS \(alias)"
  }

  /// What the server has on patterns that cover one of the two schemas.
  private var live: String {
    let place = ["GRANTEE", "TABLE_SCHEMA"].map(Listing.exact).joined(separator: ", ")
    let covers = [grants.schema, grants.like].map {
      AccountRights.matches(SQLText.string($0), "TABLE_SCHEMA")
    }.joined(separator: " OR ")
    return
      "(SELECT \(place), \(Listing.exact("PRIVILEGE_TYPE")) FROM information_schema.SCHEMA_PRIVILEGES WHERE (\(covers)) AND PRIVILEGE_TYPE <> 'USAGE' UNION SELECT \(place), CAST('GRANT OPTION' AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin FROM information_schema.SCHEMA_PRIVILEGES WHERE (\(covers)) AND IS_GRANTABLE = 'YES') AS l"
  }

  private static let same = "l.GRANTEE = k.g AND l.TABLE_SCHEMA = k.d AND l.PRIVILEGE_TYPE = k.p"
  private static let isLive = "COALESCE(l.GRANTEE, '') <> ''"

  private func found(_ condition: String) -> String {
    "\(Self.rows(list, "k")) LEFT JOIN \(live) ON \(Self.same) WHERE \(condition)"
  }

  private var missing: String { found("k.n = 0 AND NOT \(Self.isLive)") }
  private var copied: String { found("k.n > 0 AND \(Self.isLive) AND \(Self.isOfOthers("k.g"))") }
  private var open: String { found("k.n > 0 AND NOT \(Self.isLive)") }
  private var strange: String { "\(strangeOfAll) AND \(Self.isOfOthers("l.GRANTEE"))" }
  private var strangeOfAll: String {
    "\(live) LEFT JOIN \(Self.rows(list, "k")) ON \(Self.same) WHERE COALESCE(k.g, '') = ''"
  }

  /// This account was given what it needs for the migration, before or after the catalog was taken.
  private static func isOfOthers(_ grantee: String) -> String {
    "CAST(\(grantee) AS BINARY) <> CAST(@planc_me AS BINARY)"
  }

  /// Numbers of copies that are whole, while nothing else is on the name for their grantee.
  private func whole(_ condition: String = "") -> String {
    let own = SQLText.string(grants.pattern)
    return """
      (SELECT CONCAT(',', COALESCE(GROUP_CONCAT(DISTINCT c.n), ''), ',') FROM \(Self.rows(list, "c"))
            WHERE c.n > 0 \(condition) AND c.n NOT IN (SELECT k.n FROM \(open))
              AND c.g NOT IN (SELECT l.GRANTEE FROM \(strangeOfAll) AND l.TABLE_SCHEMA = \(own)))
      """
  }

  func writeLook(to script: inout Script) {
    script.line(
      """
      SET @planc_grants_missing = NULL, @planc_grants_strange = NULL, @planc_grants_copied = NULL, @planc_grants_open = NULL, @planc_grants_opened = NULL, @planc_grants_whole = NULL, @planc_grants_others = NULL;
      SET @planc_grants_missing = (SELECT COUNT(*) FROM \(missing));
      SET @planc_grants_strange = (SELECT COUNT(*) FROM \(strange));
      SET @planc_grants_copied = (SELECT COUNT(*) FROM \(copied));
      SET @planc_grants_open = (SELECT COUNT(DISTINCT k.n) FROM \(open));
      SET @planc_grants_opened = (SELECT CONCAT(',', COALESCE(GROUP_CONCAT(DISTINCT k.n), ''), ',') FROM \(open));
      SET @planc_grants_whole = \(whole());
      SET @planc_grants_others = \(whole("AND \(Self.isOfOthers("c.g"))"));
      """)
  }

  /// `@planc_grants_seen`: whether this account sees the grants of others.
  static func writeSight(to script: inout Script) {
    script.line("SET @planc_grants_seen = NULL;")
    script.line("SET @planc_grants_seen = \(AccountRights.holds("'SELECT'", in: "'mysql'"));")
  }

  /// With `partial_revokes` MySQL takes the pattern for a name that has the backslashes.
  private func writeAuthority(to script: inout Script) {
    GrantAuthority.write(to: &script, rights, in: grants.schema)
    if !grants.pattern.contains("\\") { return }
    script.line(
      "SET @planc_may_grant = IF(@planc_literal = 1, 'partial_revokes is ON, so the server would take the backslash in a grant on \(SQLText.inString(grants.pattern)) literally; remove grants_like from the plan, compile it again, and run GRANT on the schema yourself', @planc_may_grant);"
    )
  }

  // MARK: Forward

  /// Sets the verdict on creating the schema: 'OK' or a sentence.
  func writeGuard(to script: inout Script) {
    writeAuthority(to: &script)
    writeLook(to: &script)
    script.line("SET \(verdict) = NULL;")
    script.line(
      """
      SET \(verdict) = CASE
        WHEN @planc_grants_seen = 1 AND @planc_may_grant = 'OK' AND @planc_grants_missing = 0 AND @planc_grants_strange = 0 AND @planc_grants_copied = 0 THEN 'OK'
        WHEN @planc_grants_seen = 0 THEN '\(SQLText.inString(GrantText.hidden))'
        WHEN @planc_grants_missing + @planc_grants_strange > 0 THEN CONCAT(@planc_grants_missing + @planc_grants_strange, ' rights on \(spoken) and \(SQLText.inString(grants.like)) are not as in the catalog: the rows above show both; take the catalog anew and compile the plan again')
        WHEN @planc_grants_copied > 0 THEN CONCAT(@planc_grants_copied, ' rights on \(spoken) are there before the schema is: the rows above name them; revoke them, or take the catalog anew and compile the plan again')
        ELSE @planc_may_grant
      END;
      """)
  }

  var rights: [String] {
    Set(grants.copies.flatMap(\.rights).map(\.privilege)).sorted(by: precedes)
  }

  func writeFindings(when condition: String, copies: Bool, to script: inout Script) {
    func part(_ rows: String, _ row: String, _ catalog: String, _ server: String) -> String {
      "SELECT \(row) AS may, '\(catalog)' AS in_catalog, '\(server)' AS on_server FROM \(rows) AND \(condition)"
    }
    let listed = "k.g AS grantee, k.d AS schemas_like, k.p"
    let served = "l.GRANTEE AS grantee, l.TABLE_SCHEMA AS schemas_like, l.PRIVILEGE_TYPE"
    var parts = [part(missing, listed, "yes", "no"), part(strange, served, "no", "yes")]
    if copies { parts.append(part(copied, listed, "no", "yes")) }
    script.line("\(parts.joined(separator: "\n  UNION ALL "))\n ORDER BY 2, 1, 3;")
  }

  /// Grants what is not granted yet, when the schema is there, and adds to `@planc_grants_made`.
  func writeGrants(rollback: String, to script: inout Script) {
    let lead = "planc: stopped, \(grants.schema) is there and lacks grants: "
    script.line(
      "-- The grants on \(SQLText.lineComment(grants.schema)) are those on \(SQLText.lineComment(grants.like))."
    )
    writeAuthority(to: &script)
    writeLook(to: &script)
    script.line("SET \(verdict) = NULL;")
    script.line(
      """
      SET \(verdict) = CASE
        WHEN NOT (@planc_verdict IN ('GO', 'SKIP') AND \(exists)) THEN 'LATER'
        WHEN @planc_grants_open = 0 THEN 'SKIP'
        WHEN @planc_grants_seen = 1 AND @planc_may_grant = 'OK' AND @planc_grants_missing = 0 AND @planc_grants_strange = 0 AND @planc_mode = 1 AND @planc_session = 'OK' THEN 'GO'
        WHEN @planc_grants_seen = 0 THEN '\(SQLText.inString(lead + GrantText.hidden))'
        WHEN @planc_grants_missing + @planc_grants_strange > 0 THEN CONCAT('\(SQLText.inString(lead))', @planc_grants_missing + @planc_grants_strange, ' rights are not as in the catalog: the rows above show both; make them so, or take the catalog anew and compile the plan again')
        WHEN @planc_may_grant <> 'OK' THEN CONCAT('\(SQLText.inString(lead))', @planc_may_grant)
        ELSE CONCAT('\(SQLText.inString(lead))', @planc_session)
      END;
      """)
    writeFindings(when: "\(verdict) NOT IN ('GO', 'SKIP', 'LATER')", copies: false, to: &script)
    script.refuse(
      verdict, unless: ["GO", "SKIP", "LATER"], fallback: "\(lead)a check could not be made")
    for index in grants.copies.indices {
      script.run(
        "@planc_grant_\(number)_\(index + 1)",
        when: "\(verdict) = 'GO' AND LOCATE(',\(index + 1),', @planc_grants_opened) > 0")
    }
    writeLook(to: &script)
    script.line(
      "SET @planc_grants_made = @planc_grants_made + IF(\(exists), \(count) - @planc_grants_open, 0);"
    )
    script.line()
  }

  // MARK: Rollback

  /// Takes back the copies that are exactly ours, if the schema is about to be dropped, except the
  /// copies for this account, which may need them to revoke the others and to drop the schema.
  ///
  /// - Parameter dropping: the condition that it is.
  func writeTakingBack(when dropping: String, to script: inout Script) {
    writeText(to: &script, takingBack: true)
    Self.writeSight(to: &script)
    writeLook(to: &script)
    for (index, copy) in grants.copies.enumerated() {
      let grantee = SQLText.string(GrantText.grantee(copy.grantee))
      script.run(
        "@planc_revoke_\(number)_\(index + 1)",
        when:
          "\(dropping) AND @planc_grants_seen = 1 AND \(Self.isOfOthers(grantee)) AND LOCATE(',\(index + 1),', @planc_grants_whole) > 0"
      )
    }
    writeLook(to: &script)
  }

  /// Takes back the copy for this account, the last of all.
  ///
  /// - Parameter dropped: the condition that the schema is gone.
  func writeTakingBackOwn(when dropped: String, to script: inout Script) {
    for (index, copy) in grants.copies.enumerated() {
      let grantee = SQLText.string(GrantText.grantee(copy.grantee))
      script.run(
        "@planc_revoke_\(number)_\(index + 1)",
        when:
          "\(dropped) AND NOT \(Self.isOfOthers(grantee)) AND LOCATE(',\(index + 1),', @planc_grants_whole) > 0"
      )
    }
  }

  /// The schema goes only when none of our copies is left: what is found on the name of a schema
  /// that is absent is taken for somebody else's.
  static let isTakenBack = "@planc_grants_seen = 1 AND @planc_grants_others = ',,'"
}
