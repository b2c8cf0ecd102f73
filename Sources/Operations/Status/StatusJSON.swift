import Diagnostics
import Foundations

extension StatusReport {
  /// One object on one line.
  ///
  /// - Parameter next: the commands to run next.
  package func json(of migration: Migration, server: String, next: [String]) -> String {
    let members = [
      "\"format\": 2", "\"plan\": \(jsonString(migration.name))",
      "\"path\": \(jsonString(migration.planPath))",
      "\"server\": \(jsonString(server))", "\"state\": \"\(state.label)\"",
      "\"reason\": \(jsonString(reason))",
      "\"next\": \(array(next.map(jsonString)))",
      "\"counts\": {\(placeCounts.map { "\"\($0.place)\": \($0.count)" }.joined(separator: ", "))}",
      "\"schemas\": \(array(schemas.map { $0.json(expected: expectedTables(in: $0)) }))",
      "\"tables\": \(array(zip(tables, advice(of: migration)).map(json)))",
      "\"triggers\": \(array(triggers.map(\.json)))", "\"views\": \(array(views.map(\.json)))",
      "\"grants\": \(array(grants.map(\.json)))",
      "\"other_grants\": \(array(otherGrants.map(\.json)))",
      "\"blocking_triggers\": \(array(blockingTriggers.map(\.json)))",
      "\"set_aside\": \(array(setAside.map { json($0, advice(for: $0)) }))",
    ]
    return "{" + members.joined(separator: ", ") + "}\n"
  }

  private func json(_ table: TableStatus, _ advice: ManualRepairAdvice?) -> String {
    var temporaryName = "null"
    var found = "null"
    switch table.place {
    case .temporarilyRenamed(let name): temporaryName = name.json
    case .other(let other): found = jsonString(other.text)
    case .source, .target, .both, .neither: break
    }
    func side(
      _ name: QualifiedName, _ rows: RowCount?, _ number: String?, _ copy: TableCopy?
    ) -> String {
      "{\"schema\": \(jsonString(name.schema)), \"table\": \(jsonString(name.table)), "
        + "\"has_rows\": \(rows.map { "\($0.number > 0)" } ?? "null"), "
        + facts(rows, number, copy) + "}"
    }
    let members = [
      "\"location\": \"\(table.place.word)\"",
      "\"source\": \(side(table.move.source, table.sourceRows, table.sourceTableID, table.sourceCopy))",
      "\"target\": \(side(table.move.target, table.targetRows, table.targetTableID, table.targetCopy))",
      "\"temporary_name\": \(temporaryName)", "\"found\": \(found)",
    ]
    return "{" + (members + advised(advice)).joined(separator: ", ") + "}"
  }

  private func json(_ table: SetAsideTable, _ advice: ManualRepairAdvice) -> String {
    let members = [
      "\"schema\": \(jsonString(table.name.schema))", "\"table\": \(jsonString(table.name.table))",
      facts(table.rows, table.tableID, table.copy),
    ]
    return "{" + (members + advised(advice)).joined(separator: ", ") + "}"
  }

  /// A number above the limit of counting is the limit + 1.
  private func facts(_ rows: RowCount?, _ number: String?, _ copy: TableCopy?) -> String {
    let triggers = (copy?.triggers ?? []).map { trigger in
      "{\"trigger\": \(jsonString(trigger.name)), \"in_catalog\": \(trigger.isInCatalog)}"
    }
    let foreignKeys = (copy?.references ?? []).map { reference in
      "{\"table\": \(reference.table.json), \"foreign_key\": \(jsonString(reference.name))}"
    }
    return [
      "\"rows\": \(rows.map { "\($0.number)" } ?? "null")",
      "\"table_id\": \(number.map(jsonString) ?? "null")",
      "\"system_versioned\": \(copy.map { "\($0.isSystemVersioned)" } ?? "null")",
      "\"triggers\": \(array(triggers))", "\"foreign_keys\": \(array(foreignKeys))",
    ].joined(separator: ", ")
  }

  private func advised(_ advice: ManualRepairAdvice?) -> [String] {
    let decisions = (advice?.decisions ?? []).map { decision in
      "{\"decision\": \(jsonString(decision.title)), "
        + "\"sql\": \(array(decision.sql.map(jsonString))), "
        + "\"consequence\": \(decision.consequence.map(jsonString) ?? "null")}"
    }
    return [
      "\"meaning\": \(advice.map { jsonString($0.meaning) } ?? "null")",
      "\"first\": \(advice?.first.map(jsonString) ?? "null")",
      "\"decisions\": \(array(decisions))",
      "\"note\": \(advice?.note.map(jsonString) ?? "null")",
    ]
  }
}

extension BlockingTrigger {
  fileprivate var json: String {
    "{\"blocks\": \"\(stops == .apply ? "apply" : "rollback")\", \"trigger\": \(jsonString(name)), \"table\": \(jsonString(table))}"
  }
}

extension SchemaStatus {
  fileprivate func json(expected: Int?) -> String {
    func number(_ value: Int?) -> String { value.map(String.init) ?? "null" }
    return "{\"schema\": \(jsonString(name)), \"tables\": \(tablesNow), "
      + "\"before\": \(tablesBefore), \"after\": \(tablesAfter), "
      + "\"expected\": \(number(expected)), \"budget\": \(number(budget)), "
      + "\"headroom\": \(number(headroom))}"
  }
}

private func array(_ elements: [String]) -> String {
  "[" + elements.joined(separator: ", ") + "]"
}
