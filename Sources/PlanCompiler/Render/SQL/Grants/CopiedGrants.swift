/// The grants of one batch in a script that moves it: given on the new names when the tables are
/// there, taken back before they leave.
///
/// The server is the journal. Tables that are at their source have no copies on their new names, by
/// whichever way a script was cut: so what is found there then is somebody else's, and is never
/// touched.
struct CopiedGrants {
  var batch: Batch
  var grants: BatchGrants
  /// What every refusal starts with: `planc: nothing was changed: `.
  var lead: String
  var files: FileNames

  /// Nil where there is nothing to copy.
  init?(_ batch: Batch, lead: String, files: FileNames) {
    guard let grants = batch.grants else { return nil }
    self.batch = batch
    self.grants = grants
    self.lead = lead
    self.files = files
  }

  var count: Int { grants.copies.count }
  private var schema: String { grants.copies[0].target.schema }

  /// A condition of the batch's guard.
  static let condition = GuardCondition(
    holds: "@planc_grants = 'OK'", otherwise: "', @planc_grants, '",
    evidence: [
      .init(variable: "planc_grants", good: .string("OK"), bad: .string("a grant has changed"))
    ])

  // MARK: What will run

  func writeText(to script: inout Script, takingBack: Bool) {
    script.line(
      "-- Grants on these tables: each copy, word for word, and each right that it holds.")
    for (index, copy) in grants.copies.enumerated() {
      let isPartial = takingBack && Self.mustBeWhole(copy)
      if !takingBack || isPartial {
        script.line(
          "SET @planc_grant_\(index + 1) = \(SQLText.lines(GrantText.grant(copy)));")
      }
      if takingBack {
        script.line(
          "SET @planc_revoke_\(index + 1) = \(SQLText.lines(GrantText.revoke(copy)));")
      }
    }
    writeLists(to: &script)
  }

  private func writeLists(to script: inout Script) {
    Self.write("@planc_grant_list", Self.rows(of: [batch]), to: &script)
    let old = Set(grants.copies.map(\.source))
    let isForward = batch.moves.contains { old.contains($0.source) }
    Self.write(
      "@planc_grant_names",
      batch.moves.map { move in
        let way = isForward ? move : move.inverse
        return Self.list([way.source.schema, way.source.table, way.target.schema, way.target.table])
      }, to: &script)
  }

  /// A row a right; copies are numbered from 1 through all batches.
  static func rows(of batches: [Batch]) -> [String] {
    var rows: [String] = []
    var number = 0
    for grants in batches.compactMap(\.grants) {
      for copy in grants.copies {
        number += 1
        rows += copy.rights.map { row(number, copy.grantee, copy.source, copy.target, $0) }
      }
      for grant in grants.others {
        guard let table = grant.table else { continue }
        let option =
          grant.isGrantable ? [GrantCopy.Right(column: "", privilege: GrantCopy.option)] : []
        rows += (grant.rights + option).map { row(0, grant.grantee, table, nil, $0) }
      }
    }
    return rows
  }

  private static func row(
    _ number: Int, _ grantee: Catalog.Account, _ table: QualifiedName, _ copy: QualifiedName?,
    _ right: GrantCopy.Right
  ) -> String {
    let texts = [
      GrantText.grantee(grantee), table.schema, table.table, copy?.schema ?? "",
      copy?.table ?? "", right.column, right.privilege,
    ]
    return "[\(number), \(list(texts).dropFirst())"
  }

  /// A JSON list inside the quotes of an SQL string.
  private static func list(_ texts: [String]) -> String {
    "[" + texts.map { SQLText.inString(SQLText.json($0)) }.joined(separator: ", ") + "]"
  }

  static func write(_ variable: String, _ rows: [String], to script: inout Script) {
    script.line("SET \(variable) = '[")
    for (index, row) in rows.enumerated() {
      script.line("\(index == 0 ? "    " : "  , ")\(row)")
    }
    script.line("]';")
  }

  /// A REVOKE fails with 1147 when a part of it is not there: on MariaDB for rights on columns, half
  /// done, on MySQL for any.
  static func mustBeWhole(_ copy: GrantCopy) -> Bool {
    copy.rights.count > 1
  }

  // MARK: Before the tables move

  /// Sets `@planc_grants` to 'OK' or a sentence.
  func writeLook(to script: inout Script, takingBack: Bool) {
    GrantAuthority.write(to: &script, GrantAuthority.rights(of: grants.copies), in: schema)
    GrantReading.writeLook(to: &script)
    script.line("SET @planc_grants = NULL;")
    if takingBack {
      script.line(
        """
        SET @planc_grants = CASE
          WHEN @planc_grants_seen = 1 AND (@planc_grants_copied = 0 OR @planc_may_grant = 'OK') THEN 'OK'
          WHEN @planc_grants_seen = 0 THEN '\(SQLText.inString(GrantText.hidden))'
          ELSE @planc_may_grant
        END;
        """)
    } else {
      script.line(
        """
        SET @planc_grants = CASE
          WHEN @planc_grants_seen = 1 AND @planc_may_grant = 'OK' AND @planc_grants_missing = 0 AND @planc_grants_strange = 0 AND @planc_grants_copied = 0 AND @planc_grants_added = 0 THEN 'OK'
          WHEN @planc_grants_seen = 0 THEN '\(SQLText.inString(GrantText.hidden))'
        \(differs)
          WHEN @planc_grants_copied + @planc_grants_added > 0 THEN CONCAT(@planc_grants_copied + @planc_grants_added, ' rights are on the new names of these tables already: the rows above name them; revoke them; or, if no table has moved yet, capture a new catalog and compile the plan again')
          ELSE @planc_may_grant
        END;
        """)
    }
  }

