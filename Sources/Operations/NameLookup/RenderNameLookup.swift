import Diagnostics
import Foundations

extension NameLookup {
  /// For a terminal; empty when nothing has the name.
  ///
  /// - Parameter folder: the output folder as shown, before the paths of generated files.
  package func text(generated folder: String) -> String {
    (tables.map { $0.lines(generated: folder) } + schemas.map(\.lines))
      .map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  /// One object; both lists are empty when nothing has the name.
  package func json(generated folder: String) -> String {
    let members = [
      "\"name\": \(jsonString(name))",
      "\"tables\": \(jsonArray(tables.map { $0.json(generated: folder) }))",
      "\"schemas\": \(jsonArray(schemas.map(\.json)))",
      "\"nearest\": \(jsonArray(nearest.map(jsonString)))",
    ]
    return "{" + members.joined(separator: ", ") + "}\n"
  }
}

extension FoundTable {
  fileprivate func lines(generated folder: String) -> [String] {
    let rename = move.source.table == move.target.table ? "moves to" : "becomes"
    var lines = [
      "table \(shownName(move.source))",
      row(rename, shownName(move.target)),
      row("plan", plan.text + (group.map { ", in \(shownName($0))" } ?? "")),
      row("statement", statementText),
    ]
    for (label, places) in [("forward", forward), ("back", back), ("checks", checks)] {
      for (index, place) in places.enumerated() {
        lines.append(row(index == 0 ? label : "", place.below(folder).text))
      }
    }
    if let dependents {
      let texts = dependents.isEmpty ? ["nothing that the catalog shows"] : dependents.map(\.text)
      lines += texts.enumerated().map { row($0.offset == 0 ? "depends" : "", $0.element) }
    }
    return lines
  }

  private var statementText: String {
    let tables = tableCount == 1 ? "moves alone" : "moves with \(tableCount - 1) more"
    return statementCount == 1
      ? "\(tables), all or none" : "\(tables), statement \(statement) of \(statementCount)"
  }

  fileprivate func json(generated folder: String) -> String {
    func places(_ places: [LinePlace]) -> String {
      jsonArray(places.map { $0.below(folder).json })
    }
    func name(_ name: QualifiedName) -> String {
      "{\"schema\": \(jsonString(name.schema)), \"table\": \(jsonString(name.table)), "
        + "\"sql\": \(jsonString(SQLText.name(name)))}"
    }
    let members = [
      "\"before\": \(name(move.source))", "\"after\": \(name(move.target))",
      "\"group\": \(group.map(jsonString) ?? "null")", "\"plan\": \(plan.json)",
      "\"statement\": \(statement)", "\"statements\": \(statementCount)",
      "\"tables\": \(tableCount)", "\"forward\": \(places(forward))",
      "\"back\": \(places(back))", "\"checks\": \(places(checks))",
      "\"dependents\": \(dependents.map { jsonArray($0.map(\.json)) } ?? "null")",
    ]
    return "{" + members.joined(separator: ", ") + "}"
  }
}

extension TableDependent {
  fileprivate var text: String {
    let title =
      "\(kind) \(shownName(QualifiedName(schema, name))), \(DisplayText.escaped(relation))"
    return title + (place.map { ", \($0.text)" } ?? "")
  }

  fileprivate var json: String {
    "{\"kind\": \(jsonString(kind)), \"schema\": \(jsonString(schema)), "
      + "\"name\": \(jsonString(name)), \"relation\": \(jsonString(relation)), "
      + "\"place\": \(place?.json ?? "null")}"
  }
}

extension FoundSchema {
  fileprivate var lines: [String] {
    var lines = [
      "schema \(shownName(name))" + (alias == name ? "" : ", alias \(shownName(alias))"),
      row("plan", plan.text),
      row(
        "tables",
        "\(before) before, \(after) after: \(count(arriving)) in, \(count(leaving)) out"),
    ]
    if let budget {
      lines.append(
        row("budget", "\(budget): room for \(budget - before) before, \(budget - after) after"))
    }
    if let collation { lines.append(row("created", "with \(shownName(collation))")) }
    for (label, lists) in [("in from", arriving), ("out to", leaving)] {
      for list in lists {
        lines.append(row(label, "\(shownName(list.other)): \(tablesCount(list.moves.count))"))
        lines += list.moves.map { move, line in
          let renamed = move.source.table == move.target.table
          return "    \(shownName(move.source.table))"
            + (renamed ? "" : " as \(shownName(move.target.table))") + ", line \(line)"
        }
      }
    }
    return lines
  }

  private func count(_ lists: [Tables]) -> Int { lists.reduce(0) { $0 + $1.moves.count } }

  private func tablesCount(_ count: Int) -> String { count == 1 ? "1 table" : "\(count) tables" }

  fileprivate var json: String {
    func lists(_ lists: [Tables]) -> String {
      jsonArray(
        lists.map { list in
          let tables = list.moves.map { move, line in
            "{\"before\": \(jsonString(move.source.table)), "
              + "\"after\": \(jsonString(move.target.table)), \"line\": \(line)}"
          }
          return "{\"schema\": \(jsonString(list.other)), \"tables\": \(jsonArray(tables))}"
        })
    }
    let room = budget.map { "{\"before\": \($0 - before), \"after\": \($0 - after)}" }
    let members = [
      "\"schema\": \(jsonString(name))", "\"alias\": \(jsonString(alias))",
      "\"plan\": \(plan.json)", "\"before\": \(before)", "\"after\": \(after)",
      "\"budget\": \(budget.map(String.init) ?? "null")", "\"room\": \(room ?? "null")",
      "\"collation\": \(collation.map(jsonString) ?? "null")",
      "\"arriving\": \(lists(arriving))", "\"leaving\": \(lists(leaving))",
    ]
    return "{" + members.joined(separator: ", ") + "}"
  }
}

extension LinePlace {
  fileprivate var text: String { "\(DisplayText.escaped(path)):\(line)" }
  fileprivate var json: String { "{\"path\": \(jsonString(path)), \"line\": \(line)}" }

  fileprivate func below(_ folder: String) -> LinePlace {
    LinePlace(folder.isEmpty || folder.hasSuffix("/") ? folder + path : folder + "/" + path, line)
  }
}

private func jsonArray(_ elements: [String]) -> String {
  "[" + elements.joined(separator: ", ") + "]"
}

private func shownName(_ name: String) -> String { "`\(DisplayText.escaped(name))`" }
/// As it stands in SQL.
private func shownName(_ name: QualifiedName) -> String { DisplayText.escaped(SQLText.name(name)) }

/// A line below a heading: a label, and what it is, in one column.
private func row(_ label: String, _ text: String) -> String {
  "  " + label + String(repeating: " ", count: max(1, 11 - label.count)) + text
}
