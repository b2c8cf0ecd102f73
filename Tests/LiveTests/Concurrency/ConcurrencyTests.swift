import Foundation
import PlancTestSupport
import Testing

/// Two operators, and other sessions' DDL queued on locks around the statements that planc runs.
/// `PLANC_ROUNDS` rounds, 20 when it is not set; `PLANC_ROUND_SEED` for others than the usual ones.
@Suite struct ConcurrencyTests {
  @Test func `nothing is lost while others work on the server, and every state reaches an end`()
    async throws
  {
    let environment = ProcessInfo.processInfo.environment
    let rounds = environment["PLANC_ROUNDS"].flatMap { Int($0) } ?? 20
    let seed = environment["PLANC_ROUND_SEED"].flatMap { UInt64($0) } ?? 1
    try await SharedServer.use { server in
      let run = try ConcurrencyRun(seed: seed, on: server)
      defer {
        let least = run.hits.least
        print(
          "concurrency, seed \(seed): \(least.statements) statements that decide or write, each hit at least \(least.hits) times"
        )
        for (event, count) in run.counts.sorted(by: { $0.key < $1.key }) {
          print("concurrency: \(count) x \(event)")
        }
      }
      for number in 1...rounds { try run.round(number) }
      print("concurrency, seed \(seed): \(rounds) rounds, nothing lost")
      let tooFew = run.hits.tooFew(in: rounds)
      if rounds >= 250 { #expect(tooFew.isEmpty, "\(tooFew)") }
    }
  }
}
