import Foundations

extension StatusReport {
  /// One object on one line.
  ///
  /// - Parameter next: the commands to run next.
  package func json(of migration: Migration, server: String, next: [String]) -> String {
    let value: JSONValue = [
      "format": 2, "plan": .string(migration.name), "path": .string(migration.planPath),
      "server": .string(server), "state": .string(state.label), "reason": .string(reason),
      "next": .strings(next),
      "counts": .object(placeCounts.map { ($0.place, .integer($0.count)) }),
      "schemas": .array(schemas.map { $0.json(expected: expectedTables(in: $0)) }),
      "tables": .array(zip(tables, advice(of: migration)).map(json)),
      "triggers": .array(triggers.map(\.json)), "views": .array(views.map(\.json)),
      "grants": .array(grants.map(\.json)), "other_grants": .array(otherGrants.map(\.json)),
      "blocking_triggers": .array(blockingTriggers.map(\.json)),
      "set_aside": .array(setAside.map { json($0, advice(for: $0)) }),
    ]
    return value.line + "\n"
  }

  private func json(_ table: TableStatus, _ advice: ManualRepairAdvice?) -> JSONValue {
    var temporaryName = JSONValue.null
    var found = JSONValue.null
    switch table.place {
    case .temporarilyRenamed(let name): temporaryName = name.json
    case .other(let other): found = .string(other.text)
    case .source, .target, .both, .neither: break
    }
    func side(
      _ name: QualifiedName, _ rows: RowCount?, _ number: String?, _ copy: TableCopy?
    ) -> JSONValue {
      let hasRows = rows.map { JSONValue.boolean($0.number > 0) } ?? .null
      return name.json.adding([("has_rows", hasRows)] + facts(rows, number, copy))
    }
    let source = side(table.move.source, table.sourceRows, table.sourceTableID, table.sourceCopy)
    let target = side(table.move.target, table.targetRows, table.targetTableID, table.targetCopy)
    return .object(
      [
        ("location", .string(table.place.word)), ("source", source), ("target", target),
        ("temporary_name", temporaryName), ("found", found),
      ] + advised(advice))
  }

  private func json(_ table: SetAsideTable, _ advice: ManualRepairAdvice) -> JSONValue {
    table.name.json.adding(facts(table.rows, table.tableID, table.copy) + advised(advice))
  }

  /// A number above the limit of counting is the limit + 1.
  private func facts(
    _ rows: RowCount?, _ number: String?, _ copy: TableCopy?
  ) -> [(String, JSONValue)] {
    let triggers = (copy?.triggers ?? []).map { trigger -> JSONValue in
      ["trigger": .string(trigger.name), "in_catalog": .boolean(trigger.isInCatalog)]
    }
    let foreignKeys = (copy?.references ?? []).map { reference -> JSONValue in
      ["table": reference.table.json, "foreign_key": .string(reference.name)]
    }
    return [
      ("rows", .optional(rows?.number)), ("table_id", .optional(number)),
      ("system_versioned", copy.map { .boolean($0.isSystemVersioned) } ?? .null),
      ("triggers", .array(triggers)), ("foreign_keys", .array(foreignKeys)),
    ]
  }

  private func advised(_ advice: ManualRepairAdvice?) -> [(String, JSONValue)] {
    let decisions = (advice?.decisions ?? []).map { decision -> JSONValue in
      [
        "decision": .string(decision.title), "sql": .strings(decision.sql),
        "consequence": .optional(decision.consequence),
      ]
    }
    return [
      ("meaning", .optional(advice?.meaning)), ("first", .optional(advice?.first)),
      ("decisions", .array(decisions)), ("note", .optional(advice?.note)),
    ]
  }
}

extension BlockingTrigger {
  fileprivate var json: JSONValue {
    [
      "blocks": .string(stops == .apply ? "apply" : "rollback"), "trigger": .string(name),
      "table": .string(table),
    ]
  }
}

extension SchemaStatus {
  fileprivate func json(expected: Int?) -> JSONValue {
    [
      "schema": .string(name), "tables": .integer(tablesNow), "before": .integer(tablesBefore),
      "after": .integer(tablesAfter), "expected": .optional(expected), "budget": .optional(budget),
      "headroom": .optional(headroom),
    ]
  }
}
