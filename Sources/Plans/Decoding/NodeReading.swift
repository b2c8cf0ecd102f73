package import Diagnostics
import Foundations
package import LocatedYAML

/// What the decoders of plans and of catalogs have in common: a file, and what they found in it.
package protocol NodeReader {
  var file: SourceFile { get }
  var diagnostics: [Diagnostic] { get set }
}

/// Scalars and mappings, with the faults that any of them can have.
///
/// `what` names the value in messages, with its backticks or its article: "`title`", "a table".
extension NodeReader {
  package func location(_ span: Span) -> Location { Location(file, span) }

  package mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The entries of a mapping by key. Reports unknown and missing keys; nil when it is no mapping.
  ///
  /// - Parameter place: the key that introduces the mapping; nil for the document and list items.
  package mutating func fields(
    _ node: YAMLNode, of owner: String, at place: Span?, _ keys: PlanKeys
  ) -> [String: YAMLEntry]? {
    fields(node, of: owner, at: place, known: keys.known, required: keys.required)
  }

  package mutating func fields(
    _ node: YAMLNode, of owner: String, at place: Span?, known: [String], required: [String]
  ) -> [String: YAMLEntry]? {
    guard case .mapping(let entries) = node.content else {
      let wanted = (required.isEmpty ? known : required).map { "\($0): …" }
      reportWrongType(
        node, owner, expected: "a mapping with \(list(of: known))",
        help: place == nil || required.isEmpty
          ? [] : ["write `{\(wanted.joined(separator: ", "))}` instead"],
        absent: "write \(list(of: wanted)) below it, indented further")
      return nil
    }
    var fields: [String: YAMLEntry] = [:]
    var meant: Set<String> = []
    for entry in entries where known.contains(entry.key) { fields[entry.key] = entry }
    let free = known.filter { fields[$0] == nil }
    for entry in entries where fields[entry.key] == nil {
      if let near = reportUnknownKey(entry, of: owner, known: known, free: free) {
        meant.insert(near)
      }
    }
    // A required key that was misspelled is not missing as well.
    let missing = required.filter { fields[$0] == nil && !meant.contains($0) }
    if !missing.isEmpty {
      report(
        Diagnostic(
          .missingKey, "\(owner) has no \(list(of: missing, "or"))",
          at: location(place ?? entries.first?.keySpan ?? node.span),
          help: ["add \(list(of: missing.map { "\($0): …" }))"]))
    } else if entries.isEmpty {
      reportEmpty(node, owner, "leave it out, or give one of \(list(of: known))")
    }
    return fields
  }

  /// Returns the known key that was meant, where one is near.
  private mutating func reportUnknownKey(
    _ entry: YAMLEntry, of owner: String, known: [String], free: [String]
  ) -> String? {
    if let (key, text) = missingSpace(in: entry, among: free) {
      report(
        Diagnostic(
          .unknownKey, "`\(shown(entry.key))` is not a key of \(owner)",
          at: location(entry.keySpan), help: ["write a space after the colon: `\(text)`"],
          edit: edit(entry.keySpan, text)))
      return key
    }
    let near = nearestName(to: entry.key, among: free)
    report(
      Diagnostic(
        .unknownKey, "`\(shown(entry.key))` is not a key of \(owner)",
        at: location(entry.keySpan),
        help: [near.map { "did you mean `\($0)`?" } ?? "its keys are \(list(of: known))"],
        edit: near.map { edit(entry.keySpan, $0) }))
    return near
  }

  /// `before:0` within braces is a key to YAML: the key that was meant, and the text with a space.
  private func missingSpace(
    in entry: YAMLEntry, among known: [String]
  ) -> (key: String, text: String)? {
    guard case .scalar(let value) = entry.value.content, value.text.isEmpty,
      let colon = entry.key.firstIndex(of: ":"),
      let key = known.first(where: { $0 == entry.key[..<colon] })
    else { return nil }
    return (key, "\(key): \(entry.key[colon...].dropFirst())")
  }

