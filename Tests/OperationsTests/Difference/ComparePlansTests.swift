import Diagnostics
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

@Suite struct ComparePlansTests {
  @Test(arguments: ChangedPlans.all + ChangedPlans.unrendered)
  func `a change of a plan is told, and nothing else`(changed: ChangedPlans.Case) throws {
    let old = try ChangedPlans.plan(ChangedPlans.text)
    let new = try ChangedPlans.plan(changed.newText)
    #expect(comparePlans(old, new) == changed.changes)
  }

  @Test(arguments: ChangedPlans.all + ChangedPlans.unrendered)
  func `a change that is taken back is told the other way`(changed: ChangedPlans.Case) throws {
    let old = try ChangedPlans.plan(changed.newText)
    let new = try ChangedPlans.plan(ChangedPlans.text)
    #expect(comparePlans(old, new).count >= 1)
    #expect(comparePlans(new, new) == [])
  }

  static let meaningless: [[(String, String)]] = [
    [],
    [("plan: demo", "# a comment\nplan: 'demo'")],
    [("version: 1.0", "version: \"1.0\"")],
    [("title: A demonstration\nversion: 1.0", "version: 1.0\ntitle: A demonstration")],
    [
      (
        "{before: 40, after: 35, budget: 50, tolerance: 2}",
        "{tolerance: 2, budget: 50, after: 35, before: 40}"
      )
    ],
    [("  shop:\n", "  shop:\n    alias: shop\n")],
    [("[clicks]", "\n      - clicks")],
    [("    tables: [clicks]", "    tables:\n      - 'clicks' # the last\n")],
    [
      (
        "lock_wait_timeout: 9\n",
        ""
      ), ("schemas:\n", "lock_wait_timeout: 9\nschemas:\n"),
    ],
  ]

  @Test(arguments: meaningless)
  func `what means nothing is not told`(edits: [(String, String)]) throws {
    let changed = ChangedPlans.Case(edits: edits, is: [])
    let old = try ChangedPlans.plan(ChangedPlans.text)
    #expect(comparePlans(old, try ChangedPlans.plan(changed.newText)) == [])
  }

  /// A default that is written out.
  @Test func `a file name that would be the same anyway is not told`() throws {
    let old = try ChangedPlans.plan(ChangedPlans.text.replacing("  rollback: b.sql\n", with: ""))
    let new = try ChangedPlans.plan(ChangedPlans.text.replacing("b.sql", with: "demo_rollback.sql"))
    #expect(comparePlans(old, new) == [])
  }

  /// A reviewer who reads the comparison must not miss what the generated files say.
  @Test(
    arguments: ChangedPlans.all.map(\.newText)
      + meaningless.map {
        ChangedPlans.Case(edits: $0, is: []).newText
      })
  func `the generated files change exactly where a change is told`(newText: String) throws {
    func files(_ text: String) -> [GeneratedFile] {
      compile([PlanSource(SourceFile(path: "demo.yaml", text: text), path: "plans/demo.yaml")])
        .files
    }
    let changes = comparePlans(
      try ChangedPlans.plan(ChangedPlans.text), try ChangedPlans.plan(newText))
    #expect(!files(newText).isEmpty)
    #expect(changes.isEmpty == (files(ChangedPlans.text) == files(newText)))
  }
}

/// What becomes of triggers and grants: a plan that says it needs a catalog to compile, not to compare.
@Suite struct CarriedPartsTests {
  @Test(arguments: [
    ("triggers: refuse\n", PlanChange.setting(key: "triggers", old: nil, new: "refuse")),
    ("triggers: recreate\n", nil),
    ("grants: leave\n", .setting(key: "grants", old: nil, new: "leave")),
    ("grants: copy\n", nil),
  ])
  func `what becomes of triggers and grants is compared`(line: String, change: PlanChange?) throws {
    let catalog = "catalog: ../catalogs/x.yaml\n"
    let old = try ChangedPlans.plan(ChangedPlans.text + catalog)
    let new = try ChangedPlans.plan(ChangedPlans.text + catalog + line)
    #expect(comparePlans(old, new) == (change.map { [$0] } ?? []))
    #expect(comparePlans(new, old).count == (change == nil ? 0 : 1))
  }

  @Test func `whose grants a schema gets is compared`() throws {
    let text = ChangedPlans.text + "catalog: ../catalogs/x.yaml\n"
    let part = "collation: utf8mb4_unicode_ci"
    #expect(text.contains(part))
    let old = try ChangedPlans.plan(text)
    let new = try ChangedPlans.plan(
      text.replacing(part, with: "grants_like: shop, \(part)", maxReplacements: 1))
    let changes = comparePlans(old, new)
    #expect(changes.count == 1)
    guard case .schemaSetting(_, "create.grants_like", nil, "shop") = changes.first else {
      Issue.record("\(changes)")
      return
    }
  }
}

/// A key that the language gains must be compared, too. These tests find it by themselves.
@Suite struct ComparedKeyTests {
  /// What a plan is held against, and patterns: compared, but a plan that has them needs a catalog,
  /// which the plan of these cases has not.
  static let keysOfCatalogs = [
    "status", "after", "catalog", "rules", "accept", "assignments[].tables[].match",
    "assignments[].tables[].count", "assignments[].tables[].except", "triggers", "grants",
    "schemas.<name>.create.grants_like",
  ]

  @Test(
    arguments: PlanKeys.plan.places().map(\.path).filter { path in
      !keysOfCatalogs.contains {
        path == $0 || path.hasPrefix("\($0).") || path.hasPrefix("\($0)[")
      }
    })
  func `every key of the plan language has a case`(path: String) {
    #expect(
      (ChangedPlans.all + ChangedPlans.unrendered).contains { $0.keys.contains(path) },
      "compare `\(path)` in Sources/Plans/Difference, and add a case to ChangedPlans")
  }

  /// Parts of a plan that say where something stands, or repeat what another part says.
  static let notCompared: Set<String> = [
    "file", "codeSpan", "omissions", "span", "status", "catalog", "rules", "acceptances",
    "patterns", "triggers", "grants", "grantsLike",
  ]
  static let compared: Set<String> = [
    "name", "title", "version", "schemas", "assignments", "lockWaitTimeoutSeconds", "code",
    "outputs", "alias", "before", "after", "budget", "tolerance", "create", "collation", "comment",
    "source",
    "target", "groups", "tables", "renamed", "php", "function", "constant", "value",
    "tablePrefix", "prefixExpressions", "queryFunctions",
  ]

  @Test func `every part of a plan is compared, or known to mean nothing`() throws {
    var parts: Set<String> = []
    func visit(_ value: Any, depth: Int) {
      let mirror = Mirror(reflecting: value)
      guard depth < 16 else { return }
      for child in mirror.children {
        let isPart = mirror.displayStyle == .struct
        if isPart, let label = child.label { parts.insert(label) }
        if isPart, Self.notCompared.contains(child.label ?? "") { continue }
        visit(child.value, depth: depth + 1)
      }
    }
    visit(try ChangedPlans.plan(ChangedPlans.text), depth: 0)
    #expect(parts.subtracting(Self.notCompared).subtracting(Self.compared) == [])
    #expect(Self.compared.subtracting(parts) == [])
  }
}
