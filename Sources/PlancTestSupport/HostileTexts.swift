/// Texts that try to leave their place in one of the languages that planc writes.
package enum HostileTexts {
  /// What a title, a group, a comment or a name of a plan may be, however it looks. None has
  /// capital letters, so that each can name a table; most fit the 64 characters of one.
  ///
  /// - Parameter marker: a file that some of them would make, if a shell or a client ran them.
  package static func allowed(marker: String) -> [String] {
    sql(marker: marker) + php + markdown + mermaid + templates + letters
  }

  /// What would act in a client or a server.
  package static func sql(marker: String) -> [String] {
    [
      "it's", "'", "''", "\"", "`", "``", "ends in \\", "\\", "\\'", "\\n", "\\\\", "a;b", ";",
      "; drop schema haus; -- ", "'; drop schema haus; -- ", "` to `x`.`y", "`.`", "-- ", "--", "#",
      "# x", "/*", "/*!", "/*! drop schema haus */", "/*m!100502 drop schema haus */", "*/",
      "delimiter //", "delimiter", "\\! touch \(marker)", "\\! touch \(marker);", "\\g", "\\q",
      "\\c",
      "\\d //", "\\. /etc/passwd", "source /etc/passwd", "system touch \(marker)", "quit", "exit",
      "@planc_rename", "%s %n %d", "%", "_", "null", "0", "1e3", "go", "it`s 'a' \"b\" \\ ; -- x",
      "'\u{301} or 1 = 1", "`\u{301}`\u{301}", "\\\u{301}'", "$(touch \(marker))",
      "`touch \(marker)`", "${x}", "$x", "| touch \(marker)", "'; touch \(marker); '",
      "'\u{301}; touch \(marker); '", "&& touch \(marker)", "> \(marker)", "!!", "~root",
    ]
  }

  package static let php = [
    "?>", "<?php echo 1; ?>", "<?=1?>", "?\u{301}>", "{$x}", "'); exit; //", "\\'); exit; //",
    "<<<x", "__halt_compiler();",
  ]

  package static let markdown = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>", "</code>", "<!--", "-->",
    "--!>", "<![cdata[", "]]>", "<?x?>", "<https://a.example>", "</td></tr></table>",
    "[a](javascript:alert(1))", "![a](https://a.example/x)", "[a]", "[a][b]", "[^1]", "[ ] x",
    "https://a.example/x", "http://a.example", "ftp://a.example", "www.a.example",
    "www.\u{301}a.example", "a@a.example", "mailto:a@a.example", "xmpp:a@a.example/b", "| a | b |",
    "|", "\\|", "a|b", "**a**", "__a__", "*a*", "_a_", "~~a~~", "***", "---", "===", "- a", "+ a",
    "1. a", "> a", "## a", "a ##", "```", "~~~", "``a``", "&lt;b&gt;", "&#96;", "&#x60;", "&amp;",
    "&", ":smile:", "@user", "#123", "$a$", "$$a$$", "    a", "\\", "\\*a\\*", "a  b", " a",
    "\u{A0}a", "\u{3000}a", "`\u{301}", "|\u{301}", "<\u{301}b>", "[\u{301}a](b)", "*\u{301}a*",
  ]

  package static let mermaid = [
    "end", "subgraph", "\"]:::x", "\")] --> x[", "%%{init: {}}%%", "%% a", "click a href",
    "#quot;", "#96;", "#lt;b#gt;", "style a fill:#fff;", "classdef a fill:#f;", "a --> b",
    "graph td", "direction lr", "a\\nb", "<br/>", "fa:fa-ban", "::icon(x)", "\"`**a**`\"",
    "$$x$$",
  ]

  package static let templates = [
    "{{ 7*7 }}", "{{'{{'}}", "{% raw %}", "{# x #}", "{{{x}}}", "#{x}", "<%= x %>", "[[x]]",
  ]

  package static let letters = [
    "tür", "日本語", "עברית", "العربية", "e\u{301}\u{302}\u{303}\u{304}\u{305}",
    "می\u{200C}خواهم", "\u{301}starts with a mark", "ß", "straße", "ﬁ", "ı", "ς", "ſ", "µ",
    "\u{FFFD}", "\u{378}",
  ]

  /// What no text of a plan may hold, as a double-quoted scalar writes it, each with its code.
  package static let refused: [(written: String, code: String)] =
    [
      #"\0"#, #"\a"#, #"\b"#, #"\e[31m"#, #"\e]0;title\a"#, #"\f"#, #"\r"#, #"\v"#, #"\x7F"#,
      #"\N"#, #"\u0080"#, #"\u009B31m"#, #"\x9F"#, #"\L"#, #"\P"#, #"\uFEFF"#,
    ].map { ($0, "P208") }
    + [
      #"\n"#, #"\t"#, #"\u061C"#, #"\u200E"#, #"\u200F"#, #"\u202A"#, #"\u202B"#, #"\u202C"#,
      #"\u202D"#, #"\u202E"#, #"\u2066"#, #"\u2067"#, #"\u2068"#, #"\u2069"#, #"\u200B"#,
      #"\u2060"#, #"\u2064"#, #"\u206F"#, #"\u00AD"#, #"\u034F"#, #"\u180E"#, #"\u3164"#,
      #"\u115F"#, #"\uFFA0"#, #"\uFFF9"#, #"\U000E0041"#,
    ].map { ($0, "P210") }

  /// The same characters unescaped in the file, where a reader of bytes meets them.
  package static let refusedRaw: [(character: String, code: String)] =
    ["\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{80}", "\u{9B}", "\u{9F}"].map { ($0, "P102") }
    + ["\u{85}", "\u{2028}", "\u{2029}"].map { ($0, "P103") }
    + ["\u{202E}", "\u{2066}", "\u{200F}", "\u{200B}", "\u{AD}", "\u{E0041}"].map { ($0, "P210") }
}
