import Catalogs
import Diagnostics
import Foundations
import MySQL
import Plans

/// What hangs on the tables that move, as the catalog shows it: carried along, or an error.
///
/// The order of the diagnostics means nothing; whoever shows them sorts them by place.
func checkDependents(_ plan: Plan, on catalog: Catalog) -> [Diagnostic] {
  let checks = DependentFindings(plan: plan, catalog: catalog)
  return checks.triggers() + checks.bodies() + checks.views() + checks.foreignKeys()
    + checks.grants() + checks.schemaGrants() + checks.unseen()
}

/// The tables of a plan that move, and how each kind of dependent finds them.
struct DependentFindings {
  let plan: Plan
  let catalog: Catalog
  private(set) var moves: [QualifiedName: (target: QualifiedName, span: Span)] = [:]
  let references: BodyReferences
  let advisedTriggers: AdvisedTriggers

  init(plan: Plan, catalog: Catalog) {
    self.plan = plan
    self.catalog = catalog
    for assignment in plan.assignments {
      for table in assignment.groups.flatMap(\.tables) {
        moves[QualifiedName(assignment.source.value, table.name.value)] = (
          QualifiedName(assignment.target.value, table.targetName.value), table.name.span
        )
      }
    }
    references = BodyReferences(
      to: moves.keys, ignoresCase: catalog.lowerCaseTableNames.value != 0)
    advisedTriggers = AdvisedTriggers(plan.moves, in: catalog)
  }

  /// A finding at the place in the plan where the table is listed.
  func finding(
    _ code: DiagnosticCode, _ message: String, at table: QualifiedName,
    origin: Catalog.Origin, _ label: String, notes: [String] = [], help: [String],
    dependent: Diagnostic.Subject? = nil
  ) -> Diagnostic {
    guard let span = moves[table]?.span else {
      preconditionFailure("\(table) is found, and does not move")
    }
    let secondary = origin.location.map { [Diagnostic.Label($0, label)] } ?? []
    var diagnostic = Diagnostic(
      code, message, at: plan.location(span), label: "moves", secondary: secondary, notes: notes,
      help: help)
    diagnostic.subject = Diagnostic.Subject(schema: table.schema, name: table.table)
    diagnostic.dependent = dependent
    return diagnostic
  }

  /// "line 2, column 7 of its body names `shop.orders`"
  static func placed(_ reference: BodyReference) -> String {
    let table = shown(reference.table.schema, reference.table.table)
    let place = "line \(reference.line), column \(reference.column) of its body"
    return switch reference.form {
    case .qualified, .unqualified: "\(place) names \(table)"
    case .columnQualifier: "\(place) names \(table), or an alias of that name"
    case .inString: "a text at \(place) names \(table), and the body runs texts as statements"
    }
  }

  // MARK: Routines, events, triggers that name a table

  func bodies() -> [Diagnostic] {
    catalog.schemas.flatMap { schema in
      schema.routines.flatMap { routine in
        found(
          .routineNamesMovedTable, "the \(routine.kind.rawValue)", schema, routine.name,
          routine.body, readings(routine.body, routine.settings), routine.origin,
          "its next call fails with error 1146", anchors: routine.anchors)
      }
        + schema.events.flatMap { event in
          found(
            .eventNamesMovedTable, "the event", schema, event.name, event.body,
            readings(event.body, event.settings), event.origin,
            "it fails at its next run, and only the server's log says so")
        }
        + schema.triggers.flatMap { trigger in
          found(
            .triggerNamesMovedTable, "the trigger", schema, trigger.name, trigger.text,
            trigger.readings, trigger.origin, "the statement that fires it fails with error 1146",
            advice: advice(trigger, in: schema), but: { movesAlong($0, trigger, in: schema) })
        }
    }
  }

  private func readings(_ body: String?, _ settings: Catalog.ParseSettings) -> [BodyQuoting] {
    BodyQuoting(sqlMode: settings.sqlMode).readings(of: body ?? "")
  }

  private func found(
    _ code: DiagnosticCode, _ kind: String, _ schema: Catalog.Schema, _ name: String,
    _ body: String?, _ readings: [BodyQuoting], _ origin: Catalog.Origin, _ harm: String,
    anchors: String? = nil, advice: String? = nil,
    but isHarmless: (BodyReference) -> Bool = { _ in false }
  ) -> [Diagnostic] {
    let body = body ?? ""
    if let finding = misshown(code, kind, schema, name, body, origin, harm) { return [finding] }
    let found = references.references(
      in: body, readings, defaultSchema: schema.name
    ).filter { !isHarmless($0) }
    let types = references.references(
      in: anchors ?? "", readings, defaultSchema: schema.name)
    return grouped(found + types).map { table, _ in
      let places = found.filter { $0.table == table }.map(Self.placed)
      let anchored = types.contains { $0.table == table }
      let target = moves[table].map { shown($0.target.schema, $0.target.table) } ?? ""
      return finding(
        code, "\(kind) \(shown(schema.name, name)) names \(shown(table.schema, table.table))",
        at: table, origin: origin, "defined here",
        notes: [harm] + places
          + (anchored
            ? [
              "the type of a parameter is one of \(shown(table.schema, table.table))"
            ]
            : []),
        help: [
          advice
            ?? "change it to \(target) with the move, and accept this risk in the plan until then"
        ], dependent: .init(schema: schema.name, name: name))
    }
  }

