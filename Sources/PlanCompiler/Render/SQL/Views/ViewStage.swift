/// The views that a script creates again: asked about before its first table moves, written behind
/// its last.
///
/// A view is known by the fingerprint of its definition: that of the catalog, or one that these
/// files write. What is known is replaced by what belongs to the present state; anything else is
/// never overwritten. So each script goes on from any state that another has left.
///
/// What a view must be depends on which target schemas have been filled. A move file is for one of
/// them; of the others it asks the server. A view of whose tables some are on their way waits for
/// the file that moves them.
struct ViewStage {
  /// A definition, and the state to which it belongs.
  struct Form {
    var filled: Set<String>
    var fingerprint: String
    /// SQL that is 1 in that state.
    var condition: String
  }

  /// Views behind those that they name.
  var views: [CarriedView]
  var files: FileNames
  /// The target schema that the script fills; nil for the rollback, which empties all.
  var target: String?
  /// SQL that is 1 when every table of the script has arrived.
  var arrived: String
  /// The variables that `arrived` reads.
  var evidence: [GuardCondition.Evidence]
  /// Whether a table can stay at its target, in a rollback, and with it the views that name it.
  var leavesTables = false

  var isEmpty: Bool { views.isEmpty }

  /// Those that a move file must create again: they, or views under them, name a table of its
  /// target. And the views under these: another file may have been cut before it came to one.
  static func forward(
    _ migration: Migration, target: String, arrived: String, evidence: [GuardCondition.Evidence]
  ) -> ViewStage {
    let own = migration.views.filter { $0.neededTargets.contains(target) }
    let under = Set(own.flatMap(\.under))
    return ViewStage(
      views: migration.views.filter {
        $0.neededTargets.contains(target) || under.contains($0.name)
      },
      files: migration.fileNames, target: target, arrived: arrived, evidence: evidence)
  }

  static func rollback(
    _ migration: Migration, arrived: String, evidence: [GuardCondition.Evidence]
  ) -> ViewStage {
    ViewStage(
      views: migration.views, files: migration.fileNames, target: nil, arrived: arrived,
      evidence: evidence, leavesTables: !migration.parkedBatches.isEmpty)
  }

  /// SQL: 1 when the tables of a view are at their source.
  func isHome(_ view: CarriedView) -> String {
    "(SELECT COUNT(*) FROM information_schema.TABLES WHERE \(Self.isOne(of: view.needs.map(\.source))) AND \(SQLText.isTable)) = \(view.needs.count)"
  }

  /// The targets of which the script must ask whether they are filled: in a move file all others
  /// that a view of its own names.
  var others: [String] {
    guard let target else { return [] }
    var others: [String] = []
    for schema in views.flatMap(\.neededTargets) where schema != target {
      if !others.contains(schema) { others.append(schema) }
    }
    return others
  }

  private func side(_ schema: String) -> String {
    guard let place = others.firstIndex(of: schema) else {
      preconditionFailure("\(schema) is no other target of these views")
    }
    return "@planc_side_\(place + 1)"
  }

