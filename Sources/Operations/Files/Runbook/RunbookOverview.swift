import Diagnostics
import Foundations
import Plans

/// What moves, in words, in numbers, and as a picture.
extension Runbook {
  mutating func writeHead() {
    let sentence = generatedSentence(planPath: MarkdownText.comment(migration.planPath))
    write(
      """
      <!-- \(sentence) -->

      # \(MarkdownText.text("\(migration.title) \(migration.version)"))

      \(summary) A table is renamed, not copied: its rows, keys and foreign keys stay as they are.

      **Lost? Run \(code("mariadb -t < \(files.status)")), it only reads. Then see [If it says](#if-it-says).**

      """)
  }

  /// What a reader of a rehearsal must know before anything else.
  mutating func writeRehearsal() {
    guard migration.isRehearsal else { return }
    write("**This is a rehearsal: its schemas have other names than in the plan.**")
    for part in migration.rehearsalLeavesOut {
      write("It leaves out \(MarkdownText.sentence(part)).")
    }
    write("")
  }

  private var summary: String {
    let parts = targets.map { target in
      "\(target.batches.reduce(0) { $0 + $1.count }) to \(code(target.schema))"
    }
    let verb = count == 1 ? "moves" : "move"
    if targets.count == 1 {
      return "\(number(count)) \(verb) from \(list(sources)) to \(code(targets[0].schema))."
    }
    return "\(number(count)) \(verb) out of \(list(sources)): \(parts.joined(separator: ", "))."
  }

  mutating func writeOverview() {
    write(
      """
      ## What moves

      | Schema | Alias | Before | Out | In | After | Budget | Created by the plan |
      |---|---|--:|--:|--:|--:|--:|---|
      """)
    for (index, schema) in migration.schemas.enumerated() {
      let created = schema.create.map { "yes, \(code($0.collation))" } ?? "no"
      let budget = schema.budget.map(String.init) ?? "none"
      write(
        "| \(code(schema.name)) | \(code(schema.alias)) | \(schema.tablesBefore) "
          + "| \(out(of: index)) | \(into(index)) | \(schema.tablesAfter) | \(budget) "
          + "| \(created) |")
    }
    write("")
    writePicture()
    write(
      """

      The tables that move are checked by name: they are listed [below](#every-table). The plan does not
      name the tables that stay: they are checked by their number alone.

      """)
  }

  /// How many tables leave the schema of this number, and how many reach it.
  private func out(of schema: Int) -> Int {
    flows.reduce(0) { $0 + ($1.source == schema ? $1.count : 0) }
  }

  private func into(_ schema: Int) -> Int {
    flows.reduce(0) { $0 + ($1.target == schema ? $1.count : 0) }
  }

  /// Node names are numbered words of our own: nothing from the plan could be taken for syntax.
  private mutating func writePicture() {
    write("```mermaid\nflowchart LR\n  subgraph before [Before]")
    // A schema that the plan creates is not there before: it is not drawn.
    for (index, schema) in migration.schemas.enumerated() where schema.create == nil {
      write(node("before\(index)", schema, schema.tablesBefore))
    }
    write("  end\n  subgraph after [After]")
    for (index, schema) in migration.schemas.enumerated() {
      write(node("after\(index)", schema, schema.tablesAfter))
    }
    write("  end")
    for (index, schema) in migration.schemas.enumerated() where schema.create == nil {
      let staying = schema.tablesBefore - out(of: index)
      write("  before\(index) -->|\"\(staying) \(staying == 1 ? "stays" : "stay")\"| after\(index)")
    }
    for flow in flows {
      write("  before\(flow.source) ==>|\"\(number(flow.count))\"| after\(flow.target)")
    }
    write("```")
  }

  private func node(_ id: String, _ schema: MigratedSchema, _ tables: Int) -> String {
    "    \(id)[(\"\(MermaidText.label(schema.name))<br/>\(number(tables))\")]"
  }

  mutating func writeTables() {
    write("## Every table\n")
    for target in targets {
      let into = target.batches.reduce(0) { $0 + $1.count }
      write(
        """
        ### To \(code(target.schema)): \(into)

        | Table | From | Group |
        |---|---|---|
        """)
      for batch in target.batches {
        for group in batch.groups {
          let title = group.title.map(MarkdownText.text) ?? ""
          var source = (name: "", end: "")
          let moves = group.moves.span
          for index in moves.indices {
            if source.name != moves[index].source.schema || source.end.isEmpty {
              let schema = moves[index].source.schema
              source = (schema, " | \(code(schema)) | \(title) |\n")
            }
            append("| ")
            append(code: moves[index].target.table)
            if moves[index].source.table != moves[index].target.table {
              append(", until now ")
              append(code: moves[index].source.table)
            }
            append(source.end)
          }
        }
      }
      if target.schema != targets.last?.schema { write("") }
    }
  }
}
