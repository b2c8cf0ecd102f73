import Diagnostics
import PlancTestSupport
import Testing

@testable import Operations

/// Plans of one folder. Each plan here has its own file; marks stand in the one that is at fault.
struct PlansTogetherTests {
  static func plan(
    _ name: String, from source: String, to target: String, tables: String, extra: String = "",
    aliases: (String, String)? = nil, create: Bool = false
  ) -> String {
    let count = tables.split(separator: "table:").count > 1 ? 1 : tables.split(separator: ",").count
    let sourceAlias = aliases.map { "alias: \($0.0), " } ?? ""
    let targetAlias = aliases.map { "alias: \($0.1), " } ?? ""
    return """
      plan: \(name)
      title: A demonstration
      version: 1.0
      schemas:
        \(source): {\(sourceAlias)table_count: {before: 9, after: \(9 - count)}}
        \(target):
          \(targetAlias.dropLast(2))
          table_count: {before: 0, after: \(count)}
          \(create ? "create: {collation: binary}" : "")
      assignments:
        - from: \(source)
          to: \(target)
          tables: [\(tables)]
      \(extra)
      """
  }

  static func compile(_ plans: [String]) -> [Diagnostic] {
    Operations.compile(
      plans.enumerated().map { index, text in
        PlanSource(
          SourceFile(path: "plans/\(index).yaml", text: text), path: "plans/\(index).yaml")
      }
    ).diagnostics
  }

  /// "P304 1 0": the code, and the plans of its primary and further places.
  static func summary(_ plans: [String]) -> [String] {
    compile(plans).map { diagnostic in
      ([diagnostic.primary].compactMap { $0 } + diagnostic.secondary).reduce(
        diagnostic.code.rawValue
      ) { $0 + " " + $1.location.file.path.dropFirst(6).prefix(1) }
    }
  }

