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
  }
}
