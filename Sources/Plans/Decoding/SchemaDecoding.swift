import Diagnostics
import Foundations
package import LocatedYAML

extension PlanDecoder {
  /// The entries under `schemas:`. A declaration with a fault is left out and its name kept in
  /// `omissions`. Nil when there is no declaration at all.
  package mutating func schemas(_ entry: YAMLEntry) -> [SchemaDeclaration]? {
    guard case .mapping(let entries) = entry.value.content else {
      reportWrongType(
        entry.value, "`schemas`", expected: "a mapping of schemas by name",
        help: ["write each name as a key, and below it, indented further, `table_count: …`"],
        absent: "write each schema below it, indented further: `NAME:`")
      return nil
    }
    if entries.isEmpty {
      reportEmpty(entry.value, "`schemas`", "declare each schema that the plan touches")
      return nil
    }
    return entries.compactMap { entry in
      let schema = self.schema(entry)
      if schema == nil {
        omissions.schemas.insert(entry.key)
        // The assignments may have the name that was meant.
        if let sign = LookalikeCharacter(in: entry.key) {
          omissions.schemas.insert(sign.meant(by: entry.key))
        }
      }
      return schema
    }
  }

  private mutating func schema(_ entry: YAMLEntry) -> SchemaDeclaration? {
    let owner = "schema `\(shown(entry.key))`"
    let name = objectName(
      entry.key, entry.keyStyle, at: entry.keySpan, "the schema", isTable: false)
    guard
      let fields = fields(entry.value, of: owner, at: entry.keySpan, .schema)
    else { return nil }
    let alias =
      if let given = fields["alias"] {
        self.alias(given.value)
      } else {
        name.flatMap { aliasByDefault($0) }
      }
    let counts = fields["table_count"].flatMap { tableCount($0, of: owner) }
    let create = fields["create"].map { creation($0, of: owner) }
    guard let name, let alias, let counts else { return nil }
    if case .some(.none) = create { return nil }
    if create != nil, let tolerance = counts.tolerance, tolerance.value > 0 {
      report(
        Diagnostic(
          .outOfRange,
          "`tolerance` of \(owner) is \(tolerance.value), but must be 0 in a schema that the plan creates",
          at: location(tolerance.span), label: "no other tables are in it",
          help: ["remove `tolerance`"]))
    }
    return SchemaDeclaration(
      name: name, alias: alias, before: counts.before, after: counts.after,
      budget: counts.budget, tolerance: counts.tolerance, create: create ?? nil)
  }

  private mutating func alias(_ node: YAMLNode) -> Located<String>? {
    let alias = word(
      node, "`alias`", max: PlanLimits.aliasLengthMax, shape: "[a-z][a-z0-9_]*", isLowercaseWord)
    return alias.flatMap { isFreeForAlias($0) ? $0 : nil }
  }

  /// A schema's own name, where it can serve as an alias; else the alias is missing. Capital letters
  /// are a fault of the name, whatever it serves for.
  private mutating func aliasByDefault(_ name: Located<String>) -> Located<String>? {
    guard isWordButForCase(name.value) else {
      report(
        Diagnostic(
          .missingKey, "schema `\(shown(name.value))` has no `alias`, and its name cannot be one",
          at: location(name.span),
          notes: ["an alias matches `[a-z][a-z0-9_]*`; it names files and constants"],
          help: ["add `alias: \(word(near: name.value, isLowercaseWord) ?? "…")`"]))
      return nil
    }
    return isFreeForAlias(name) ? name : nil
  }

  /// The PHP map has one constant for each alias, and one of its own: the switch `…_STATE`, and
  /// `…_STATE_<PLAN>` for each plan.
  private mutating func isFreeForAlias(_ alias: Located<String>) -> Bool {
    guard alias.value == "state" || alias.value.hasPrefix("state_") else { return true }
    report(
      Diagnostic(
        .malformedWord, "`\(alias.value)` cannot be an alias", at: location(alias.span),
        notes: ["in the PHP map `…_STATE` and `…_STATE_<PLAN>` switch before and after"],
        help: ["give the schema another `alias`"]))
    return false
  }

