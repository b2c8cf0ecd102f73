import Diagnostics
import Foundations
import Plans

/// The names of a plan's files against each other, also where they differ only in case: some file
/// systems take those for one name.
func checkFileNames(_ plan: Plan) -> [Diagnostic] {
  if plan.outputs.isEmpty { return [] }
  var taken: [String: (what: String, span: Span?)] = ["readme.md": ("the runbook", nil)]
  for file in defaultFiles(of: plan) { taken[file.name.lowercased()] = (file.what, file.span) }
  var diagnostics: [Diagnostic] = []
  if plan.omissions.schemas.isEmpty, !plan.schemas.contains(where: { $0.create != nil }) {
    for role in OutputRole.ofCreatedSchemas {
      guard let name = plan.outputs[role] else { continue }
      diagnostics.append(
        Diagnostic(
          .unknownKey,
          "`\(role.rawValue)` names a file that is not generated: no schema has `create`",
          at: plan.location(name.span), help: ["remove `\(role.rawValue)`"]))
    }
  }
  for role in OutputRole.allCases {
    guard let name = plan.outputs[role] else { continue }
    let key = name.value.lowercased()
    guard let other = taken[key] else {
      taken[key] = ("`\(role.rawValue)`", name.span)
      continue
    }
    diagnostics.append(
      Diagnostic(
        .fileNameCollision,
        "`\(role.rawValue)` and \(other.what) would be one file, `\(name.value)`",
        at: plan.location(name.span), label: "named here",
        secondary: other.span.map {
          [.init(plan.location($0), "\(other.what) is named after this")]
        }
          ?? [],
        help: ["choose another name"]))
  }
  return diagnostics
}

/// The files whose names the plan leaves to planc.
private func defaultFiles(of plan: Plan) -> [(name: String, what: String, span: Span)] {
  let defaults = FileNames(plan: plan.name.value, moves: [])
  let roles: [(OutputRole, String)] = [
    (.createSchemas, defaults.createSchemas), (.rollback, defaults.rollback),
    (.dropSchemas, defaults.dropSchemas),
    (.preflight, defaults.preflight), (.verify, defaults.verify), (.status, defaults.status),
  ]
  let targetNames = Set(plan.assignments.map(\.target.value))
  let targets = plan.schemas.filter { targetNames.contains($0.name.value) }
  let moves = FileNames(
    plan: plan.name.value, moves: targets.map { ($0.name.value, $0.alias.value) }
  ).moves
  return roles.filter { plan.outputs[$0.0] == nil }.map {
    ($0.1, "`\($0.0.rawValue)` by default", plan.name.span)
  }
    + zip(targets, moves).map {
      ($1.file, "the move to `\(shown($0.name.value))`", $0.alias.span)
    }
}