  /// The forms that the script writes, each with the state to which it belongs. Of these states
  /// one at most holds; none where tables are on their way.
  func forms(of view: CarriedView) -> [Form] {
    guard let target else {
      return [form(of: view, filled: [], condition: "TRUE")]
    }
    return view.stages.filter { $0.contains(target) || !view.targets.contains(target) }.map {
      filled in
      let conditions = view.neededTargets.filter { $0 != target }.map { schema in
        if !view.targets.contains(schema) { return "\(side(schema)) IN ('before', 'after')" }
        return "\(side(schema)) = '\(filled.contains(schema) ? "after" : "before")'"
      }
      return form(
        of: view, filled: filled,
        condition: conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND "))
    }
  }

  private func form(of view: CarriedView, filled: Set<String>, condition: String) -> Form {
    Form(
      filled: filled, fingerprint: ViewStatement.fingerprint(view.view(filled: filled)),
      condition: condition)
  }

  /// Of every form that any of the files writes, and of the catalog's.
  func known(_ view: CarriedView) -> [String] {
    view.stages.map { ViewStatement.fingerprint(view.view(filled: $0)) }
  }

  /// The variable that holds the fingerprint of the view on the server.
  func variable(_ view: CarriedView) -> String {
    guard let place = views.firstIndex(of: view) else {
      preconditionFailure("\(view.name) is no view of this script")
    }
    return "@planc_view_\(place + 1)"
  }

  /// Asks the server what a view is. What was known before is forgotten first; a view that is not
  /// there has no fingerprint.
  func look(_ view: CarriedView) -> String {
    let variable = variable(view)
    return """
      SET \(variable) = NULL;
      SET \(variable) = (SELECT \(ViewStatement.liveFingerprint) FROM information_schema.VIEWS WHERE \(isRow(of: view)));
      """
  }

  /// A condition on a row of VIEWS or COLUMNS.
  func isRow(of view: CarriedView) -> String {
    "TABLE_SCHEMA = \(SQLText.string(view.schema)) AND TABLE_NAME = \(SQLText.string(view.view.name))"
  }

  /// SQL: 1 when the view had one of these fingerprints when it was looked at, else 0.
  func isFound(_ view: CarriedView, _ fingerprints: [String]) -> String {
    let list = fingerprints.map { "'\($0)'" }.joined(separator: ", ")
    return "COALESCE(\(variable(view)), '') IN (\(list))"
  }

  /// SQL: 1 when the view is what belongs to the present state, else 0 or NULL.
  func isRight(_ view: CarriedView) -> String {
    let forms = forms(of: view).map { form in
      let found = isFound(view, [form.fingerprint])
      return form.condition == "TRUE" ? found : "\(form.condition) AND \(found)"
    }
    return "(\(forms.joined(separator: " OR ")))"
  }

  /// SQL: 1 when the view waits for another move file, else 0 or NULL; nil for one that never does.
  func isWaiting(_ view: CarriedView) -> String? {
    if leavesTables, let place = views.firstIndex(of: view) {
      return "(@planc_home_\(place + 1) = 0)"
    }
    let sides = view.neededTargets.filter { $0 != target && target != nil }.map { side($0) }
    if sides.isEmpty { return nil }
    return "(\(sides.map { "\($0) = 'between'" }.joined(separator: " OR ")))"
  }

  /// `@planc_side_1` and so on: whether the tables of another target, as far as these views name
  /// them, are all there ('after'), all at home ('before'), or neither ('between').
  func writeSides(to script: inout Script) {
    for (index, schema) in others.enumerated() {
      var moves: [Move] = []
      for move in views.flatMap(\.needs) where move.target.schema == schema {
        if !moves.contains(move) { moves.append(move) }
      }
      let variable = "@planc_side_\(index + 1)"
      script.line(
        """
        SET \(variable) = NULL, @planc_there = NULL, @planc_left = NULL;
        SET @planc_there = (SELECT COUNT(*) FROM information_schema.TABLES WHERE \(Self.isOne(of: moves.map(\.target))) AND \(SQLText.isTable));
        SET @planc_left = (SELECT COUNT(*) FROM information_schema.TABLES WHERE \(Self.isOne(of: moves.map(\.source))) AND \(SQLText.isTable));
        SET \(variable) = CASE WHEN @planc_there = \(moves.count) AND @planc_left = 0 THEN 'after' WHEN @planc_there = 0 AND @planc_left = \(moves.count) THEN 'before' WHEN @planc_there + @planc_left >= 0 THEN 'between' END;
        """)
    }
  }

  /// A condition that a row of TABLES has one of these names, to the letter.
  static func isOne(of names: [QualifiedName]) -> String {
    var schemas: [String] = []
    for name in names where !schemas.contains(name.schema) { schemas.append(name.schema) }
    let parts = schemas.map { schema in
      let tables = names.filter { $0.schema == schema }.map { SQLText.string($0.table) }
      return
        "CAST(TABLE_SCHEMA AS BINARY) = \(SQLText.string(schema)) AND CAST(TABLE_NAME AS BINARY) IN (\(tables.joined(separator: ", ")))"
    }
    return parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " OR ")))"
  }

  /// A sum of conditions, a line each.
  func sum(_ parts: [String]) -> String {
    parts.isEmpty ? "0" : parts.joined(separator: "\n    + ")
  }
}
