package import Foundations

extension GrantStatus {
  /// One for each copy on a table, in their order.
  static func read(
    _ grants: CopyTableGrants, from reader: inout AnswerReader
  ) throws(AnswerFault) -> [GrantStatus] {
    if grants.isEmpty { return [] }
    return try read(
      ["table_grants", "table", "grantee"], count: grants.copies.count, from: &reader)
  }
}

/// A privilege on a new name that is nobody's copy.
package struct OtherGrant: Equatable, OperationStatus {
  package var object: String
  package var grantee: String
  package var privilege: String
}

extension OtherGrant {
  package var word: String { "\(DisplayText.escaped(privilege)), not a copy" }
  package var shownName: String { "\(shownText(object)) to \(shownText(grantee))" }
  package var isListed: Bool { true }

  package var json: JSONValue {
    ["object": .string(object), "grantee": .string(grantee), "privilege": .string(privilege)]
  }

  static func read(
    _ grants: CopyTableGrants, from reader: inout AnswerReader
  ) throws(AnswerFault) -> [OtherGrant] {
    if grants.isEmpty { return [] }
    return try reader.rows(of: ["other_grants", "table", "grantee", "privilege"])
      .map { OtherGrant(object: $0[1], grantee: $0[2], privilege: $0[3]) }
  }
}
