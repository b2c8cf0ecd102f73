/// What runs, what the server is asked before each stage, and the verdict on the whole.
extension ParkedMove {
  /// What will run, once, as text: that is what a reviewer reads and what PREPARE takes.
  func writeText(to script: inout Script) {
    let renames = renameLines
    script.line(renames[0])
    for (index, trigger) in triggers.enumerated().reversed() {
      script.line(
        "SET @planc_drop_\(index + 1) = \(SQLText.lines(TriggerText.drop(trigger, in: source.schema)));"
      )
    }
    script.line(renames[1])
    for (index, trigger) in triggers.enumerated() {
      let text = TriggerText.creation(trigger, on: crossed)
      script.line(
        """
        SET @planc_body_\(index + 1) = \(SQLText.lines(trigger.text));
        SET @planc_create_\(index + 1) = CONCAT(\(SQLText.lines(text)), @planc_body_\(index + 1), \(SQLText.string(TriggerText.mark)));
        """)
    }
    script.line(renames[2])
    for index in triggers.indices { script.line(restorationLine(index, on: target, "restore")) }
    script.line("-- In states that only a cut file or another session can leave.")
    for (index, trigger) in triggers.enumerated() {
      let places = [("mark_at_source", parked), ("mark_at_target", crossed)]
      for (variable, table) in places {
        let text = TriggerText.marking(trigger, on: table, before: next(after: index))
        script.line(
          "SET @planc_\(variable)_\(index + 1) = CONCAT(\(SQLText.lines(text)), @planc_body_\(index + 1), \(SQLText.string(TriggerText.mark)));"
        )
      }
      script.line(restorationLine(index, on: source, "restore_at_source"))
    }
    script.line(renames[3])
    for (index, trigger) in triggers.enumerated().reversed() {
      script.line(
        "SET @planc_undress_\(index + 1) = \(SQLText.lines(TriggerText.drop(trigger, in: target.schema)));"
      )
    }
    script.line(
      "-- SHA2 of each trigger's definition: as in the catalog, as recreated before its text is")
    script.line("-- restored, and as planc advises to change it after the move.")
    script.line(definitions)
    script.line("SET @planc_forget = \(SQLText.string(forgetting));")
    script.line("SET @planc_look = \(SQLText.lines(look));")
    script.line("PREPARE planc_forget FROM @planc_forget;")
    script.line("PREPARE planc_look FROM @planc_look;")
  }

  private func restorationLine(
    _ index: Int, on table: QualifiedName, _ variable: String
  ) -> String {
    let text = TriggerText.restoration(triggers[index], on: table, before: next(after: index))
    return
      "SET @planc_\(variable)_\(index + 1) = CONCAT(\(SQLText.lines(text)), @planc_body_\(index + 1));"
  }

  /// How the table is renamed, each as it stands on its line.
  var renameLines: [String] {
    [
      ("park", source, parked), ("cross", parked, crossed), ("open", crossed, target),
      ("release", parked, source),
    ].map { variable, from, to in
      "SET @planc_\(variable) = "
        + SQLText.lines("RENAME TABLE \(SQLText.name(from)) TO \(SQLText.name(to))") + ";"
    }
  }

  var definitions: String {
    func list(_ variable: String, _ facts: [(fingerprint: String, name: String)]) -> String {
      let lines = facts.map { fact in
        "  \(fact.fingerprint) \(SQLText.inString(SQLText.renameComment(fact.name)))\n"
      }
      return "SET \(variable) = '\n\(lines.joined())';"
    }
    let advised = parking.advised.sorted { $0.key < $1.key }
    return [
      list("@planc_definitions", triggers.map { (TriggerText.fingerprint($0), $0.name) }),
      list(
        "@planc_marks", triggers.map { (TriggerText.fingerprint($0, TriggerText.mark), $0.name) }),
      list("@planc_advised", advised.map { (TriggerText.fingerprint($1), $1.name) }),
    ].joined(separator: "\n")
  }

  private var forgetting: String {
    "SET @planc_at_source = NULL, @planc_parked = NULL, @planc_crossed = NULL, @planc_at_target = NULL, @planc_names = NULL, @planc_worn = NULL, @planc_named = NULL, @planc_known = NULL, @planc_marked = NULL, @planc_plain = NULL, @planc_taken = NULL"
  }

