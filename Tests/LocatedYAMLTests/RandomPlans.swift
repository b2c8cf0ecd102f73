/// Makes files that are nearly plans; the same ones for the same seed.
struct RandomPlans {
  private static let plans = [
    "plan: phase_a\ntitle: 'Phase A'\nschemas:\n  lupopedia:\n    alias: core # the rest\n"
      + "    table_count: {before: 111, after: 77, budget: 111}\n",
    "assignments:\n  - from: a\n    to: b\n    tables:\n      Größe:\n        - lupo_x\n"
      + "        - {table: lupo_y, as: \"lupo_\\u007A\"}\n\n  - {from: b, to: c, tables: [d, e]}\n",
    "title: >-\n  one\n  two\n\nnote: |\n  日本 🐬\n\n\nempty:\nlist:\n- \n- 'it''s'\n- [a: b, ? c : d]\n",
    "\u{FEFF}---\r\na: \"x\r\n  y\"\r\n? k\r\n: v\r\n...\r\n",
  ].map { Array($0.utf8) }

  private static let pieces: [[UInt8]] =
    [
      "[", "]", "{", "}", ", ", ": ", ":", "- ", "-", "? ", "\"", "'", "&a ", "*a", "!!t ", "!",
      "|",
      ">", "%YAML 1.1\n", "%TAG ! x\n", "---\n", "...\n", "<<: ", "#", " #", "@", "`", "\\",
      "\\x07",
      "\t", " ", "  ", "\n", "\r", "\r\n", "\u{0}", "\u{1B}[2J", "\u{85}", "\u{2028}", "\u{FEFF}",
      "\u{202E}", "\u{301}", "\u{200D}", "日", "👩‍👧", "a: 1\n", "a: 1\na: 2\n",
    ].map { Array($0.utf8) }
    + [
      [0xFF], [0xC3], [0xE2, 0x80], [0xED, 0xA0, 0x80], Array(repeating: 0x5B, count: 70),
      Array(repeating: 0x61, count: 1100),
    ]

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> [UInt8] {
    var bytes = Self.plans[below(Self.plans.count)]
    for _ in 0...below(4) { mutate(&bytes) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = below(bytes.count + 1)
    switch below(6) {
    case 0:
      if place < bytes.count { bytes[place] ^= UInt8(1 << below(8)) }
    case 1: bytes.removeSubrange(place..<min(bytes.count, place + below(20)))
    case 2: bytes.removeSubrange(place...)
    case 3:
      let slice = bytes[place..<min(bytes.count, place + below(60))]
      bytes.insert(contentsOf: slice, at: below(bytes.count + 1))
    default: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: place)
    }
  }

  /// A number from 0 up to but not including `limit`.
  private mutating func below(_ limit: Int) -> Int {
    // xorshift64*: https://en.wikipedia.org/wiki/Xorshift
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % limit
  }
}