  @Test func `plans that have nothing to do with each other`() {
    #expect(
      Self.summary([
        Self.plan("one", from: "a", to: "b", tables: "x"),
        Self.plan("two", from: "c", to: "d", tables: "z"),
      ]) == [])
  }

  @Test func `two plans with one name`() {
    #expect(
      Self.summary([
        Self.plan("one", from: "a", to: "b", tables: "x"),
        Self.plan("one", from: "c", to: "d", tables: "z"),
      ]) == ["P310 1 0"])
  }

  @Test func `code settings differ, also from none`() {
    let plans = [
      Self.plan("one", from: "a", to: "b", tables: "x"),
      Self.plan("two", from: "c", to: "d", tables: "z", extra: "code: {php: {function: tbl}}"),
    ]
    #expect(Self.summary(plans) == ["P311 1 0"])
    let written = [
      "code: {php: {function: planc_table}}", "code: {php: {file: schema-config.php}}",
    ]
    #expect(
      Self.summary([
        Self.plan("one", from: "a", to: "b", tables: "x", extra: written[0]),
        Self.plan("two", from: "c", to: "d", tables: "z", extra: written[1]),
      ]) == [])
  }

  @Test func `one table is the source of two plans`() {
    #expect(
      Self.summary([
        Self.plan("one", from: "a", to: "b", tables: "x"),
        Self.plan("two", from: "a", to: "c", tables: "x"),
      ]) == ["P304 1 0"])
  }

  @Test func `two plans fill one place`() {
    #expect(
      Self.summary([
        Self.plan("one", from: "a", to: "b", tables: "x"),
        Self.plan("two", from: "c", to: "b", tables: "{table: z, as: x}"),
      ]) == ["P305 1 0"])
  }

  @Test func `a plan moves on what another brought, in either order`() {
    let first = Self.plan("one", from: "a", to: "b", tables: "x")
    let second = Self.plan("two", from: "b", to: "c", tables: "x")
    #expect(Self.summary([first, second]) == ["P306 1 0"])
    #expect(Self.summary([second, first]) == ["P306 1 0"])
    #expect(
      Self.compile([second, first])[0].message
        == "one plan moves `b.x`, which another brings there")
  }

  @Test func `a name of two tables`() {
    let found = Self.compile([
      Self.plan("one", from: "a", to: "b", tables: "x"),
      Self.plan("two", from: "c", to: "d", tables: "{table: z, as: x}"),
    ])
    #expect(found.map(\.message) == ["`x` is the name of two tables"])
  }

  @Test func `within one plan too`() {
    let plan = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          depot: {table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 0, after: 2}}
        """,
      assignments: """
        assignments:
          - {from: shop, to: archive, tables: [orders]}
                                               ~~~~~~ P304
          - {from: depot, to: archive, tables: [{table: orders, as: depot_orders}]}
                                                        ^^^^^^ P304 `orders` is the name of two tables
        """)
    #expect(plan.differences(from: Self.compile([plan.text])) == [])
  }

  @Test func `a table that keeps its name on paper meets only itself`() {
    #expect(
      Self.summary([Self.plan("one", from: "a", to: "b", tables: "{table: x, as: x}")]) == [])
  }

  @Test func `plans that touch one schema come one after the other`() {
    let one = Self.plan("one", from: "a", to: "b", tables: "x")
    let two = Self.plan("two", from: "a", to: "c", tables: "z")
    #expect(Self.summary([one, two]) == ["P318 1 0"])
    #expect(Self.compile([one, two]).map(\.severity) == [.warning])
    let after = two.replacing("before: 9, after: 8", with: "before: 8, after: 7")
    #expect(Self.summary([one, "after: [one]\n" + after]) == [])
    // By way of a third, too.
    let three = Self.plan("three", from: "a", to: "d", tables: "w")
      .replacing("before: 9, after: 8", with: "before: 7, after: 6")
    #expect(Self.summary([one, "after: [one]\n" + after, "after: [two]\n" + three]) == [])
  }

  @Test func `plans of different servers may touch schemas of one name`() {
    let one = Self.plan("one", from: "a", to: "b", tables: "x", extra: "catalog: ../one.yaml")
    let two = Self.plan("two", from: "a", to: "c", tables: "z", extra: "catalog: ../two.yaml")
    #expect(Self.summary([one, two]) == [])
  }

  @Test func `behind a plan that starts from a wrong count nothing is counted`() {
    let plans = ["one", "two", "three"].enumerated().map { index, name in
      Self.plan(name, from: "a", to: name, tables: "t\(index)")
        + (index == 0 ? "" : "\nafter: [\(index == 1 ? "one" : "two")]")
    }
    let two = plans[1].replacing("before: 9, after: 8", with: "before: 7, after: 6")
    let three = plans[2].replacing("before: 9, after: 8", with: "before: 7, after: 6")
    #expect(Self.summary([plans[0], two, three]) == ["P404 1 0"])
  }

  @Test func `aliases and schemas across plans`() {
    let one = Self.plan("one", from: "a", to: "b", tables: "x", aliases: ("p", "q"))
    #expect(
      Self.summary([one, Self.plan("two", from: "a", to: "c", tables: "z", aliases: ("p", "r"))])
        == ["P318 1 0"])
    #expect(
      Self.summary([one, Self.plan("two", from: "a", to: "c", tables: "z", aliases: ("s", "r"))])
        == ["P308 1 0"])
    #expect(
      Self.summary([one, Self.plan("two", from: "c", to: "d", tables: "z", aliases: ("p", "r"))])
        == ["P308 1 0"])
  }

  @Test func `a schema is created once`() {
    #expect(
      Self.summary([
        Self.plan("one", from: "a", to: "b", tables: "x", create: true),
        Self.plan("two", from: "c", to: "b", tables: "z", create: true),
      ]) == ["P309 1 0"])
  }

  @Test func `the order in which plans are given changes nothing`() {
    let sources = ["one", "two", "three"].enumerated().map { index, name in
      PlanSource(
        SourceFile(
          path: "plans/\(name).yaml",
          text: Self.plan(name, from: "s\(index)", to: "t\(index)", tables: "x\(index)")),
        path: "plans/\(name).yaml")
    }
    let there = Operations.compile(sources)
    let back = Operations.compile(sources.reversed())
    #expect(there.files == back.files)
    #expect(there.migrations.map(\.name) == ["one", "three", "two"])
    #expect(!there.files.isEmpty)
  }

  @Test func `nothing is made when one plan has an error`() {
    let good = Self.plan("one", from: "a", to: "b", tables: "x")
    let compilation = Operations.compile([
      PlanSource(SourceFile(path: "plans/0.yaml", text: good), path: "plans/0.yaml"),
      PlanSource(SourceFile(path: "plans/1.yaml", text: "plan: ["), path: "plans/1.yaml"),
    ])
    #expect(compilation.hasErrors)
    #expect(compilation.files.isEmpty)
    #expect(compilation.migrations.isEmpty)
  }
}
