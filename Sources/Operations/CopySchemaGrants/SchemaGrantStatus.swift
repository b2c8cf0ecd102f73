extension GrantStatus {
  /// One for each copy on a created schema, in their order.
  static func read(
    _ grants: CopySchemaGrants, from reader: inout AnswerReader
  ) throws(AnswerFault) -> [GrantStatus] {
    if grants.isEmpty { return [] }
    let count = grants.schemas.reduce(0) { $0 + $1.copies.count }
    return try read(["schema_grants", "schema", "grantee"], count: count, from: &reader)
  }
}
