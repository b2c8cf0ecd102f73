import Diagnostics
import Foundation
import PlancTestSupport
import Testing

@testable import Foundations
@testable import Operations
@testable import Plans

/// `docs/plan-language.md` against the language as planc reads it.
struct LanguageManualTests {
  static let places = PlanKeys.plan.places()

  @Test func `each key has a section, and each section a key, in the order of the language`() {
    #expect(ManualPage.sections.map(\.path) == Self.places.map(\.path))
  }

  @Test(arguments: places.map(\.path))
  func `a section says what the schema says of its key`(path: String) throws {
    let key = try #require(Self.places.first { $0.path == path }).key
    let section = try #require(ManualPage.sections.first { $0.path == path })
    #expect(section.prose.hasPrefix(key.summary + " - Type: "))
    #expect(section.prose.contains(" - Type: \(key.value.type). - \(key.defaultSentence) - "))
    let example = try #require(ManualPage.examples(in: section.lines).last)
    #expect(example.text.contains("\(key.name):"), "the example does not show the key")
  }

  @Test func `each example compiles, or has the faults that it announces`() throws {
    #expect(ManualPage.examples.count > Self.places.count)
    for example in ManualPage.examples {
      let plan = ManualPage.completed(example)
      let source = PlanSource(
        SourceFile(path: "plans/sessions.yaml", text: plan), path: "plans/sessions.yaml")
      let compilation = compile([source])
      #expect(compilation.diagnostics.map(\.code.rawValue) == example.codes, "\(plan)")
      #expect(compilation.files.isEmpty != example.codes.isEmpty)
    }
  }

  /// Those that the test above refuses need a catalog, or another plan of the folder.
  @Test func `each example of a pattern compiles with a catalog that has such tables`() throws {
    let examples = ManualPage.examples.filter { $0.codes == ["P506"] }
    #expect(examples.count == 3)
    for example in examples {
      let own =
        ["sessions", "session_log"] + (example.text.contains("except") ? ["session_keys"] : [])
      let names = own + (1...(41 - own.count)).map { "table_\($0)" }
      let tables = names.map { "  - table: \($0)\n    engine: InnoDB\n" }.joined()
      let catalog = """
        catalog: 1
        server: mariadb
        version: '10.11.19'
        lower_case_table_names: 0
        schemas:
        - schema: shop
          character_set: utf8mb4
          collation: utf8mb4_unicode_ci
          tables:
        \(tables)
        """
      let plan = "catalog: ../catalogs/shop.yaml\n" + ManualPage.completed(example)
      let compilation = compile([
        PlanSource(
          SourceFile(path: "plans/sessions.yaml", text: plan), path: "plans/sessions.yaml",
          catalog: SourceFile(path: "catalogs/shop.yaml", text: catalog))
      ])
      #expect(compilation.diagnostics.map(\.message) == [], "\(plan)")
      let moves = compilation.migrations.flatMap(\.batches).flatMap(\.moves).map(\.source.table)
      #expect(moves == ["session_log", "sessions"])
    }
  }

  @Test func `the example of a plan that follows another compiles beside it`() throws {
    let examples = ManualPage.examples.filter { $0.codes == ["P316"] }
    #expect(examples.count == 1)
    let first = """
      plan: phase_a
      title: One table comes
      version: 1.0
      schemas:
        shop: {table_count: {before: 40, after: 41}}
        old_shop: {table_count: {before: 1, after: 0}}
      assignments:
        - {from: old_shop, to: shop, tables: [carts]}

      """
    for example in examples {
      let plans = [("phase_a", first), ("sessions", ManualPage.completed(example))].map {
        name, text in
        PlanSource(
          SourceFile(path: "plans/\(name).yaml", text: text), path: "plans/\(name).yaml")
      }
      let compilation = compile(plans)
      #expect(compilation.diagnostics.map(\.message) == [])
      #expect(compilation.migrations.map(\.name) == ["phase_a", "sessions"])
    }
  }

