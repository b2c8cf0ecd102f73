import Catalogs
import Foundations
import MySQL

/// Views that name tables that move: a view cannot follow a table, so it is created again with the new names.
struct RecreateViews: Operation {
  /// Each behind those that it names.
  var views: [RecreatedView]

  init(_ views: [RecreatedView]) { self.views = views }

  var isEmpty: Bool { views.isEmpty }
  var listName: String? { "views_listed" }

  func sections(at place: ScriptPlace) -> [SQLSection] {
    switch place {
    case .reading: return [.views]
    case .preflight: return [.views, .preflightViews]
    case .verify: return [.verifyViews]
    case .statusRows: return [.statusViewRows]
    case .checks(.forward): return [.compareViews, .viewsCheck]
    case .afterBatches:
      // From the moves to here a view that names one of the tables fails (1356).
      return views.flatMap { _ in [SQLSection.compareViews, .recreateView] }
        + [.compareViews, .viewsResult]
    case .beforeSchemas, .afterSchemas, .beforeDrop, .afterDrop, .checks(.back), .beforeBatches,
      .batchText,
      .batchChecks, .beforeMove, .move, .afterMove:
      return []
    }
  }

  func writeLists(in file: ScriptKind, to script: inout SQLScript) {
    switch file {
    case .preflight, .verify, .status: writeListed(to: &script)
    case .move, .rollback: writeRecreated(to: &script)
    case .createSchemas, .dropSchemas: break
    }
  }

  /// - In the view's schema CREATE VIEW and DROP, and SHOW VIEW and SELECT: without these the
  ///   definition and the columns of others' views are hidden.
  /// - SELECT on what the view names, at both ends; EXECUTE on the functions that it calls.
  func addPrivileges(in file: ScriptKind, to required: inout RequiredPrivileges) {
    func add(_ privilege: String, _ schema: String, to required: inout RequiredPrivileges) {
      if schema != "information_schema" { required.add(privilege, on: schema) }
    }
    for view in views {
      for privilege in ["CREATE VIEW", "DROP", "SHOW VIEW", "SELECT"] {
        add(privilege, view.schema, to: &required)
      }
      let text = view.text
      for name in text.tables + text.sequences { add("SELECT", name.name.schema, to: &required) }
      for move in view.moves { add("SELECT", move.target.schema, to: &required) }
      for name in text.functions { add("EXECUTE", name.name.schema, to: &required) }
      if text.callsOwnFunctions { add("EXECUTE", view.schema, to: &required) }
      for name in text.sequences { add("INSERT", name.name.schema, to: &required) }
    }
    for view in views { required.add(definer: view.view.definer) }
  }

  /// `@planc_views_listed`: the views that are recreated, each behind those that it names, with the SHA-256
  /// of each definition that the files leave.
  private func writeListed(to script: inout SQLScript) {
    let opening = openingSequences
    HeadList.write(
      "views_listed",
      views.map { view in
        [.text("schema", view.schema), .text("view", view.view.name)]
          + (opening.contains(view.name) ? [.number("has_sequence", 1)] : [])
          + [
            .text("sha2_before", ViewStatement.fingerprint(view.view)),
            .text("sha2_after", ViewStatement.fingerprint(view.after)),
            .texts(
              "sha2_between",
              view.stages.map { ViewStatement.fingerprint(view.view(filled: $0)) }),
          ]
      }, to: &script)
  }

  /// `@planc_recreated_views`: the views that a file recreates, each behind those that it names, with the tables
  /// and views that it needs and a text for each set of target schemas that its own tables have reached.
  private func writeRecreated(to script: inout SQLScript) {
    let opening = openingSequences
    HeadList.write(
      "recreated_views", views.map { Self.recreated($0, opening.contains($0.name)) }, to: &script)
  }

  /// The views with a sequence, and those on such a view: a session that may not write cannot open them.
  private var openingSequences: Set<QualifiedName> {
    var found: Set<QualifiedName> = []
    for view in views where !view.text.sequences.isEmpty || !found.isDisjoint(with: view.under) {
      found.insert(view.name)
    }
    return found
  }

  private static func recreated(
    _ view: RecreatedView, _ opensSequence: Bool
  ) -> [HeadList.Member] {
    let tables = view.needs.map { move -> [HeadList.Member] in
      let isRenamed = move.target.table != move.source.table
      return [
        .text("from", move.source.schema), .text("table", move.source.table),
        .text("to", move.target.schema), .optional("as", isRenamed ? move.target.table : nil),
      ] + (view.moves.contains(move) ? [] : [.number("through_view", 1)])
    }
    let under = view.under.map {
      [HeadList.Member.text("schema", $0.schema), .text("view", $0.table)]
    }
    let texts = view.stages.map { filled -> [HeadList.Member] in
      let moved = view.targets.filter(filled.contains)
      return [
        .texts("moved_to", moved),
        .text("sha2", ViewStatement.fingerprint(view.view(filled: filled))),
        .text(
          "create",
          ViewStatement.creation(view.view, named: view.name, as: view.statement(filled: filled))),
      ]
    }
    return [
      .text("schema", view.schema), .text("view", view.view.name),
      .text("character_set", view.view.characterSetClient),
      .text("collation", view.view.collationConnection),
      .optional("default_schema", view.text.callsOwnFunctions ? view.schema : nil),
    ] + (opensSequence ? [.number("has_sequence", 1)] : [])
      + [.list("tables", tables)] + (under.isEmpty ? [] : [.list("views", under)])
      + [.list("texts", texts)]
  }
}
