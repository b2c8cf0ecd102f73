import Catalogs
import Foundations

/// The grants on tables that move: the server keeps them by the old name, so the same are granted on the new one.
struct CopyTableGrants: Operation {
  /// By batch, in the order in which the batches move forward: the copies are numbered through.
  var batches: [BatchGrants]

  init(_ batches: [BatchGrants]) { self.batches = batches }

  var isEmpty: Bool { batches.isEmpty }
  var listName: String? { "table_grants" }

  var copies: [GrantCopy] { batches.flatMap(\.copies) }

  func sections(at place: ScriptPlace) -> [SQLSection] {
    let comparison: [SQLSection] = [.granted, .compareGrants]
    switch place {
    case .reading: return [.privileges, .granted, .tableGrants]
    case .preflight: return [.granted, .tableGrants, .preflightTableGrants]
    case .verify: return [.verifyTableGrants]
    case .statusRows: return [.statusTableGrantRows]
    case .batchChecks(.forward): return comparison + [.copyGrantsCheck]
    case .afterMove(.forward):
      return comparison + [.copyGrantsAfter] + copies.map { _ in .copyGrant } + comparison
        + [.copyGrantsCount]
    case .afterBatches(.forward): return [.copyGrantsResult]
    case .batchChecks(.back): return comparison + [.revokeGrantsCheck]
    case .beforeMove(.back):
      return copies.map { _ in .revokeGrant } + comparison + [.revokeGrantsAfter]
    case .afterMove(.back): return comparison + [.revokeGrantsLeft]
    case .afterBatches(.back): return [.revokeGrantsResult]
    case .beforeSchemas, .afterSchemas, .beforeDrop, .afterDrop, .checks, .beforeBatches,
      .batchText,
      .beforeMove(.forward), .move:
      return []
    }
  }

  func writeLists(in file: ScriptKind, to script: inout SQLScript) {
    switch file {
    case .preflight, .verify, .status, .move, .rollback: write(to: &script)
    case .createSchemas, .dropSchemas: break
    }
  }

  /// The rollback finds out what it may revoke.
  func addPrivileges(in file: ScriptKind, to required: inout RequiredPrivileges) {
    if file == .rollback { return }
    for copy in copies {
      let privileges = copy.grants.flatMap(\.grantedPrivileges).map(\.privilege)
      required.add(granting: privileges, on: copy.target.schema)
    }
    required.add("SELECT", on: "mysql")
  }

  var leftOutOfRehearsal: [String] {
    copies.isEmpty
      ? []
      : [
        "the grants on tables, which the migration copies to the new names (\(copies.count) in all)"
      ]
  }

  /// `@planc_table_grants`: the copied grants on tables, numbered, and without a number the other grants that
  /// the catalog has on the old and the new names.
  private func write(to script: inout SQLScript) {
    var rows: [[HeadList.Member]] = []
    var number = 0
    func privileges(_ list: [GrantedPrivilege]) -> HeadList.Member {
      .list(
        "privileges",
        list.map {
          [
            .text("privilege", $0.privilege),
            .optional("column", $0.column.isEmpty ? nil : $0.column),
          ]
        })
    }
    for grants in batches {
      for copy in grants.copies {
        number += 1
        let isRenamed = copy.target.table != copy.source.table
        rows.append([
          .number("copy", number), .text("grantee", copy.grantee.asGrantee),
          .text("from", copy.source.schema), .text("table", copy.source.table),
          .text("to", copy.target.schema),
          .optional("as", isRenamed ? copy.target.table : nil), privileges(copy.grantedPrivileges),
        ])
      }
      for grant in grants.others {
        guard let table = grant.table else { continue }
        let option =
          grant.isGrantable ? [GrantedPrivilege.grantOption] : []
        rows.append([
          .text("grantee", grant.grantee.asGrantee), .text("from", table.schema),
          .text("table", table.table), privileges(grant.grantedPrivileges + option),
        ])
      }
    }
    HeadList.write("table_grants", rows, to: &script)
  }
}
