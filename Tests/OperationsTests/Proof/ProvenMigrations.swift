@testable import Foundations
@testable import Operations
@testable import Plans

/// Migrations built by hand, without a plan.
enum ProvenMigrations {
  static let all = ["small": small, "two sources": twoSources, "odd names": oddNames]

  /// Two tables to a schema that is created, one of them under a new name, and one to another.
  static let small = migration(
    groups: [
      ("new_home", "First", [("core", "a_table", "a_table"), ("core", "b_table", "b_renamed")]),
      ("second_home", "Second", [("core", "c_table", "c_table")]),
    ], before: ["core": 5])

  /// Two sources feed one target that exists.
  static let twoSources = migration(
    groups: [
      ("home", nil, [("left", "a", "a"), ("right", "b", "b"), ("left", "c", "d")])
    ], before: ["left": 2, "right": 1, "home": 4])

  /// Names that would find each other, or end a quote, were they not escaped.
  static let oddNames = migration(
    groups: [
      (
        "tür `q", "it's ` TO `x`.`y`",
        [("co'r\\e", "a`b", "a`b"), ("co'r\\e", "` TO `", "\"x\" y")]
      )
    ], before: ["co'r\\e": 3])

  static func migration(
    groups: [(target: String, title: String?, tables: [(String, String, String)])],
    before: [String: Int]
  ) -> Migration {
    var targets: [String] = []
    var byTarget: [String: [Batch.Group]] = [:]
    for group in groups {
      if byTarget[group.target] == nil { targets.append(group.target) }
      byTarget[group.target, default: []].append(
        Batch.Group(
          title: group.title,
          moves: group.tables.map {
            Move(QualifiedName($0.0, $0.1), to: QualifiedName(group.target, $0.2))
          }))
    }
    let batches = targets.map { Batch(groups: byTarget[$0] ?? []) }
    let names = before.keys.sorted() + targets.filter { before[$0] == nil }
    let schemas = names.enumerated().map { index, name in
      let moves = batches.flatMap(\.moves)
      let start = before[name] ?? 0
      let gone = moves.count { $0.source.schema == name }
      let come = moves.count { $0.target.schema == name }
      return MigratedSchema(
        name: name, alias: "s\(index)", tablesBefore: start, tablesAfter: start - gone + come,
        create: before[name] != nil
          ? nil
          : .init(
            characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci", comment: "it's \\ odd"))
    }
    return Migration(
      name: "hand", planPath: "plans/hand.yaml", title: "By hand", version: "1",
      lockWaitTimeoutSeconds: 1, schemas: schemas,
      batches: batches,
      code: CodeSettings(),
      fileNames: FileNames(
        plan: "hand",
        moves: targets.map { target in (target, "s\(names.firstIndex(of: target) ?? 0)") }))
  }
}
