/// The statements that move several tables, as JSON: rows `first_n` and `last_n`, the numbers of their
/// moves in `MovesList`.
///
/// A statement moves all of its tables or none. Where a part has moved, as MySQL leaves it when the
/// server dies while it moves tables that are not InnoDB, no file touches the rest.
struct StatementList {
  private var ranges: [ClosedRange<Int>] = []

  init(_ migration: Migration) {
    var first = 1
    for batch in migration.batches {
      if batch.count > 1 { ranges.append(first...(first + batch.count - 1)) }
      first += batch.count
    }
  }

  func write(to script: inout Script) {
    if ranges.isEmpty { return }
    let rows = ranges.map { "[\($0.lowerBound), \($0.upperBound)]" }
    script.line("SET @planc_statements = '[\(rows.joined(separator: ", "))]';")
  }

  /// Sets `@planc_halves` to how many statements have moved a part of their tables.
  ///
  /// - Parameters:
  ///   - isThere: the condition that a move's table is at its source alone.
  ///   - isMoved: that it is at its target alone.
  ///   - joined: the moves, as `p`, with what these conditions need.
  func writeHalves(
    isThere: String, isMoved: String, of joined: String, to script: inout Script
  ) {
    if ranges.isEmpty { return }
    script.line(
      """
      SET @planc_halves = NULL;
      SELECT COUNT(*)
        FROM (SELECT w.first_n FROM (SELECT p.n, \(isThere) AS at_source, \(isMoved) AS at_target
      \(joined)) AS p
        LEFT JOIN JSON_TABLE(@planc_statements, '$[*]' COLUMNS (first_n INT PATH '$[0]', last_n INT PATH '$[1]')) AS w ON p.n BETWEEN w.first_n AND w.last_n
       WHERE COALESCE(w.first_n, 0) > 0 GROUP BY w.first_n HAVING SUM(p.at_source) > 0 AND SUM(p.at_target) > 0) AS h
        INTO @planc_halves;
      """)
  }

  /// The beginning of a condition.
  var areWhole: String { ranges.isEmpty ? "" : "@planc_halves = 0 AND " }

  /// What is said where the server has refused the question.
  var unknown: String {
    if ranges.isEmpty { return "" }
    return
      "\n    WHEN @planc_halves IS NULL THEN 'whether each statement is whole could not be found out: look at the error above'"
  }

  var meaning: String {
    if ranges.isEmpty { return "" }
    return
      "\n    WHEN @planc_halves > 0 THEN 'some tables of one statement are at their target, the others at their source, and no file touches them: bring the smaller part to the others, see the rows below and the runbook'"
  }
}
