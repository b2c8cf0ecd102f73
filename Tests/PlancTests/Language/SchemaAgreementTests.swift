import Diagnostics
import Foundation
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// planc and the schema against each other: what one of them refuses for its shape, both refuse.
struct SchemaAgreementTests {
  /// What stands in place of each part of a plan, with or without sense there. Values about which
  /// readers of YAML disagree are not among them: the manual lists those, and another test has them.
  private static let shapes = [
    "", "[]", "{}", "[[]]", "[a]", "[1]", "{a: b}", "{a: [b]}", "{a: []}", "{a: {b: c}}", "a", "7",
    "true", "''",
  ]
  /// What stands in place of each scalar as well.
  private static let scalars: [String] =
    [
      "'a'", "A", "'7'", "-1", "0", "1", "3600", "3601", "1.5", "1000000000",
      "1000000001", "99999999999999999999", "_a", "2a", "a-b", "a b", "'a '", "é", "😀", "utf8",
      #""a\nb""#, #""a\n""#, #""a\tb""#, #""a\u202Eb""#, #""\u2066""#, #""a\u0007""#,
      #""a\u2028""#, #""\u200F""#, #""\u00ADa""#, #""\u0085""#, "'*/'", "'* /'",
      "state", "state_a", "stated", "'STATE'", "match", "List", "__CLASS__", "lists",
      "map.php", "a.sql", "a.SQL", ".sql", "sql", "-a.sql", ".a.sql", "a..sql", "a.b-c_1.sql",
      "../a.sql", "/a.sql", "'a.sql '", #""a.sql\n""#, "'a b.php'", "ä.php",
    ] + [48, 49, 64, 65, 128, 129, 200, 201, 1024, 1025].map { String(repeating: "x", count: $0) }
    + [".sql", ".php"].flatMap { ending in
      [124, 125].map { String(repeating: "x", count: $0) + ending }
    }
  /// Keys that stand in place of each.
  static let keys = [
    "x", "'x'", "X", "my-shop", "My-Shop", "state", "state_a", "stated", "State", "2a", "_a", "é",
    "É", "' '", "'a.b'", #""a\nb""#, #""a\n""#, #""\u202E""#, "''",
    String(repeating: "x", count: 128), String(repeating: "x", count: 129),
  ]

  /// Every part of the plan with every key, left out, replaced by every value, under every name,
  /// with an unknown key; the same, with fewer values, of a plan that creates no schema; and what is
  /// no mapping at all.
  static let variants: [String] = {
    var plans = ["- plan: demo\n", "plan\n", "7\n", "{}\n", "[]\n", "{plan: demo}\n"]
    for plan in [PlanTree.everyKey, .nothingCreated] {
      plans.append(plan.text)
      if let whole = plan.withUnknownKey { plans.append(whole.text) }
      for part in plan.parts {
        if let value = part.value.withUnknownKey { plans.append(part.replaced(nil, value).text) }
      }
    }
    for part in PlanTree.everyKey.parts {
      plans += variants(of: part)
      guard part.isEntry else { continue }
      plans += keys.map { part.replaced($0, nil).text }
    }
    for part in PlanTree.nothingCreated.parts {
      plans += shapes.map { part.replaced(nil, .written($0)).text }
      plans.append(part.replaced(nil, nil).text)
    }
    return plans
  }()

  /// The plan with the parts at a path left out or replaced, one at a time.
  static func variants(at path: String) -> [String] {
    PlanTree.everyKey.parts.filter { $0.path == path }.flatMap(variants)
  }

  private static func variants(of part: PlanTree.Part) -> [String] {
    let values = part.value.isScalar ? shapes + scalars : shapes
    return values.map { part.replaced(nil, .written($0)).text } + [part.replaced(nil, nil).text]
  }

