import Diagnostics

/// A collection whose end has not come yet.
struct CollectionFrame {
  private enum Key {
    case awaited
    case accepted(YAMLScalar, Span)
    /// The key was refused: its value is read for its faults and left out.
    case refused
  }

  /// Up to this many keys are compared one by one, which is faster than hashing them.
  private static let linearKeysMax = 8

  let isMapping: Bool
  let start: Position
  /// Whether the collection ends at its own bracket, not at its last child's end.
  let hasOwnEnd: Bool
  /// The end of the last child so far.
  var end: Position
  /// The places of the diagnostics that its keys are repeated.
  var repeatedKeys: [Int] = []
  /// Whether its first key is among those.
  var repeatsFirstKey = false
  /// Whether its keys are repeated because the next item lacks its dash.
  var lacksDash = false
  private var items: [YAMLNode] = []
  private var entries: [YAMLEntry] = []
  private var key = Key.awaited
  /// The place of each key in `entries`; empty while there are few.
  private var entryIndices: [String: Int] = [:]

  init(isMapping: Bool, start: Position, hasOwnEnd: Bool) {
    self.isMapping = isMapping
    self.start = start
    self.hasOwnEnd = hasOwnEnd
    end = start
  }

  var awaitsKey: Bool {
    guard isMapping, case .awaited = key else { return false }
    return true
  }

  mutating func refuseKey() { key = .refused }

  /// - Returns: the same key before, in which case this one is refused. Two ways to write an
  ///   accented letter are the same, as they are in a `Dictionary` and to people.
  mutating func addKey(_ scalar: YAMLScalar, _ span: Span) -> (text: String, span: Span)? {
    if let first = first(with: scalar.text) {
      key = .refused
      return first
    }
    key = .accepted(scalar, span)
    return nil
  }

  private func first(with key: String) -> (text: String, span: Span)? {
    let entry =
      entries.count <= Self.linearKeysMax
      ? entries.first { $0.key == key } : entryIndices[key].map { entries[$0] }
    return entry.map { ($0.key, $0.keySpan) }
  }

  mutating func addValue(_ node: YAMLNode) {
    guard isMapping else {
      items.append(node)
      return
    }
    if case .accepted(let scalar, let span) = key {
      entries.append(
        YAMLEntry(key: scalar.text, keySpan: span, keyStyle: scalar.style, value: node))
      if entries.count == Self.linearKeysMax + 1 {
        for (index, entry) in entries.enumerated() { entryIndices[entry.key] = index }
      } else if entries.count > Self.linearKeysMax {
        entryIndices[scalar.text] = entries.count - 1
      }
    }
    key = .awaited
  }

  func node(end: Position) -> YAMLNode {
    YAMLNode(
      isMapping ? .mapping(entries) : .sequence(items), span: Span(start: start, end: end))
  }
}
