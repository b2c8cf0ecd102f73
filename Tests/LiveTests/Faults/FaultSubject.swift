import PlancTestSupport
import Testing

@testable import Operations

/// A plan, and a server that holds what it moves.
enum FaultSubject: CaseIterable, Sendable, CustomTestStringConvertible {
  case whole, phaseA

  var testDescription: String {
    switch self {
    case .whole: "a plan with triggers, views and grants"
    case .phaseA: "phase A"
    }
  }

  /// Loads the tables, takes the catalog, and compiles.
  func load(into server: ThrowawayServer) throws -> ApplyProject {
    switch self {
    case .whole:
      try server.client.query(WholeMigration.fixture)
      return try ApplyProject("whole", WholeMigration.plan, on: server)
    case .phaseA:
      try PhaseAFixture.load(into: server)
      // What is checked in, with less patience, so that locks are given up soon.
      let plan = String(
        decoding: try Repository.bytes(of: "plans/phase_a.yaml"), as: UTF8.self)
      return try ApplyProject(
        "phase_a",
        plan.replacing("../catalogs/lupopedia.yaml", with: "../catalogs/server.yaml")
          + "\nlock_wait_timeout: 1\n",
        catalog: try Repository.bytes(of: "catalogs/lupopedia.yaml"),
        on: server)
    }
  }

  var schemas: [String] {
    switch self {
    case .whole: ["shop", "archive", "cold"]
    case .phaseA: ["lupopedia", "lupopedia_orchestration", "lupopedia_ephemeral"]
    }
  }

  var moveCount: Int {
    switch self {
    case .whole: 4
    case .phaseA: 34
    }
  }

  /// In the order in which an operator runs them.
  func scripts(_ direction: Direction) -> [String] {
    switch (self, direction) {
    case (.whole, .forward): WholeMigration.files
    case (.whole, .back): ["whole_rollback.sql", "whole_drop_schemas.sql"]
    case (.phaseA, .forward):
      [
        "phase_a_orchestration_schema.sql", "phase_a_move_orchestration_tables.sql",
        "phase_a_move_ephemeral_tables.sql", "phase_a_verify.sql",
      ]
    case (.phaseA, .back): ["phase_a_rollback.sql", "phase_a_drop_schemas.sql"]
    }
  }

  var statusFile: String {
    switch self {
    case .whole: "whole_status.sql"
    case .phaseA: "phase_a_status.sql"
    }
  }
}
