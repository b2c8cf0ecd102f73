import Diagnostics
import Foundation
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// `PLANC_REWRITE_GOLDEN=1 swift test --filter GoldenTests` makes what the program does now what it
/// must do; read the difference before committing it.
struct GoldenTests {
  @Test func `there are cases`() {
    #expect(
      GoldenCase.all.count >= DiagnosticCode.allCases.count - CodeCoverageTests.ofServers.count)
  }

  @Test(arguments: GoldenCase.all)
  func `a case says and writes what stands beside it`(_ golden: GoldenCase) throws {
    let outcome = try golden.run()
    if GoldenCase.isRewriting {
      try golden.rewrite(outcome)
      return
    }
    #expect(outcome.stderr == golden.stderr)
    #expect(outcome.exitCode == exitCode(after: outcome.stderr), "\(golden.name)")
    let expected = try golden.expectation(outcome)
    #expect(outcome.after.keys.sorted() == expected.keys.sorted(), "\(golden.name)")
    for (path, wanted) in expected {
      guard let wanted else { continue }
      #expect(
        outcome.after[path].map(GoldenCase.withoutSections) == GoldenCase.withoutSections(wanted),
        "\(golden.name): generated/\(path)")
    }
  }

  @Test(arguments: GoldenCase.all)
  func `a case's folder holds nothing that means nothing`(_ golden: GoldenCase) {
    #expect(golden.strays.isEmpty)
    #expect(golden.expected?.isEmpty != true, "an empty list of files is no expectation")
    #expect(golden.listed?.isEmpty != true, "an empty list of files is no expectation")
    #expect(!golden.commands.isEmpty)
  }

  /// What is offered must mend what it is offered for: the same fault is not there afterwards.
  @Test(arguments: GoldenCase.all.filter { $0.stderr.utf8.count < 1 << 16 })
  func `an edit that is offered mends its fault`(_ golden: GoldenCase) throws {
    let plans = golden.plans
    // A file that is too large to be read has nothing to mend.
    guard !plans.contains(where: { $0.bytes.count > 1 << 20 }) else { return }
    for diagnostic in diagnostics(plans, golden) {
      guard let edit = diagnostic.edit else { continue }
      let file = edit.location.file
      let start = file.byteOffset(of: edit.location.span.start)
      let end = max(start, file.byteOffset(of: edit.location.span.end))
      var mended = file.bytes
      mended.replaceSubrange(start..<end, with: Array(edit.replacement.utf8))
      let left = diagnostics(
        plans.map { "plans/\($0.name)" == file.path ? ($0.name, mended) : $0 }, golden)
      #expect(
        !left.contains { $0.isSame(as: diagnostic) },
        "\(golden.name): \(diagnostic.code.rawValue) \(diagnostic.message)")
    }
  }

  private func diagnostics(
    _ plans: [(name: String, bytes: [UInt8])], _ golden: GoldenCase
  ) -> [Diagnostic] {
    let sources = plans.map { name, bytes in
      var source = PlanSource(
        SourceFile(path: "plans/\(name)", bytes: bytes), path: "plans/\(name)")
      source.catalog = catalogPath(of: source).flatMap { golden.catalog(at: $0) }
      return source
    }
    return presented(compile(sources).diagnostics)
  }

  /// The exit code that the program promises for what it said.
  private func exitCode(after stderr: String) -> Int32 {
    let codes = DiagnosticCode.allCases.filter { stderr.contains("error[\($0.rawValue)]") }
    if codes.isEmpty { return 0 }
    let unreachable: [DiagnosticCode] = [.unreadableFile, .unwritableFile, .unreachableServer]
    if codes.contains(where: { $0.family != .files && !unreachable.contains($0) }) { return 1 }
    return codes.contains(where: unreachable.contains) ? 3 : 2
  }
}

extension Diagnostic {
  /// Whether another is the same fault at the same place.
  fileprivate func isSame(as other: Diagnostic) -> Bool {
    code == other.code && message == other.message
      && primary?.location.span.start == other.primary?.location.span.start
  }
}
