import Diagnostics
import Foundation
import PlancTestSupport
import Testing

/// Random servers and random plans over them: what compiles loses nothing and breaks nothing, and
/// what is refused would have.
///
/// `PLANC_SEEDS=1001...6000` runs others than the 20 of every run; `PLANC_SEED_FOLDER=FOLDER` writes
/// there the SQL that makes each server.
/// On MySQL tables with triggers and those that views name move seldom, for such plans are refused.
@Suite struct PropertyTests {
  private static let seeds: ClosedRange<UInt64> = {
    let words = ProcessInfo.processInfo.environment["PLANC_SEEDS"]?.split(separator: ".") ?? []
    guard words.count == 2, let first = UInt64(words[0]), let last = UInt64(words[1]),
      first <= last
    else { return 1...20 }
    return first...last
  }()

  @Test func `what compiles goes there and back, and what is refused would have broken`()
    async throws
  {
    let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
      for lane in 0..<Self.laneCount {
        group.addTask {
          let server = try ThrowawayServer(options: [
            "--log-bin-trust-function-creators=1", "--skip-log-bin",
          ])
          defer { server.stop() }
          var tally = Tally()
          for seed in Self.seeds where seed % Self.laneCount == lane {
            try server.empty()
            do {
              tally.note(try PropertyRun(seed: seed, server: server).outcome(), of: seed)
            } catch {
              Issue.record("seed \(seed): \(error)")
            }
          }
          return tally
        }
      }
      return try await group.reduce(into: Tally()) { $0.add($1) }
    }
    print(tally.sentence)
    #expect(tally.compiled * 10 >= tally.count * 5, "\(tally.sentence)")
  }

  private static let laneCount: UInt64 = 2

  struct Tally {
    var compiled = 0
    var count = 0
    var codes: [String: [UInt64]] = [:]

    mutating func note(_ outcome: PropertyRun.Outcome, of seed: UInt64) {
      count += 1
      switch outcome {
      case .compiled: compiled += 1
      case .refused(let refusals): for code in refusals { codes[code, default: []].append(seed) }
      }
    }

    mutating func add(_ other: Tally) {
      compiled += other.compiled
      count += other.count
      codes.merge(other.codes) { $0 + $1 }
    }

    var sentence: String {
      "\(ServerKind.chosen.rawValue): \(compiled) of \(count) seeds compile; refused: "
        + codes.sorted { $0.key < $1.key }
        .map { "\($0.key) \($0.value.count) times, first in seed \($0.value.min() ?? 0)" }
        .joined(separator: "; ")
    }
  }
}
