/// A text that somebody changes by hand, with the move and with a rollback, as the section `accepted_objects` says.
package struct ChangeByHand: Equatable, Sendable {
  /// `routine shop.report`
  package var object: String
  /// `to archive.orders`
  package var name: String
  package var isDone: Bool

  static let columns = ["change_by_hand", "names_the_table", "state"]

  /// Those that the answers of a file list.
  package static func listed(in answers: [ServerAnswer]) -> [ChangeByHand] {
    answers.filter { $0.columns == columns }.flatMap(\.rows).map { row in
      ChangeByHand(
        object: (row[0]) ?? "", name: (row[1]) ?? "", isDone: row[2] == "done")
    }
  }

  package var sentence: String { "\(object) \(name)" }
}
