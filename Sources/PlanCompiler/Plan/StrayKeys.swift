import Diagnostics
import MarkedYAML

/// Keys that stand where they are none, because of their indentation or of a comma or colon.
extension PlanDecoder {
  /// Keys of an assignment at the plan's margin, right below the assignments. They are put back into
  /// the last of them: one diagnostic says so, and what stands under them is read.
  mutating func returningStrayKeys(_ node: YAMLNode) -> YAMLNode {
    guard case .mapping(var entries) = node.content,
      let home = entries.firstIndex(where: { $0.key == "assignments" }),
      case .sequence(var items) = entries[home].value.content, let last = items.last,
      case .mapping(var own) = last.content, let sibling = own.first
    else { return node }
    let strays = entries[(home + 1)...].prefix { entry in
      PlanKeys.assignment.known.contains(entry.key) && !own.contains { $0.key == entry.key }
    }
    guard let first = strays.first, let end = strays.last else {
      return removingAssignment(from: node, entries, below: home)
    }
    let spaces = sibling.keySpan.start.column - 1
    report(
      Diagnostic(
        .unknownKey,
        "`\(first.key)` stands among the keys of the plan, but is one of an assignment",
        at: location(first.keySpan),
        secondary: strays.dropFirst().map { .init(location($0.keySpan), "so does this") },
        help: ["indent it with \(spaces) spaces, like `\(sibling.key)`"],
        edit: indenting(Span(start: first.keySpan.start, end: end.value.span.end), by: spaces)))
    own += strays
    items[items.count - 1].content = .mapping(own)
    entries[home].value.content = .sequence(items)
    entries.removeSubrange(strays.indices)
    return YAMLNode(.mapping(entries), span: node.span)
  }

  /// The keys of a further assignment at the plan's margin, which start with what the last one has
  /// already.
  private mutating func removingAssignment(
    from node: YAMLNode, _ entries: [YAMLEntry], below home: Int
  ) -> YAMLNode {
    let strays = entries[(home + 1)...].prefix { PlanKeys.assignment.known.contains($0.key) }
    guard strays.count > 1, let first = strays.first else { return node }
    report(
      Diagnostic(
        .unknownKey,
        "`\(first.key)` stands among the keys of the plan, but is one of an assignment",
        at: location(first.keySpan),
        secondary: strays.dropFirst().map { .init(location($0.keySpan), "so does this") },
        help: ["start it with `- ` and indent them like the assignments above"]))
    omissions.tables = true
    var others = entries
    others.removeSubrange(strays.indices)
    return YAMLNode(.mapping(others), span: node.span)
  }

  /// Indents the lines of a span further; nil where there are too many to be looked through.
  private func indenting(_ span: Span, by spaces: Int) -> Diagnostic.Edit? {
    guard span.end.line - span.start.line < 100 else { return nil }
    let start = Position(line: span.start.line, column: 1)
    let place = Span(start: start, end: file.endOfLine(span.end.line))
    let lines = (span.start.line...span.end.line).map { number in
      let line = String(decoding: file.line(number), as: UTF8.self)
      return line.isEmpty ? line : String(repeating: " ", count: spaces) + line
    }
    return edit(place, lines.joined(separator: "\n"))
  }
}

extension NodeReader {
  /// `create {collation: …}` is a key `create {collation` to YAML: the key that was meant, and the
  /// whole with its colon.
  func missingColon(
    in entry: YAMLEntry, among keys: [String]
  ) -> (key: String, text: String, edit: Diagnostic.Edit)? {
    let word = entry.key.prefix { $0 != " " }
    let rest = entry.key[word.endIndex...].drop { $0 == " " }
    guard entry.keyStyle == .plain, rest.first == "{" || rest.first == "[",
      let key = keys.first(where: { $0 == word })
    else { return nil }
    let start = entry.keySpan.start
    let gap = entry.key.count - word.count - rest.count
    let place = Span(
      start: Position(line: start.line, column: start.column + word.count),
      end: Position(line: start.line, column: start.column + word.count + gap))
    return (key, rest.first == "{" ? "\(key): {…}" : "\(key): […]", edit(place, ": "))
  }

  /// Groups of three digits behind an integer, `,041`, where the comma ended it: within braces.
  func groupsOfDigits(behind span: Span) -> (text: String, end: Position)? {
    let start = file.byteOffset(of: span.end)
    var rest = file.bytes[start...]
    var groups = ""
    while rest.first == UInt8(ascii: ",") {
      let digits = rest.dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }
      guard digits.count == 3 else { break }
      groups += "," + String(decoding: digits, as: UTF8.self)
      rest = rest[digits.endIndex...]
    }
    guard !groups.isEmpty else { return nil }
    return (
      groups, Position(line: span.end.line, column: span.end.column + groups.utf8.count)
    )
  }

  /// Whether a key is the rest of an integer, `041` of `before: 1,041`, which is told there.
  ///
  /// - Parameter ends: the integers of the mapping, and where the digits behind each end.
  func isRestOfInteger(_ entry: YAMLEntry, among ends: [(value: Span, end: Position)]) -> Bool {
    ends.contains { $0.value.end <= entry.keySpan.start && entry.keySpan.end <= $0.end }
  }

  /// The integers behind which more digits stand.
  func endsOfIntegers(_ entries: [YAMLEntry], _ keys: PlanKeys?) -> [(value: Span, end: Position)] {
    guard let keys else { return [] }
    let names = Set(keys.keys.filter { $0.value.type.hasPrefix("integer") }.map(\.name))
    if names.isEmpty { return [] }
    return entries.compactMap { entry in
      guard names.contains(entry.key), let end = groupsOfDigits(behind: entry.value.span)?.end
      else { return nil }
      return (entry.value.span, end)
    }
  }
}
