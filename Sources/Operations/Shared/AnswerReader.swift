import Foundations

/// Results that are not what the file that was run answers with: nothing may be concluded from them.
package struct AnswerFault: Error, Equatable, Sendable {
  /// Completes "the answers are no whole: …".
  package var sentence: String

  package init(_ sentence: String) { self.sentence = sentence }
}

/// Takes the results of a rendered file one by one, each with the columns that it must have.
struct AnswerReader {
  private var rest: ArraySlice<ServerAnswer>
  private let count: Int

  init(_ answers: [ServerAnswer]) {
    rest = answers[...]
    count = answers.count
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// The rows of the next result, in which no value may be NULL.
  mutating func rows(of columns: [String]) throws(AnswerFault) -> [[String]] {
    let number = count - rest.count + 1
    guard let answer = rest.popFirst() else {
      throw AnswerFault("result \(number) is missing, which has the columns \(list(columns))")
    }
    guard answer.columns == columns else {
      throw AnswerFault(
        "result \(number) has the columns \(list(answer.columns)), not \(list(columns))")
    }
    var rows: [[String]] = []
    for row in answer.rows {
      let texts = row.compactMap(\.self)
      guard texts.count == columns.count else {
        throw AnswerFault("result \(number), of the columns \(list(columns)), has a row with NULL")
      }
      rows.append(texts)
    }
    return rows
  }

  /// The same for a result of so many rows.
  mutating func rows(
    of columns: [String], count: Int
  ) throws(AnswerFault) -> [[String]] {
    let rows = try rows(of: columns)
    guard rows.count == count else {
      throw AnswerFault(
        "the result of the columns \(list(columns)) has \(rows.count) rows, not \(count)")
    }
    return rows
  }

  /// The last result has been taken.
  func finish() throws(AnswerFault) {
    if let answer = rest.first {
      throw AnswerFault("there is a result more, of the columns \(list(answer.columns))")
    }
  }

  private func list(_ columns: [String]) -> String {
    columns.map { "`\($0)`" }.joined(separator: ", ")
  }
}
