import Diagnostics
import Foundations
package import LocatedYAML

/// The keys of a plan that need a catalog, or say what comes before it.
extension PlanDecoder {
  /// A path with `/`, relative to the plan's folder. Whether it leads out of the root is told where
  /// the plan's own place is known.
  package mutating func catalogPath(_ node: YAMLNode) -> Located<String>? {
    text(node, "`catalog`", max: PlanLimits.pathLengthMax).map { Located($0, node.span) }
  }

  package mutating func status(_ node: YAMLNode) -> Located<Plan.Status>? {
    oneOf(node, "`status`")
  }

  package mutating func triggers(_ node: YAMLNode) -> Located<Plan.TriggerHandling>? {
    oneOf(node, "`triggers`")
  }

  package mutating func grants(_ node: YAMLNode) -> Located<Plan.GrantHandling>? {
    oneOf(node, "`grants`")
  }

  mutating func reportWithoutCatalog(_ entry: YAMLEntry, _ message: String) {
    report(
      Diagnostic(
        .missingKey, message, at: location(entry.keySpan),
        help: ["add `catalog`, or leave `\(entry.key)` out"]))
  }

  /// What the plan promises and cannot keep, since no catalog tells of triggers and grants.
  mutating func reportWithoutCatalog(
    _ triggers: Located<Plan.TriggerHandling>?, _ triggersEntry: YAMLEntry?,
    _ grants: Located<Plan.GrantHandling>?, _ grantsEntry: YAMLEntry?,
    _ schemas: [SchemaDeclaration]
  ) {
    if let triggersEntry, triggers?.value == .recreate {
      reportWithoutCatalog(
        triggersEntry, "the plan says `triggers: recreate`, but no `catalog` tells which there are")
    }
    if let grantsEntry, grants?.value == .copy {
      reportWithoutCatalog(
        grantsEntry, "the plan says `grants: copy`, but no `catalog` tells which there are")
    }
    for like in schemas.compactMap({ $0.create?.grantsLike }) {
      report(
        Diagnostic(
          .missingKey, "the plan says `grants_like`, but no `catalog` tells which grants there are",
          at: location(like.span), help: ["add `catalog`, or leave `grants_like` out"]))
    }
  }

  /// The names of plans.
  package mutating func after(_ entry: YAMLEntry) -> [Located<String>] {
    names(entry.value, "`after`", "a plan", help: "leave it out, or name a plan")
  }

  private mutating func names(
    _ node: YAMLNode, _ what: String, _ item: String, help: String
  ) -> [Located<String>] {
    guard case .sequence(let items) = node.content else {
      reportNoList(node, what, expected: "a list")
      return []
    }
    if items.isEmpty { reportEmpty(node, what, help) }
    return items.compactMap { name($0, item) }
  }

  private mutating func oneOrMoreNames(
    _ node: YAMLNode, _ what: String, _ item: String
  ) -> [Located<String>] {
    if case .sequence = node.content {
      return names(node, what, item, help: "leave it out, or name an object")
    }
    return name(node, what).map { [$0] } ?? []
  }

  /// One of a few words.
  private mutating func oneOf<Word: RawRepresentable & CaseIterable & Sendable>(
    _ node: YAMLNode, _ what: String
  ) -> Located<Word>? where Word.RawValue == String {
    guard let scalar = scalar(node, what, expected: "a name") else { return nil }
    // What must be another word needs no quotes.
    let isAmbiguous = scalar.style == .plain && otherReading(ofPlain: scalar.text) != nil
    let text = isAmbiguous ? Located(scalar.text, node.span) : name(node, what)
    guard let word = text else { return nil }
    if let value = Word(rawValue: word.value) { return Located(value, word.span) }
    let words = Word.allCases.map(\.rawValue)
    let near = nearestName(to: word.value, among: words)
    report(
      Diagnostic(
        .malformedWord,
        "\(what) is `\(shown(word.value))`, but must be one of \(list(of: words))",
        at: location(word.span), help: near.map { ["did you mean `\($0)`?"] } ?? []))
    return nil
  }

