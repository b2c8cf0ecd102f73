import Diagnostics
import Foundation
import PlancTestSupport

@testable import Operations

/// What a validator of JSON Schema, written by others, makes of plans.
enum SchemaJudge {
  /// For a reader of YAML 1.1 and one of 1.2: nil where the schema takes the plan, else the fault.
  struct Verdict: Decodable {
    var yaml11: String?
    var yaml12: String?

    enum CodingKeys: String, CodingKey {
      case yaml11 = "1.1"
      case yaml12 = "1.2"
    }
  }

  struct Difference: CustomStringConvertible {
    /// The version of YAML whose reader leads the schema to another verdict than planc's.
    var reader: String
    var text: String
    var description: String { text }
  }

  /// Judges plans, all in one process.
  ///
  /// - Returns: a verdict for each plan, in their order.
  static func verdicts(on plans: [String]) throws -> [Verdict] {
    let folder = try TemporaryFolder()
    for (index, plan) in plans.enumerated() { try folder.write("\(index).yaml", plan) }
    let root = Repository.root
    let output = try ChildProcess.run(
      "/usr/bin/python3",
      ["\(root)/scripts/judge-plans", "\(root)/schema/plan.schema.json", folder.path],
      timeoutSeconds: 600)
    guard output.exitCode == 0 else {
      throw TestSupportError("scripts/judge-plans failed:\n\(output.stderr)")
    }
    let byName = try JSONDecoder().decode(
      [String: Verdict].self, from: Data(output.stdout.utf8))
    return try plans.indices.map { index in
      guard let verdict = byName["\(index).yaml"] else {
        throw TestSupportError("no verdict on plan \(index)")
      }
      return verdict
    }
  }

  /// How the schema and planc differ about a plan, for each reader of YAML; empty where both take
  /// it, or both refuse it, the schema at all and planc with P2xx.
  static func differences(about plan: String, _ verdict: Verdict) -> [Difference] {
    // Not what is shown, which ends after a hundred.
    let codes = diagnostics(plan).map(\.code.rawValue).filter { $0.hasPrefix("P2") }
    return [("1.1", verdict.yaml11), ("1.2", verdict.yaml12)].compactMap { version, fault in
      if (fault == nil) == codes.isEmpty { return nil }
      let ours = codes.isEmpty ? "takes it" : codes.joined(separator: " ")
      return Difference(
        reader: version,
        text: "YAML \(version): planc: \(ours), schema: \(fault ?? "takes it")\n\(plan)")
    }
  }

  /// The codes P2xx of the errors that planc shows for a plan.
  static func shapeCodes(_ plan: String) -> [String] {
    presented(diagnostics(plan)).map(\.code.rawValue).filter { $0.hasPrefix("P2") }
  }

  /// Whether a text is a plan at all: one that cannot be read has no shape.
  static func isReadable(_ plan: String) -> Bool {
    !diagnostics(plan).contains { $0.code.family == .text }
  }

  private static func diagnostics(_ plan: String) -> [Diagnostic] {
    readPlan(SourceFile(path: "plans/demo.yaml", text: plan)).diagnostics
      .filter { $0.severity == .error }
  }
}
