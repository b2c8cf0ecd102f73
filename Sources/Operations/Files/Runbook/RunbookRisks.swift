import Foundations
import Plans

extension Runbook {
  /// What the plan takes knowingly, each with its reason.
  mutating func writeAcceptedRisks() {
    if migration.acceptedRisks.isEmpty { return }
    let names = migration.isRehearsal ? " The names are those of the plan." : ""
    write(
      """
      ## Accepted risks

      The plan takes these knowingly, each for the reason that is said.\(names)

      """)
    for risk in migration.acceptedRisks {
      write(
        "- \(code(risk.code)): \(MarkdownText.sentence(risk.message)). "
          + "Reason: \(MarkdownText.prose(risk.reason))")
    }
    write("")
    writeChangesByHand()
  }

  private mutating func writeChangesByHand() {
    if !migration.needsChangesByHand { return }
    let targets = Dictionary(
      migration.batches.flatMap(\.moves).map { ($0.source, $0.target) },
      uniquingKeysWith: { first, _ in first })
    write(
      """
      Change these texts with the move, and change them back with a rollback. \(code(migration.fileNames.verify)) and
      \(code(migration.fileNames.rollback)) list those that are not changed yet.

      | Object | Old name | New name |
      |---|---|---|
      """)
    for risk in migration.acceptedRisks {
      guard let kind = risk.changedKind, let object = risk.object, let table = risk.table,
        let target = targets[table]
      else { continue }
      write(
        "| \(kind) \(code("\(object.schema).\(object.table)")) | \(code("\(table.schema).\(table.table)")) "
          + "| \(code("\(target.schema).\(target.table)")) |")
    }
    write("")
  }
}