  package mutating func rules(_ entry: YAMLEntry) -> PlanRules? {
    guard let fields = fields(entry.value, of: "`rules`", at: entry.keySpan, .rules) else {
      return nil
    }
    var rules = PlanRules()
    if let forbid = fields["forbid"] {
      if case .sequence(let items) = forbid.value.content, !items.isEmpty {
        rules.forbidden = items.compactMap { oneOf($0, "an item of `forbid`") }
      } else {
        _ = names(forbid.value, "`forbid`", "", help: "leave it out, or forbid something")
      }
    }
    if let classify = fields["classify"] { rules.classes = classes(classify) }
    return rules
  }

  private mutating func classes(_ entry: YAMLEntry) -> [PlanRules.Class] {
    guard case .mapping(let entries) = entry.value.content else {
      reportWrongType(
        entry.value, "`classify`", expected: "a mapping of schemas to lists of patterns")
      return []
    }
    if entries.isEmpty {
      reportEmpty(entry.value, "`classify`", "leave it out, or say which tables belong where")
    }
    return entries.compactMap { entry in
      name(entry.key, entry.keyStyle, at: entry.keySpan, "the schema").map { schema in
        PlanRules.Class(
          schema: schema,
          patterns: names(
            entry.value, "the patterns of `\(shown(entry.key))`", "the pattern",
            help: "give at least one pattern"))
      }
    }
  }

  /// `{match: shop_*, count: 5, except: [shop_core]}`
  package mutating func pattern(_ node: YAMLNode, place: Int) -> TablePattern? {
    guard let fields = fields(node, of: "the pattern", at: nil, .pattern) else { return nil }
    let glob = fields["match"].flatMap { name($0.value, "`match`") }
    let count = fields["count"].flatMap {
      integer(
        $0.value, "`count`", in: 1...PlanLimits.tableCountMax,
        outside: "write how many tables match; where none does, remove the item")
    }
    let except = fields["except"].map {
      names($0.value, "`except`", "the table", help: "leave it out, or name a table")
    }
    guard let glob, let count else { return nil }
    return TablePattern(glob: glob, count: count, except: except ?? [], place: place)
  }

  package mutating func acceptances(_ entry: YAMLEntry) -> [Acceptance] {
    guard case .sequence(let items) = entry.value.content else {
      reportWrongType(
        entry.value, "`accept`", expected: "a list of accepted risks",
        help: ["write each as an item: `- {code: …, at: …, reason: …}`"])
      return []
    }
    if items.isEmpty { reportEmpty(entry.value, "`accept`", "leave it out") }
    return items.compactMap { acceptance($0) }
  }

  private mutating func acceptance(_ node: YAMLNode) -> Acceptance? {
    guard let fields = fields(node, of: "the accepted risk", at: nil, .acceptance) else {
      return nil
    }
    let code = fields["code"].flatMap { acceptableCode($0.value) }
    let place = fields["at"].flatMap { name($0.value, "`at`") }
    let reason = fields["reason"].flatMap {
      text($0.value, "`reason`", max: PlanLimits.reasonLengthMax)
    }
    let objects = fields["object"].map { oneOrMoreNames($0.value, "`object`", "the object") }
    guard let code, let place, let reason else { return nil }
    return Acceptance(code: code, at: place, objects: objects ?? [], reason: reason)
  }

  private mutating func acceptableCode(_ node: YAMLNode) -> Located<DiagnosticCode>? {
    guard
      let word = word(
        node, "`code`", max: 4, shape: "P[0-9][0-9][0-9]",
        {
          $0.utf8.count == 4 && $0.utf8.first == UInt8(ascii: "P")
            && $0.utf8.dropFirst().allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        })
    else { return nil }
    if let code = DiagnosticCode(rawValue: word.value), code.isAcceptable {
      return Located(code, word.span)
    }
    let codes = DiagnosticCode.allCases.filter(\.isAcceptable).map(\.rawValue)
    report(
      Diagnostic(
        .notAcceptable,
        DiagnosticCode(rawValue: word.value) == nil
          ? "there is no code `\(word.value)`"
          : "`\(word.value)` is an error that cannot be accepted",
        at: location(word.span), help: ["those that can are \(list(of: codes))"]))
    return nil
  }
}
