/// The move of one table with triggers to another schema.
///
///     rename temporarily   a.t          -> a.__planc_t    triggers follow a rename within their schema
///     drop triggers        the last one first
///     move                 a.__planc_t  -> b.__planc_t
///     recreate triggers    the first one first, each with a comment of planc's at its end
///     publish              b.__planc_t  -> b.t
///     restore texts        CREATE OR REPLACE TRIGGER: RENAME TABLE has changed them
///
/// At no moment can a row be written under a public name without its triggers. Where the table is
/// and which triggers it has tell every stage from the next, so each stage asks the server again and
/// runs only in its own state: the file resumes from any state, and so does the rollback, which is
/// the same with the two sides exchanged.
///
/// A table with a trigger that the catalog does not know, which another session has created while a
/// rename waited, gets the public name of the schema in which it is, with all of its triggers.
struct ParkedMove {
  var move: Move
  var parking: Parking
  /// What every refusal starts with: `planc: nothing was changed: `.
  var lead: String
  var files: FileNames
  /// In the order in which an operator should hear of them.
  var conditions: [GuardCondition]
  /// Asked only of a table that is not on its way yet.
  var startConditions: [GuardCondition]
  /// The file that this is in.
  var file: String
  /// Whether the target is where the table was before the migration.
  var isRollback: Bool

  init(
    _ batch: Batch, lead: String, files: FileNames, conditions: [GuardCondition],
    startConditions: [GuardCondition] = [], file: String, isRollback: Bool = false
  ) {
    self.isRollback = isRollback
    guard let parking = batch.parking, batch.moves.count == 1 else {
      preconditionFailure("a table with triggers is a batch of its own")
    }
    move = batch.moves[0]
    self.parking = parking
    self.lead = lead
    self.files = files
    self.conditions = conditions
    self.startConditions = startConditions
    self.file = file
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

  /// A condition: as many of the table's triggers are named as those of the catalog, whatever else
  /// they are.
  var hasAllNames: String { "@planc_named = \(count)" }
  private static let isStrange = "@planc_worn <> @planc_known"

  /// A condition: the table is at this place alone, and has a trigger that is not the catalog's.
  func isStrange(_ place: Place) -> String {
    "\(place.variable) = 1 AND @planc_names = 1 AND \(Self.isStrange)"
  }

  /// A condition: nothing is left to do. A rollback leaves it to the table's owner what other
  /// triggers it has at its source.
  var hasArrived: String {
    isRollback
      ? "@planc_at_target = 1 AND @planc_names = 1 AND \(hasAllNames) AND @planc_marked = 0"
      : "\(stands(.target, wearing: count)) AND @planc_marked = 0"
  }

  /// The trigger of the same time and event that fires next.
  func next(after index: Int) -> Catalog.Trigger? {
    let trigger = triggers[index]
    return triggers.first {
      $0.timing == trigger.timing && $0.event == trigger.event && $0.order == trigger.order + 1
    }
  }

  /// What the verdict may be: `LEAVE` is for a table that the rollback leaves where it is.
  var accepted: [String] { isRollback ? ["GO", "SKIP", "LEAVE"] : ["GO", "SKIP"] }

  var spokenSource: String { SQLText.inString("\(source.schema).\(source.table)") }
  var spokenTarget: String { SQLText.inString("\(target.schema).\(target.table)") }

  /// The verdict on what was looked at; a refusal is an error.
  func writeVerdict(to script: inout Script) {
    script.line(verdict)
    writeFindings(to: &script)
    refuse(to: &script)
  }

  func refuse(to script: inout Script) {
    script.refuse(
      "@planc_verdict", unless: accepted,
      fallback: "\(lead)a check could not be made; run \(files.status)")
  }

  /// SQL: a list of one table, as the sections about grants read it: its old name, its new name, and in a
  /// rollback whether it returns.
  ///
  /// - Parameter isAtStart: SQL that is 1 when the rollback finds the table at its target; nil in a move.
  func statementNames(isAtStart: String?) -> String {
    let names = isAtStart == nil ? [source, target] : [target, source]
    let texts = names.flatMap { [SQLText.string($0.schema), SQLText.string($0.table)] }
    let state = isAtStart.map { ["IF(\($0), 'move', 'nothing')"] } ?? []
    return "JSON_ARRAY(JSON_ARRAY(\((texts + state).joined(separator: ", "))))"
  }

  func writeWay(to script: inout Script) {
    writeWords(to: &script)
    writeStages(to: &script)
    writeLook(to: &script)
    script.line(verdictAfter)
    writeFindings(to: &script)
    script.refuse(
      "@planc_verdict", unless: accepted, fallback: "\(lead)a check failed; run \(files.status)")
  }

  /// What is counted when all of this is done, read from the server.
  func writeCount(in variable: String, to script: inout Script) {
    script.line("SET \(variable) = \(variable) + COALESCE(\(hasArrived), 0);")
    if isRollback {
      script.line("SET @planc_kept = @planc_kept + (COALESCE(@planc_verdict, '') = 'LEAVE');")
    }
    script.line("DEALLOCATE PREPARE planc_look;")
    script.line("DEALLOCATE PREPARE planc_forget;")
  }

  /// What an operator reads before the first statement that writes.
  private func writeWords(to script: inout Script) {
    script.line(
      """
      SELECT CASE @planc_verdict
          WHEN 'GO' THEN 'moving \(spokenSource) with \(counted(count, "trigger")); it is unavailable from the first of \(2 * count + 3) statements to the last, then the texts of its triggers are restored. After an error run this file again: it resumes. 1205: another session holds a lock; \(SQLText.inString(files.preflight)) shows which. 2013 or 2006: run \(SQLText.inString(files.status)) first'
          WHEN 'SKIP' THEN 'nothing to do: \(spokenTarget) is there with its \(count == 1 ? "trigger" : "\(count) triggers") already'\(isRollback ? "\n    WHEN 'LEAVE' THEN '\(spokenSource) stays: it has a trigger that is neither the catalog''s nor the one that planc advises; the rows above show it'" : "")
          ELSE 'nothing is moved' END AS planc;
      """)
  }
}