  /// Asks the server where the table is and what it wears. A count that could not be taken is NULL.
  ///
  /// - `@planc_at_source`, `@planc_parked`, `@planc_crossed`, `@planc_at_target`: tables there.
  /// - `@planc_names`: anything under any of the four names; but for the source's in any case.
  /// - `@planc_worn`: triggers under any of the four names; `@planc_named`: those with a name of the
  ///   catalog's; `@planc_known`: the catalog's, and as this plan writes or advises them;
  ///   `@planc_marked`: those whose text is not restored yet. `@planc_plain`: those of the catalog,
  ///   in whatever order, which have no mark.
  /// - `@planc_taken`: triggers of these names in the target schema that are on another table.
  var look: String {
    let names = Place.allCases.map { place in
      let name = name(place)
      let isSchema = "CAST(TABLE_SCHEMA AS BINARY) = \(SQLText.string(name.schema))"
      let table = SQLText.string(name.table)
      // The original name is exact: another table's may differ from it in case only.
      return place == .source || isRollback && place == .target
        ? "\(isSchema) AND CAST(TABLE_NAME AS BINARY) = \(table)"
        : "\(isSchema) AND LOWER(TABLE_NAME) = LOWER(\(table))"
    }
    let counts = Place.allCases.map { place in
      let name = name(place)
      return """
          \(place.variable) = (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = \(SQLText.string(name.schema)) AND TABLE_NAME = \(SQLText.string(name.table)) AND \(SQLText.isTable))
        """
    }
    let ours = triggers.map { SQLText.string($0.name) }.joined(separator: ", ")
    let titles = triggers.map {
      parking.ignoresCase ? "LOWER(\(SQLText.string($0.name)))" : SQLText.string($0.name)
    }.joined(separator: ", ")
    let plain = triggers.map { SQLText.string(TriggerText.fingerprint($0, inOrder: false)) }
      .joined(separator: ", ")
    return """
      SET
      \(counts.joined(separator: ",\n")),
        @planc_names = (SELECT COUNT(*) FROM information_schema.TABLES WHERE \(names.joined(separator: " OR "))),
        @planc_worn = (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE \(isWorn)),
        @planc_named = (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE (\(isWorn)) AND CAST(TRIGGER_NAME AS BINARY) IN (\(ours))),
        @planc_known = (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE (\(isWorn)) AND (\(isKnown))),
        @planc_marked = (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE (\(isWorn)) AND \(isListed("@planc_marks"))),
        @planc_plain = (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE (\(isWorn)) AND \(TriggerText.liveFingerprintInAnyOrder) IN (\(plain))),
        @planc_taken = (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = \(SQLText.string(target.schema)) AND \(compared("TRIGGER_NAME")) IN (\(titles)) AND NOT (\(isWorn)))
      """
  }

  /// The name of a trigger as MariaDB compares it: like the name of a table.
  private func compared(_ name: String) -> String {
    parking.ignoresCase ? "LOWER(\(name))" : "CAST(\(name) AS BINARY)"
  }

  /// A condition that a row of TRIGGERS is on this table, under any of its names. Between ORs `=`
  /// would match without case on MariaDB.
  var isWorn: String { Place.allCases.map(isOn).joined(separator: " OR ") }

  private func isOn(_ place: Place) -> String {
    let name = name(place)
    return
      "CAST(EVENT_OBJECT_SCHEMA AS BINARY) = \(SQLText.string(name.schema)) AND CAST(EVENT_OBJECT_TABLE AS BINARY) = \(SQLText.string(name.table))"
  }

  private func isListed(_ variable: String) -> String {
    "LOCATE(CAST(CONCAT('\\n  ', \(TriggerText.liveFingerprint), ' ') AS BINARY), CAST(\(variable) AS BINARY)) > 0"
  }

  /// What planc advises to change after the move is known where it can have been done: at the target
  /// of the migration, and on the way back from there.
  private var isKnown: String {
    let plain = "\(isListed("@planc_definitions")) OR \(isListed("@planc_marks"))"
    if parking.advised.isEmpty { return plain }
    let places: [Place] = isRollback ? [.source, .parked] : [.target]
    let isThere = places.map(isOn).joined(separator: " OR ")
    return "\(plain) OR (\(isThere)) AND \(isListed("@planc_advised"))"
  }

  /// Asks anew. What was known before is forgotten first: an answer that fails leaves NULL behind.
  func writeLook(to script: inout Script) {
    script.line("EXECUTE planc_forget;")
    script.line("EXECUTE planc_look;")
  }

