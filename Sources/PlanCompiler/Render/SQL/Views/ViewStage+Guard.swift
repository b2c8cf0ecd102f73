/// What a move file asks of its views before its first table moves.
extension ViewStage {
  /// `@planc_views`: 'OK', or the sentence that says what is wrong; NULL if it cannot be read.
  static let condition = GuardCondition(
    holds: "@planc_views = 'OK'", otherwise: "', @planc_views, '",
    evidence: [
      .init(variable: "planc_views", good: .string("OK"), bad: .string("a view has changed"))
    ])

  var conditions: [GuardCondition] { isEmpty ? [] : [Self.condition] }

  func writeGuard(to script: inout Script) {
    if isEmpty { return }
    ViewAuthority.write(views, to: &script)
    let failing = views.enumerated().filter { $1.text.sequences.isEmpty }
    script.line("-- Is each view as in the catalog, or as one of these files writes it?")
    for (index, view) in views.enumerated() {
      script.line("-- \(index + 1). \(SQLText.lineComment("\(view.schema).\(view.view.name)"))")
      script.line(look(view))
    }
    writeSides(to: &script)
    for (index, view) in failing {
      script.line("SET @planc_fails_\(index + 1) = NULL;")
      script.line("SET @planc_fails_\(index + 1) = \(fails(view));")
    }
    script.line(
      """
      SET @planc_views = NULL, @planc_views_known = NULL, @planc_views_right = NULL, @planc_views_fail = NULL;
      SET @planc_views_known = \(sum(views.map { "(\(isFound($0, known($0))))" }));
      SET @planc_views_right = \(sum(views.map(isRight)));
      SET @planc_views_fail = \(sum(failing.map { "@planc_fails_\($0.offset + 1)" }));
      \(verdict)
      """)
    writeFindings(
      when: "COALESCE(@planc_views, '') <> 'OK'", shown: [("in the catalog", \.view)], to: &script)
    if !failing.isEmpty {
      script.line(
        """
        SELECT q.fails_already FROM (
          \(failing.map { "SELECT '\(spoken($0.element))' AS fails_already, @planc_fails_\($0.offset + 1) AS fails" }.joined(separator: "\n  UNION ALL "))) AS q
         WHERE COALESCE(@planc_views, '') <> 'OK' AND q.fails = 1;
        """)
    }
    script.line()
  }

  var verdict: String {
    """
    SET @planc_views = CASE
      WHEN @planc_views_right = \(views.count) THEN 'OK'
      WHEN @planc_views_known = \(views.count) AND @planc_views_fail = 0 AND @planc_view_authority = 'OK' THEN 'OK'
      WHEN NOT (@planc_view_authority = 'OK') THEN @planc_view_authority
      WHEN @planc_views_known < \(views.count) THEN CONCAT(\(views.count) - @planc_views_known, ' of \(areCounted(views.count, "view")) neither as in the catalog nor as this plan writes them: the rows above show both definitions; if no table has moved yet, capture a new catalog and compile the plan again; otherwise run \(SQLText.inString(files.rollback)) first')
      WHEN @planc_views_fail > 0 THEN CONCAT(@planc_views_fail, ' of \(views.count) views fail already (1356), and could not be created again: the rows above name them; repair or drop them; if no table has moved yet, capture a new catalog and compile the plan again, otherwise run \(SQLText.inString(files.rollback)) first')
    END;
    """
  }

  func spoken(_ view: CarriedView) -> String {
    SQLText.inString("\(view.schema).\(view.view.name)")
  }

  /// SQL: 1 when a view fails although nothing of it has moved: then the server lists no columns.
  ///
  /// Not asked of a view with a sequence: a session that may not write cannot open one.
  private func fails(_ view: CarriedView) -> String {
    """
    \(isFound(view, [ViewStatement.fingerprint(view.view)]))
      AND (SELECT COUNT(*) FROM information_schema.TABLES WHERE \(Self.isOne(of: view.needs.map(\.source))) AND \(SQLText.isTable)) = \(view.needs.count)
      AND (SELECT COUNT(*) FROM information_schema.COLUMNS WHERE \(isRow(of: view))) = 0
    """
  }

  /// A view that is not known: what is there, and what it should be, in rows before the refusal. A
  /// client that stops at errors prints them too.
  func writeFindings(
    when condition: String, shown: [(what: String, view: KeyPath<CarriedView, Catalog.View>)],
    to script: inout Script
  ) {
    let rows = views.flatMap { view in
      let name = spoken(view)
      let isUnknown = "FROM (SELECT 1 AS one) AS o WHERE NOT (\(isFound(view, known(view))))"
      let live =
        "SELECT '\(name)' AS view_name, 0 AS n, 'on the server' AS definition_is, COALESCE((SELECT \(ViewStatement.liveDefinition) FROM information_schema.VIEWS WHERE \(isRow(of: view))), 'no such view, or hidden from this account') AS definition \(isUnknown)"
      let others = shown.enumerated().map { index, form in
        let facts = view[keyPath: form.view]
        let text = ViewStatement.creation(facts, named: view.name, as: facts.definition ?? "")
        return
          "SELECT '\(name)', \(index + 1), '\(form.what)', \(SQLText.lines(text)) \(isUnknown)"
      }
      return [live] + others
    }
    script.line(
      """
      SELECT view_name, definition_is, definition FROM (
        \(rows.joined(separator: "\n  UNION ALL "))) AS d
       WHERE \(condition)
       ORDER BY view_name, n;
      """)
  }
}