  /// The statements that change a trigger after the move, for a client; nil where planc cannot write
  /// them. A client strips comments from a statement, and not from a string.
  private func advice(_ trigger: Catalog.Trigger, in schema: Catalog.Schema) -> String? {
    guard catalog.server.flavor == .mariadb, let advised = advisedTriggers.advised(trigger) else {
      return nil
    }
    let own = QualifiedName(schema.name, trigger.table)
    let table = moves[own]?.target ?? own
    let next = schema.triggers.first {
      $0.table == trigger.table && $0.timing == trigger.timing && $0.event == trigger.event
        && $0.order == trigger.order + 1
    }
    let text = TriggerText.restoration(advised, on: table, before: next) + advised.text
    let use = trigger.writtenHead?.ownSchema == nil ? "USE \(SQLText.name(table.schema));\n" : ""
    return """
      accept this risk in the plan, and run this directly after the move:
      SET NAMES utf8mb4; SET SESSION sql_mode = '';
      \(use)SET @planc_text = \(SQLText.lines(text));
      \(TriggerText.settings(trigger.settings))
      PREPARE planc FROM @planc_text; EXECUTE planc;
      """
  }

  /// MySQL shows a body otherwise than it is where a name in it has a backtick, and no tokens can be
  /// told there: `` `a``b` `` comes as `` `aa`bb` ``. The name itself stands in it as it is.
  private func misshown(
    _ code: DiagnosticCode, _ kind: String, _ schema: Catalog.Schema, _ name: String,
    _ body: String, _ origin: Catalog.Origin, _ harm: String
  ) -> Diagnostic? {
    guard catalog.server.flavor == .mysql, body.contains("`") else { return nil }
    let holds = { (part: String) in body.lowercased().contains(part.lowercased()) }
    let hit = moves.keys.filter { table in
      [table.schema, table.table].contains { $0.contains("`") && holds($0) } && holds(table.table)
    }.min {
      ($1.table.utf8.count, $0.schema, $0.table) < ($0.table.utf8.count, $1.schema, $1.table)
    }
    guard let hit else { return nil }
    return finding(
      code,
      "\(kind) \(shown(schema.name, name)) may name \(shown(hit.schema, hit.table))",
      at: hit, origin: origin, "defined here",
      notes: [
        harm, "MySQL shows a body wrongly where a name in it has a backtick; SHOW CREATE tells it",
      ],
      help: [
        "if it names none that moves, accept this; otherwise change it with the move, and accept "
          + "this risk in the plan until then"
      ], dependent: .init(schema: schema.name, name: name))
  }

  /// The places by table, tables in the order of their first place.
  private func grouped(_ found: [BodyReference]) -> [(QualifiedName, [BodyReference])] {
    var tables: [QualifiedName] = []
    for reference in found where !tables.contains(reference.table) {
      tables.append(reference.table)
    }
    return tables.map { table in (table, found.filter { $0.table == table }) }
  }

  // MARK: Foreign keys

  /// A constraint whose two tables were in one schema and will be in two.
  func foreignKeys() -> [Diagnostic] {
    catalog.schemas.flatMap { schema in
      schema.tables.flatMap { table in
        table.foreignKeys.compactMap { key -> Diagnostic? in
          let child = QualifiedName(schema.name, table.name)
          let childAfter = moves[child]?.target ?? child
          let parentAfter = moves[key.referenced]?.target ?? key.referenced
          guard child.schema == key.referenced.schema, childAfter.schema != parentAfter.schema
          else { return nil }
          let moved = moves[child] == nil ? key.referenced : child
          let columns = key.columns.map { "`\(shown($0))`" }.joined(separator: ", ")
          return finding(
            .foreignKeyCrossesSchemas,
            "the foreign key `\(shown(key.name))` begins to cross schemas", at: moved,
            origin: key.origin, "defined here",
            notes: [
              "child: \(shown(childAfter.schema, childAfter.table)), columns \(columns)",
              "parent: \(shown(parentAfter.schema, parentAfter.table))",
              "it stays enforced; a dump or a restore of one of the two schemas alone breaks it",
            ],
            help: ["move both tables to one schema, or accept this risk in the plan"],
            dependent: .init(schema: schema.name, name: key.name))
        }
      }
    }
  }

  // MARK: What the catalog does not show

  /// What the account could not see is not taken for absent.
  func unseen() -> [Diagnostic] {
    let relevant: [Catalog.Unseen.Facts] = [
      .schemas, .triggers, .views, .routines, .events, .grants, .foreignKeys,
    ]
    var found = catalog.unseen.filter { relevant.contains($0.facts) }.map { gap in
      let place = gap.schema.map { " of `\(shown($0))`" } ?? ""
      return unseen(
        "the catalog does not show all \(gap.facts.rawValue)\(place)",
        gap.schema ?? "server", gap.facts.rawValue, gap.origin, because: gap.reason)
    }
    for schema in catalog.schemas {
      found += schema.views.filter { $0.definition == nil }.map {
        unseen(
          "the catalog does not show the definition of the view \(shown(schema.name, $0.name))",
          schema.name, $0.name, $0.origin)
      }
      found += schema.routines.filter { $0.body == nil }.map {
        unseen(
          "the catalog does not show the body of the routine \(shown(schema.name, $0.name))",
          schema.name, $0.name, $0.origin)
      }
    }
    return found
  }

  private func unseen(
    _ message: String, _ schema: String, _ name: String, _ origin: Catalog.Origin,
    because reason: String? = nil
  ) -> Diagnostic {
    let secondary = origin.location.map { [Diagnostic.Label($0, "said here")] } ?? []
    var diagnostic = Diagnostic(
      .unseenDependents, message, at: plan.location((plan.catalog?.span ?? plan.name.span)),
      label: "this catalog", secondary: secondary,
      notes: (reason.map { ["the catalog says why: \($0)"] } ?? [])
        + ["what is not seen may name a table that moves"],
      help: ["capture the catalog with an account that sees it"])
    diagnostic.subject = Diagnostic.Subject(schema: schema, name: name)
    return diagnostic
  }
}
