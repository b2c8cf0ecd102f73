/// Where a run of a file may stop without leaving a batch half done.
///
/// A batch is more than its RENAME: a table with triggers is away from the first of its statements
/// to the last, and grants are copied when the tables are there. So before the first statement of a
/// batch that writes a run may stop anywhere, and after it not before the next batch begins. Views
/// are created behind the last batch: they belong to it.
package struct StopPoints: Sendable {
  /// For each statement: whether a run may stop before it.
  package private(set) var mayStop: [Bool] = []
  /// For each statement: how many batches of the file are over when it is the next one.
  package private(set) var batchesBefore: [Int] = []

  package init(_ script: SQLScript) {
    self.init(script.statements, batchStarts: Set(script.batchStarts))
  }

  init(_ statements: [ScriptStatement], batchStarts: Set<Int>) {
    var isOpen = true
    var begun = 0
    for (index, statement) in statements.enumerated() {
      if batchStarts.contains(index) {
        isOpen = true
        begun += 1
      }
      mayStop.append(isOpen)
      batchesBefore.append(max(0, begun - 1))
      if statement.opensSession { isOpen = false }
    }
  }
}
