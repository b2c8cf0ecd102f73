package import Foundations

/// How much of a copied grant is there.
package struct GrantStatus: Equatable, OperationStatus {
  package enum Degree: String, Sendable {
    case done = "copied"
    case part = "partially copied"
    case none = "not copied"
    case hidden = "hidden from this account"
  }

  /// The schema, or the table's new name.
  package var object: String
  package var grantee: String
  package var degree: Degree
}

extension GrantStatus {
  package var word: String { degree.rawValue }
  package var shownName: String { "\(shownText(object)) to \(shownText(grantee))" }
  package var isListed: Bool { degree == .part }

  package var json: JSONValue {
    ["object": .string(object), "grantee": .string(grantee), "state": .string(word)]
  }

  /// - Parameter columns: those of the result; the first is the state.
  static func read(
    _ columns: [String], count: Int, from reader: inout AnswerReader
  ) throws(AnswerFault) -> [GrantStatus] {
    var found: [GrantStatus] = []
    for row in try reader.rows(of: columns, count: count) {
      guard let degree = Degree(rawValue: row[0]) else {
        throw AnswerFault("`\(row[0])` is not a state of a grant")
      }
      found.append(GrantStatus(object: row[1], grantee: row[2], degree: degree))
    }
    return found
  }
}
