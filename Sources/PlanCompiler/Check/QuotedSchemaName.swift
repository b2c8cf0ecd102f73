import Diagnostics

/// `'shop.carts'`, in quotes, where `shop` is a schema of the plan.
struct QuotedSchemaName {
  /// The schema as it is declared.
  var schema: String
  /// What stands behind the point.
  var table: String

  init?(_ name: String, of plan: Plan) {
    guard name.utf8.contains(UInt8(ascii: ".")) else { return nil }
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
  let names = plan.assignments.lazy.flatMap(\.groups).flatMap(\.tables).flatMap { table in
    [table.name] + (table.renamed.map { [$0] } ?? [])
  }
  return names.compactMap { name -> Diagnostic? in
    guard let qualified = QuotedSchemaName(name.value, of: plan) else { return nil }
    return Diagnostic(
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
  }
}
