import Diagnostics
import MarkedYAML

extension PlanDecoder {
  static let groupLengthMax = 128

  /// The entries under `assignments:`; what has a fault is left out, and `omissions` says so. Nil
  /// when there is no list.
  mutating func assignments(_ entry: YAMLEntry) -> [Assignment]? {
    guard case .sequence(let items) = entry.value.content else {
      reportWrongType(
        entry.value, "`assignments`", expected: "a list of assignments",
        help: ["start each assignment with `- `: `- from: …`"], edit: dash(before: entry.value))
      return nil
    }
    if items.isEmpty {
      reportEmpty(entry.value, "`assignments`", "assign at least one table")
      return nil
    }
    var parts = 0
    return items.indices.compactMap { index in
      if parts == 0 { parts = reportSplit(items[index...], "assignment", .assignment) }
      let isPart = parts > 0
      parts = max(0, parts - 1)
      let assignment = isPart ? nil : assignment(items[index])
      if assignment == nil { omissions.tables = true }
      return assignment
    }
  }

  private mutating func assignment(_ node: YAMLNode) -> Assignment? {
    guard
      let fields = fields(node, of: "the assignment", at: nil, .assignment)
    else { return nil }
    let source = fields["from"].flatMap { schemaName($0.value, "`from`") }
    let target = fields["to"].flatMap { schemaName($0.value, "`to`") }
    let groups = fields["tables"].flatMap { self.groups($0.value) }
    guard let source, let target, let groups else { return nil }
    return Assignment(source: source, target: target, groups: groups)
  }

  private mutating func groups(_ node: YAMLNode) -> [Assignment.Group]? {
    switch node.content {
    case .scalar:
      reportNoList(node, "`tables`", expected: "a list of tables, or a mapping of groups")
      return nil
    case .sequence:
      return tables(node, "`tables`").map {
        [Assignment.Group(title: nil, tables: $0.tables, patterns: $0.patterns)]
      }
    case .mapping(let entries):
      if entries.isEmpty {
        reportEmpty(node, "`tables`", "assign at least one table")
        return nil
      }
      return entries.compactMap { entry in
        let title = self.text(
          entry.key, at: entry.keySpan, "the group's title", max: Self.groupLengthMax)
        let tables = self.tables(entry.value, "group `\(shown(entry.key))`")
        guard let title, let tables else {
          omissions.tables = true
          return nil
        }
        return Assignment.Group(title: title, tables: tables.tables, patterns: tables.patterns)
      }
    }
  }

  private mutating func tables(
    _ node: YAMLNode, _ what: String
  ) -> (tables: [Assignment.Table], patterns: [TablePattern])? {
    guard case .sequence(let items) = node.content else {
      reportNoList(node, what, expected: "a list of tables")
      return nil
    }
    if items.isEmpty {
      reportEmpty(node, what, "assign at least one table")
      return nil
    }
    if reportGroups(among: items, what) { return nil }
    var tables: [Assignment.Table] = []
    tables.reserveCapacity(items.count)
    var patterns: [TablePattern] = []
    let listed = items.span
    // How many of the next items are one that was reported.
    var parts = 0
    for index in listed.indices {
      // Nearly all tables: no fault that is looked for below can be in such a name.
      if case .scalar(let scalar) = listed[index].content, scalar.text.isOrdinaryName,
        listed[index].span.start.line == listed[index].span.end.line
      {
        tables.append(
          Assignment.Table(name: Located(scalar.text, listed[index].span), renamed: nil))
        continue
      }
      let item = listed[index]
      if parts == 0 { parts = reportSplit(items[index...]) }
      if parts > 0 {
        parts -= 1
        omissions.tables = true
        continue
      }
      if case .mapping(let entries) = item.content,
        entries.contains(where: { $0.key == "match" || $0.key.hasPrefix("match=") })
      {
        if let pattern = pattern(item, place: tables.count) {
          patterns.append(pattern)
        } else {
          omissions.tables = true
        }
      } else if let table = table(item) {
        tables.append(table)
      } else {
        omissions.tables = true
      }
    }
    return (tables, patterns)
  }

