package import Diagnostics
import Foundations
package import LocatedYAML

/// Reads a document as a plan: the shape, the types and the spelling of each part.
///
/// All faults are reported in one run. A plan that comes with errors holds what could be decoded;
/// it is good for further checks and for nothing else. Nil when there is nothing to check.
package func decodePlan(
  _ node: YAMLNode, file: SourceFile
) -> (plan: Plan?, diagnostics: [Diagnostic]) {
  var decoder = PlanDecoder(file: file)
  let plan = decoder.plan(node)
  return (plan, decoder.diagnostics)
}

/// The state of one decoding: where it reads, and what it found.
///
/// The methods for scalars and mappings stand in `NodeReading.swift`, those for the parts of a plan
/// each in a file of its own.
package struct PlanDecoder: NodeReader {
  package let file: SourceFile
  package var diagnostics: [Diagnostic] = []
  package var omissions = Omissions()

  package init(file: SourceFile) { self.file = file }

  package mutating func plan(_ node: YAMLNode) -> Plan? {
    guard let fields = fields(node, of: "the plan", at: nil, .plan) else { return nil }

    let name = fields["plan"].flatMap { planName($0.value) }
    let title = fields["title"].flatMap {
      text($0.value, "`title`", max: PlanLimits.titleLengthMax)
    }
    let version = fields["version"].flatMap {
      text($0.value, "`version`", max: PlanLimits.versionLengthMax)
    }
    let schemas = fields["schemas"].flatMap { self.schemas($0) }
    let assignments = fields["assignments"].flatMap { self.assignments($0) }
    let timeout = fields["lock_wait_timeout"].flatMap {
      integer($0.value, "`lock_wait_timeout`", in: 1...3600, unit: " seconds")
    }
    let code = fields["code"].map { self.code($0) }
    let outputs = fields["outputs"].map { self.outputs($0) }

    let catalog = fields["catalog"].flatMap { catalogPath($0.value) }
    let status = fields["status"].flatMap { self.status($0.value) }
    let after = fields["after"].map { self.after($0) }
    let triggers = fields["triggers"].flatMap { self.triggers($0.value) }
    let grants = fields["grants"].flatMap { self.grants($0.value) }
    let rules = fields["rules"].flatMap { self.rules($0) }
    let acceptances = fields["accept"].map { self.acceptances($0) }
    if fields["catalog"] == nil {
      if let rules = fields["rules"] {
        reportWithoutCatalog(rules, "the plan has `rules`, but no `catalog` to hold against them")
      }
      if let entry = fields["status"], status?.value == .applied {
        reportWithoutCatalog(
          entry, "the plan says `status: applied`, but no `catalog` shows the state after it")
      }
      reportWithoutCatalog(triggers, fields["triggers"], grants, fields["grants"], schemas ?? [])
    }

    guard let schemas, let assignments else { return nil }
    var plan = Plan(
      file: file, name: name ?? Located("", node.span), title: title ?? "",
      version: version ?? "", schemas: schemas, assignments: assignments,
      lockWaitTimeoutSeconds: timeout?.value ?? 5, code: code ?? CodeSettings(),
      codeSpan: fields["code"]?.keySpan, outputs: outputs ?? [:], catalog: catalog,
      status: status, after: after ?? [], rules: rules, acceptances: acceptances ?? [],
      omissions: omissions)
    plan.triggers = triggers
    plan.grants = grants
    return plan
  }

  private mutating func planName(_ node: YAMLNode) -> Located<String>? {
    word(
      node, "`plan`", max: PlanLimits.planNameLengthMax, shape: "[a-z][a-z0-9_]*", isLowercaseWord)
  }
}
