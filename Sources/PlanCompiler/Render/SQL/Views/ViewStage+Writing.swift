/// The statements, each in its own state only, and what is counted behind them.
extension ViewStage {
  /// A statement, and the condition under which it is next.
  struct Writing {
    var view: CarriedView
    var form: Form
    var statement: String
    var condition: String

    /// Sets `@planc_go` to 1 when it is next.
    var decision: String { "SET @planc_go = \(condition);" }
  }

  /// In the order in which they run.
  var writings: [Writing] {
    views.flatMap { view in
      forms(of: view).map { form in
        let others = known(view).filter { $0 != form.fingerprint }
        let facts =
          [arrived, "@planc_view_authority = 'OK'"]
          + (form.condition == "TRUE" ? [] : [form.condition])
        return Writing(
          view: view, form: form,
          statement: ViewStatement.creation(
            view.view, named: view.name, as: view.statement(filled: form.filled)),
          condition: facts.joined(separator: " AND ") + " AND \(isThere(view, others)) = 1")
      }
    }
  }

  func write(to script: inout Script) {
    if isEmpty { return }
    script.line(
      "-- Views: from the move to here they answer with error 1356. What will run, word for word.")
    for writing in writings { write(writing, to: &script) }
    writeSides(to: &script)
  }

  private func write(_ writing: Writing, to script: inout Script) {
    let view = writing.view.view
    let filled = writing.view.targets.filter(writing.form.filled.contains)
    let name = "\(writing.view.schema).\(view.name)"
    let state =
      writing.view.targets.count > 1 && target != nil
      ? ", when its tables have arrived in \(filled.joined(separator: ", ")) alone" : ""
    script.line(
      "-- \(SQLText.lineComment(name + (filled.count == writing.view.targets.count ? "" : state)))")
    writeSides(to: &script)
    script.line(
      """
      SET @planc_view = \(SQLText.lines(writing.statement));
      SET @planc_go = NULL;
      \(writing.decision)
      SET @planc_sql = IF(@planc_go = 1, 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      SET @planc_sql = IF(@planc_go = 1, @planc_view, 'DO 0');
      \(ViewStatement.settings(view))
      SET @planc_sql = IF(@@SESSION.character_set_client = \(SQLText.string(view.characterSetClient)) AND @@SESSION.collation_connection = \(SQLText.string(view.collationConnection)), @planc_sql, 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      SET NAMES utf8mb4;
      DEALLOCATE PREPARE planc;
      SET SESSION TRANSACTION READ ONLY;
      """)
  }

  // MARK: A move file

  /// `@planc_views_right`, `@planc_views_wait`: how many are what they must be, and how many wait
  /// for another file.
  func writeCount(to script: inout Script) {
    if isEmpty { return }
    script.line(
      """
      SET @planc_views_right = NULL, @planc_views_wait = NULL;
      SET @planc_views_right = \(sum(views.map(isRight)));
      SET @planc_views_wait = \(sum(views.compactMap(isWaiting)));
      """)
    script.refuse(
      "@planc_views", unless: ["OK"],
      fallback: "planc: no view was changed: a check could not be made; run \(files.preflight)",
      lead: "planc: no view was changed: ")
    script.line()
  }

  /// SQL: 1 when nothing is left to do.
  var isDone: String {
    isEmpty ? "TRUE" : "@planc_views_right + @planc_views_wait = \(views.count)"
  }

  /// SQL for the last row, behind the tables; with a leading comma.
  var outcome: String {
    if isEmpty { return "" }
    return
      ", CONCAT('; ', COALESCE(@planc_views_right, '?'), ' of \(views.count) views are right', IF(@planc_views_wait > 0, CONCAT(', ', @planc_views_wait, ' wait for the other move files'), ''))"
  }

  // MARK: The rollback

  /// `@planc_views_back`: how many are as in the catalog again, or name no new place of a table: a
  /// view that somebody has mended or dropped since is left as it is.
  func writeCountBack(to script: inout Script) {
    if isEmpty { return }
    script.line(
      """
      SET @planc_views_back = NULL, @planc_views = NULL;
      SET @planc_views_back = \(sum(views.map(isBack)));
      SET @planc_views = CASE
        WHEN NOT (\(arrived)) THEN 'LATER'
        WHEN @planc_views_back = \(views.count) THEN 'OK'
        WHEN NOT (@planc_view_authority = 'OK') THEN CONCAT('planc: all tables are back, and ', \(views.count) - @planc_views_back, ' of \(views.count) views are not: ', @planc_view_authority)
        ELSE CONCAT('planc: all tables are back, and ', \(views.count) - @planc_views_back, ' of \(views.count) views are not: they were changed after the move, so they are left as they are; the rows above show what is there, and what the catalog has. Create them by hand, then run \(SQLText.inString(files.rollback)) again')
      END;
      """)
    writeFindings(
      when: "COALESCE(@planc_views, '') <> 'LATER'",
      shown: [("written by the move", \.after), ("in the catalog", \.view)], to: &script)
    script.refuse(
      "@planc_views", unless: ["OK", "LATER"],
      fallback: "planc: all tables are back; it cannot be found out whether the views are")
  }

  /// SQL: 1 when a view is home, else 0.
  private func isBack(_ view: CarriedView) -> String {
    let there =
      "information_schema.VIEWS WHERE TABLE_SCHEMA = \(SQLText.string(view.schema)) AND TABLE_NAME = \(SQLText.string(view.view.name))"
    let names = view.moves.map {
      "LOCATE(CAST(\(SQLText.string(SQLText.name($0.target))) AS BINARY), CAST(VIEW_DEFINITION AS BINARY)) > 0"
    }
    let isFree =
      "(SELECT COUNT(*) FROM \(there) AND (COALESCE(VIEW_DEFINITION, '') = '' OR \(names.joined(separator: " OR ")))) = 0"
    return
      "(\(isThere(view, [ViewStatement.fingerprint(view.view)])) = 1 OR @planc_view_authority = 'OK' AND \(isFree))"
  }
}
