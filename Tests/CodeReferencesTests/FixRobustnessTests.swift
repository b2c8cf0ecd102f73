import CodeReferences
import PlancTestSupport
import Testing

struct `A fix of any file` {
  private static let finder = ReferenceFinder(MarkedCode.settings)

  /// Reads pairs of files by PHP's own reader, an extension that its settings load, and prints the names of those of which PHP reads the first alone.
  private static let judge = """
    <?php
    function reads($path) {
      try { @token_get_all(file_get_contents($path), TOKEN_PARSE); return true; }
      catch (Throwable $e) { return false; }
    }
    $all = 0; $read = 0;
    foreach (glob($argv[1] . '/*.before') as $path) {
      $all++;
      if (!reads($path)) continue;
      $read++;
      if (!reads(substr($path, 0, -6) . 'after')) echo basename($path), "\\n";
    }
    echo "$all $read\\n";
    """

  /// PHP reads what it read before, of the corpus as it is and with bytes changed.
  @Test func `leaves PHP that PHP reads`() throws {
    let folder = try TemporaryFolder()
    let judge = try folder.write("judge.php", Self.judge)
    let pairs = try folder.makeFolder("pairs")
    var random = Seeded(state: 6)
    var count = 0
    var mendedCount = 0
    let texts =
      MarkedCode.all.filter { $0.language == .php }.map(\.text)
      + FixCase.changed.map { "<?php\n$a = f(\($0.before)\n);\n" }
      + FixCase.kept.map { "<?php\n\($0.text)\n" }
    for text in texts {
      let bytes = Array(text.utf8)
      for round in 0..<25 {
        var changed = bytes
        if round > 0 { random.spoil(&changed) }
        let fix = Self.finder.fix(changed, language: .php)
        mendedCount += fix.fixed.count
        let again = Self.finder.fix(fix.bytes, language: .php)
        #expect(again.bytes == fix.bytes)
        count += 1
        try folder.write("pairs/\(count).before", bytes: changed)
        try folder.write("pairs/\(count).after", bytes: fix.bytes)
      }
    }
    let output = try ChildProcess.run("php", [judge, pairs])
    #expect(output.exitCode == 0)
    let lines = output.stdout.split(separator: "\n")
    #expect(lines.dropLast().isEmpty, "\(lines.dropLast().joined(separator: ", "))")
    let numbers = try #require(lines.last).split(separator: " ").compactMap { Int($0) }
    #expect(numbers[0] == count)
    // Enough of the spoiled ones are read to say something.
    #expect(numbers[1] > texts.count)
    #expect(mendedCount > 500)
  }

  @Test(arguments: Language.allCases)
  func `of any language changes nothing but names`(language: Language) {
    var random = Seeded(state: 7)
    for file in MarkedCode.all {
      for _ in 0..<3 {
        var bytes = Array(file.text.utf8)
        random.spoil(&bytes)
        let fix = Self.finder.fix(bytes, language: language)
        #expect(language.isRewritten || fix.bytes == bytes)
        #expect((fix.bytes == bytes) == fix.fixed.isEmpty)
      }
    }
  }
}

extension Language {
  fileprivate var isRewritten: Bool {
    switch self {
    case .php, .blade, .sql: true
    case .python, .javascript, .ruby, .java, .kotlin, .csharp, .go, .perl, .shell: false
    }
  }
}

extension Seeded {
  /// Cuts a text, flips bits in it, or adds signs.
  mutating func spoil(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    switch Int.random(in: 0..<4, using: &self) {
    case 0: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &self))
    case 1:
      let start = Int.random(in: bytes.indices, using: &self)
      bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 1...20, using: &self)))
    case 2:
      for _ in 0..<3 {
        bytes[Int.random(in: bytes.indices, using: &self)] ^=
          1 << UInt8.random(in: 0..<8, using: &self)
      }
    default:
      let signs = Array("'\"`{}()[]<>$\\#/*%@;:\n".utf8)
      for _ in 0..<2 {
        bytes.insert(
          signs.randomElement(using: &self)!, at: Int.random(in: bytes.indices, using: &self))
      }
    }
  }
}
