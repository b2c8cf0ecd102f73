/// The statements, each in its own state only, and what is counted behind them.
extension ViewStage {
  /// A statement, and what must be true for it to be next, beside that the views under it work.
  struct Writing {
    var view: CarriedView
    var form: Form
    var statement: String
    var facts: [String]

    /// Sets `@planc_go` to 1 when it is next.
    var decision: String {
      let works = view.under.isEmpty ? [] : ["@planc_under = \(view.under.count)"]
      return "SET @planc_go = \((facts + works).joined(separator: " AND "));"
    }
  }

  /// In the order in which they run.
  var writings: [Writing] {
    views.flatMap { view in
      forms(of: view).map { form in
        let others = known(view).filter { $0 != form.fingerprint }
        let facts =
          [arrived, "@planc_view_authority = 'OK'"]
          + (form.condition == "TRUE" ? [] : [form.condition])
          + (leavesTables ? ["@planc_home = 1"] : [])
          + [isFound(view, others)]
        return Writing(
          view: view, form: form,
          statement: ViewStatement.creation(
            view.view, named: view.name, as: view.statement(filled: form.filled)),
          facts: facts)
      }
    }
  }

  func write(to script: inout Script) {
    if isEmpty { return }
    script.line(
      "-- Views: from the move to here they answer with error 1356. What will run, word for word.")
    for writing in writings { write(writing, to: &script) }
    script.line("-- What the views are now.")
    for view in views { script.line(look(view)) }
    writeSides(to: &script)
  }

  private func write(_ writing: Writing, to script: inout Script) {
    let view = writing.view.view
    script.line("-- \(SQLText.lineComment(title(writing)))")
    script.line(look(writing.view))
    if writing.form.condition != "TRUE" { writeSides(to: &script) }
    if !writing.view.under.isEmpty { script.line(lookUnder(writing.view)) }
    if leavesTables {
      script.line("SET @planc_home = NULL;\nSET @planc_home = \(isHome(writing.view));")
    }
    script.line(
      """
      SET @planc_text = \(SQLText.lines(writing.statement));
      SET @planc_go = NULL;
      \(writing.decision)
      SELECT '\(spoken(writing.view))' AS creates_view, 'undo the change to the tables of the view, or drop the view, then \(again)' AS if_it_fails
        FROM (SELECT 1 AS one) AS o WHERE @planc_go = 1;
      \(notice(writing))SET @planc_sql = IF(@planc_go = 1, 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      """)
    let schema = writing.view.text.callsOwnFunctions ? writing.view.schema : nil
    if let schema { DefaultSchema.write(schema, when: "@planc_go = 1", to: &script) }
    script.line(
      """
      SET @planc_sql = IF(@planc_go = 1, @planc_text, 'DO 0');
      \(ViewStatement.settings(view))
      SET @planc_sql = IF(@@SESSION.character_set_client = \(SQLText.string(view.characterSetClient)) AND @@SESSION.collation_connection = \(SQLText.string(view.collationConnection)), @planc_sql, 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      SET NAMES utf8mb4;
      """)
    if schema != nil { DefaultSchema.leave(when: "@planc_go = 1", to: &script) }
    script.line(
      """
      DEALLOCATE PREPARE planc;
      SET SESSION TRANSACTION READ ONLY;
      """)
  }

  /// A row for a view that would be next, but is on one that is missing or fails.
  private func notice(_ writing: Writing) -> String {
    let view = writing.view
    if view.under.isEmpty { return "" }
    let names = view.under.map { "\($0.schema).\($0.table)" }.joined(separator: ", ")
    return """
      SELECT '\(spoken(view))' AS not_created, '\(SQLText.inString("it is on \(names), missing or failing; create that view by hand with the \(namesOfSide) names, or drop this one too")), then \(again)' AS next_step
        FROM (SELECT 1 AS one) AS o WHERE @planc_under < \(view.under.count) AND \(writing.facts.joined(separator: " AND "));

      """
  }

  /// `@planc_under`: how many of the views under this one work. One that fails (1356), since somebody
  /// has changed it, has no columns, and nothing can be created on it.
  private func lookUnder(_ view: CarriedView) -> String {
    let works = view.under.map { name in
      "(SELECT COUNT(*) > 0 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = \(SQLText.string(name.schema)) AND TABLE_NAME = \(SQLText.string(name.table)))"
    }
    return "SET @planc_under = NULL;\nSET @planc_under = \(sum(works));"
  }

  /// `shop.v`, and for a view with several definitions in this file the state of this one.
  private func title(_ writing: Writing) -> String {
    let view = writing.view
    let name = "\(view.schema).\(view.view.name)"
    guard target != nil, view.targets.contains(where: { $0 != target }) else { return name }
    let filled = view.targets.filter(writing.form.filled.contains)
    return filled.count == view.targets.count
      ? "\(name), when all of its tables have arrived"
      : "\(name), when its tables have arrived in \(filled.isEmpty ? "none" : filled.joined(separator: ", ")) alone"
  }

  // MARK: What is true now

