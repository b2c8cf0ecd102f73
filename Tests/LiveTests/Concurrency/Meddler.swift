import Foundation
import Glibc
import PlancTestSupport
import Synchronization

@testable import Operations

/// Begins statements of other sessions, and a second operator, while one operator's statements pass.
final class Meddler: Sendable {
  private struct State {
    var names: StatementNames
    var random: SeededGenerator
    var number: Int
    /// Whether the operator holds MySQL's backup lock, behind which all DDL waits.
    var isLocked = false
    var left = 8
    /// The statement before which nothing is hit.
    var aim: String?
    var sessions: [ForeignSession] = []
    var isSecondDue = true
    var second: ChildProcess?
  }

  private let state: Mutex<State>
  private let hits: StatementHits
  private let server: ThrowawayServer
  private let schemas: [String]
  private let places: [ForeignSession.Place]
  private let startSecond: @Sendable () throws -> ChildProcess?

  init(
    _ direction: Direction, _ hits: StatementHits, _ random: SeededGenerator,
    _ server: ThrowawayServer,
    schemas: [String], places: [ForeignSession.Place], first: Int,
    startSecond: @escaping @Sendable () throws -> ChildProcess?
  ) {
    self.hits = hits
    self.server = server
    self.schemas = schemas
    self.places = places
    self.startSecond = startSecond
    var random = random
    let aim = hits.aim(direction, using: &random)
    state = Mutex(State(names: StatementNames(direction), random: random, number: first, aim: aim))
  }

  /// Is given each statement before the server is.
  func meddle(at text: String) {
    state.withLock { state in
      defer {
        if text.hasPrefix("/*!80000 LOCK INSTANCE") { state.isLocked = true }
        if text.hasPrefix("/*!80000 UNLOCK INSTANCE") { state.isLocked = false }
      }
      guard let name = state.names.name(of: text) else { return }
      if name == state.aim { state.aim = nil }
      // Behind its aim, a round hits every other statement.
      let isHit =
        state.aim == nil && state.left > 0 && (state.left == 8 || Bool.random(using: &state.random))
      hits.note(name, isHit: isHit)
      guard isHit else { return }
      state.left -= 1
      state.number += 1
      if state.isSecondDue, state.random.next() % 3 == 0 {
        state.isSecondDue = false
        state.second = try? startSecond()
      }
      let deeds = ForeignSession.Deed.allCases.filter { !state.isLocked || !$0.needsTable }
      let deed = deeds.randomElement(using: &state.random) ?? .createView
      let session = try? ForeignSession(
        deed, number: state.number,
        in: schemas.randomElement(using: &state.random) ?? "",
        on: places.randomElement(using: &state.random) ?? places[0],
        isQueued: Bool.random(using: &state.random), at: server)
      guard let session else { return }
      state.sessions.append(session)
      // While the operator's statement runs, or waits behind the other session's.
      let delay = Double(state.random.next() % 40) / 1_000
      DispatchQueue.global().asyncAfter(deadline: .now() + delay) { session.release() }
    }
  }

  /// What was begun.
  func end() -> (sessions: [ForeignSession], second: ChildProcess?) {
    state.withLock { ($0.sessions, $0.second) }
  }
}
