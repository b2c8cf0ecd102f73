/// What a run makes of what a server says, and how long it waits.
package struct RunRules: Equatable, Sendable {
  /// How often a file is run again because others hold locks.
  package var retriesMax: Int
  /// How long it waits before the first of them.
  package var pauseSeconds: Int
  package static let pauseMaxSeconds = 60
  /// The same while a table is temporarily renamed. It is away for everybody until its file goes on, so a run is
  /// more patient then, and yet comes to an end.
  package var retriesMaxWhileRenamed: Int { max(10, retriesMax * 10) }
  /// How often in one run a lost connection is made anew.
  package static let reconnectionsMax = 10

  package init(retriesMax: Int, pauseSeconds: Int) {
    self.retriesMax = retriesMax
    self.pauseSeconds = pauseSeconds
  }

  /// The pause before a further attempt, from 1: twice the one before, and never over
  /// `pauseMaxSeconds`.
  package func pauseSeconds(beforeRetry number: Int) -> Int {
    precondition(number > 0)
    let doublings = min(number - 1, 16)
    return min(pauseSeconds << doublings, max(pauseSeconds, Self.pauseMaxSeconds))
  }

  /// The pause before a further attempt to connect, from 1.
  package static func pauseSeconds(beforeConnection number: Int) -> Int {
    number <= 1 ? 0 : min(1 << min(number - 2, 8), 15)
  }

  /// What a server's refusal of a statement means for the run.
  package enum Meaning: Equatable, Sendable {
    /// Others hold a lock; the statement changed nothing.
    case locked
    /// The script's own guard: the sentence is meant for people.
    case refused(String)
    /// Anything else; the statement changed nothing.
    case failed
  }

  /// - Source: 1205 is a lock that was not to be had in time, 1213 a transaction that was sacrificed;
  ///   1286 carries the sentences of the scripts (decision 2).
  package static func meaning(ofError number: Int, _ sentence: String) -> Meaning {
    switch number {
    case 1205, 1213: return .locked
    case 1286:
      guard let start = sentence.firstIndex(of: "'"), let end = sentence.lastIndex(of: "'"),
        start < end
      else { return .failed }
      let text = sentence[sentence.index(after: start)..<end]
      return text.hasPrefix(refusalPrefix) ? .refused(String(text)) : .failed
    default: return .failed
    }
  }

  /// What the sentences of all scripts begin with.
  package static let refusalPrefix = "planc: "
}
