import PlancTestSupport
import Testing

/// A server with the 111 tables loaded once, lent to one test at a time.
///
/// What is refused changes nothing, so most tests need no fixture of their own: each takes back its
/// own set-up. A test that leaves anything else behind fails, and the next one gets a fresh load.
actor LoadedServer {
  private static let shared = LoadedServer()

  private var server: ThrowawayServer?
  private var start: ServerState?
  private var isLent = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// - Parameter body: is given the server and its state, which it must leave as it was.
  static func use(
    _ body: @Sendable (ThrowawayServer, ServerState) async throws -> Void
  ) async throws {
    await shared.acquire()
    do {
      let (server, start) = try await shared.loaded()
      try await body(server, start)
      let end = try ServerState(of: server)
      #expect(end == start, "left behind: \(end.changes(since: start))")
      await shared.release(isClean: end == start)
    } catch {
      await shared.release(isClean: false)
      throw error
    }
  }

  private func acquire() async {
    if isLent {
      await withCheckedContinuation { waiting.append($0) }
    } else {
      isLent = true
    }
  }

  private func release(isClean: Bool) {
    if !isClean { start = nil }
    if waiting.isEmpty { isLent = false } else { waiting.removeFirst().resume() }
  }

  private func loaded() throws -> (ThrowawayServer, ServerState) {
    let lent = try server ?? ThrowawayServer()
    server = lent
    if let start { return (lent, start) }
    try lent.empty()
    try PhaseAFixture.load(into: lent)
    let state = try ServerState(of: lent)
    start = state
    return (lent, state)
  }
}
