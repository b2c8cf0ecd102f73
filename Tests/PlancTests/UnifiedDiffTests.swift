import PlancTestSupport
import Testing

@testable import planc

struct `A unified diff` {
  private func diff(_ old: String, _ new: String, _ style: UnifiedDiff.Style = .plain) -> String {
    UnifiedDiff(old: ("a", Array(old.utf8)), new: ("b", Array(new.utf8))).text(style)
  }

  private func numbers(_ range: ClosedRange<Int>) -> String {
    range.map { "\($0)\n" }.joined()
  }

  @Test func `equal texts have none`() {
    #expect(diff(numbers(1...9), numbers(1...9)) == "")
  }

  @Test func `a changed line stands between three lines of context`() {
    #expect(
      diff(numbers(1...9), numbers(1...4) + "five\n" + numbers(6...9)) == """
        --- a
        +++ b
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  @Test func `changes six lines apart share a hunk, seven lines apart do not`() {
    let old = numbers(1...20)
    #expect(
      diff(old, old.replacing("2\n3\n", with: "x\n3\n").replacing("9\n10\n", with: "y\n10\n"))
        .split(separator: "@@ -").count == 2)
    #expect(
      diff("1\n" + numbers(2...20), "x\n" + numbers(2...7) + "y\n" + numbers(9...20))
        .split(separator: "@@ -").count == 2)
    #expect(
      diff("1\n" + numbers(2...20), "x\n" + numbers(2...8) + "y\n" + numbers(10...20))
        .split(separator: "@@ -").count == 3)
  }

  @Test(arguments: [
    ("", "1\n", "@@ -0,0 +1 @@\n+1\n"), ("1\n", "", "@@ -1 +0,0 @@\n-1\n"),
    ("1\n", "1", "@@ -1 +1 @@\n-1\n+1\n\\ No newline at end of file\n"),
    ("1", "1\n", "@@ -1 +1 @@\n-1\n\\ No newline at end of file\n+1\n"),
  ])
  func `ends of texts are shown as diff shows them`(old: String, new: String, expected: String) {
    #expect(diff(old, new) == "--- a\n+++ b\n" + expected)
  }

  @Test func `what would act on a terminal is escaped, also when colours are on`() {
    #expect(
      diff("", "a\u{1B}[31m\u{202E}\r\té\n", .colored)
        == "\u{1B}[1m--- a\u{1B}[0m\n\u{1B}[1m+++ b\u{1B}[0m\n\u{1B}[36m@@ -0,0 +1 @@\u{1B}[0m\n"
        + "\u{1B}[32m+a\\u{1B}[31m\\u{202E}\\u{D}\té\u{1B}[0m\n")
  }

  @Test func `a huge diff is cut, and says by how much`() {
    let lines = diff("", numbers(1...1000)).split(separator: "\n")
    #expect(lines.count == UnifiedDiff.lineCountMax + 1)
    #expect(lines.last == "… 603 more lines of this diff are not shown")
    #expect(diff("", numbers(1...397)).split(separator: "\n").count == UnifiedDiff.lineCountMax)
  }

  @Test func `a long line is cut`() {
    let line = String(repeating: "x", count: UnifiedDiff.lineLengthMax)
    #expect(diff("", line + "\n").hasSuffix("+\(line)\n"))
    #expect(diff("", line + "yz\n").hasSuffix("+\(line)… 2 bytes more\n"))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `changes applied to the old text give the new one`(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    // Few different lines make many repetitions, many make unique ones.
    let kinds = [2, 3, 10, 1000][Int(seed % 4)]
    let count = [5, 30, 700][Int(seed / 4 % 3)]
    let old = (0..<count).map { _ in
      Array("\(Int.random(in: 0..<kinds, using: &random))\n".utf8)[...]
    }
    var new = old
    for _ in 0..<Int.random(in: 0...(count / 2), using: &random) {
      let place = Int.random(in: 0...new.count, using: &random)
      if Bool.random(using: &random) || new.isEmpty || place == new.count {
        new.insert(Array("\(Int.random(in: 0..<kinds, using: &random))\n".utf8)[...], at: place)
      } else {
        new.remove(at: place)
      }
    }
    let changes = LineDifference(old: old, new: new).changes
    var applied: [ArraySlice<UInt8>] = []
    var position = 0
    for change in changes {
      #expect(change.old.count + change.new.count > 0)
      applied += old[position..<change.old.lowerBound]
      applied += new[change.new]
      position = change.old.upperBound
    }
    applied += old[position...]
    #expect(applied == new)
  }

  @Test func `repeated lines get the shortest diff`() {
    let text = { (words: String) in words.map { Array("\($0)\n".utf8)[...] } }
    let changes = LineDifference(old: text("abcabba"), new: text("cbabac")).changes
    #expect(changes.reduce(0) { $0 + $1.old.count + $1.new.count } == 5)
  }

  @Test
  func `texts of 200,000 lines that share nothing or all but a line are compared`() {
    let old = (0..<200_000).map { Array("\($0 % 7)\n".utf8)[...] }
    let other = (0..<200_000).map { Array("x\($0 % 5)\n".utf8)[...] }
    #expect(LineDifference(old: old, new: other).changes.count == 1)
    #expect(
      LineDifference(old: old, new: Array(old.dropLast(2) + other.prefix(1) + old.suffix(1)))
        .changes == [.init(old: 199_998..<199_999, new: 199_998..<199_999)])
  }
}
