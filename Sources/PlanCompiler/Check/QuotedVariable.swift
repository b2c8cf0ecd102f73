import Diagnostics

/// Names in quotes that hold what another tool would fill in: `'${prefix}carts'`, `'{{ target }}'`.
/// A name may be like that: of a table that is to move a catalog can tell, of a new name nobody.
func quotedVariables(_ plan: Plan) -> [Diagnostic] {
  var findings = plan.schemas.filter { hasVariable($0.name.value) }.map {
    finding($0.name, "the schema", plan)
  }
  for assignment in plan.assignments {
    for group in assignment.groups {
      // Of a long plan there are many names to look at.
      for index in group.tables.indices {
        if plan.catalog == nil, hasVariable(group.tables[index].name.value) {
          findings.append(finding(group.tables[index].name, "the table", plan))
        }
        if let renamed = group.tables[index].renamed, hasVariable(renamed.value) {
          findings.append(finding(renamed, "the table", plan))
        }
      }
    }
  }
  return findings
}

/// Whether a name holds `{` and a `}` behind it.
func hasVariable(_ name: String) -> Bool {
  guard let open = name.utf8.firstIndex(of: UInt8(ascii: "{")) else { return false }
  return name.utf8[open...].contains(UInt8(ascii: "}"))
}

private func finding(_ name: Located<String>, _ what: String, _ plan: Plan) -> Diagnostic {
  Diagnostic(
    .doubtfulName, severity: .warning, "\(what) `\(shown(name.value))` holds braces in its name",
    at: plan.location(name.span),
    notes: ["planc fills in no variables: braces are part of the name"],
    help: ["write the name itself, if they stand for something"])
}
