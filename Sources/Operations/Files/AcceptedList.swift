import Catalogs
import Diagnostics
import Foundations
import Plans

extension SQLScript {
  /// `@planc_accepted`: what the move of a table breaks, as the plan knows and accepts it; each with the table's
  /// new name.
  mutating func writeAccepted(of migration: Migration) {
    let targets = Dictionary(
      migration.batches.flatMap(\.moves).map { ($0.source, $0.target) },
      uniquingKeysWith: { first, _ in first })
    var rows: [[HeadList.Member]] = []
    var written: Set<[QualifiedName]> = []
    for risk in migration.acceptedRisks {
      guard let table = risk.table, let object = risk.object,
        written.insert([table, object]).inserted
      else { continue }
      let target = targets[table]
      let isRenamed = target.map { $0.table != table.table } ?? false
      let what: [HeadList.Member] =
        object.schema.isEmpty
        ? [.text("account", Catalog.Account(object.table).asGrantee)]
        : [.text("schema", object.schema), .text("object", object.table)]
      rows.append(
        [.optional("kind", risk.changedKind)] + what + [
          .text("on", table.schema), .text("table", table.table),
          .optional("to", target?.schema), .optional("as", isRenamed ? target?.table : nil),
        ])
    }
    if !rows.isEmpty { HeadList.write("accepted", rows, to: &self) }
  }
}
