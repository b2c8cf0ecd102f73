import Catalogs
import Foundations
import MySQL

/// Tables that are temporarily renamed on their way, since they have triggers.
struct MoveTablesWithTriggers: Operation {
  /// In the order in which they move forward.
  var tables: [(move: Move, temporaryRename: TemporaryRename)]

  init(_ tables: [(move: Move, temporaryRename: TemporaryRename)]) { self.tables = tables }

  var isEmpty: Bool { tables.isEmpty }

  func sections(at place: ScriptPlace) -> [SQLSection] {
    switch place {
    case .reading: return [.triggers]
    case .preflight: return [.preflightTriggers]
    case .verify: return [.verifyTriggers]
    case .statusRows: return [.statusTriggerRows]
    case .beforeBatches: return [.triggerTables]
    case .batchText: return [.triggerTable]
    case .batchChecks: return [.triggerCheck, .triggerRows]
    case .move:
      let steps = tables.reduce(0) { $0 + $1.temporaryRename.stepCount }
      return [.triggerMessage] + Array(repeating: .triggerStep, count: steps)
        + [.triggerCheck, .triggerRows, .triggerCount]
    case .afterBatches(.back): return [.triggersResult]
    case .beforeSchemas, .afterSchemas, .beforeDrop, .afterDrop, .checks, .beforeMove, .afterMove,
      .afterBatches(.forward):
      return []
    }
  }

  /// A table on its way must be able to reach either end, so the privileges for its moves count too.
  func addPrivileges(in file: ScriptKind, to required: inout RequiredPrivileges) {
    let all = file == .preflight ? ["TRIGGER"] : ["ALTER", "CREATE", "DROP", "INSERT", "TRIGGER"]
    for table in tables {
      for schema in [table.move.source.schema, table.move.target.schema] {
        for privilege in all { required.add(privilege, on: schema) }
      }
      for trigger in table.temporaryRename.triggers { required.add(definer: trigger.definer) }
    }
    required.hasTriggers = true
  }

  /// `@planc_trigger_tables`: the tables in the order in which the file moves them, each with its temporary name and
  /// the statements that restore its triggers at both ends.
  func writeLists(in file: ScriptKind, to script: inout SQLScript) {
    switch file {
    case .move: write(tables, to: &script)
    case .rollback: write(tables.reversed(), to: &script)
    case .preflight, .createSchemas, .verify, .status, .dropSchemas: break
    }
  }

  private func write(
    _ tables: [(move: Move, temporaryRename: TemporaryRename)], to script: inout SQLScript
  ) {
    var offsets = script.moveOffsets
    script.statement { bytes in
      bytes.append("SET @planc_trigger_tables = '[\n")
      for (index, table) in tables.enumerated() {
        bytes.append(index == 0 ? "    " : "  , ")
        offsets.append(bytes.count)
        bytes.append(
          HeadList.object(Self.members(of: table.move, table.temporaryRename), indent: 4))
        bytes.append("\n")
      }
      bytes.append("]'")
    }
    script.moveOffsets = offsets
  }

  private static func members(
    of move: Move, _ temporaryRename: TemporaryRename
  ) -> [HeadList.Member] {
    let isRenamed = move.target.table != move.source.table
    return [
      .text("from", move.source.schema), .text("table", move.source.table),
      .text("to", move.target.schema), .optional("as", isRenamed ? move.target.table : nil),
      .text("temporary_name", temporaryRename.name),
    ] + (temporaryRename.ignoresCase ? [.number("ignores_case", 1)] : []) + [
      .list(
        "triggers",
        temporaryRename.triggers.indices.map { index in
          let trigger = temporaryRename.triggers[index]
          let next = temporaryRename.next(after: index)
          let settings = trigger.settings
          return [
            .text("trigger", trigger.name), .text("timing", trigger.timing.rawValue.uppercased()),
            .text("event", trigger.event.rawValue.uppercased()),
            .text(
              "definer",
              "\(SQLText.name(trigger.definer.user))@\(SQLText.name(trigger.definer.host))"),
            .text("sql_mode", settings.sqlMode),
            .text("character_set", settings.characterSetClient),
            .text("collation", settings.collationConnection), .optional("next", next?.name),
            .text("sha2", TriggerText.fingerprint(trigger)),
            .text("any_order_sha2", TriggerText.fingerprint(trigger, inOrder: false)),
            .text("unrestored_sha2", TriggerText.fingerprint(trigger, TriggerText.unrestoredMark)),
            .text(
              "unrestored_any_order_sha2",
              TriggerText.fingerprint(trigger, TriggerText.unrestoredMark, inOrder: false)),
            .optional(
              "advised_sha2", temporaryRename.advised[index].map { TriggerText.fingerprint($0) }),
          ] + (trigger.writtenHead?.ownSchema == nil ? [] : [.number("names_schema", 1)]) + [
            .text(
              "at_source",
              TriggerText.restoration(trigger, on: move.source, before: next)),
            .text(
              "at_target",
              TriggerText.restoration(trigger, on: move.target, before: next)),
            .text("body", trigger.text),
          ]
        })
    ]
  }
}
