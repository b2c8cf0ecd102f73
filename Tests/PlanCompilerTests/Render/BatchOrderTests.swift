import Testing

@testable import PlanCompiler

/// The guards of later batches ask for what the earlier ones have moved. The proof takes that number
/// from the guard itself, so it is held against the plan here.
struct BatchOrderTests {
  /// Batches of 2, 3, 1 and 1 tables to one schema.
  static let migration: Migration = {
    var migration = Example.migration(
      "p",
      schemas: [Example.existing("a", alias: "a", 9, 2), Example.existing("b", alias: "b", 0, 7)],
      targets: [])
    let sizes = [2, 3, 1, 1]
    migration.steps = sizes.indices.map { index in
      Step.moving(
        Batch(groups: [
          .init(
            title: nil,
            moves: (0..<sizes[index]).map {
              Move(QualifiedName("a", "t\(index)_\($0)"), to: QualifiedName("b", "t\(index)_\($0)"))
            })
        ]))
    }
    migration.fileNames = FileNames(plan: "p", moves: [("b", "b")])
    return migration
  }()

  static func conditions(_ variable: String, in ending: String) throws -> [String] {
    let file = try #require(renderSQL(migration).first { $0.path.hasSuffix(ending) })
    return String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
      .compactMap { line in
        let parts = line.split(
          separator: "     AND @\(variable) = ", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[1]) : nil
      }
  }

  @Test func `a batch goes when all tables of those before it are moved`() throws {
    #expect(try Self.conditions("planc_moved", in: "move_b_tables.sql") == ["2", "5", "6"])
  }

  @Test func `back a batch goes when all tables of those behind it are home`() throws {
    #expect(try Self.conditions("planc_back", in: "rollback.sql") == ["1", "2", "5"])
  }
}