  /// GO also for a table that is on its way already; SKIP for one that has arrived; else a sentence.
  var verdict: String {
    let lead = SQLText.inString(lead)
    let status = SQLText.inString(files.status)
    let starting = ["@planc_authority = 'OK'"] + startConditions.map(\.holds)
    let go =
      ["@planc_taken = 0"] + conditions.map(\.holds) + [
        "(\(stands(.source, wearing: count)) AND \(starting.joined(separator: " AND "))\n       OR \(stands(.parked, wearing: nil)) OR \(isStrange(.parked)) AND \(hasAllNames)\n       OR @planc_crossed = 1 AND @planc_names = 1\n       OR @planc_at_target = 1 AND @planc_names = 1 AND \(hasAllNames) AND @planc_marked > 0)"
      ]
    var lines = [
      "SET @planc_verdict = NULL;", "SET @planc_verdict = CASE",
      "  WHEN \(hasArrived) THEN 'SKIP'",
      "  WHEN \(go.joined(separator: "\n     AND ")) THEN 'GO'",
    ]
    for condition in conditions {
      lines.append(
        "  WHEN NOT (\(condition.holds)) THEN CONCAT('\(lead)\(condition.otherwise)')")
    }
    let isOnItsWay = "@planc_parked = 1 OR @planc_crossed = 1"
    lines.append(
      "  WHEN NOT ((@planc_at_source = 1 OR @planc_at_target = 1 OR \(isOnItsWay)) AND @planc_names = 1) THEN CONCAT('\(lead)of the names \(spokenSource), \(SQLText.inString("\(parked.schema).\(parked.table)")), \(SQLText.inString("\(crossed.schema).\(crossed.table)")) and \(spokenTarget) ', @planc_names, ' are taken, and 1 must be, by the table; run \(status), it lists them')"
    )
    if isRollback {
      lines.append(
        "  WHEN @planc_at_source = 1 AND NOT (@planc_worn = \(count) AND @planc_known = \(count)) THEN 'LEAVE'"
      )
    }
    lines.append(
      """
        WHEN NOT (COALESCE(@planc_authority, '') = 'OK') AND (@planc_at_source = 1 OR @planc_worn <> @planc_known) THEN CONCAT('\(lead)', @planc_authority)
        WHEN NOT (@planc_worn = @planc_known AND (@planc_worn = \(count) OR \(isOnItsWay))) THEN \(strangeTriggers)
        WHEN @planc_taken > 0 THEN CONCAT('\(lead)', @planc_taken, ' names of the triggers on \(spokenSource) are taken in \(SQLText.inString(target.schema)): the rows above name them, with the SQL that saves and drops them')
      """)
    for condition in startConditions {
      lines.append(
        "  WHEN NOT (\(condition.holds)) THEN CONCAT('\(lead)\(condition.otherwise)')")
    }
    return (lines + ["END;"]).joined(separator: "\n")
  }

  /// What is found, and how the triggers are made as in the catalog: for a table that is on its way, for
  /// missing triggers, for others than the catalog's, for changed ones.
  private var strangeTriggers: String {
    let publisher = isRollback ? "the move file" : SQLText.inString(files.rollback)
    let again = SQLText.inString(file)
    return """
      CONCAT('\(SQLText.inString(lead))', CASE WHEN @planc_at_source = 1 THEN '\(spokenSource)' WHEN @planc_at_target = 1 THEN '\(spokenTarget)' ELSE 'the temporarily renamed table' END, ' has ', @planc_worn, ' triggers, ', @planc_known, ' of them as in the catalog, where it has \(count): the rows above show both; ', CASE
          WHEN @planc_at_source = 0 AND @planc_at_target = 0 THEN 'run \(publisher), which publishes it'
          WHEN @planc_named < \(count) THEN 'create the missing ones with the definitions above, in that order, then run \(again) again'
          WHEN @planc_worn > \(count) THEN 'save and drop those that the catalog does not have, run \(again) again, then create them again'
          ELSE 'save the changed ones, replace them with the definitions above, run \(again) again, then change them again' END)
      """
  }

  /// The verdict after the stages: a table that got its public name back, for a trigger that is not
  /// the catalog's, is a refusal; the rollback leaves such a table where it is.
  var verdictAfter: String {
    let result = isRollback ? "'LEAVE'" : strangeTriggers
    let places =
      isRollback ? "@planc_at_source = 1" : "(@planc_at_source = 1 OR @planc_at_target = 1)"
    return
      "SET @planc_verdict = IF(@planc_verdict = 'GO' AND @planc_worn <> @planc_known AND \(places), \(result), @planc_verdict);"
  }