  private mutating func tableCount(
    _ entry: YAMLEntry, of owner: String
  ) -> (
    before: Located<Int>, after: Located<Int>, budget: Located<Int>?, tolerance: Located<Int>?
  )? {
    guard
      let fields = fields(
        entry.value, of: "`table_count` of \(owner)", at: entry.keySpan, .tableCount)
    else { return nil }
    let counts = ["before", "after", "budget"].map { key in
      fields[key].flatMap { integer($0.value, "`\(key)`", in: 0...PlanLimits.tableCountMax) }
    }
    let tolerance = fields["tolerance"].flatMap {
      integer($0.value, "`tolerance`", in: 0...PlanLimits.toleranceMax)
    }
    guard let before = counts[0], let after = counts[1] else { return nil }
    return (before, after, counts[2], tolerance)
  }

  private mutating func creation(
    _ entry: YAMLEntry, of owner: String
  ) -> SchemaDeclaration.Creation? {
    guard
      let fields = fields(
        entry.value, of: "`create` of \(owner)", at: entry.keySpan, .creation)
    else { return nil }
    let collation = fields["collation"].flatMap { self.collation($0.value) }
    let comment = fields["comment"].map { self.comment($0.value) }
    let grantsLike = fields["grants_like"].map { self.schemaName($0.value, "`grants_like`") }
    guard let collation else { return nil }
    if case .some(.none) = comment { return nil }
    if case .some(.none) = grantsLike { return nil }
    return SchemaDeclaration.Creation(
      collation: collation, comment: comment ?? nil, grantsLike: grantsLike ?? nil)
  }

  private mutating func collation(_ node: YAMLNode) -> Located<String>? {
    word(node, "`collation`", max: 64, shape: "[A-Za-z0-9][A-Za-z0-9_]*") { text in
      text.utf8.first != UInt8(ascii: "_") && !text.isEmpty
        && text.utf8.allSatisfy {
          ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
            || $0 == UInt8(ascii: "_")
        }
    }
  }

  private mutating func comment(_ node: YAMLNode) -> String? {
    guard let comment = text(node, "`comment`", max: PlanLimits.commentBytesMax) else { return nil }
    guard let fault = faultOfSchemaComment(comment) else { return comment }
    let place = fault.text.flatMap { self.place(of: $0, in: node.span) }
    report(
      Diagnostic(
        fault.code, "`comment` \(fault.what)", at: location(place ?? node.span), notes: fault.why,
        help: [fault.help], edit: place.map { edit($0, "") }))
    return nil
  }
}

/// Whether a text is `[A-Za-z][A-Za-z0-9_]*`.
private func isWordButForCase(_ text: String) -> Bool {
  guard let first = text.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A else {
    return false
  }
  return text.utf8.allSatisfy {
    ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
      || $0 == UInt8(ascii: "_")
  }
}

private func faultOfSchemaComment(
  _ text: String
) -> (code: DiagnosticCode, what: String, why: [String], help: String, text: String?)? {
  let bytesMax = PlanLimits.commentBytesMax
  if text.utf8.count > bytesMax {
    return (
      .outOfRange, "has \(text.utf8.count) bytes, but may have at most \(bytesMax)", [],
      "make it shorter by \(text.utf8.count - bytesMax)", nil
    )
  }
  if let scalar = text.unicodeScalars.first(where: { $0.value > 0xFFFF }) {
    return (
      .unsafeText, "holds \(codePoint(scalar))",
      ["the server keeps `?` in place of characters above U+FFFF"], "remove the character",
      String(scalar)
    )
  }
  // The comment is written inside `/*M!100502 … */`, which MySQL takes for a comment. Nothing in
  // there can say `*/` without ending it.
  if zip(text.utf8, text.utf8.dropFirst()).contains(where: {
    $0 == UInt8(ascii: "*") && $1 == UInt8(ascii: "/")
  }) {
    return (
      .unsafeText, "holds `*/`",
      ["MySQL has no comments on schemas: it skips this one as `/*M! … */`, which `*/` would end"],
      "remove `*/`", "*/"
    )
  }
  return nil
}
