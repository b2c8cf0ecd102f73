extension Runbook {
  /// What the plan takes knowingly, each with its reason.
  mutating func writeAcceptedRisks() {
    if migration.acceptedRisks.isEmpty { return }
    write(
      """
      ## Accepted risks

      The plan takes these knowingly, each for the reason that is said.

      """)
    for risk in migration.acceptedRisks {
      write(
        "- \(code(risk.code)): \(MarkdownText.sentence(risk.message)). "
          + "Reason: \(MarkdownText.prose(risk.reason))")
    }
    write("")
  }
}
