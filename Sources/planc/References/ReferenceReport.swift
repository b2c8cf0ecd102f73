import CodeReferences
import Diagnostics

/// References as diagnostics: what must change, or be looked at.
struct ReferenceReport {
  /// The function of the generated map; nil without a map.
  var function: String?

  /// Nil for what is qualified, or only mentioned.
  func diagnostic(_ reference: CodeReference, in file: SourceFile) -> Diagnostic? {
    let start = file.position(ofByte: reference.name.lowerBound)
    let end = file.position(ofByte: max(reference.name.lowerBound + 1, reference.name.upperBound))
    let place = Location(file, Span(start: start, end: end))
    let label = "\(reference.pattern.rawValue), \(reference.confidence.rawValue) confidence"
    switch reference.kind {
    case .qualified, .mention: return nil
    case .dynamic: return dynamic(reference, place, label)
    case .reference:
      guard let table = reference.table else { return nil }
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      let language = Language(fileName: name, start: file.bytes[...])
      return self.reference(reference, table, place, label, isPHP: language?.isPHP == true)
    }
  }

  private func reference(
    _ reference: CodeReference, _ table: MovedTable, _ place: Location, _ label: String,
    isPHP: Bool
  ) -> Diagnostic {
    let target = "`\(table.targetSchema)`.`\(table.targetName)`"
    switch reference.pattern {
    case .createTable, .createTableIfNotExists, .schemaBuilder:
      return Diagnostic(
        .emptyTwin,
        "`\(table.name)` would be made anew, and empty, in the schema that it leaves", at: place,
        label: label, help: ["create \(target)"])
    case .showTables, .informationSchema:
      return Diagnostic(
        .shrinkingAnswer, "`\(table.name)` is looked for in the schema that it leaves", at: place,
        label: label, help: ["look for it in `\(table.targetSchema)`"])
    case .oldSchema:
      return Diagnostic(
        .oldSchemaReference, "`\(table.name)` is named in `\(table.sourceSchema)`, which it leaves",
        at: place, label: label, help: ["write \(target)"])
    case .sql, .unprefixedSQL, .prefix, .variable, .arrayValue, .arrayKey, .builder, .model,
      .foreignKey, .argument, .variableName, .propertyName, .placeholder, .temporaryTable, .schema,
      .use, .helper, .comment, .text, .markup, .answerKey, .label, .message:
      return Diagnostic(
        .unqualifiedReference, "`\(table.name)` is named without its schema", at: place,
        label: label, notes: ["it moves to \(target)"],
        help: [
          isPHP
            ? function.map { "write `\($0)('\(table.name)')`" } ?? "write \(target)"
            : "write \(target)"
        ])
    }
  }

  private func dynamic(
    _ reference: CodeReference, _ place: Location, _ label: String
  ) -> Diagnostic {
    switch reference.pattern {
    case .showTables, .informationSchema:
      return Diagnostic(
        .shrinkingAnswer, severity: .warning,
        "the answer will lack the tables that move, and no error tells of it", at: place,
        label: label, help: ["ask for the new schemas as well"])
    case .temporaryTable:
      return ambiguous(
        reference, "can be the temporary table of that name", "rename the temporary table", place,
        label)
    case .use:
      return ambiguous(
        reference, "can be in the schema that `USE` selects", "qualify it with its schema", place,
        label)
    case .sql, .unprefixedSQL, .prefix, .createTable, .createTableIfNotExists, .variable,
      .arrayValue, .arrayKey, .builder, .schemaBuilder, .model, .foreignKey, .argument,
      .variableName, .propertyName, .placeholder, .oldSchema, .schema, .helper, .comment, .text,
      .markup, .answerKey, .label, .message:
      let perhaps = reference.table.map { ", perhaps `\($0.name)`" } ?? ""
      return Diagnostic(
        .dynamicTableName, severity: .warning, "the table's name is made at run time\(perhaps)",
        at: place, label: label,
        help: [
          "if it can be a table that moves, "
            + (function.map { "pass it through `\($0)`" } ?? "qualify it with its schema")
        ])
    }
  }

  /// A name that means one of two tables.
  private func ambiguous(
    _ reference: CodeReference, _ reason: String, _ help: String, _ place: Location,
    _ label: String
  ) -> Diagnostic {
    let name = reference.table.map { "`\($0.name)`" } ?? "the table"
    return Diagnostic(
      .dynamicTableName, severity: .warning, "\(name) \(reason), or the table that moves",
      at: place, label: label, help: [help])
  }
}
