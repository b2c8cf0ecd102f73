/// Finds fast where a file can contain a reference: where any of the names is in it, SQL whose
/// table's name is an expression, or a question to the server's catalog.
///
/// Wu and Manber's search for many words at once: all words are cut to the length of the shortest,
/// and the pair of bytes at the end of that window tells how far the window may move. Most pairs are
/// in no word, so most bytes are never looked at.
///
/// - Source: S. Wu and U. Manber, A Fast Algorithm for Multi-Pattern Searching, 1994.
struct Prefilter: Sendable {
  enum Meaning: Sendable {
    /// A table's name, which must be a whole word.
    case name
    /// The rest of a name, which counts after what may be a prefix, a quote, or a word of SQL.
    case rest
    /// A word of SQL, which counts when an expression follows.
    case clause
    /// A word of SQL after which IN or ON and an expression may follow: `SHOW INDEXES IN $t`.
    case listing
    /// A method that changes rows, which counts before `($`.
    case call
    /// SHOW, which counts before TABLES or TABLE STATUS.
    case show
    case always
  }

  /// A word in lower case: a stretch of `letters`, so that nothing in it is counted or copied.
  private struct Word: Sendable {
    var start: Int
    var count: Int
    var meaning: Meaning
    /// The first four bytes, as `folded(_:_:)` sees them; fewer where the window is shorter.
    var key: UInt32 = 0
  }

  /// The length of the window.
  private let length: Int
  /// For each pair of bytes, in any case, how far the window may move when it ends with them.
  private let moves: [UInt8]
  /// For each pair in lower case the index in `words` of the first that has it at the window's end.
  private let starts: [Int32]
  /// Words with the same pair are together; an empty one ends them.
  private let words: [Word]
  private let letters: [UInt8]

  init(_ names: TableNames) {
    var all: [[UInt8]: Meaning] = [:]
    for rest in names.rests where rest.count >= 2 { all[rest] = .rest }
    for name in names.all where name.count >= 2 { all[name] = .name }
    for word in Self.clauses { all[Array(word.utf8)] = .clause }
    for word in Self.calls where all[Array(word.utf8)] == nil { all[Array(word.utf8)] = .call }
    for word in Self.listings { all[Array(word.utf8)] = .listing }
    all[Array("show".utf8)] = .show
    all[Array("information_schema".utf8)] = .always
    let length = min(all.keys.map(\.count).min() ?? 2, 100)
    var moves = [UInt8](repeating: UInt8(length - 1), count: 65536)
    var starts = [Int32](repeating: 0, count: 65536)
    var words = [Word(start: 0, count: 0, meaning: .name)]
    var letters: [UInt8] = []
    for word in all.keys {
      for end in 1..<length {
        for pair in Self.spellings(word[end - 1], word[end]) {
          moves[pair] = min(moves[pair], UInt8(length - 1 - end))
        }
      }
    }
    let groups = Dictionary(grouping: all) { Self.pair($0.key[length - 2], $0.key[length - 1]) }
    for (pair, group) in groups.sorted(by: { $0.key < $1.key }) {
      starts[pair] = Int32(words.count)
      for (bytes, meaning) in group.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        words.append(
          Word(
            start: letters.count, count: bytes.count, meaning: meaning,
            key: Self.folded(bytes.span, 0, length)))
        letters += bytes
      }
      words.append(Word(start: 0, count: 0, meaning: .name))
    }
    (self.length, self.moves, self.starts, self.words) = (length, moves, starts, words)
    self.letters = letters
  }

  private static let clauses = [
    "from", "join", "into", "update", "table", "truncate", "using", "exists", "ignore", "describe",
    "tables", "references", "desc",
  ]
  private static let calls = ["insert", "delete", "replace", "upsert", "autoexecute"]
  private static let listings = [
    "index", "indexes", "columns", "fields", "keys", "grant", "revoke",
  ]

  private static func pair(_ first: UInt8, _ second: UInt8) -> Int {
    Int(first) | Int(second) << 8
  }

  /// A pair of lower-case bytes as code may spell it.
  private static func spellings(_ first: UInt8, _ second: UInt8) -> [Int] {
    func both(_ byte: UInt8) -> [UInt8] {
      byte &- 0x61 < 26 ? [byte, byte & ~0x20] : [byte]
    }
    return both(first).flatMap { first in both(second).map { pair(first, $0) } }
  }

  /// Whether there is any place where a reference may be.
  func passes(_ bytes: [UInt8]) -> Bool { nextHit(in: bytes, from: 0) != nil }

  /// All such places.
  func hits(in bytes: [UInt8]) -> PrefilterHits {
    var hits = PrefilterHits()
    var offset = 0
    while let hit = nextHit(in: bytes, from: offset) {
      hits.offsets.append(hit)
      offset = hit + 1
    }
    return hits
  }

  /// The first such place at or after an offset.
  private func nextHit(in bytes: [UInt8], from offset: Int) -> Int? {
    let (text, moves) = (bytes.span, moves.span)
    var end = offset + length - 1
    while end < text.count {
      let move = moves[Int(text[end - 1]) | Int(text[end]) << 8]
      if move > 0 {
        end += Int(move)
        continue
      }
      let start = end - length + 1
      if isHit(bytes, start) { return start }
      end += 1
    }
    return nil
  }

  /// The first bytes of a window, at most four, with a bit set that tells letters' cases: equal
  /// for equal words, and for few others.
  private static func folded(_ text: Span<UInt8>, _ start: Int, _ length: Int) -> UInt32 {
    var key: UInt32 = 0
    for index in start..<(start + min(length, 4)) { key = key << 8 | UInt32(text[index] | 0x20) }
    return key
  }

  private func isHit(_ bytes: [UInt8], _ offset: Int) -> Bool {
    let (text, words, letters) = (bytes.span, words.span, letters.span)
    let end = offset + length - 1
    var index = Int(starts[Self.pair(text[end - 1].lowercased, text[end].lowercased)])
    let key = Self.folded(text, offset, length)
    next: while words[index].count > 0 {
      let word = words[index]
      index += 1
      guard word.key == key, offset + word.count <= text.count else { continue }
      for place in 0..<word.count
      where text[offset + place].lowercased != letters[word.start + place] {
        continue next
      }
      if counts(word.meaning, bytes, offset, offset + word.count) { return true }
    }
    return false
  }
}