  /// `@planc_views_right`: how many are what they must be, or name nothing that has gone: a view
  /// that somebody has mended or dropped since is left as it is. `@planc_views_wait`: how many wait
  /// for another move file. A view that is neither is told, and a refusal. `@planc_views_left`: how
  /// many of those that are right somebody has changed or dropped since.
  ///
  /// The tables come first: a view that cannot be created again must not keep one from its place.
  func writeEnd(to script: inout Script) {
    if isEmpty { return }
    let count = views.count
    let there = target == nil ? "back" : "there"
    for (index, view) in views.enumerated() {
      script.line("SET @planc_keeps_\(index + 1) = NULL;")
      script.line("SET @planc_keeps_\(index + 1) = \(namesGone(view));")
      if leavesTables { script.line("SET @planc_home_\(index + 1) = \(isHome(view));") }
    }
    script.line(
      """
      SET @planc_views = NULL, @planc_views_known = NULL, @planc_views_right = NULL, @planc_views_left = NULL, @planc_views_wait = NULL;
      SET @planc_views_known = \(sum(views.map { "(\(isFound($0, known($0))))" }));
      SET @planc_views_right = \(sum(views.enumerated().map { "(\(isRight($1)) OR \(isMended($1, $0)))" }));
      SET @planc_views_left = \(sum(views.enumerated().map { "(\(isMended($1, $0)))" }));
      SET @planc_views_wait = \(sum(views.compactMap(isWaiting)));
      SET @planc_views = CASE
        WHEN NOT (\(arrived)) THEN 'LATER'
        WHEN @planc_views_right + @planc_views_wait = \(count) THEN 'OK'
        WHEN NOT (@planc_view_authority = 'OK') THEN CONCAT('planc: all tables are \(there), and ', \(count) - @planc_views_right - @planc_views_wait, ' of \(areCounted(count, "view")) not: ', @planc_view_authority)
        WHEN @planc_views_known = \(count) THEN CONCAT('planc: all tables are \(there), and ', \(count) - @planc_views_right - @planc_views_wait, ' of \(areCounted(count, "view")) not; the error above says why; \(again)')
        ELSE CONCAT('planc: all tables are \(there), and ', \(count) - @planc_views_right - @planc_views_wait, ' of \(areCounted(count, "view")) not: they are neither as in the catalog nor as this plan writes them, so they are left as they are. The rows above show what is there; create them by hand with the \(namesOfSide) names, then \(again)')
      END;
      """)
    writeFindings(
      when: "COALESCE(@planc_views, '') <> 'LATER'",
      shown: [("written by the move", \.after), ("in the catalog", \.view)], to: &script)
    script.refuse(
      "@planc_views", unless: ["OK", "LATER"],
      fallback:
        "planc: all tables are \(there); it cannot be found out whether the views are; run \(files.status)"
    )
    script.line()
  }

  private var namesOfSide: String { target == nil ? "old" : "new" }

  private var again: String {
    let file = target.flatMap { target in files.moves.first { $0.schema == target }?.file }
    return SQLText.inString("run \(file ?? files.rollback) again")
  }

  /// SQL: 1 when nothing is left to do.
  var isDone: String {
    isEmpty ? "TRUE" : "@planc_views_right + @planc_views_wait = \(views.count)"
  }

  /// SQL for the last row, behind the tables; with a leading comma.
  var outcome: String {
    if isEmpty { return "" }
    let word = target == nil ? "back" : "right"
    let waiting =
      others.isEmpty
      ? ""
      : ", IF(@planc_views_wait > 0, CONCAT(', ', @planc_views_wait, ' wait for another move file'), '')"
    let left =
      ", IF(@planc_views_left > 0, CONCAT(', ', @planc_views_left, ' changed or dropped by somebody and left so: the rows above name them'), '')"
    return
      ", '; ', COALESCE(@planc_views_right - @planc_views_left, '?'), ' of \(areCounted(views.count, "view")) \(word)'\(left)\(waiting)"
  }

  /// SQL: 1 when the view names a place that its tables have left, or when that cannot be seen.
  private func namesGone(_ view: CarriedView) -> String {
    let gone: [QualifiedName] =
      if let target {
        view.moves.filter { $0.target.schema == target }.map(\.source)
      } else {
        view.moves.map(\.target)
      }
    let names = gone.map {
      "LOCATE(CAST(\(SQLText.string(SQLText.name($0))) AS BINARY), CAST(VIEW_DEFINITION AS BINARY)) > 0"
    }
    return
      "(SELECT COUNT(*) FROM information_schema.VIEWS WHERE \(isRow(of: view)) AND (\((["COALESCE(VIEW_DEFINITION, '') = ''"] + names).joined(separator: " OR "))))"
  }

  private func isMended(_ view: CarriedView, _ index: Int) -> String {
    let waits = isWaiting(view).map { "NOT \($0) AND " } ?? ""
    return
      "\(waits)NOT (\(isFound(view, known(view)))) AND @planc_keeps_\(index + 1) = 0 AND @planc_view_authority = 'OK'"
  }
}
