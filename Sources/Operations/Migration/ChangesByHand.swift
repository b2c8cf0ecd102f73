import Diagnostics
import Plans

extension AcceptedRisk {
  /// What kind of object must be changed by hand, with the move and with a rollback; nil for what need not be.
  var changedKind: String? {
    let kinds: [DiagnosticCode: String] = [
      .routineNamesMovedTable: "routine", .eventNamesMovedTable: "event",
      .triggerNamesMovedTable: "trigger", .viewNamesMovedTable: "view",
    ]
    return DiagnosticCode(rawValue: code).flatMap { kinds[$0] }
  }
}

extension Migration {
  /// Whether somebody must change a text by hand, with the move and with a rollback.
  package var needsChangesByHand: Bool {
    acceptedRisks.contains { $0.changedKind != nil && $0.object != nil && $0.table != nil }
  }
}
