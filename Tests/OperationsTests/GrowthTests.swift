import Diagnostics
import Testing

@testable import Operations

/// What planc writes and reports grows no faster than the plan.
struct `Growth` {
  private static func compiled(_ text: String) -> Compilation {
    compile([
      PlanSource(SourceFile(path: "plans/p.yaml", text: text), path: "plans/p.yaml")
    ])
  }

  private static func creating(_ count: Int) -> String {
    let numbers = (1...count).map(String.init)
    return "plan: p\ntitle: T\nversion: \"1\"\nschemas:\n"
      + "  a: {table_count: {before: \(count), after: 0}}\n"
      + numbers.map {
        "  s\($0): {table_count: {before: 0, after: 1}, create: {collation: utf8mb4_bin}}\n"
      }.joined()
      + "assignments:\n" + numbers.map { "  - {from: a, to: s\($0), tables: [t\($0)]}\n" }.joined()
  }

  @Test func `the SQL for schemas with create grows with their number`() throws {
    let sizes = [200, 400].map { count in
      Self.compiled(Self.creating(count)).files.reduce(0) { $0 + $1.bytes.count }
    }
    try #require(sizes[0] > 0)
    #expect(Double(sizes[1]) / Double(sizes[0]) < 2.1, "\(sizes)")
  }
}
