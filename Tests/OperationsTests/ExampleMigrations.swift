import PlancTestSupport

@testable import Foundations
@testable import Operations
@testable import Plans

/// Migrations without a plan behind them, for tests of what is rendered.
enum Example {
  /// The 34 tables of phase A.
  static var phaseA: Migration {
    migration(
      "phase_a",
      schemas: [
        MigratedSchema(
          name: "lupopedia", alias: "core", tablesBefore: 111, tablesAfter: 77, budget: 111),
        created("lupopedia_orchestration", alias: "orchestration", tables: 22),
        created("lupopedia_ephemeral", alias: "ephemeral", tables: 12),
      ],
      targets: [
        ("lupopedia", "lupopedia_orchestration", PhaseATables.orchestration.map(pairs)),
        ("lupopedia", "lupopedia_ephemeral", PhaseATables.ephemeral.map(pairs)),
      ])
  }

  /// Phase A with one more table in a group of the ephemeral ones, and the counts that follow.
  static func phaseA(adding table: String, toGroup group: Int) -> Migration {
    var migration = phaseA
    migration.schemas[0].tablesBefore += 1
    migration.schemas[0].budget? += 1
    migration.schemas[2].tablesAfter += 1
    var groups = migration.batches[1].groups
    groups[group].moves.append(
      Move(
        QualifiedName("lupopedia", table), to: QualifiedName("lupopedia_ephemeral", table)))
    migration.batches[1] = Batch(groups: groups)
    return migration
  }

  /// One table that gets another name, between two schemas that are there.
  static var renaming: Migration {
    migration(
      "rename", schemas: [existing("a", alias: "a", 2, 1), existing("b", alias: "b", 0, 1)],
      targets: [("a", "b", [(nil, [("old", "new")])])])
  }

  typealias Group = (title: String?, tables: [(old: String, new: String)])

  /// - Parameter targets: a batch for each.
  static func migration(
    _ name: String, schemas: [MigratedSchema],
    targets: [(source: String, target: String, groups: [Group])]
  ) -> Migration {
    let batches = targets.map { source, target, groups in
      Batch(
        groups: groups.map { group in
          Batch.Group(
            title: group.title,
            moves: group.tables.map {
              Move(QualifiedName(source, $0.old), to: QualifiedName(target, $0.new))
            })
        })
    }
    let aliases = Dictionary(uniqueKeysWithValues: schemas.map { ($0.name, $0.alias) })
    return Migration(
      name: name, planPath: "plans/\(name).yaml", title: "Schema Federation Migration",
      version: "4.0.3", lockWaitTimeoutSeconds: 5, schemas: schemas,
      batches: batches,
      code: code,
      fileNames: FileNames(
        plan: name, moves: targets.map { ($0.target, aliases[$0.target] ?? $0.target) }))
  }

  /// With the map of this project's plans.
  static let code: CodeSettings = {
    var code = CodeSettings()
    code.php = PHPMapSettings(function: "lupo_table", constant: "LUPO_SCHEMA")
    return code
  }()

  static func created(_ name: String, alias: String, tables: Int) -> MigratedSchema {
    MigratedSchema(
      name: name, alias: alias, tablesBefore: 0, tablesAfter: tables,
      create: .init(characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci", comment: nil))
  }

  static func existing(_ name: String, alias: String, _ before: Int, _ after: Int)
    -> MigratedSchema
  {
    MigratedSchema(name: name, alias: alias, tablesBefore: before, tablesAfter: after)
  }

  /// One table that keeps its name.
  static func table(_ name: String) -> Group { (nil, [(name, name)]) }

  private static func pairs(_ group: PhaseATables.Group) -> Group {
    (group.title, group.tables.map { ($0, $0) })
  }
}