  @Test func `an editor takes each example that compiles`() throws {
    let plans = ManualPage.examples.filter(\.codes.isEmpty).map(ManualPage.completed)
    for (plan, verdict) in zip(plans, try SchemaJudge.verdicts(on: plans)) {
      #expect(verdict.yaml11 == nil && verdict.yaml12 == nil, "\(plan)")
    }
  }

  @Test func `each code on the page exists and leads to its page`() throws {
    let manual = String(decoding: try Repository.bytes(of: "docs/diagnostics.md"), as: UTF8.self)
    let link = try Regex<(Substring, Substring, Substring)>(
      #"\[(P[0-9]+)\]\(diagnostics\.md#(p[0-9]+)\)"#)
    let links = ManualPage.text.matches(of: link).map(\.output)
    #expect(links.count > 100)
    for (_, code, anchor) in links {
      #expect(DiagnosticCode(rawValue: String(code)) != nil, "\(code)")
      #expect(code.lowercased() == anchor)
      #expect(manual.contains("\n### \(code)\n"), "\(code) has no heading in docs/diagnostics.md")
    }
    let named = Set(links.map { String($0.1) })
    for code in DiagnosticCode.allCases {
      switch code.family {
      case .shape, .names, .counts: #expect(named.contains(code.rawValue), "\(code.rawValue)")
      case .text, .catalog, .dependents, .references, .files, .servers: continue
      }
    }
  }

  /// A schema's name that cannot be an alias; and no schema that is created.
  private static let raisedByOtherParts = [
    "schemas.<name>.alias": ["P202"], "outputs.create_schemas": ["P201"],
    "outputs.drop_schemas": ["P201"],
    // Where the path leads is known with the plan's own.
    "catalog": ["P211"],
    // There must be a catalog beside them.
    "triggers": ["P202"], "grants": ["P202"], "status": ["P202"],
    "schemas.<name>.create.grants_like": ["P202"],
  ]

  /// Found by spoiling the plan that has every key.
  @Test(arguments: PlanTree.everyKey.parts.filter { $0.value.isScalar }.map(\.path))
  func `a section names the codes that its key can raise, and no other of its kind`(
    path: String
  ) throws {
    // The items of lists are told with the list.
    guard let section = ManualPage.sections.first(where: { $0.path == path }) else {
      #expect(path.hasSuffix("[]"))
      return
    }
    var raised: Set<String> = []
    for plan in SchemaAgreementTests.variants(at: path) where SchemaJudge.isReadable(plan) {
      raised.formUnion(SchemaJudge.shapeCodes(plan))
    }
    let told = Set(
      section.prose.matches(of: try Regex<(Substring, Substring)>(#"\[(P2[0-9]+)\]"#))
        .map { String($0.output.1) })
    raised.formUnion(Self.raisedByOtherParts[path] ?? [])
    // Any text in double quotes can raise it; the page says so once.
    raised.remove("P208")
    #expect(told == raised, "\(path): told \(told.sorted()), raised \(raised.sorted())")
  }

  @Test func `the schema and planc differ where the page says so, and as it says`() throws {
    let disputes = ManualPage.disputes
    #expect(disputes.count >= 20)
    let plans = try disputes.map { dispute in
      let plan =
        dispute.isKey
        ? PlanTree.everyKey.renaming(dispute.path, to: dispute.written)
        : PlanTree.everyKey.replacing(dispute.path, by: dispute.written)
      return try #require(plan, "\(dispute.path) is no place of the plan").text
    }
    let verdicts = try SchemaJudge.verdicts(on: plans)
    for (index, dispute) in disputes.enumerated() {
      let (plan, verdict) = (plans[index], verdicts[index])
      #expect(SchemaJudge.shapeCodes(plan) == (dispute.code.map { [$0] } ?? []), "\(plan)")
      let isTaken = ["1.1": verdict.yaml11 == nil, "1.2": verdict.yaml12 == nil]
      #expect(isTaken == dispute.isTaken, "\(dispute.path): \(dispute.written) \(verdict)")
      // What both see alike does not belong on the list.
      #expect(isTaken.values.contains { $0 != (dispute.code == nil) }, "\(dispute.written)")
    }
  }
}
