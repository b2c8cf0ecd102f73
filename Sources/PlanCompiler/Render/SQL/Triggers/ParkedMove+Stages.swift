/// The statements, each in its own state only.
extension ParkedMove {
  /// A statement, and the condition on what `look` has found under which it is next.
  struct Stage {
    enum Effect: Hashable, Sendable {
      case rename(to: Place)
      /// The place of a trigger in `triggers`.
      case drop(Int)
      case create(Int)
      /// Recreates the trigger with the mark, where it stands.
      case mark(Int)
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
        variable: "@planc_park", condition: stands(.source, wearing: count))
    ] + drops(at: .parked) + [
      Stage(
        effect: .rename(to: .crossed), comment: "Move.", variable: "@planc_cross",
        condition: stands(.parked, wearing: 0))
    ] + drops(at: .crossed) + triggers.indices.map(creation) + triggers.indices.map(marking) + [
      Stage(
        effect: .rename(to: .source),
        comment: "Another session has created a trigger in the meantime: publish \(source) again.",
        variable: "@planc_release",
        condition: "\(isStrange(.parked)) AND \(hasAllNames) AND @planc_plain = 0"),
      Stage(
        effect: .rename(to: .target),
        comment: "Publish: from here on \(target) is available.", variable: "@planc_open",
        condition:
          "@planc_crossed = 1 AND @planc_names = 1 AND \(hasAllNames) AND (\(areOurs(count)) OR @planc_worn <> @planc_known AND @planc_plain = 0)"
      ),
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

  /// Where another session has created a trigger, and the renames have changed the text of ours: the
  /// mark tells every later file to restore it.
  private func marking(_ index: Int) -> Stage {
    let (number, fingerprint) = (
      index + 1, TriggerText.fingerprint(triggers[index], inOrder: false)
    )
    return Stage(
      effect: .mark(index),
      comment: "Another session has created a trigger: mark trigger \(number) of \(count).",
      variable:
        "IF(@planc_parked = 1, @planc_mark_at_source_\(number), @planc_mark_at_target_\(number))",
      condition:
        "(\(isStrange(.parked)) OR \(isStrange(.crossed))) AND \(hasAllNames) AND \(hasOne(fingerprint))"
    )
  }

  /// A condition: one of the table's triggers has this fingerprint, whatever its place in the order.
  private func hasOne(_ fingerprint: String) -> String {
    "(SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE (\(isWorn)) AND \(TriggerText.liveFingerprintInAnyOrder) = '\(fingerprint)') = 1"
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
    let mark = TriggerText.fingerprint(triggers[index], TriggerText.mark, inOrder: false)
    return Stage(
      effect: .restore(index), comment: "Restore the text of trigger \(index + 1) of \(count).",
      variable:
        "IF(@planc_at_source = 1, @planc_restore_at_source_\(index + 1), @planc_restore_\(index + 1))",
      condition:
        "(@planc_at_source = 1 AND @planc_worn <> @planc_known OR @planc_at_target = 1) AND @planc_names = 1 AND \(hasAllNames) AND \(hasOne(mark))"
    )
  }

  func writeStages(to script: inout Script) {
    for stage in stages {
      script.line("-- \(SQLText.lineComment(stage.comment))")
      writeLook(to: &script)
      script.line(stage.decision)
      switch stage.effect {
      case .rename, .drop: script.run(stage.variable, when: "@planc_go = 1")
      case .create(let index), .mark(let index):
        write(stage, triggers[index], isBound: true, to: &script)
      case .restore(let index):
        let isBound = triggers[index].writtenHead?.ownSchema != nil
        write(stage, triggers[index], isBound: isBound, to: &script)
      }
    }
  }

  /// The server keeps the session's settings with a trigger, so they are set before it is parsed.
  /// If they could not be, it is not created: a client that carries on after errors comes here too.
  ///
  /// - Parameter isBound: whether the trigger's text names its schema; else the schema of its table
  ///   must be the default.
  private func write(
    _ stage: Stage, _ trigger: Catalog.Trigger, isBound: Bool, to script: inout Script
  ) {
    let settings = trigger.settings
    script.line(
      """
      SET @planc_sql = IF(@planc_go = 1, 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      """)
    if !isBound {
      let isAtSource = "@planc_go = 1 AND @planc_at_source = 1"
      DefaultSchema.write(source.schema, when: isAtSource, to: &script)
      DefaultSchema.write(
        target.schema, when: "@planc_go = 1 AND @planc_at_target = 1", to: &script)
    }
    script.line(
      """
      SET @planc_sql = IF(@planc_go = 1, \(stage.variable), 'DO 0');
      \(TriggerText.settings(settings))
      SET @planc_sql = IF(@@SESSION.sql_mode = \(SQLText.string(settings.sqlMode)) AND @@SESSION.character_set_client = \(SQLText.string(settings.characterSetClient)) AND @@SESSION.collation_connection = \(SQLText.string(settings.collationConnection)), @planc_sql, 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      \(TriggerText.restoring)
      """)
    if !isBound { DefaultSchema.leave(when: "@planc_go = 1", to: &script) }
    script.line(
      """
      DEALLOCATE PREPARE planc;
      SET SESSION TRANSACTION READ ONLY;
      """)
  }
}
