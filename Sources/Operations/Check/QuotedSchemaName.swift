import Diagnostics
import Foundations
import Plans

/// `'shop.carts'`, in quotes, where `shop` is a schema of the plan.
struct QuotedSchemaName {
  /// The schema as it is declared.
  var schema: String
  /// What stands behind the point.
  var table: String

  init?(_ name: String, of plan: Plan) {
    guard hasPoint(name) else { return nil }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2,
      let schema = plan.schemas.first(where: {
        $0.name.value.lowercased() == parts[0].lowercased()
      })
    else { return nil }
    self.schema = schema.name.value
    table = parts[1]
  }
}

/// Tables whose names in quotes start with that of a schema. A table may have such a name: only a
/// catalog can tell.
func quotedSchemaNames(_ plan: Plan) -> [Diagnostic] {
  if plan.catalog != nil { return [] }
  var findings: [Diagnostic] = []
  for assignment in plan.assignments {
    for group in assignment.groups {
      // Nearly no name has a point, and of a long plan there are many to look at.
      for index in group.tables.indices {
        if hasPoint(group.tables[index].name.value) {
          findings += finding(group.tables[index].name, plan)
        }
        if let renamed = group.tables[index].renamed, hasPoint(renamed.value) {
          findings += finding(renamed, plan)
        }
      }
    }
  }
  return findings
}

private func hasPoint(_ name: String) -> Bool { name.utf8.contains(UInt8(ascii: ".")) }

private func finding(_ name: Located<String>, _ plan: Plan) -> [Diagnostic] {
  guard let qualified = QuotedSchemaName(name.value, of: plan) else { return [] }
  return [
    Diagnostic(
      .doubtfulName, severity: .warning,
      "the table `\(shown(name.value))` has the name of schema `\(shown(qualified.schema))` in its "
        + "own",
      at: plan.location(name.span),
      notes: ["in quotes all of it is the name of one table, with a `.` in it"],
      help: [
        "write `\(shown(qualified.table))`, if that is the table; `from` and `to` say the schemas"
      ],
      edit: isBareName(qualified.table)
        ? Diagnostic.Edit(plan.location(name.span), replacement: qualified.table) : nil)
  ]
}
