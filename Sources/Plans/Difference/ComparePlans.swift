import Diagnostics
import Foundations

/// What changed in meaning from one version of a plan to another; empty when nothing did.
///
/// Comments, quoting, and the order of keys mean nothing, nor does a default that is written out.
/// The order of schemas, targets and tables decides the order of what is generated: a change of it
/// is told once for each list. Whether two groups of one title stand side by side or as one does
/// not count.
///
/// Both plans must be without errors.
package func comparePlans(_ old: Plan, _ new: Plan) -> [PlanChange] {
  let tables = TableComparison(old, new)
  return tables.moves + schemaChanges(old, new)
    + settingChanges(settings(of: old), settings(of: new))
    + tables.groups + orderChanges(old, new, tables)
}

extension Plan {
  /// The plan before it moved anything: what it is compared with where there was none.
  package var emptied: Plan {
    var plan = self
    plan.schemas = []
    plan.assignments = []
    plan.acceptances = []
    return plan
  }
}

/// Pairs of a key and its value in words. A key that both lists have is compared, whatever it says.
package typealias Settings = [(key: String, value: String?)]

/// All of a plan but its schemas and assignments. A new key of the plan language belongs here, or
/// has a kind of change of its own.
package func settings(of plan: Plan) -> Settings {
  // A name that is written out, but is the one that it would have anyway, means nothing.
  let usual = FileNames(plan: plan.name.value, moves: [])
  return [
    ("plan", plan.name.value),
    ("title", plan.title),
    ("version", plan.version),
    ("status", plan.isApplied ? Plan.Status.applied.rawValue : nil),
    ("after", listed(plan.after.map(\.value))),
    ("catalog", plan.catalog?.value),
    ("match", listed(patterns(of: plan))),
    ("triggers", plan.triggers?.value == .refuse ? "refuse" : nil),
    ("grants", plan.grants?.value == .leave ? "leave" : nil),
    ("lock_wait_timeout", String(plan.lockWaitTimeoutSeconds)),
    ("code.table_prefix", plan.code.tablePrefix.isEmpty ? nil : plan.code.tablePrefix),
    ("code.prefix_expressions", listed(plan.code.prefixExpressions)),
    ("code.query_functions", listed(plan.code.queryFunctions)),
    ("code.php.file", plan.code.php?.file),
    ("code.php.function", plan.code.php?.function),
    ("code.php.constant", plan.code.php?.constant),
    ("rules.forbid", listed((plan.rules?.forbidden ?? []).map(\.value.rawValue))),
    ("rules.classify", listed(classes(of: plan))),
    (
      "accept",
      listed(
        plan.acceptances.map {
          "\($0.code.value.rawValue) at \($0.at.value)\($0.objects.isEmpty ? "" : " for \(list(of: $0.objects.map(\.value)))"): \($0.reason)"
        })
    ),
  ]
    + OutputRole.allCases.map { role in
      let given = plan.outputs[role]?.value
      return ("outputs.\(role.rawValue)", given == usual.name(of: role) ? nil : given)
    }
}

/// Nil for an empty list, which says no more than none.
private func listed(_ items: [String]) -> String? {
  items.isEmpty ? nil : items.joined(separator: ", ")
}

/// The patterns of a plan with what pins them, in plan order. Which tables they stand for is known
/// only beside a catalog.
private func patterns(of plan: Plan) -> [String] {
  plan.assignments.flatMap { assignment in
    assignment.groups.flatMap(\.patterns).map { pattern in
      let except = pattern.except.map(\.value)
      return "\(assignment.source.value).\(pattern.glob.value) to \(assignment.target.value)"
        + " (\(pattern.count.value)"
        + (except.isEmpty ? ")" : " without \(except.joined(separator: " and ")))")
    }
  }
}

private func classes(of plan: Plan) -> [String] {
  (plan.rules?.classes ?? []).map { rule in
    "\(rule.schema.value): \(rule.patterns.map(\.value).joined(separator: " "))"
  }
}

/// What the plan says of a schema that exists in both versions, but for its numbers.
package func settings(of schema: SchemaDeclaration) -> Settings {
  [
    ("alias", schema.alias.value),
    ("table_count.tolerance", schema.tolerance.map { "\($0.value)" }),
    ("create.collation", schema.create?.collation.value),
    ("create.comment", schema.create?.comment),
    ("create.grants_like", schema.create?.grantsLike?.value),
  ]
}

private func settingChanges(_ old: Settings, _ new: Settings) -> [PlanChange] {
  zip(old, new).filter { $0.value != $1.value }.map { old, new in
    .setting(key: old.key, old: old.value, new: new.value)
  }
}

private func schemaChanges(_ old: Plan, _ new: Plan) -> [PlanChange] {
  let oldByName = Dictionary(
    old.schemas.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
  let newNames = Set(new.schemas.map(\.name.value))
  var changes = old.schemas.filter { !newNames.contains($0.name.value) }.map {
    PlanChange.schemaRemoved(ListedSchema($0))
  }
  changes += new.schemas.filter { oldByName[$0.name.value] == nil }.map {
    .schemaAdded(ListedSchema($0))
  }
  let both = new.schemas.compactMap { new in oldByName[new.name.value].map { (old: $0, new: new) } }
  changes += both.compactMap { old, new in
    let (old, new) = (ListedSchema(old), ListedSchema(new))
    if old.counts == new.counts { return nil }
    return .counts(schema: new.name, old: old.counts, new: new.counts)
  }
  changes += both.compactMap { old, new in
    if old.budget?.value == new.budget?.value { return nil }
    return .budget(schema: new.name.value, old: old.budget?.value, new: new.budget?.value)
  }
  for (old, new) in both {
    changes += zip(settings(of: old), settings(of: new)).filter { $0.value != $1.value }.map {
      .schemaSetting(schema: new.name.value, key: $0.key, old: $0.value, new: $1.value)
    }
  }
  return changes
}

private func orderChanges(_ old: Plan, _ new: Plan, _ tables: TableComparison) -> [PlanChange] {
  var changes: [PlanChange] = []
  if isReordered(old.schemas.map(\.name.value), new.schemas.map(\.name.value)) {
    changes.append(.reordered(.schemas))
  }
  if isReordered(targets(of: old), targets(of: new)) { changes.append(.reordered(.targets)) }
  return changes + tables.reorderedTargets.map { .reordered(.tables(target: $0)) }
}

/// The target schemas in the order in which their tables move.
package func targets(of plan: Plan) -> [String] {
  var seen: Set<String> = []
  return plan.assignments.map(\.target.value).filter { seen.insert($0).inserted }
}

/// Whether what both lists hold stands in another order. Each holds an element once.
func isReordered<Element: Hashable>(_ old: [Element], _ new: [Element]) -> Bool {
  let both = Set(old).intersection(new)
  return old.filter(both.contains) != new.filter(both.contains)
}

extension ListedSchema {
  package init(_ schema: SchemaDeclaration) {
    self.init(
      schema.name.value, alias: schema.alias.value, before: schema.before.value,
      after: schema.after.value, budget: schema.budget?.value,
      collation: schema.create?.collation.value)
  }
}

extension FileNames {
  /// The name of the file that `outputs:` can name.
  package func name(of role: OutputRole) -> String {
    switch role {
    case .createSchemas: createSchemas
    case .rollback: rollback
    case .dropSchemas: dropSchemas
    case .preflight: preflight
    case .verify: verify
    case .status: status
    }
  }
}
