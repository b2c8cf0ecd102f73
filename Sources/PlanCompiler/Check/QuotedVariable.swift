import Diagnostics

/// Names, most of them in quotes, that hold what another tool would fill in: `'${prefix}carts'`, `'{{ target }}'`.
/// A name may be like that: of a table that is to move a catalog can tell, of a new name nobody.
func quotedVariables(_ plan: Plan) -> [Diagnostic] {
  var findings = plan.schemas.compactMap { finding($0.name, "the schema", plan) }
  for assignment in plan.assignments {
    for group in assignment.groups {
      // Of a long plan there are many names to look at.
      for index in group.tables.indices {
        if plan.catalog == nil,
          let finding = finding(group.tables[index].name, "the table", plan)
        {
          findings.append(finding)
        }
        if let renamed = group.tables[index].renamed,
          let finding = finding(renamed, "the table", plan)
        {
          findings.append(finding)
        }
      }
    }
  }
  return findings
}

func hasVariable(_ name: String) -> Bool { variable(in: name) != nil }

/// What stands around a variable in shells, templates and other languages.
private let brackets = [
  ("<%", "%>"), ("${", "}"), ("#{", "}"), ("{{", "}}"), ("{", "}"), ("%", "%"),
]

/// What another tool would fill in: `${prefix}`, `{{ prefix }}`, `<%= prefix %>`, `%prefix%`, or the
/// whole of a name that starts with `$`.
private func variable(in name: String) -> Substring? {
  let bytes = name.utf8
  // Nearly no name holds any of them.
  guard bytes.contains(where: { $0 == 0x7B || $0 == 0x25 }) || bytes.first == 0x24 else {
    return nil
  }
  for (open, close) in brackets {
    guard let start = name.firstRange(of: open),
      let end = name[start.upperBound...].firstRange(of: close)
    else { continue }
    return name[start.lowerBound..<end.upperBound]
  }
  // A variable of one letter is hardly one.
  guard name.first == "$", name.dropFirst().first?.isLetter == true, bytes.count > 2 else {
    return nil
  }
  return name[...]
}

private func finding(_ name: Located<String>, _ what: String, _ plan: Plan) -> Diagnostic? {
  guard let variable = variable(in: name.value) else { return nil }
  return Diagnostic(
    .doubtfulName, severity: .warning,
    variable.count == name.value.count
      ? "\(what) `\(shown(name.value))` has the form of a variable"
      : "\(what) `\(shown(name.value))` holds `\(shown(String(variable)))`",
    at: plan.location(name.span), notes: ["planc fills in no variables: all of it is the name"],
    help: ["write the name itself, if this stands for one"])
}
