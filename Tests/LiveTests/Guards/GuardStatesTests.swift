import Foundation
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// The guards of the move file and the rollback file, in every state of three tables: what each file does
/// must be what `GuardModel` says, which knows nothing of SQL.
///
/// Then the same with each condition of a guard taken out of the file in turn: a state must show it.
@Suite struct GuardStatesTests {
  /// Two statements: the first moves two tables, the second one.
  private static let migration = SmallMigration.make(
    "states", schemas: [SmallMigration.schema("a", 4, 1), SmallMigration.schema("b", 1, 4)],
    batches: [
      [("a", "b", (nil, [("one", "one"), ("two", "zwei")]))],
      [("a", "b", (nil, [("three", "three")]))],
    ])

  @Test(arguments: GuardWorld.Direction.allCases)
  func `each file does in each state what the model says`(direction: GuardWorld.Direction)
    async throws
  {
    let scripts = try Scripts(Self.migration)
    let text = scripts.text(direction == .move ? scripts.moves[0] : scripts.names.rollback)
    try await SharedServer.use { server in
      for world in GuardWorld.all(for: direction) where world.between != .targetComesLate {
        let fault = try Self.fault(of: text, direction, in: world, .stdin, on: server)
        #expect(fault == nil, "\(world): \(fault ?? "")")
      }
    }
  }

  /// A condition of GO without which every state has the same outcome guards nothing. SKIP moves nothing, and
  /// the last row counts what the server has. The client goes on after an
  /// error, as some operators' clients do: each statement has to refuse for itself.
  @Test(
    .onlyOnMariaDB("the conditions are the same text on each server"),
    arguments: GuardWorld.Direction.allCases)
  func `no condition can be left out`(direction: GuardWorld.Direction) async throws {
    let scripts = try Scripts(Self.migration)
    let text = scripts.text(direction == .move ? scripts.moves[0] : scripts.names.rollback)
    let mutants = Self.withoutConditions(text)
    #expect(mutants.count >= 8)
    try await SharedServer.use { server in
      for mutant in mutants where !Self.redundant.contains(mutant.condition) && !mutant.isSkip {
        let isKilled = try GuardWorld.all(for: direction).contains {
          try Self.fault(of: mutant.text, direction, in: $0, .force, on: server) != nil
        }
        #expect(isKilled, "nothing shows that this is missing: \(mutant.condition)")
      }
    }
  }

  /// Conditions that no state of these tables breaks.
  private static let redundant: Set<String> = [
    // Other tests break the session, the account, the list, and what depends on tables.
    "@planc_session = 'OK'", "@planc_connection = CONNECTION_ID()",
    "@planc_listed_tables = @planc_expected_tables", "@planc_privileges_missing = ''",
    "@planc_dependents = 'OK'", "@planc_grants = 'OK'",
    // A statement refuses for itself, and behind it every other, since fewer tables have moved than were to.
    "@planc_statements_done + @planc_statements_ready = @planc_statements",
    // RefusalTests has a missing source schema.
    "@planc_source_missing = ''",
    // Where nothing is left to move, SKIP comes first.
    "@planc_to_move > 0",
  ]

  /// The file once for each condition of a verdict's GO and SKIP, without it. A section stands once for each
  /// statement: all of them lose the condition.
  static func withoutConditions(_ text: String) -> [(
    condition: String, isSkip: Bool, text: String
  )] {
    let verdicts = text.ranges(of: "SET @planc_verdict = CASE\n").compactMap { start in
      text[start.upperBound...].firstRange(of: "    THEN 'GO'").map {
        String(text[start.upperBound..<$0.lowerBound])
      }
    }
    var mutants: [(String, Bool, String)] = []
    for (index, verdict) in verdicts.enumerated() where !verdicts[..<index].contains(verdict) {
      for branch in verdict.components(separatedBy: "  WHEN ").dropFirst() {
        let lines = branch.split(separator: "\n").map(String.init)
        let end = lines.last?.hasPrefix("    THEN ") == true ? [lines[lines.count - 1]] : []
        let conditions = lines.dropLast(end.count)
          .map { $0.hasPrefix("   AND ") ? String($0.dropFirst(7)) : $0 }
        for left in conditions.indices {
          var kept = conditions
          kept.remove(at: left)
          let changed = kept.joined(separator: "\n   AND ") + "\n" + end.map { $0 + "\n" }.joined()
          let other = verdict.replacing("  WHEN \(branch)", with: "  WHEN \(changed)")
          let isSkip = end == ["    THEN 'SKIP'"]
          mutants.append((conditions[left], isSkip, text.replacing(verdict, with: other)))
        }
      }
    }
    return mutants
  }

  /// What is wrong after the file has run; nil for nothing.
  private static func fault(
    of text: String, _ direction: GuardWorld.Direction, in world: GuardWorld,
    _ manner: MariaDBClient.Manner, on server: ThrowawayServer
  ) throws -> String? {
    try server.client.query(world.setUp)
    let output = try server.client.run(
      text: world.text(of: text), options: manner == .force ? ["--force"] : [])
    let found = try GuardWorld.tables(on: server)
    let expected = world.outcome(direction, goesOn: manner == .force)
    if found != expected.objects { return "\(found) and not \(expected.objects): \(output.stderr)" }
    let isDone = output.lastLine.hasPrefix("DONE: ")
    if isDone != expected.isDone { return "\(output.lastLine), \(output.stderr)" }
    // A refusal must be planc's own (1286): the server's would come too late.
    let errors = output.stderr.split(separator: "\n").filter { $0.hasPrefix("ERROR ") }
    if world.between != .targetComesLate, !errors.allSatisfy({ $0.hasPrefix("ERROR 1286 ") }) {
      return "not refused by planc: \(output.stderr)"
    }
    return nil
  }
}
