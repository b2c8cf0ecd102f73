import PlancTestSupport
import Servers
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// Where a migration's tables are, by a reading of information_schema that shares nothing with the
/// scripts: all names as hexadecimal digits, through the command-line client, compared here.
struct Independent {
  /// Kinds by qualified name.
  private var kinds: [QualifiedName: String] = [:]
  private var triggers: [QualifiedName: String] = [:]

  init(_ client: MariaDBClient) throws {
    let tables = try client.query(
      "SELECT HEX(TABLE_SCHEMA), HEX(TABLE_NAME), TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema');"
    )
    for row in tables {
      kinds[QualifiedName(LiveCatalog.unhexed(row[0]), LiveCatalog.unhexed(row[1]))] = row[2]
    }
    let found = try client.query(
      "SELECT HEX(TRIGGER_SCHEMA), HEX(TRIGGER_NAME), HEX(EVENT_OBJECT_TABLE) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA <> 'sys';"
    )
    for row in found {
      triggers[QualifiedName(LiveCatalog.unhexed(row[0]), LiveCatalog.unhexed(row[1]))] =
        LiveCatalog.unhexed(row[2])
    }
  }

  private func isTable(_ name: QualifiedName) -> Bool {
    ["BASE TABLE", "SYSTEM VERSIONED"].contains(kinds[name] ?? "")
  }

  /// In the order of the plan; what is no plain case is `other`.
  func places(of migration: Migration) -> [String] {
    migration.batches.flatMap { batch in
      batch.moves.map { move in
        let ways = batch.temporaryRename.map { temporaryRename in
          [move.source.schema, move.target.schema].map { QualifiedName($0, temporaryRename.name) }
        }
        let names = [move.source, move.target] + (ways ?? [])
        let there = names.filter { kinds[$0] != nil }
        if there.isEmpty { return "neither" }
        if !there.allSatisfy(isTable) { return "other" }
        switch there {
        case [move.source]: return "source"
        case [move.target]: return "target"
        case [move.source, move.target]: return "both"
        default: return there.count == 1 ? "temporarilyRenamed in \(there[0].schema)" : "other"
        }
      }
    }
  }

  /// Where each carried trigger hangs: `source`, `target`, `temporarilyRenamed in …`, `none`, or `other`.
  func triggers(of migration: Migration) -> [String] {
    migration.batchesWithTriggers.flatMap { batch in
      (batch.temporaryRename?.triggers ?? []).map { trigger in
        let move = batch.moves[0]
        let temporarilyRenamed = batch.temporaryRename?.name
        let here = triggers[QualifiedName(move.source.schema, trigger.name)]
        let there = triggers[QualifiedName(move.target.schema, trigger.name)]
        switch (here, there) {
        case (nil, nil): return "none"
        case (move.source.table, nil): return "source"
        case (nil, move.target.table): return "target"
        case (temporarilyRenamed, nil): return "temporarilyRenamed in \(move.source.schema)"
        case (nil, temporarilyRenamed): return "temporarilyRenamed in \(move.target.schema)"
        default: return "other"
        }
      }
    }
  }

  func tableCount(in schema: String) -> Int {
    kinds.keys.filter { $0.schema == schema && isTable($0) }.count
  }
}

extension StatusReport {
  /// The same words as `Independent.places(of:)`.
  var places: [String] {
    tables.map { table in
      switch table.place {
      case .source: "source"
      case .target: "target"
      case .temporarilyRenamed(let name): "temporarilyRenamed in \(name.schema)"
      case .both: "both"
      case .neither: "neither"
      case .other: "other"
      }
    }
  }

  var triggerPlaces: [String] {
    triggers.map { trigger in
      switch trigger.place {
      case .source: "source"
      case .target: "target"
      case .temporarilyRenamed(let schema): "temporarilyRenamed in \(schema)"
      case .missing: "none"
      case .changed: "other"
      }
    }
  }

  /// Asks the server, and compares with an independent reading.
  static func checked(
    _ migration: Migration, on server: ThrowawayServer,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> StatusReport {
    let connection = try ServerConnectionTests.connect(server)
    let report: StatusReport
    do throws(LiveFault) {
      report = try connection.status(of: migration)
    } catch {
      throw TestSupportError("\(error)")
    }
    let seen = try Independent(server.client)
    #expect(report.places == seen.places(of: migration), sourceLocation: sourceLocation)
    #expect(report.triggerPlaces == seen.triggers(of: migration), sourceLocation: sourceLocation)
    for schema in report.schemas {
      #expect(schema.tablesNow == seen.tableCount(in: schema.name), sourceLocation: sourceLocation)
    }
    return report
  }
}
