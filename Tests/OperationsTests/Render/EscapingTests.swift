import Testing

@testable import Foundations
@testable import Operations

/// The ways in which text enters a generated file, each with the characters at its limits. Plans
/// cannot hold some of them; the writers do not rely on that.
struct EscapingTests {
  @Test(arguments: [
    ("plain", "'plain'"), ("it's", "'it''s'"), ("a\\b", "'a\\\\b'"), ("a\nb", "'a\\nb'"),
    ("a\rb", "'a\\rb'"), ("a\r\nb", "'a\\r\\nb'"), ("'", "''''"), ("\\'", "'\\\\'''"), ("", "''"),
    ("\"`&(", "'\"`&('"),
  ])
  func `a string of SQL`(text: String, sql: String) {
    #expect(SQLText.string(text) == sql)
  }

  @Test(arguments: [
    ("it's", "'it''s'"), ("a\\b", "'a\\\\b'"), ("a\nb", "'a\nb'"), ("a\rb", "'a\\rb'"),
    ("a\u{0}b", "'a\\0b'"), ("", "''"),
  ])
  func `a string of SQL that may go over several lines`(text: String, sql: String) {
    #expect(SQLText.lines(text) == sql)
  }

  @Test(arguments: [
    ("plain", "`plain`"), ("a`b", "`a``b`"), ("`", "````"), ("a'b_a", "`a'b_a`"),
  ])
  func `a name of SQL`(name: String, sql: String) {
    #expect(SQLText.name(name) == sql)
  }

  @Test(arguments: [
    ("plain", "\"plain\""), ("a\"b", "\"a\\\"b\""), ("a\\b", "\"a\\\\b\""),
    ("\u{1}", "\"\\u0001\""), ("\u{1F}", "\"\\u001f\""), (" ", "\" \""), ("!#[]", "\"!#[]\""),
  ])
  func `a string of JSON`(text: String, json: String) {
    #expect(SQLText.json(text) == json)
  }

  @Test(arguments: [
    "\u{0}", "\t", "\n", "\r", "\u{1F}", "\u{7F}", "\u{85}", "\u{9F}", "\u{2028}", "\u{2029}",
  ])
  func `what may end a line is a space in a comment`(character: String) {
    #expect(SQLText.lineComment("a\(character)b") == "a b")
    #expect(SQLText.renameComment("`\(character)b") == "' b")
    #expect(PHPText.lineComment("a\(character)b") == "a b")
  }

  @Test(arguments: [" ", "!", "~", "\u{A0}", "\u{2027}", "\u{202A}", "é", "😀"])
  func `what stands beside it stays`(character: String) {
    #expect(SQLText.lineComment("a\(character)b") == "a\(character)b")
    #expect(SQLText.renameComment("`\(character)b") == "'\(character)b")
    #expect(PHPText.lineComment("a\(character)b") == "a\(character)b")
  }

  @Test(arguments: [("?>", "? >"), ("?>?>", "? >? >"), ("? >", "? >"), (">?", ">?")])
  func `no comment of PHP ends PHP`(text: String, comment: String) {
    #expect(PHPText.lineComment(text) == comment)
  }

  @Test(arguments: [
    ("all_carts is made anew", "`all_carts` is made anew"),
    ("see lupo_a, _b.", "see `lupo_a`, &#95;b."),
    ("_a_ and x_", "&#95;a&#95; and x&#95;"), ("*a_b*", "&#42;a&#95;b&#42;"),
    ("a_b*", "a&#95;b&#42;"),
    ("ops: \"yes\"", "ops: \"yes\""), ("http://a", "http&#58;//a"), ("why:", "why:"),
    (":a_b:", "&#58;a&#95;b&#58;"), ("é_b a_é", "é&#95;b a&#95;é"),
  ])
  func `text in Markdown shows names as they are`(text: String, markdown: String) {
    #expect(MarkdownText.prose(text) == markdown)
  }

  @Test(arguments: [
    ("the key `fk_a` of `b.c` crosses", "the key `fk_a` of `b.c` crosses"),
    ("`a|b` moves", "<code>a&#124;b</code> moves"), ("`a` moves*", "`a` moves&#42;"),
    ("a ` alone", "a &#96; alone"), ("the key `a``b` is", "the key &#96;a&#96;&#96;b&#96; is"),
    ("a `b`", "a `b`"), ("", ""),
  ])
  func `a sentence in Markdown has its names as code`(text: String, markdown: String) {
    #expect(MarkdownText.sentence(text) == markdown)
  }

  @Test(arguments: [
    ("plain", "'plain'"), ("it's", "'it\\'s'"), ("a\\b", "'a\\\\b'"), ("$a \"b\"", "'$a \"b\"'"),
  ])
  func `a string of PHP`(text: String, php: String) {
    #expect(PHPText.string(text) == php)
  }
}
