import CodeReferences
import Testing

/// The rules of https://git-scm.com/docs/gitignore.
struct IgnoreRulesTests {
  @Test(
    arguments: [
      ("*.log", "a.log", true), ("*.log", "sub/a.log", true), ("*.log", "a.txt", nil),
      ("/a.log", "a.log", true), ("/a.log", "sub/a.log", nil), ("sub/a.log", "sub/a.log", true),
      ("sub/a.log", "x/sub/a.log", nil), ("**/a.log", "x/y/a.log", true),
      ("**/a.log", "a.log", true),
      ("sub/**", "sub/a/b", true), ("sub/**", "sub", nil), ("a/**/b", "a/b", true),
      ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/x/y/c", nil), ("a?c", "abc", true),
      ("a?c", "a/c", nil), ("[a-c].x", "b.x", true), ("[!a-c].x", "b.x", nil),
      ("[!a-c].x", "d.x", true), ("# a", "# a", nil), ("\\#a", "#a", true), ("\\!a", "!a", true),
      ("a  ", "a", true), ("a\\ ", "a ", true), ("*.log\n!keep.log", "keep.log", false),
      ("!keep.log\n*.log", "keep.log", true), ("a*b*c", "aXbYc", true), ("a*b*c", "aXbY", nil),
      ("*", "anything", true), ("sub/*", "sub/a", true), ("sub/*", "sub/a/b", nil), ("", "a", nil),
      ("*.log\r", "a.log", true), ("\u{FEFF}*.log", "a.log", true),
      ("a/*/c", "a/b/c", true), ("a/*/c", "a/b/d/c", nil),
    ] as [(String, String, Bool?)])
  func `patterns`(rules: String, path: String, expected: Bool?) {
    #expect(IgnoreRules(Array(rules.utf8)).ignores(path, isFolder: false) == expected)
  }

  @Test func `a pattern with a slash at its end is for folders`() {
    let rules = IgnoreRules(Array("build/".utf8))
    #expect(rules.ignores("build", isFolder: true) == true)
    #expect(rules.ignores("sub/build", isFolder: true) == true)
    #expect(rules.ignores("build", isFolder: false) == nil)
  }

  @Test func `a pattern of many stars takes no time`() {
    let rules = IgnoreRules(Array(String(repeating: "*a", count: 200).utf8))
    #expect(rules.ignores(String(repeating: "a", count: 199) + "b", isFolder: false) == nil)
  }
}
