import Foundation

/// Where faults are made, as the environment says: `PLANC_FAULTS` places of each sort and way, one
/// when it is not set, each statement when it is `all`; of these, with `PLANC_FAULT_PART=2/4`, every
/// fourth beginning with the second, so that four processes share them; and with
/// `PLANC_FAULT_SORTS=killed` only the sorts that have this word, with `PLANC_FAULT_PLANS=phase` only
/// the plans.
struct FaultPlaces: Sendable {
  let sorts: [Fault]
  let subjects: [FaultSubject]
  private let placesMax: Int
  private let part: Int
  private let parts: Int

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    let setting = environment["PLANC_FAULTS"] ?? "1"
    placesMax = setting == "all" ? Int.max : Int(setting) ?? 1
    let share = (environment["PLANC_FAULT_PART"] ?? "1/1").split(separator: "/").compactMap {
      Int($0)
    }
    precondition(
      share.count == 2 && 1...share[1] ~= share[0], "PLANC_FAULT_PART is a share such as 2/4")
    part = share[0]
    parts = share[1]
    func choose<One>(_ all: [One], _ name: String, _ text: (One) -> String) -> [One] {
      let word = environment[name] ?? ""
      return all.filter { word.isEmpty || text($0).contains(word) }
    }
    sorts = choose(Fault.allCases, "PLANC_FAULT_SORTS", \.rawValue)
    subjects = choose(FaultSubject.allCases, "PLANC_FAULT_PLANS", \.testDescription)
  }

  /// The numbers of the statements, from 1, at which a fault of a sort is made.
  func of(_ fault: Fault, in statements: [String]) -> [Int] {
    let possible = statements.indices.filter { fault.isPossible(at: statements[$0]) }.map { $0 + 1 }
    let chosen = possible.count <= placesMax ? possible : spread(possible, fault)
    return stride(from: part - 1, to: chosen.count, by: parts).map { chosen[$0] }
  }

  /// So many of them that lie apart, for each sort of fault others.
  private func spread(_ possible: [Int], _ fault: Fault) -> [Int] {
    let sorts = Fault.allCases.count
    let shift = Fault.allCases.firstIndex(of: fault) ?? 0
    return (0..<placesMax).map {
      possible[($0 * sorts + shift) * possible.count / (placesMax * sorts)]
    }
  }
}