  /// Triggers as planc advises to change them after the move, in full, before the rollback drops them.
  func writeAdvised(to script: inout Script) {
    let isThere = [Place.source, .parked].map(isOn).joined(separator: " OR ")
    for (index, trigger) in parking.advised.sorted(by: { $0.key < $1.key }) {
      let text =
        TriggerText.restoration(trigger, on: source, before: next(after: index)) + trigger.text
      script.line(
        """
        SELECT \(SQLText.string("\(source.schema).\(trigger.name)")) AS trigger_name, 'changed after the move; the rollback restores the catalog''s' AS definition_is, \(SQLText.lines(text)) AS definition
          FROM information_schema.TRIGGERS
         WHERE @planc_verdict = 'GO' AND (\(isThere)) AND \(TriggerText.liveFingerprint) = '\(TriggerText.fingerprint(trigger))';
        """)
    }
  }

  /// Both definitions of a trigger that is not the catalog's, before the refusal: a client that
  /// stops at errors prints them too.
  ///
  /// Those of the catalog come last, in the order in which they can be created: each PRECEDES the next.
  ///
  /// All are in one collation: MariaDB 11.8 refuses to mix them with 1271, since that of the file's own
  /// texts has no namesake in utf8mb3.
  func writeFindings(to script: inout Script) {
    // Behind the numbers of the rows about what is on the server.
    let firstOfCatalog = 10
    func even(_ text: String) -> String { "CONVERT(\(text) USING utf8mb4) COLLATE utf8mb4_bin" }
    let expected = triggers.enumerated().map { index, trigger in
      let name = SQLText.string("\(source.schema).\(trigger.name)")
      let from =
        "FROM (SELECT 1 AS one) AS o WHERE @planc_verdict NOT IN ('GO', 'SKIP') AND (@planc_worn <> @planc_known OR @planc_worn < \(count) AND @planc_at_source + @planc_at_target = 1)"
      let settings = trigger.settings
      let definition =
        "IF(@planc_at_source = 1, @planc_restore_at_source_\(index + 1), @planc_restore_\(index + 1))"
      return
        "SELECT \(name), \(index + firstOfCatalog), 'in the catalog', \(SQLText.string(settings.sqlMode)), '\(settings.characterSetClient), \(settings.collationConnection)', \(even(definition)) \(from)"
    }
    let titles = triggers.map {
      parking.ignoresCase ? "LOWER(\(SQLText.string($0.name)))" : SQLText.string($0.name)
    }.joined(separator: ", ")
    let isTitled =
      "TRIGGER_SCHEMA = \(SQLText.string(target.schema)) AND \(compared("TRIGGER_NAME")) IN (\(titles))"
    let freeing = [(1, "to save its text first", "SHOW CREATE"), (2, "to free the name", "DROP")]
      .map { number, purpose, verb in
        "UNION ALL SELECT CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME), \(number), '\(purpose)', '', '', CONCAT('\(verb) TRIGGER `', REPLACE(TRIGGER_SCHEMA, '`', '``'), '`.`', REPLACE(TRIGGER_NAME, '`', '``'), '`')\n    FROM information_schema.TRIGGERS\n   WHERE @planc_verdict NOT IN ('GO', 'SKIP') AND @planc_taken > 0 AND \(isTitled) AND NOT (\(isWorn))"
      }.joined(separator: "\n  ")
    let removing = [(1, "to save its text first", "SHOW CREATE"), (2, "to remove it", "DROP")]
      .map { number, purpose, verb in
        "UNION ALL SELECT CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME), \(number), '\(purpose)', '', '', CONCAT('\(verb) TRIGGER `', REPLACE(TRIGGER_SCHEMA, '`', '``'), '`.`', REPLACE(TRIGGER_NAME, '`', '``'), '`')\n    FROM information_schema.TRIGGERS\n   WHERE @planc_verdict NOT IN ('GO', 'SKIP') AND (\(isWorn)) AND NOT (\(isKnown))"
      }.joined(separator: "\n  ")
    script.line(
      """
      SELECT trigger_name, definition_is, sql_mode, character_set_and_collation, definition FROM (
        SELECT CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME) AS trigger_name, 0 AS n, 'on the server' AS definition_is, SQL_MODE AS sql_mode, \(even("CONCAT(CHARACTER_SET_CLIENT, ', ', COLLATION_CONNECTION)")) AS character_set_and_collation, \(even(TriggerText.liveDefinition)) AS definition
          FROM information_schema.TRIGGERS
         WHERE @planc_verdict NOT IN ('GO', 'SKIP') AND ((\(isWorn)) AND NOT (\(isKnown))
               OR @planc_taken > 0 AND \(isTitled))
        \(removing)
        \(freeing)
        UNION ALL \(expected.joined(separator: "\n  UNION ALL "))) AS d
       ORDER BY n >= \(firstOfCatalog), IF(n >= \(firstOfCatalog), -n, 0), trigger_name, n;
      """)
  }
}
