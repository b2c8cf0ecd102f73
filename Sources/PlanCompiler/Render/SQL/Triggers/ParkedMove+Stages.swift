/// The statements, each in its own state only.
extension ParkedMove {
  /// A statement of the way, and the condition on what `look` has found under which it is next.
  struct Stage {
    enum Effect: Hashable, Sendable {
      case rename(to: Place)
      /// The place of a trigger in `triggers`.
      case drop(Int)
      case create(Int)
    }

    var effect: Effect
    var comment: String
    var variable: String
    var condition: String

    /// Sets `@planc_go` to 1 when the stage is next.
    var decision: String { "SET @planc_go = @planc_verdict = 'GO' AND \(condition);" }
  }

  /// In the order in which they run: `2 * count + 3`.
  var stages: [Stage] {
    var stages = [
      Stage(
        effect: .rename(to: .parked),
        comment: "Park: from here on \(source.schema).\(source.table) is away.",
        variable: "@planc_park", condition: stands(.source, wearing: count))
    ]
    for index in triggers.indices.reversed() {
      stages.append(
        Stage(
          effect: .drop(index),
          comment: "Strip: trigger \(index + 1) of \(count).",
          variable: "@planc_drop_\(index + 1)", condition: stands(.parked, wearing: index + 1)))
    }
    stages.append(
      Stage(
        effect: .rename(to: .crossed), comment: "Cross.",
        variable: "@planc_cross", condition: stands(.parked, wearing: 0)))
    for index in triggers.indices {
      stages.append(
        Stage(
          effect: .create(index),
          comment: "Dress: trigger \(index + 1) of \(count).",
          variable: "@planc_create_\(index + 1)", condition: stands(.crossed, wearing: index)))
    }
    stages.append(
      Stage(
        effect: .rename(to: .target),
        comment: "Open: from here on \(target.schema).\(target.table) is there.",
        variable: "@planc_open", condition: stands(.crossed, wearing: count)))
    return stages
  }

  func writeStages(to script: inout Script) {
    for stage in stages {
      script.line("-- \(SQLText.lineComment(stage.comment))")
      writeLook(to: &script)
      script.line(stage.decision)
      switch stage.effect {
      case .rename, .drop: script.run(stage.variable, when: "@planc_go = 1")
      case .create(let index): writeCreation(stage, triggers[index], to: &script)
      }
    }
  }

  /// The server keeps the session's settings with a trigger, so they are set before it is parsed.
  /// If they could not be, it is not created: a client that carries on after errors comes here too.
  private func writeCreation(
    _ stage: Stage, _ trigger: Catalog.Trigger, to script: inout Script
  ) {
    let settings = trigger.settings
    script.line(
      """
      SET @planc_sql = IF(@planc_go = 1, 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      SET @planc_sql = IF(@planc_go = 1, \(stage.variable), 'DO 0');
      \(TriggerText.settings(settings))
      SET @planc_sql = IF(@@SESSION.sql_mode = \(SQLText.string(settings.sqlMode)) AND @@SESSION.character_set_client = \(SQLText.string(settings.characterSetClient)) AND @@SESSION.collation_connection = \(SQLText.string(settings.collationConnection)), @planc_sql, 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      \(TriggerText.restoring)
      DEALLOCATE PREPARE planc;
      SET SESSION TRANSACTION READ ONLY;
      """)
  }
}
