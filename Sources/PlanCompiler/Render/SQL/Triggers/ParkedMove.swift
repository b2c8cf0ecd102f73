/// One table with triggers on its way to another schema: parked under a name of ours, stripped of
/// its triggers, taken across, dressed with them again, opened under its new name.
///
///     park     a.t          -> a.__planc_t    triggers follow a rename within their schema
///     strip    DROP TRIGGER, the last one first
///     cross    a.__planc_t  -> b.__planc_t
///     dress    CREATE TRIGGER, the first one first
///     open     b.__planc_t  -> b.t
///
/// At no moment can a row be written under a public name without its triggers. Where the table is
/// and what it wears tell every stage from the next, so each stage asks the server anew and runs
/// only in its own state: the file goes on from any half-done state, and so does the way back,
/// which is the same with the two sides exchanged.
struct ParkedMove {
  var move: Move
  var parking: Parking
  /// What every refusal starts with: `planc: nothing was changed: `.
  var lead: String
  var files: FileNames
  /// In the order in which an operator should hear of them.
  var conditions: [BatchGuard.Condition]
  /// Asked only of a table that is not on its way yet.
  var startConditions: [BatchGuard.Condition]
  /// How the triggers are made right where they differ, after what was found.
  var aboutTriggers: String

  init(
    _ batch: Batch, lead: String, files: FileNames, conditions: [BatchGuard.Condition],
    startConditions: [BatchGuard.Condition] = [], aboutTriggers: String
  ) {
    guard let parking = batch.parking, batch.moves.count == 1 else {
      preconditionFailure("a table with triggers is a batch of its own")
    }
    move = batch.moves[0]
    self.parking = parking
    self.lead = lead
    self.files = files
    self.conditions = conditions
    self.startConditions = startConditions
    self.aboutTriggers = aboutTriggers
  }

  var source: QualifiedName { move.source }
  var target: QualifiedName { move.target }
  var parked: QualifiedName { QualifiedName(source.schema, parking.name) }
  var crossed: QualifiedName { QualifiedName(target.schema, parking.name) }
  var triggers: [Catalog.Trigger] { parking.triggers }
  var count: Int { triggers.count }

  /// Where the table is, as the server tells it.
  enum Place: CaseIterable, Sendable {
    case source, parked, crossed, target

    var variable: String {
      switch self {
      case .source: "@planc_at_source"
      case .parked: "@planc_parked"
      case .crossed: "@planc_crossed"
      case .target: "@planc_at_target"
      }
    }
  }

  func name(_ place: Place) -> QualifiedName {
    switch place {
    case .source: source
    case .parked: parked
    case .crossed: crossed
    case .target: target
    }
  }

  /// A condition on what `look` has found: the table is at this place alone, and wears so many of
  /// its triggers and nothing else. Nil: any number.
  func stands(_ place: Place, wearing worn: Int?) -> String {
    "\(place.variable) = 1 AND @planc_names = 1 AND "
      + (worn.map { "@planc_worn = \($0) AND @planc_known = \($0)" } ?? "@planc_worn = @planc_known")
  }

  var spokenSource: String { SQLText.inString("\(source.schema).\(source.table)") }
  var spokenTarget: String { SQLText.inString("\(target.schema).\(target.table)") }

  /// - Parameter beforeRefusal: writes what an operator should see beside the verdict.
  func writeGuard(to script: inout Script, beforeRefusal: (inout Script) -> Void = { _ in }) {
    writeText(to: &script)
    writeLook(to: &script)
    script.line(verdict)
    writeFindings(to: &script)
    beforeRefusal(&script)
    script.refuse(
      "@planc_verdict", unless: ["GO", "SKIP"],
      fallback: "\(lead)a check could not be made; run \(files.status)")
  }

  func writeWay(to script: inout Script) {
    writeWords(to: &script)
    writeStages(to: &script)
  }

  /// What is counted when all of this is done, read from the server.
  func writeCount(in variable: String, to script: inout Script) {
    writeLook(to: &script)
    script.line(
      "SET \(variable) = \(variable) + COALESCE(\(stands(.target, wearing: count)), 0);")
    script.line("DEALLOCATE PREPARE planc_look;")
    script.line("DEALLOCATE PREPARE planc_forget;")
  }

  /// What an operator reads before the first statement that writes.
  private func writeWords(to script: inout Script) {
    script.line(
      """
      SELECT CASE @planc_verdict
          WHEN 'GO' THEN 'moving \(spokenSource) with \(count == 1 ? "1 trigger" : "\(count) triggers"); it is away from the first of \(2 * count + 3) statements to the last. After an error run this file again: it goes on where the table is. 1205: another session holds it; \(SQLText.inString(files.preflight)) shows who. 2013 or 2006: run \(SQLText.inString(files.status)) first'
          WHEN 'SKIP' THEN 'nothing to do: \(spokenTarget) is there with its \(count == 1 ? "trigger" : "\(count) triggers") already'
          ELSE 'nothing will be moved' END AS planc;
      """)
  }
}
