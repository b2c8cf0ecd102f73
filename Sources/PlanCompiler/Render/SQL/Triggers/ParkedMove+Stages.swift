/// The statements, each in its own state only.
extension ParkedMove {
  /// A statement, and the condition on what `look` has found under which it is next.
  struct Stage {
    enum Effect: Hashable, Sendable {
      case rename(to: Place)
      /// The place of a trigger in `triggers`.
      case drop(Int)
      case create(Int)
      /// Gives the trigger the text that it had.
      case restore(Int)
    }

    var effect: Effect
    var comment: String
    var variable: String
    var condition: String

    /// Sets `@planc_go` to 1 when the stage is next.
    var decision: String { "SET @planc_go = @planc_verdict = 'GO' AND \(condition);" }
  }

  /// In the order in which they run.
  var stages: [Stage] {
    let source = "\(self.source.schema).\(self.source.table)"
    let target = "\(self.target.schema).\(self.target.table)"
    return [
      Stage(
        effect: .rename(to: .parked),
        comment: "Rename temporarily: from here on \(source) is unavailable.",
        variable: "@planc_park", condition: stands(.source, wearing: count)),
      Stage(
        effect: .rename(to: .source),
        comment: "Another session has created a trigger in the meantime: publish \(source) again.",
        variable: "@planc_release", condition: "\(isStrange(.parked)) AND \(hasAllNames)"),
    ] + drops(at: .parked) + [
      Stage(
        effect: .rename(to: .crossed), comment: "Move.", variable: "@planc_cross",
        condition: stands(.parked, wearing: 0))
    ] + drops(at: .crossed) + triggers.indices.map(creation) + [
      Stage(
        effect: .rename(to: .target),
        comment: "Publish: from here on \(target) is available.", variable: "@planc_open",
        condition:
          "@planc_crossed = 1 AND @planc_names = 1 AND \(hasAllNames) AND (\(areOurs(count)) OR @planc_worn <> @planc_known)"
      )
    ] + triggers.indices.map(restoration)
  }

  private func areOurs(_ number: Int) -> String {
    "@planc_worn = \(number) AND @planc_known = \(number) AND @planc_marked = \(number)"
  }

  /// In the target schema only triggers that have come there with the table, as after a rollback of
  /// a move that was cut: the rename has changed their text.
  private func drops(at place: Place) -> [Stage] {
    triggers.indices.reversed().map { index in
      Stage(
        effect: .drop(index), comment: "Drop trigger \(index + 1) of \(count).",
        variable: place == .parked ? "@planc_drop_\(index + 1)" : "@planc_undress_\(index + 1)",
        condition: stands(place, wearing: index + 1)
          + (place == .crossed ? " AND @planc_marked < @planc_worn" : ""))
    }
  }

  private func creation(_ index: Int) -> Stage {
    Stage(
      effect: .create(index), comment: "Recreate trigger \(index + 1) of \(count).",
      variable: "@planc_create_\(index + 1)",
      condition:
        "@planc_crossed = 1 AND @planc_names = 1 AND @planc_named = \(index) AND (\(areOurs(index)) OR @planc_worn <> @planc_known)"
    )
  }

  private func restoration(_ index: Int) -> Stage {
    let mark = TriggerText.fingerprint(triggers[index], TriggerText.mark)
    return Stage(
      effect: .restore(index), comment: "Restore the text of trigger \(index + 1) of \(count).",
      variable: "@planc_restore_\(index + 1)",
      condition:
        "@planc_at_target = 1 AND @planc_names = 1 AND \(hasAllNames) AND (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE (\(isWorn)) AND \(TriggerText.liveFingerprint) = '\(mark)') = 1"
    )
  }

  func writeStages(to script: inout Script) {
    for stage in stages {
      script.line("-- \(SQLText.lineComment(stage.comment))")
      writeLook(to: &script)
      script.line(stage.decision)
      switch stage.effect {
      case .rename, .drop: script.run(stage.variable, when: "@planc_go = 1")
      case .create(let index): write(stage, triggers[index], in: nil, to: &script)
      case .restore(let index):
        let isBound = triggers[index].writtenHead?.ownSchema != nil
        write(stage, triggers[index], in: isBound ? nil : target.schema, to: &script)
      }
    }
  }

  /// The server keeps the session's settings with a trigger, so they are set before it is parsed.
  /// If they could not be, it is not created: a client that carries on after errors comes here too.
  ///
  /// - Parameter schema: what must be the default schema for a trigger whose text names none.
  private func write(
    _ stage: Stage, _ trigger: Catalog.Trigger, in schema: String?, to script: inout Script
  ) {
    let settings = trigger.settings
    script.line(
      """
      SET @planc_sql = IF(@planc_go = 1, 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      """)
    if let schema { DefaultSchema.write(schema, when: "@planc_go = 1", to: &script) }
    script.line(
      """
      SET @planc_sql = IF(@planc_go = 1, \(stage.variable), 'DO 0');
      \(TriggerText.settings(settings))
      SET @planc_sql = IF(@@SESSION.sql_mode = \(SQLText.string(settings.sqlMode)) AND @@SESSION.character_set_client = \(SQLText.string(settings.characterSetClient)) AND @@SESSION.collation_connection = \(SQLText.string(settings.collationConnection)), @planc_sql, 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      \(TriggerText.restoring)
      """)
    if schema != nil { DefaultSchema.leave(when: "@planc_go = 1", to: &script) }
    script.line(
      """
      DEALLOCATE PREPARE planc;
      SET SESSION TRANSACTION READ ONLY;
      """)
  }
}