  /// - Parameters:
  ///   - help: how to mend a value that is there.
  ///   - absent: how to mend one that is not.
  package mutating func reportWrongType(
    _ node: YAMLNode, _ what: String, expected: String, help: [String] = [],
    absent: String = "write a value after the colon", edit: Diagnostic.Edit? = nil
  ) {
    var help = help
    if case .scalar(let scalar) = node.content, scalar.style == .plain, scalar.text.isEmpty {
      help = [absent]
    }
    let found: String =
      switch node.content {
      case .sequence: "is a list"
      case .mapping: "is a mapping"
      case .scalar(let scalar) where scalar.style == .plain && scalar.text.isEmpty:
        "has no value"
      case .scalar(let scalar): "is the text `\(shown(scalar.text))`"
      }
    report(
      Diagnostic(
        .wrongType, "\(what) \(found), but must be \(expected)", at: location(node.span),
        help: help, edit: edit))
  }

  package mutating func reportEmpty(_ node: YAMLNode, _ what: String, _ help: String) {
    report(
      Diagnostic(.emptyCollection, "\(what) is empty", at: location(node.span), help: [help]))
  }

  /// A scalar that has a value; a missing value or another kind of node is reported.
  package mutating func scalar(
    _ node: YAMLNode, _ what: String, expected: String,
    absent: String = "write a value after the colon"
  ) -> YAMLScalar? {
    guard case .scalar(let scalar) = node.content,
      scalar.style != .plain || !scalar.text.isEmpty
    else {
      reportWrongType(node, what, expected: expected, absent: absent)
      return nil
    }
    return scalar
  }

  /// An integer, plain and in decimal: `0|[1-9][0-9]*`.
  ///
  /// - Parameter outside: how to mend one that is out of range, where a number is not enough.
  package mutating func integer(
    _ node: YAMLNode, _ what: String, in range: ClosedRange<Int>, unit: String = "",
    outside: String? = nil
  ) -> Located<Int>? {
    guard let scalar = scalar(node, what, expected: "an integer") else { return nil }
    let digits = scalar.text.utf8
    let isDecimal = !digits.isEmpty && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    let isCanonical = isDecimal && (digits.count == 1 || digits.first != 0x30)
    guard isCanonical, scalar.style == .plain else {
      let isText = scalar.style != .plain
      report(
        Diagnostic(
          .notAnInteger,
          "\(what) is \(isText ? "the text " : "")`\(shown(scalar.text))`, but must be an integer",
          at: location(node.span),
          help: [
            isCanonical
              ? "write `\(scalar.text)` without quotes"
              : "write digits alone, without leading zeros, such as `22`"
          ],
          edit: isCanonical ? edit(node.span, scalar.text) : nil))
      return nil
    }
    guard let value = Int(scalar.text), range.contains(value) else {
      report(
        Diagnostic(
          .outOfRange,
          "\(what) is \(shown(scalar.text)), but must be \(range.lowerBound) to "
            + "\(range.upperBound)\(unit)", at: location(node.span),
          help: [outside ?? "write a number from \(range.lowerBound) to \(range.upperBound)"]))
      return nil
    }
    return Located(value, node.span)
  }

  /// A text for people: one line, of any characters that every file can carry.
  package mutating func text(_ node: YAMLNode, _ what: String, max: Int) -> String? {
    guard let scalar = scalar(node, what, expected: "a text") else { return nil }
    return text(scalar.text, at: node.span, what, max: max)
  }

  package mutating func text(_ text: String, at span: Span, _ what: String, max: Int) -> String? {
    if let fault = TextFault(in: text) {
      report(fault, in: text, what, at: span)
      return nil
    }
    // A string of n bytes has at most n characters; counting them is for the rare long one.
    let length = text.utf8.count <= max && !text.isEmpty ? 1 : text.unicodeScalars.count
    guard length >= 1, length <= max else {
      report(
        Diagnostic(
          .outOfRange,
          length == 0
            ? "\(what) is empty" : "\(what) has \(length) characters, but may have at most \(max)",
          at: location(span),
          help: [length == 0 ? "write a text" : "make it shorter by \(length - max)"]))
      return nil
    }
    return text
  }

  package mutating func report(_ fault: TextFault, in text: String, _ what: String, at span: Span) {
    var place = span
    var edit: Diagnostic.Edit?
    var help = "remove the character"
    switch fault {
    case .lineEnd:
      help = "write it on one line; after `>-` it may run over several and is still one"
    case .control(let scalar), .separator(let scalar), .direction(let scalar),
      .invisible(let scalar):
      (place, edit) = removal(of: String(scalar), from: span)
    }
    report(
      Diagnostic(
        .unsafeText, "\(what) holds \(fault.description)", at: location(place), help: [help],
        edit: edit))
  }

