import Diagnostics
import Foundations
package import LocatedYAML

extension PlanDecoder {
  /// The entries under `assignments:`; what has a fault is left out, and `omissions` says so. Nil
  /// when there is no list.
  package mutating func assignments(_ entry: YAMLEntry) -> [Assignment]? {
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
    return items.compactMap { item in
      let assignment = assignment(item)
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
          entry.key, at: entry.keySpan, "the group's title", max: PlanLimits.groupLengthMax)
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
    var tables: [Assignment.Table] = []
    tables.reserveCapacity(items.count)
    var patterns: [TablePattern] = []
    let listed = items.span
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
      if case .mapping(let entries) = item.content,
        entries.contains(where: { $0.key == "match" })
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
      if scalar.style == .plain, scalar.text.isEmpty {
        reportWrongType(
          node, "the table", expected: "a name",
          absent: "write a name after the dash, or remove the line")
        return nil
      }
      return tableName(node, "the table").map { Assignment.Table(name: $0, renamed: nil) }
    case .sequence:
      reportWrongType(
        node, "the table", expected: "a name, or a mapping with `table` and `as`")
      return nil
    case .mapping:
      guard let fields = fields(node, of: "the table", at: nil, .table) else { return nil }
      let name = fields["table"].flatMap { tableName($0.value, "`table`") }
      let renamed = fields["as"].flatMap { tableName($0.value, "`as`") }
      guard let name, let renamed else { return nil }
      return Assignment.Table(name: name, renamed: renamed)
    }
  }

  /// Two blanks before a mapping, exchanged for a dash; nil where it has not two.
  private func dash(before node: YAMLNode) -> Diagnostic.Edit? {
    guard case .mapping = node.content, node.span.start.column > 2 else { return nil }
    let start = node.span.start
    let blanks = Span(start: Position(line: start.line, column: start.column - 2), end: start)
    return written(blanks) == "  " ? edit(blanks, "- ") : nil
  }

  mutating func reportNoList(_ node: YAMLNode, _ what: String, expected: String) {
    guard case .scalar(let scalar) = node.content, scalar.style == .plain, isBareName(scalar.text)
    else {
      reportWrongType(
        node, what, expected: expected, help: ["write each item in a line of its own: `- …`"],
        absent: "write them below it, indented further")
      return
    }
    let items = "[\(scalar.text)]"
    reportWrongType(
      node, what, expected: expected, help: ["write `\(items)`"], edit: edit(node.span, items))
  }
}
