import Testing

@testable import PlanCompiler

struct SchemaMapTests {
  static func fault(_ map: [(from: String, to: String)]) throws -> SchemaMapFault? {
    do {
      _ = try migration(MigrationBuilderTests.text).renamingSchemas(map)
      return nil
    } catch let fault as SchemaMapFault {
      return fault
    }
  }

  @Test func `a rehearsal has other schemas, and the same aliases and files`() throws {
    let original = try migration(MigrationBuilderTests.text)
    let renamed = try original.renamingSchemas([("shop", "shop_stg"), ("fresh", "fresh_stg")])
    #expect(renamed.schemas.map(\.name) == ["shop_stg", "depot", "fresh_stg", "plain"])
    #expect(renamed.schemas.map(\.alias) == original.schemas.map(\.alias))
    #expect(renamed.fileNames.moves.map(\.file) == original.fileNames.moves.map(\.file))
    #expect(renamed.fileNames.moves.map(\.schema) == ["plain", "fresh_stg"])
    #expect(
      renamed.batches[1].moves[0]
        == Move(QualifiedName("shop_stg", "b"), to: QualifiedName("fresh_stg", "b")))
    guard case .createSchema(let created) = renamed.steps[0].forward,
      case .dropSchemaIfEmpty(let dropped) = renamed.steps[0].inverse,
      case .move(let back) = renamed.steps[3].inverse
    else {
      Issue.record("the steps are in another order")
      return
    }
    #expect([created.name, dropped.name] == ["fresh_stg", "fresh_stg"])
    #expect(back == renamed.batches[1].inverse)
  }

  @Test func `schemas may trade their names`() throws {
    let renamed = try migration(MigrationBuilderTests.text).renamingSchemas([
      ("shop", "depot"), ("depot", "shop"),
    ])
    #expect(renamed.schemas.map(\.name) == ["depot", "shop", "fresh", "plain"])
  }

  @Test func `maps that cannot be followed`() throws {
    #expect(try Self.fault([("shop", "shop")]) == nil)
    #expect(
      try Self.fault([("shp", "x")])
        == .unknownSchema("shp", known: ["shop", "depot", "fresh", "plain"]))
    #expect(try Self.fault([("shop", "x"), ("shop", "y")]) == .mappedTwice("shop"))
    #expect(try Self.fault([("shop", "depot")]) == .merged("shop", "depot", into: "depot"))
    #expect(
      try Self.fault([("fresh", "x"), ("plain", "x")]) == .merged("fresh", "plain", into: "x"))
  }

  @Test(arguments: ["", "a ", "Shop", "mysql", "SYS", String(repeating: "x", count: 65), "a\u{1}"])
  func `names that no schema can have`(name: String) throws {
    guard case .malformedName(name, _) = try Self.fault([("shop", name)]) else {
      Issue.record("`\(name)` was taken")
      return
    }
  }

  @Test func `messages say what to change`() {
    let fault = SchemaMapFault.unknownSchema("shp", known: ["shop", "depot"])
    #expect(fault.message == "no plan touches the schema `shp`")
    #expect(fault.help == "did you mean `shop`?")
    #expect(
      SchemaMapFault.merged("a", "b", into: "c").message == "`a` and `b` would both be `c`")
  }
}
