/// One result of a statement: its columns by name, and its rows as text.
package struct ServerAnswer: Equatable, Sendable {
  package var columns: [String]
  /// Each as wide as `columns`; nil for NULL.
  package var rows: [[String?]]

  package init(columns: [String], rows: [[String?]]) {
    self.columns = columns
    self.rows = rows
  }
}
