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
    let value: JSONValue = [
      "name": .string(name), "tables": .array(tables.map { $0.json(generated: folder) }),
      "schemas": .array(schemas.map(\.json)), "nearest": .strings(nearest),
    ]
    return value.line + "\n"
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

  fileprivate func json(generated folder: String) -> JSONValue {
    func places(_ places: [LinePlace]) -> JSONValue { .array(places.map { $0.below(folder).json }) }
    func name(_ name: QualifiedName) -> JSONValue {
      name.json.adding([("sql", .string(SQLText.name(name)))])
    }
    return [
      "before": name(move.source), "after": name(move.target), "group": .optional(group),
      "plan": plan.json, "statement": .integer(statement), "statements": .integer(statementCount),
      "tables": .integer(tableCount), "forward": places(forward), "back": places(back),
      "checks": places(checks),
      "dependents": dependents.map { .array($0.map(\.json)) } ?? .null,
    ]
  }
}

extension TableDependent {
  fileprivate var text: String {
    let title =
      "\(kind) \(shownName(QualifiedName(schema, name))), \(DisplayText.escaped(relation))"
    return title + (place.map { ", \($0.text)" } ?? "")
  }

  fileprivate var json: JSONValue {
    [
      "kind": .string(kind), "schema": .string(schema), "name": .string(name),
      "relation": .string(relation), "place": place?.json ?? .null,
    ]
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

  fileprivate var json: JSONValue {
    func lists(_ lists: [Tables]) -> JSONValue {
      .array(
        lists.map { list in
          let tables = list.moves.map { move, line -> JSONValue in
            [
              "before": .string(move.source.table), "after": .string(move.target.table),
              "line": .integer(line),
            ]
          }
          return ["schema": .string(list.other), "tables": .array(tables)]
        })
    }
    let room = budget.map { budget -> JSONValue in
      ["before": .integer(budget - before), "after": .integer(budget - after)]
    }
    return [
      "schema": .string(name), "alias": .string(alias), "plan": plan.json,
      "before": .integer(before), "after": .integer(after), "budget": .optional(budget),
      "room": room ?? .null, "collation": .optional(collation), "arriving": lists(arriving),
      "leaving": lists(leaving),
    ]
  }
}

extension LinePlace {
  fileprivate var text: String { "\(DisplayText.escaped(path)):\(line)" }
  fileprivate var json: JSONValue { ["path": .string(path), "line": .integer(line)] }

  fileprivate func below(_ folder: String) -> LinePlace {
    LinePlace(folder.isEmpty || folder.hasSuffix("/") ? folder + path : folder + "/" + path, line)
  }
}

private func shownName(_ name: String) -> String { "`\(DisplayText.escaped(name))`" }
/// As it stands in SQL.
private func shownName(_ name: QualifiedName) -> String { DisplayText.escaped(SQLText.name(name)) }

/// A line below a heading: a label, and what it is, in one column.
private func row(_ label: String, _ text: String) -> String {
  "  " + label + String(repeating: " ", count: max(1, 11 - label.count)) + text
}
