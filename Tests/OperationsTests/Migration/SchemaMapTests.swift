import Diagnostics
import Testing

@testable import Foundations
@testable import Operations
@testable import Plans

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
    #expect(renamed.createdSchemas.map(\.name) == ["fresh_stg", "plain"])
  }

  @Test func `maps that cannot be followed`() throws {
    #expect(try Self.fault([("shop", "shop")]) == nil)
    #expect(
      try Self.fault([("shp", "x")])
        == .unknownSchema("shp", known: ["shop", "depot", "fresh", "plain"]))
    #expect(try Self.fault([("shop", "x"), ("shop", "y")]) == .mappedTwice("shop"))
    #expect(try Self.fault([("shop", "depot")]) == .realSchema("shop", to: "depot"))
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

  @Test(arguments: [
    "\u{1F}", "\u{7F}", "\u{9F}", "\u{61C}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}",
    "\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}", "\u{10000}",
    "A", "Z",
  ])
  func `characters that no schema's name can have`(character: String) throws {
    guard case .malformedName = try Self.fault([("shop", "a\(character)b")]) else {
      Issue.record("it was taken")
      return
    }
  }

  @Test(arguments: [
    " ", "@", "[", "~", "\u{A0}", "\u{61B}", "\u{61D}", "\u{200D}", "\u{2010}", "\u{2027}",
    "\u{202F}",
    "\u{FFFF}", String(repeating: "x", count: 62),
  ])
  func `characters beside them`(character: String) throws {
    #expect(try Self.fault([("shop", "a\(character)b")]) == nil)
  }

  @Test func `a schema gets its new name in every plan of the folder, and in no other`() throws {
    let sources = [("one", "b"), ("two", "d")].map { name, target in
      PlanSource(
        SourceFile(
          path: "plans/\(name).yaml",
          text: PlansTogetherTests.plan(name, from: "a", to: target, tables: name)),
        path: "plans/\(name).yaml")
    }
    func schemas(_ map: [(from: String, to: String)]) throws -> [[String]] {
      try compile(sources, renamingSchemas: map).migrations.map { $0.schemas.map(\.name) }
    }
    #expect(
      try schemas([("b", "b_stg"), ("a", "a"), ("d", "d")]) == [["a", "b_stg"], ["a", "d"]])
    #expect(
      try schemas([("a", "a_stg"), ("b", "b"), ("d", "d")]) == [["a_stg", "b"], ["a_stg", "d"]])
    #expect(throws: SchemaMapFault.unmapped(["a"])) { try schemas([("b", "b_stg")]) }
    #expect(throws: SchemaMapFault.unmapped(["d"])) { try schemas([("a", "a_stg"), ("b", "b")]) }
    #expect(throws: SchemaMapFault.unknownSchema("c", known: ["a", "b", "d"])) {
      try schemas([("c", "x")])
    }
    #expect(throws: SchemaMapFault.realSchema("b", to: "d")) { try schemas([("b", "d")]) }
    #expect(throws: SchemaMapFault.merged("b", "d", into: "x")) {
      try schemas([("b", "x"), ("d", "x")])
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
