import Diagnostics
import Foundations
import MySQL
import Plans

/// Names of schemas and tables against the server's rules for identifiers.
///
/// - Source: https://dev.mysql.com/doc/refman/8.4/en/identifiers.html,
///   https://mariadb.com/kb/en/identifier-names/
func checkIdentifiers(_ plan: Plan, _ lowerCaseTableNames: Int?) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for schema in plan.schemas {
    if systemSchemas.contains(schema.name.value.lowercased()) {
      diagnostics.append(
        Diagnostic(
          .malformedIdentifier, "`\(schema.name.value)` is a schema of the server itself",
          at: plan.location(schema.name.span),
          help: ["move tables between schemas of your own only"]))
    } else {
      check(schema.name, "schema", of: plan, lowerCaseTableNames, into: &diagnostics)
    }
    // Only a schema in capitals can have such an alias: its own name.
    if lowerCaseTableNames == 0, !isLowercaseWord(schema.alias.value) {
      diagnostics.append(
        Diagnostic(
          .missingKey,
          "schema `\(shown(schema.name.value))` has no `alias`, and its name cannot be one",
          at: plan.location(schema.name.span),
          notes: ["an alias matches `[a-z][a-z0-9_]*`; it names files and constants"],
          help: ["add `alias`"]))
    }
  }
  for assignment in plan.assignments {
    for group in assignment.groups {
      let tables = group.tables.span
      for index in tables.indices {
        check(tables[index].name, "table", of: plan, lowerCaseTableNames, into: &diagnostics)
        if let renamed = tables[index].renamed {
          check(renamed, "table", of: plan, lowerCaseTableNames, into: &diagnostics)
        }
      }
    }
  }
  return diagnostics
}

private func check(
  _ name: Located<String>, _ kind: String, of plan: Plan, _ lowerCaseTableNames: Int?,
  into diagnostics: inout [Diagnostic]
) {
  guard let fault = IdentifierFault(in: name.value) else { return }
  if case .capitalLetter = fault, lowerCaseTableNames == 0 { return }
  diagnostics.append(diagnostic(fault, name, kind, plan, lowerCaseTableNames))
}

private func diagnostic(
  _ fault: IdentifierFault, _ name: Located<String>, _ kind: String, _ plan: Plan,
  _ lowerCaseTableNames: Int?
) -> Diagnostic {
  let place = plan.location(name.span)
  let subject = "the name of \(kind) `\(shown(name.value))`"
  switch fault {
  case .empty:
    return Diagnostic(
      .malformedIdentifier, "the name of a \(kind) is empty", at: place, help: ["write a name"])
  case .tooLong(let length):
    return Diagnostic(
      .malformedIdentifier,
      "\(subject) has \(length) characters, but may have at most \(IdentifierFault.lengthMax)",
      at: place, help: ["make it shorter by \(length - IdentifierFault.lengthMax)"])
  case .trailingSpace:
    return Diagnostic(
      .malformedIdentifier, "\(subject) ends in a space", at: place,
      help: ["remove the space at its end"])
  case .fileNamePrefix:
    return Diagnostic(
      .malformedIdentifier, "\(subject) starts with `#mysql50#`", at: place,
      notes: ["the server takes what follows for the name of a file"],
      help: ["write the name that `SHOW TABLES` prints"])
  case .character(let scalar, let why):
    return Diagnostic(
      .malformedIdentifier, "\(subject) holds \(codePoint(scalar)), \(why)", at: place,
      help: ["write the name that `SHOW TABLES` prints"])
  case .capitalLetter:
    return Diagnostic(
      .capitalLetters, "\(subject) has capital letters", at: place,
      notes: [
        lowerCaseTableNames.map {
          "`lower_case_table_names` of the server is \($0): it does not tell such names apart"
        } ?? "whether the server keeps them depends on its `lower_case_table_names`"
      ],
      help: [
        lowerCaseTableNames == nil
          ? "name a catalog that says `lower_case_table_names: 0`, or write the name in small "
            + "letters"
          : "write the name in small letters"
      ])
  }
}
