import CodeReferences
import Testing

/// Numbers that are the same on every run: SplitMix64.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

struct `Files that do not parse` {
  private static let finder = ReferenceFinder(MarkedCode.settings)

  /// Searches and checks that every place lies within the file.
  private func search(_ bytes: [UInt8], as language: Language) {
    for found in Self.finder.references(in: bytes, language: language) {
      #expect(found.name.upperBound <= bytes.count)
      #expect(found.composed.upperBound <= bytes.count)
      if let literal = found.literal {
        #expect(literal.upperBound <= bytes.count && literal.lowerBound <= literal.upperBound)
      }
    }
  }

  @Test(arguments: MarkedCode.all)
  func `cut anywhere, with bytes flipped, doubled or lost, do no harm`(file: MarkedCode) throws {
    let language = try #require(file.language)
    let bytes = Array(file.text.utf8)
    var random = Seeded(state: UInt64(bytes.count))
    let signs = Array("'\"`{}()[]<>$\\#/*%@;:\n\0\u{1A}".utf8)
    for _ in 0..<20 {
      var changed = bytes
      switch Int.random(in: 0..<4, using: &random) {
      case 0: changed.removeLast(Int.random(in: 0...bytes.count, using: &random))
      case 1: changed.removeFirst(Int.random(in: 0...bytes.count, using: &random))
      case 2:
        for _ in 0..<8 {
          changed[Int.random(in: changed.indices, using: &random)] ^=
            1 << UInt8.random(in: 0..<8, using: &random)
        }
      default:
        for _ in 0..<6 {
          changed.insert(
            signs.randomElement(using: &random)!,
            at: Int.random(in: changed.indices, using: &random))
        }
      }
      search(changed, as: language)
    }
  }

  @Test(arguments: Language.allCases)
  func `read as another language do no harm`(language: Language) {
    for file in MarkedCode.all { search(Array(file.text.utf8), as: language) }
    search([], as: language)
    search([0xEF, 0xBB, 0xBF], as: language)
    search((0...255).map { UInt8($0) }, as: language)
  }

  /// SQL that is put together at run time ends anywhere, also after a dot.
  @Test(arguments: [
    "UPDATE `lupo_users` AS u, lupo_logs l SET u.a = 1 WHERE u.id IN (SELECT a FROM lupo_log l)",
    "INSERT IGNORE INTO db.lupo_users (a, b) VALUES (1, 'x') ON DUPLICATE KEY UPDATE a = 1",
    "DELETE u FROM lupo_users u INNER JOIN lupo_logs l ON u.id = l.id WHERE 1 LIMIT 5",
    "CREATE TABLE IF NOT EXISTS db.lupo_users LIKE lupo_logs; DROP TABLE lupo_log, lupo_edges",
    "ALTER TABLE lupo_users RENAME TO lupo_logs; LOCK TABLES lupo_users WRITE, lupo_log READ",
    "CREATE TRIGGER t BEFORE INSERT ON lupo_users FOR EACH ROW UPDATE lupo_logs SET a = 1",
    "WITH a AS (SELECT 1 FROM lupo_users) TABLE lupo_logs; SHOW FULL TABLES FROM db LIKE 'lupo%'",
    "USE lupopedia; CREATE TEMPORARY TABLE IF NOT EXISTS a.lupo_users LIKE b; DROP TEMPORARY TABLE a, b",
    "DELIMITER //\nCREATE PROCEDURE a.b() BEGIN IF 1 THEN DELETE FROM lupo_users; END IF; END //",
    "INSERT INTO a WITH RECURSIVE b (c, d) AS (SELECT 1, 2) SELECT c FROM lupo_users, b; USE a-b;",
    "DELETE FROM lupo_users, a USING b AS lupo_users; CREATE EVENT IF NOT EXISTS a.b ON SCHEDULE c",
    "TRUNCATE lupo_users; REPLACE lupo_logs SET a = 1; SELECT * FROM information_schema.TABLES",
  ])
  func `cut after any word, before a dot, do no harm`(statement: String) {
    let bytes = Array(statement.utf8)
    for end in 0...bytes.count {
      for rest in ["", ".", "..", ".`", " ,", "(.", ". ."] {
        let text = Array(bytes[..<end]) + Array(rest.utf8)
        search(text, as: .sql)
        search(Array("<?php $q = \"".utf8) + text + Array("\";".utf8), as: .php)
      }
    }
  }

  /// What could make a reader of text look at the rest of the file again and again: what it costs is
  /// measured by `benchmarks/growth.c`, with the same pieces.
  @Test(arguments: Language.allCases)
  func `of one thing over and over do no harm`(language: Language) {
    let pieces = [
      "'", "\"", "`", "(", ")", "{", "}", "[", "/", "<<A\n", "<<<A\n", "\"#{", "\"${", "`${", "f'{",
      "$\"{", "q{", "s{", "%w(", "/*", "<?php ", "?>", "{{", "@if(", "a.", "'a'.", "'a'+", "$a=",
      "\"\\", "/[", "from ", "select ", "\"select a from ", "'with a as (", "(select ", "#", "--",
      "\"{$a[", "$a->", "new ", "for a in ", ":a", "def a\n", "function a(", "\n", "'{$", "'%(",
      "create procedure a.b() begin ", "create temporary table a ", "drop temporary table a,",
      "with a (a) as (", "delimiter a\n", "use a\n", "'use ", "'use a'.", "select_db('a',",
    ]
    for piece in pieces {
      let unit = Array(piece.utf8)
      let bytes = (0..<(20_000 / unit.count)).flatMap { _ in unit }
      search(bytes, as: language)
    }
  }
}
