import PlancTestSupport
import Testing

@testable import Foundations
@testable import Operations

struct RandomPlanTests {
  /// What a server holds: the tables of each schema, each with the place it started at.
  typealias Server = [String: [String: String]]

  /// A valid plan in random shape, and a server that it fits.
  static func plan(_ random: inout SeededGenerator) -> (text: String, server: Server) {
    let sources = (0..<Int.random(in: 1...3, using: &random)).map { "source_\($0)" }
    let targets = (0..<Int.random(in: 1...3, using: &random)).map { "target_\($0)" }
    var server: Server = [:]
    var moved: [String: Int] = [:]
    var assignments = "assignments:\n"
    var table = 0
    for target in targets.shuffled(using: &random) {
      for source in sources.shuffled(using: &random) {
        assignments += "  - from: \(source)\n    to: \(target)\n    tables:\n"
        let isGrouped = Bool.random(using: &random)
        for group in 0..<Int.random(in: 1...(isGrouped ? 3 : 1), using: &random) {
          if isGrouped { assignments += "      Group \(group) of 'x':\n" }
          for _ in 0..<Int.random(in: 1...4, using: &random) {
            let name = ["t\(table)", "tür \(table)", "it's `\(table)`"].randomElement(
              using: &random)!
            let item = "'\(name.split(separator: "'").joined(separator: "''"))'"
            assignments +=
              Bool.random(using: &random)
              ? "        - \(item)\n" : "        - {table: \(item), as: new_\(table)}\n"
            server[source, default: [:]][name] = "\(source).\(name)"
            moved[source, default: 0] += 1
            moved[target, default: 0] += 1
            table += 1
          }
        }
      }
    }
    var schemas = "schemas:\n"
    for source in sources {
      for staying in 0..<Int.random(in: 0...3, using: &random) {
        server[source, default: [:]]["stays_\(staying)"] = "\(source).stays_\(staying)"
      }
      let before = server[source]!.count
      schemas +=
        "  \(source): {table_count: {before: \(before), after: \(before - moved[source]!)}}\n"
    }
    for target in targets {
      let isCreated = Bool.random(using: &random)
      if !isCreated { server[target] = ["there": "\(target).there"] }
      let before = isCreated ? 0 : 1
      schemas +=
        "  \(target):\n    table_count: {before: \(before), after: "
        + "\(before + moved[target]!)}\n" + (isCreated ? "    create: {collation: binary}\n" : "")
    }
    let parts = ["plan: random\n", "title: Random\n", "version: 1\n", schemas, assignments]
    return (parts.shuffled(using: &random).joined(), server)
  }

  static func apply(_ batch: Batch, to server: inout Server) {
    #expect(batch.count <= Batch.movesMax)
    for move in batch.moves {
      let table = server[move.source.schema]?.removeValue(forKey: move.source.table)
      #expect(table != nil)
      #expect(
        server[move.target.schema]?.updateValue(table ?? "", forKey: move.target.table) == nil)
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `forward reaches the declared counts, and the inverses in reverse lead back`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(state: seed)
    let (text, start) = Self.plan(&random)
    let migration = try migration(text)
    var server = start
    for schema in migration.createdSchemas {
      #expect(server.updateValue([:], forKey: schema.name) == nil)
    }
    for batch in migration.batches { Self.apply(batch, to: &server) }
    for schema in migration.schemas {
      #expect(server[schema.name]?.count == schema.tablesAfter)
    }
    #expect(server != start)
    for batch in migration.batches.reversed() { Self.apply(batch.inverse, to: &server) }
    for schema in migration.createdSchemas where server[schema.name] == [:] {
      server[schema.name] = nil
    }
    #expect(server == start)
  }
}
