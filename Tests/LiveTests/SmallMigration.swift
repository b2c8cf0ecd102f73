@testable import Foundations
@testable import Operations
@testable import Plans

/// Migrations other than phase A, built by hand.
enum SmallMigration {
  typealias Group = (title: String?, tables: [(old: String, new: String)])

  /// - Parameter batches: each with its sources; all with targets among the schemas.
  static func make(
    _ name: String, schemas: [MigratedSchema],
    batches: [[(source: String, target: String, group: Group)]]
  ) -> Migration {
    let built = batches.map { groups in
      Batch(
        groups: groups.map { source, target, group in
          Batch.Group(
            title: group.title,
            moves: group.tables.map {
              Move(QualifiedName(source, $0.old), to: QualifiedName(target, $0.new))
            })
        })
    }
    var targets: [String] = []
    for batch in batches where !targets.contains(batch[0].target) {
      targets.append(batch[0].target)
    }
    return Migration(
      name: name, planPath: "plans/\(name).yaml", title: "It's \\! a `test` */ -- ;",
      version: "1", lockWaitTimeoutSeconds: 1, schemas: schemas,
      batches: built,
      code: CodeSettings(),
      fileNames: FileNames(
        plan: name,
        moves: targets.enumerated().map { ($0.element, "target_\($0.offset)") }))
  }

  static func schema(
    _ name: String, _ before: Int, _ after: Int, creates comment: String? = nil
  ) -> MigratedSchema {
    MigratedSchema(
      name: name, alias: name, tablesBefore: before, tablesAfter: after,
      create: comment.map {
        .init(characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci", comment: $0)
      })
  }
}