  /// `name`, or `{table: name, as: new name}`.
  private mutating func table(_ node: YAMLNode) -> Assignment.Table? {
    switch node.content {
    case .scalar(let scalar):
      if scalar.style == .plain, node.span.start.line == node.span.end.line,
        let habit = TableByHabit(scalar.text)
      {
        report(habit, in: scalar.text, at: node.span)
        return nil
      }
      if scalar.style == .plain, scalar.text.isEmpty {
        reportWrongType(
          node, "the table", expected: "a name",
          absent: "write a name after the dash, or remove the line")
        return nil
      }
      return tableName(node, "the table").map { Assignment.Table(name: $0, renamed: nil) }
    case .sequence:
      reportWrongType(
        node, "the table", expected: "a name, or a mapping with `table` and `as`",
        help: ["make each name an item of its own"])
      return nil
    case .mapping(let entries):
      if entries.count == 1 {
        if reportNameAlone(entries[0], of: node) { return nil }
        if report(colonBehindTable: entries[0], of: node) { return nil }
      }
      guard let fields = fields(node, of: "the table", at: nil, .table) else { return nil }
      let name = fields["table"].flatMap { tableName($0.value, "`table`") }
      let renamed = fields["as"].flatMap { tableName($0.value, "`as`") }
      guard let name, let renamed else { return nil }
      return Assignment.Table(name: name, renamed: renamed)
    }
  }

  /// `{table: basket}`, or `name: basket` as other tools have it: a table that keeps its name.
  private mutating func reportNameAlone(_ entry: YAMLEntry, of node: YAMLNode) -> Bool {
    guard case .scalar(let name) = entry.value.content,
      isBareName(name.text) || name.style == .singleQuoted || name.style == .doubleQuoted
    else { return false }
    let table = written(entry.value.span)
    let mend = edit(node.span, table)
    switch entry.key.lowercased() {
    case "table" where entry.key == "table":
      report(
        Diagnostic(
          .missingKey, "the table has no `as`", at: location(entry.keySpan),
          help: ["add `as: …`, or write `\(table)` for a table that keeps its name"],
          edit: mend))
    case "table", "name", "table_name", "tablename", "id":
      report(
        Diagnostic(
          .unknownKey, "`\(entry.key)` is not a key of the table", at: location(entry.keySpan),
          help: ["write `\(table)` for a table that keeps its name"], edit: mend))
    default: return false
    }
    return true
  }

  /// Two blanks before a mapping, exchanged for a dash; nil where it has not two.
  private func dash(before node: YAMLNode) -> Diagnostic.Edit? {
    guard case .mapping = node.content, node.span.start.column > 2 else { return nil }
    let start = node.span.start
    let blanks = Span(start: Position(line: start.line, column: start.column - 2), end: start)
    return written(blanks) == "  " ? edit(blanks, "- ") : nil
  }

  mutating func reportNoList(_ node: YAMLNode, _ what: String, expected: String) {
    if reportLinesThatAreNoItems(node, what, expected: expected) { return }
    guard case .scalar(let scalar) = node.content, scalar.style == .plain, !scalar.text.isEmpty
    else {
      guard case .mapping(let entries) = node.content, let first = entries.first else {
        reportWrongType(
          node, what, expected: expected, absent: "write them below it, indented further")
        return
      }
      reportWrongType(
        node, what, expected: expected,
        help: ["write each table as an item: `- \(shown(first.key))`"])
      return
    }
    guard node.span.start.line == node.span.end.line else {
      reportWrongType(node, what, expected: expected, help: ["write `- ` before each table"])
      return
    }
    let isBracketable = !scalar.text.contains { "[]{}\"'".contains($0) }
    // The dash of an item that stands in the line of its key and lacks its space.
    let dashed = scalar.text.hasPrefix("-") ? scalar.text.dropFirst() : scalar.text[...]
    let habit = expected.hasPrefix("a list of tables") ? TableByHabit(scalar.text) : nil
    let names = isBareName(String(dashed)) ? String(dashed) : habit?.mended ?? scalar.text
    reportWrongType(
      node, what, expected: expected, help: ["write `[\(shown(names))]`"],
      edit: isBracketable ? edit(node.span, "[\(names)]") : nil)
  }

  /// Groups that are written as list items, `- Title:` in place of `Title:`; one diagnostic for all.
  private mutating func reportGroups(among items: [YAMLNode], _ what: String) -> Bool {
    var titles: [Span] = []
    let listed = items.span
    for index in listed.indices {
      guard case .mapping(let entries) = listed[index].content, entries.count == 1,
        case .sequence = entries[0].value.content
      else { continue }
      titles.append(entries[0].keySpan)
    }
    guard let first = titles.first else { return false }
    let start = Position(line: first.start.line, column: max(1, first.start.column - 2))
    let dash = Span(start: start, end: first.start)
    report(
      Diagnostic(
        .wrongType, "\(what) has a group among its tables: `\(shown(written(first)))`",
        at: location(first),
        secondary: titles.dropFirst().prefix(labelsMax).map { .init(location($0), "and here") },
        notes: ["groups are the keys of a mapping, each with its list of tables"],
        help: ["remove the `- ` before the title of each group"],
        edit: items.count == 1 && written(dash) == "- " ? edit(dash, "  ") : nil))
    return true
  }
}
