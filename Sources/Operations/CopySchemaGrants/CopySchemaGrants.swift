import Catalogs
import Foundations

/// Whoever has privileges on one schema gets the same on another, as soon as it is created: `grants_like`.
struct CopySchemaGrants: Operation {
  /// In the order in which the schemas are created.
  private let all: [SchemaGrants]
  /// Those with a copy.
  let schemas: [SchemaGrants]

  init(_ schemas: [SchemaGrants]) {
    all = schemas
    self.schemas = schemas.filter { !$0.copies.isEmpty }
  }

  /// Whether the plan asks for none, which is not the same as that there are none to copy.
  var isUnwanted: Bool { all.isEmpty }

  var isEmpty: Bool { schemas.isEmpty }
  var listName: String? { "schema_grants" }

  func sections(at place: ScriptPlace) -> [SQLSection] {
    let copies = schemas.flatMap(\.copies)
    switch place {
    case .reading: return [.privileges, .schemaGrants]
    case .preflight: return [.preflightSchemaGrants]
    case .verify: return [.verifySchemaGrants]
    case .statusRows: return [.statusSchemaGrantRows]
    case .beforeSchemas: return [.compareSchemaGrants, .copySchemaGrants]
    case .afterSchemas:
      return [.compareSchemaGrants, .copySchemaGrantsAfter] + copies.map { _ in .copySchemaGrant }
        + [.compareSchemaGrants, .copySchemaGrantsResult]
    case .beforeDrop:
      return [.compareSchemaGrants] + copies.map { _ in .revokeSchemaGrant }
        + [.compareSchemaGrants, .revokeSchemaGrantsAfter]
    case .afterDrop: return [.revokeOwnSchemaGrant]
    case .checks, .beforeBatches, .batchText, .batchChecks, .beforeMove, .move, .afterMove,
      .afterBatches:
      return []
    }
  }

  func writeLists(in file: ScriptKind, to script: inout SQLScript) {
    switch file {
    case .verify, .status: writeCopies(to: &script)
    case .preflight, .createSchemas, .dropSchemas:
      writeCopies(to: &script)
      writeBasis(to: &script)
    case .move, .rollback: break
    }
  }

  func addPrivileges(in file: ScriptKind, to required: inout RequiredPrivileges) {
    if schemas.isEmpty { return }
    for grants in schemas {
      let privileges = grants.copies.flatMap(\.grantedPrivileges).map(\.privilege)
      required.add(granting: privileges, on: grants.schema)
    }
    required.add("SELECT", on: "mysql")
  }

  var leftOutOfRehearsal: [String] {
    schemas.map { "the grants on `\(shown($0.schema))` like those on `\(shown($0.like))`" }
  }

  /// `@planc_schema_grants`: the copied grants on the schemas that the plan creates.
  private func writeCopies(to script: inout SQLScript) {
    HeadList.write(
      "schema_grants",
      schemas.flatMap { schema in
        schema.copies.map { grant in
          [
            .text("schema", schema.schema), .text("grantee", grant.grantee.asGrantee),
            .text("pattern", grant.pattern ?? ""),
            .texts(
              "privileges",
              grant.grantedPrivileges.map(\.privilege)
                + (grant.isGrantable ? [GrantedPrivilege.grantOption.privilege] : [])),
          ]
        }
      }, to: &script)
  }

  /// `@planc_schema_grants_like`: the grants of the catalog from which the copies were derived.
  private func writeBasis(to script: inout SQLScript) {
    HeadList.write(
      "schema_grants_like",
      schemas.map { grants in
        [
          .text("schema", grants.schema), .text("like", grants.like),
          .list(
            "grants",
            grants.basis.map { grant in
              [
                .text("grantee", grant.grantee.asGrantee), .text("pattern", grant.pattern ?? ""),
                .texts(
                  "privileges",
                  grant.grantedPrivileges.map(\.privilege)
                    + (grant.isGrantable ? [GrantedPrivilege.grantOption.privilege] : [])),
              ]
            }),
        ]
      }, to: &script)
  }
}