  private let differs = """
      WHEN @planc_grants_missing + @planc_grants_strange > 0 THEN CONCAT(@planc_grants_missing + @planc_grants_strange, ' rights on these tables are not as in the catalog: the rows above show both; make them as in the catalog; or, if no table has moved yet, capture a new catalog and compile the plan again')
    """

  /// What differs, in rows, before the refusal: a client that stops at errors prints them too.
  func writeFindings(when condition: String, newNames: Bool, to script: inout Script) {
    func part(_ rows: String, _ alias: String, _ catalog: String, _ server: String) -> String {
      "SELECT \(alias).g AS grantee, CONCAT(\(alias).s, '.', \(alias).t, IF(\(alias).c = '', '', CONCAT(' (', \(alias).c, ')'))) AS name, \(alias).p AS may, '\(catalog)' AS in_catalog, '\(server)' AS on_server FROM \(rows) AND \(condition)"
    }
    var parts = [
      part(GrantReading.missing, "k", "yes", "no"), part(GrantReading.strange, "l", "no", "yes"),
    ]
    if newNames {
      parts.append(part(GrantReading.copied, "l", "no", "yes"))
      parts.append(part(GrantReading.added, "l", "no", "yes"))
    }
    script.line("\(parts.joined(separator: "\n  UNION ALL "))\n ORDER BY 2, 1, 3, 4;")
  }

  // MARK: When they are there

  /// Grants what is not granted yet, and adds to `@planc_grants_made` how many copies are whole.
  ///
  /// - Parameter moved: the condition that the tables of the batch are at their target.
  func writeGrants(when moved: String, to script: inout Script) {
    let lead = "planc: stopped with tables in \(schema) that lack grants: "
    script.line("-- The same rights on the new names.")
    script.line(GrantText.mode)
    GrantReading.writeLook(to: &script)
    script.line(
      """
      SET @planc_grants = NULL;
      SET @planc_grants = CASE
        WHEN NOT (\(moved)) THEN 'LATER'
        WHEN @planc_grants_open = 0 THEN 'SKIP'
        WHEN @planc_grants_seen = 1 AND @planc_may_grant = 'OK' AND @planc_grants_missing = 0 AND @planc_grants_strange = 0 AND @planc_mode = 1 AND @planc_session = 'OK' THEN 'GO'
        WHEN @planc_grants_seen = 0 THEN '\(SQLText.inString(lead + GrantText.hidden))'
        WHEN @planc_grants_missing + @planc_grants_strange > 0 THEN CONCAT('\(SQLText.inString(lead))', @planc_grants_missing + @planc_grants_strange, ' rights on their old names are not as in the catalog: the rows above show both; make them so, or run \(SQLText.inString(files.rollback)) and take the catalog anew')
        WHEN @planc_may_grant <> 'OK' THEN CONCAT('\(SQLText.inString(lead))', @planc_may_grant)
        ELSE CONCAT('\(SQLText.inString(lead))', @planc_session)
      END;
      """)
    writeFindings(
      when: "@planc_grants NOT IN ('GO', 'SKIP', 'LATER')", newNames: false, to: &script)
    script.refuse(
      "@planc_grants", unless: ["GO", "SKIP", "LATER"],
      fallback: "\(lead)a check could not be made; run \(files.status)")
    for index in grants.copies.indices {
      script.run(
        "@planc_grant_\(index + 1)",
        when: "@planc_grants = 'GO' AND LOCATE(',\(index + 1),', @planc_grants_opened) > 0")
    }
    GrantReading.writeLook(to: &script)
    script.line(
      "SET @planc_grants_made = @planc_grants_made + IF(\(moved), \(count) - @planc_grants_open, 0);"
    )
    script.line()
  }

  // MARK: Before they go home

  /// Takes the copies back, and stops when one is left: a table must not go home before.
  func writeTakingBack(accepting: [String] = ["GO", "SKIP"], to script: inout Script) {
    // A table with triggers may be on its way back already; then its copies are taken back.
    let start =
      "@planc_verdict = 'GO'" + (batch.parking == nil ? "" : " AND @planc_at_source = 1")
    script.line("-- What was copied is taken back first, and nothing else.")
    script.line(GrantText.mode)
    for (index, copy) in grants.copies.enumerated() {
      let isThere = "LOCATE(',\(index + 1),', @planc_grants_some) > 0"
      if Self.mustBeWhole(copy) {
        script.run(
          "@planc_grant_\(index + 1)",
          when:
            "\(start) AND \(isThere) AND LOCATE(',\(index + 1),', @planc_grants_opened) > 0 AND @planc_mode = 1"
        )
      }
      script.run("@planc_revoke_\(index + 1)", when: "\(start) AND \(isThere)")
    }
    GrantReading.writeLook(to: &script)
    script.line(
      """
      SET @planc_verdict = IF(\(start) AND COALESCE(@planc_grants_copied, 1) <> 0, '\(SQLText.inString(lead))copies of grants could not be taken back, the error above says why; run \(SQLText.inString(files.rollback)) again', @planc_verdict);
      """)
    script.refuse(
      "@planc_verdict", unless: accepting,
      fallback: "\(lead)a check could not be made; run \(files.status)")
  }

  /// What others have granted on the new names stays: shown, and counted in `@planc_grants_left`.
  func writeLeft(when back: String, to script: inout Script) {
    GrantReading.writeLook(to: &script)
    script.line(
      """
      SELECT l.g AS grantee, CONCAT(l.s, '.', l.t, IF(l.c = '', '', CONCAT(' (', l.c, ')'))) AS name, l.p AS may_still FROM \(GrantReading.added) AND \(back)
       ORDER BY 2, 1, 3;
      SET @planc_grants_left = @planc_grants_left + IF(\(back), @planc_grants_added, 0);
      """)
  }
}