  /// A name of a schema or a table. Its characters are checked later, against the server's rules.
  package mutating func name(_ node: YAMLNode, _ what: String) -> Located<String>? {
    guard let scalar = scalar(node, what, expected: "a name") else { return nil }
    return name(scalar.text, scalar.style, at: node.span, what)
  }

  package mutating func name(
    _ text: String, _ style: YAMLScalar.Style, at span: Span, _ what: String
  ) -> Located<String>? {
    if style == .plain, span.start.line != span.end.line {
      reportRunningOn(text, at: span, what)
      return nil
    }
    if style == .plain, let sign = LookalikeCharacter(in: text) {
      reportDoubtful(sign, in: text, at: span, what)
      return nil
    }
    if style == .plain, let reading = otherReading(ofPlain: text) {
      report(
        Diagnostic(
          .ambiguousScalar,
          "\(what) `\(shown(text))` is not quoted: other readers of YAML take it "
            + "for \(reading)", at: location(span), help: ["write `'\(text)'`"],
          edit: Diagnostic.Edit(location(span), replacement: "'\(text)'")))
    }
    if let fault = TextFault(in: text) {
      report(fault, in: text, what, at: span)
      return nil
    }
    return Located(text, span)
  }

  private mutating func reportDoubtful(
    _ sign: LookalikeCharacter, in text: String, at span: Span, _ what: String
  ) {
    let meant = sign.meant(by: text)
    let isMended = !meant.isEmpty && LookalikeCharacter(in: meant) == nil
    let replacement =
      switch sign {
      case .comment: "\(meant) \(text.dropFirst(meant.count))"
      case .quote, .space, .letter: meant
      }
    report(
      Diagnostic(
        .doubtfulName, "\(what) `\(shown(text))` contains \(sign.description)", at: location(span),
        help: (isMended ? ["write `\(replacement)`"] : [])
          + ["quote a name that really contains it: `'\(text)'`"],
        edit: isMended ? edit(span, replacement) : nil))
  }

  /// A dash too few, or one indented deeper than the item above, makes two names one.
  private mutating func reportRunningOn(_ text: String, at span: Span, _ what: String) {
    let next = Span(
      start: Position(line: span.start.line + 1, column: 1), end: file.endOfLine(span.end.line))
    let items = items(fromLinesOf: span)
    report(
      Diagnostic(
        .nameOverSeveralLines, "\(what) `\(shown(text))` runs on over the end of its line",
        at: location(span),
        secondary: [Diagnostic.Label(location(next.trimmed(in: file)), "this is part of the name")],
        notes: ["YAML joins a line with one below it that is indented deeper"],
        help: [
          items.map { "write `\($0.first)`, indented like the line above" }
            ?? "write the name on one line"
        ], edit: items?.edit))
  }

  /// A name that planc gives to something of its own, of a narrow set of characters.
  package mutating func word(
    _ node: YAMLNode, _ what: String, max: Int, shape: String, _ matches: (String) -> Bool
  ) -> Located<String>? {
    guard let name = name(node, what) else { return nil }
    guard matches(name.value) else {
      let near = self.word(near: name.value, matches)
      report(
        Diagnostic(
          .malformedWord, "\(what) is `\(shown(name.value))`, but must match `\(shape)`",
          at: location(node.span), help: near.map { ["write `\($0)`"] } ?? [],
          edit: near.map { edit(node.span, $0) }))
      return nil
    }
    guard name.value.utf8.count <= max else {
      report(
        Diagnostic(
          .outOfRange,
          "\(what) has \(name.value.utf8.count) characters, but may have at most \(max)",
          at: location(node.span), help: ["make it shorter by \(name.value.utf8.count - max)"]))
      return nil
    }
    return name
  }
}

extension Span {
  /// The first line of the span without the blanks before its text.
  fileprivate func trimmed(in file: SourceFile) -> Span {
    let blanks = file.line(start.line).prefix { $0 == 0x20 || $0 == 0x09 }.count
    return Span(
      start: Position(line: start.line, column: blanks + 1), end: file.endOfLine(start.line))
  }
}