  @Test func `the plan of the tests is valid and has every key of the language`() {
    let plan = PlanTree.everyKey
    for plan in [plan, .nothingCreated] {
      let source = SourceFile(path: "plans/demo.yaml", text: plan.text)
      // Its pattern needs a catalog, which the schema knows nothing of.
      #expect(readPlan(source).diagnostics.filter { $0.code != .patternCount }.isEmpty)
    }
    let written = Set(plan.parts.map(\.path))
    for place in PlanKeys.plan.places() { #expect(written.contains(place.path), "\(place.path)") }
  }

  @Test func `planc and the schema agree about a plan with any of its parts spoiled`() throws {
    let plans = Self.variants.filter(SchemaJudge.isReadable)
    let verdicts = try SchemaJudge.verdicts(on: plans)
    let differences = zip(plans, verdicts).flatMap(SchemaJudge.differences)
    #expect(differences.count == 0, "\(differences.prefix(10))")
    // Neither side may be empty, or the comparison would say nothing.
    #expect(verdicts.count { $0.yaml12 == nil } > 200)
    #expect(verdicts.count { $0.yaml12 != nil } > 1000)
    #expect(Double(plans.count) > 0.9 * Double(Self.variants.count))
  }

  /// The plans of the repository and of its golden cases, by name.
  static let plans: [(name: String, text: String)] = {
    let own = try! FileManager.default.contentsOfDirectory(atPath: "\(Repository.root)/plans")
      .sorted().map { ("plans/\($0)", try! Repository.bytes(of: "plans/\($0)")) }
    let golden = GoldenCase.all.flatMap { golden in
      golden.plans.map { ("\(golden.name)/\($0.name)", $0.bytes) }
    }
    return (own + golden).compactMap { name, bytes in
      // A plan of 64 MiB is refused for its size, before it has a shape.
      guard bytes.count < 1 << 20, let text = String(validating: bytes, as: UTF8.self) else {
        return nil
      }
      return SchemaJudge.isReadable(text) ? (name, text) : nil
    }
  }()

  /// The golden cases about scalars that readers of YAML take for something else, and the readers
  /// that do not mind.
  static let indifferent: [String: [String]] = [
    "p205_leading_zero/plan.yaml": ["1.2"],
    "p207_number/plan.yaml": ["1.2"],
    "p207_yes/plan.yaml": ["1.2"],
  ]

  @Test func `planc and the schema agree about every plan of the repository`() throws {
    #expect(Self.plans.contains { $0.name == "plans/phase_a.yaml" })
    #expect(Self.plans.count > 50)
    let verdicts = try SchemaJudge.verdicts(on: Self.plans.map(\.text))
    for (plan, verdict) in zip(Self.plans, verdicts) {
      let differences = SchemaJudge.differences(about: plan.text, verdict)
      #expect(
        differences.map(\.reader) == Self.indifferent[plan.name, default: []],
        "\(plan.name): \(differences)")
    }
    #expect(Set(Self.indifferent.keys).isSubset(of: Self.plans.map(\.name)))
  }

  @Test func `each fault of a plan's shape is refused by both, and its neighbour by neither`()
    throws
  {
    let cases = SchemaCases.all
    #expect(cases.count >= 100)
    let plans = try cases.map { try #require($0.plan, "\($0.path) is no place of the plan") }
    let verdicts = try SchemaJudge.verdicts(on: plans)
    for (index, expected) in cases.enumerated() {
      let plan = plans[index]
      #expect(SchemaJudge.isReadable(plan))
      #expect(SchemaJudge.shapeCodes(plan) == expected.codes, "\(plan)")
      #expect(SchemaJudge.differences(about: plan, verdicts[index]).isEmpty)
    }
  }

  @Test func `every key that must be there, may be left out, or is unknown is so to both`() throws {
    var plans: [(text: String, isRefused: Bool)] = []
    for place in PlanKeys.plan.places() {
      let part = try #require(PlanTree.everyKey.parts.first { $0.path == place.path })
      // Without its schema created, `create_schemas` names a file that nobody makes.
      let isRefused =
        place.key.isRequired || place.path == "schemas.<name>.create"
        // Rules are held against a catalog.
        || place.path == "catalog"
      plans.append((part.replaced(nil, nil).text, isRefused))
      plans.append((part.replaced("\(place.key.name)_", nil).text, true))
      plans.append((part.replaced(nil, "[[[]]]").text, true))
    }
    let verdicts = try SchemaJudge.verdicts(on: plans.map(\.text))
    for (plan, verdict) in zip(plans, verdicts) {
      #expect(SchemaJudge.shapeCodes(plan.text).isEmpty != plan.isRefused, "\(plan.text)")
      #expect(SchemaJudge.differences(about: plan.text, verdict).isEmpty)
    }
  }
}
