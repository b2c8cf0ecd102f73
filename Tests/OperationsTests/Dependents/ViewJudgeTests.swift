import Testing

@testable import Catalogs
@testable import Foundations
@testable import MySQL
@testable import Operations

/// Which views can be created again as they were.
struct ViewJudgeTests {
  private static func catalog() -> Catalog {
    var catalog = Catalog(server: .init(.mariadb, version: "10.11"), lowerCaseTableNames: 0)
    catalog.schemas = ["a", "b", "c", "d"].map { name in
      var schema = Catalog.Schema(name, characterSet: "utf8mb4", collation: "utf8mb4_general_ci")
      schema.tables = [Catalog.Table("t")]
      return schema
    }
    return catalog
  }

  private static func view(_ definition: String) -> Catalog.View {
    Catalog.View(
      "v", definer: .init("app", host: "%"), characterSetClient: "utf8mb4",
      collationConnection: "utf8mb4_general_ci", definition: definition)
  }

  private static func reason(_ definition: String, _ moves: [Move] = []) -> String? {
    ViewJudge(catalog: catalog())
      .reason(against: view(definition), ViewText(definition), moves)
  }

  /// A plan that has been applied has its tables' names before the move only from the plan.
  @Test(arguments: [("`a`.`t`.`n`", true), ("'a?'", false), ("'x'", false)])
  func `a new name does not make a text one that may have lost something`(
    column: String, isProven: Bool
  ) throws {
    var catalog = Self.catalog()
    catalog.schemas[0].views = [Self.view("select \(column) AS `n` from `a`.`t`")]
    for name in ["back\\slash", "it's", "say \"x\"", "0x", "why?"] {
      let move = Move(QualifiedName("a", "t"), to: QualifiedName("b", name))
      let carried = try #require(ViewRecreation(catalog, [move]).carried.first)
      #expect(carried.start.definition?.contains(name) == true)
      #expect(carried.start.isProven == isProven, "\(name)")
    }
  }

  @Test(arguments: [(1, true), (3, true), (4, false)])
  func `its tables leave and reach at most three schemas`(count: Int, isCarried: Bool) {
    let schemas = ["a", "b", "c", "d"].prefix(count)
    let names = schemas.map { "`\($0)`.`t`" }.joined(separator: " join ")
    let leaving = schemas.map {
      Move(QualifiedName($0, "t"), to: QualifiedName("cold", "t_\($0)"))
    }
    let reaching = schemas.map {
      Move(QualifiedName($0, "t"), to: QualifiedName("cold_\($0)", "t"))
    }
    for moves in [leaving, reaching] {
      #expect((Self.reason("select 1 AS `1` from \(names)", moves) == nil) == isCarried)
    }
  }

  @Test(arguments: [
    ("'x' collate latin1_bin", false), ("'x' collate utf8mb4_bin", true),
    ("`a`.`t`.`n` collate latin1_bin", true),
    ("concat('x',`a`.`t`.`n`) collate latin1_bin", false),
    ("convert('x' using latin1) collate latin1_bin", true),
    // Only that of the whole tells its character set.
    ("concat('x',convert(`a`.`t`.`n` using latin1)) collate latin1_bin", false),
  ])
  func `a text that is compared in another character set than the view's is told`(
    expression: String, isCarried: Bool
  ) {
    #expect((Self.reason("select \(expression) AS `n` from `a`.`t`") == nil) == isCarried)
  }
}
