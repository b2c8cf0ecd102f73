/// The ways in which text of a plan reaches Markdown. Nothing enters the runbook but through one of
/// these, or through `MermaidText`.
///
/// What could mean something is written as a character reference, which CommonMark never takes for
/// structure: no emphasis, no link, no end of a table's cell. A brace is one as well, since some
/// sites run a template engine over their pages.
/// https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
package enum MarkdownText {
  /// Running text. It does not stand at the start of a line.
  package static func text(_ text: String) -> String {
    // Nearly all titles are words and blanks.
    let isPlain = text.utf8.allSatisfy { byte in
      byte == 0x20 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    if isPlain { return text }
    return references(text, keeping: keptInText)
  }

  private static let keptInText = " ,.-()'/;?%=+\""

  /// Running text in which words such as `shop_sessions` are set as code: they are shown as they are
  /// in the file as well.
  package static func prose(_ text: String) -> String {
    references(text, keeping: keptInText, settingNames: true)
  }

  /// A sentence of planc's own, with names between backticks: what a diagnostic says.
  package static func sentence(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    // A name that holds a backtick itself leaves no telling which are the names.
    guard parts.count % 2 == 1, !parts.contains("") || parts.first == "" || parts.last == "" else {
      return prose(text)
    }
    return parts.enumerated().map { index, part in
      index % 2 == 1 ? code(part) : prose(part)
    }.joined()
  }

  /// Names and other literal text, set as code.
  package static func code(_ text: String) -> String {
    // Nearly all names.
    let isWord = text.utf8.allSatisfy { byte in
      byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    if isWord, !text.isEmpty { return "`" + text + "`" }
    let plain = "_$.-=:,;<>/()'*~ "
    let isPlain = text.unicodeScalars.allSatisfy {
      !$0.isASCII || isWordCharacter($0) || plain.unicodeScalars.contains($0)
    }
    // Spaces at both ends of a code span would be lost.
    if isPlain, !text.isEmpty, text.first != " ", text.last != " " { return "`\(text)`" }
    // `_` stays no letter here: two of them would set what is between them in italics.
    return "<code>\(references(text, keeping: " .,;:()"))</code>"
  }

  /// `` `a`, `b` and `c` ``
  package static func list(_ names: [String]) -> String {
    let names = names.map(code)
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// Text within `<!-- -->`: without `>` no comment ends.
  package static func comment(_ text: String) -> String {
    // By scalars: to Swift `>` and a combining mark behind it are one character, another one.
    SQLText.lineComment(text).unicodeScalars.map { $0 == ">" ? "&gt;" : String($0) }.joined()
  }

  /// A word of a POSIX shell, in quotes where it needs them.
  package static func shellWord(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      isWordCharacter($0) || "_.-/".contains(Character($0))
    }
    if isPlain, !text.isEmpty, text.first != "-" { return text }
    var quoted = "'"
    var last: Unicode.Scalar = "'"
    for scalar in text.unicodeScalars {
      // What opens a template's expression, or ends a quotation of XML, is parted by two quotes,
      // which add nothing to the word.
      switch (last, scalar) {
      case ("{", "{"), ("{", "%"), ("{", "#"), ("<", "%"), ("[", "["), ("]", ">"): quoted += "''"
      case _: break
      }
      if scalar == "'" { quoted += "'\\'" }
      quoted.unicodeScalars.append(scalar)
      last = scalar
    }
    return quoted + "'"
  }

  private static func references(
    _ text: String, keeping kept: String, settingNames: Bool = false
  ) -> String {
    var written = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if settingNames, let name = name(at: rest, behind: written) {
        written += "`\(name)`"
        rest = rest.dropFirst(name.unicodeScalars.count)
        continue
      }
      rest = rest.dropFirst()
      let isPlain =
        isWordCharacter(scalar) || !scalar.isASCII || kept.unicodeScalars.contains(scalar)
      switch scalar {
      // Renderers make links by themselves: of `www.`, and of what has an `@`, even when that is
      // written as a reference. No link goes across a comment.
      case "@": written += "&#64;<!-- -->"
      // Elsewhere it may start an address, or end the name of a picture.
      case ":" where endsWord(written, before: rest): written += ":"
      case "." where written.utf8.suffix(3).elementsEqual("www".utf8): written += "&#46;"
      case _ where isPlain: written.unicodeScalars.append(scalar)
      case _: written += "&#\(scalar.value);"
      }
    }
    return written
  }

  /// A word of ASCII with a `_` within, between blanks or at an end of the text.
  private static func name(at text: Substring.UnicodeScalarView, behind written: String) -> String?
  {
    guard written.isEmpty || written.utf8.last == UInt8(ascii: " ") else { return nil }
    let word = text.prefix { isWordCharacter($0) || $0 == "_" }
    let next = text.dropFirst(word.count).first
    guard word.contains("_"), word.first != "_", word.last != "_",
      next == nil || " ,;.)".unicodeScalars.contains(next!)
    else {
      return nil
    }
    return String(word)
  }

  /// Whether a colon ends a word, with no other before it: `owner: the shop's team`.
  private static func endsWord(
    _ written: String, before rest: Substring.UnicodeScalarView
  ) -> Bool {
    guard rest.isEmpty || rest.first == " ", let last = written.unicodeScalars.last else {
      return false
    }
    let word = written.unicodeScalars.reversed().prefix { $0 != " " }
    return isWordCharacter(last) && word.allSatisfy(isWordCharacter)
  }

  static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    case _: false
    }
  }
}

/// The way in which text of a plan reaches the label of a Mermaid picture.
package enum MermaidText {
  /// A label, without its quotes. Mermaid writes character references with `#`.
  /// https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
  ///
  /// Three things Mermaid looks for when the references have become characters again: a backslash
  /// and an `n`, for a line end; `fa:fa-`, for a picture; and, since 10.9, `$$` twice, with a formula
  /// between them. A space of no width keeps them apart.
  package static func label(_ text: String) -> String {
    var written = ""
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      let isPlain =
        MarkdownText.isWordCharacter(scalar) || !scalar.isASCII
        || "_ .,".unicodeScalars.contains(scalar)
      switch (last, scalar) {
      case ("\\", "n"), (":", "f"), ("$", "$"): written += "#8203;"
      case _: break
      }
      if isPlain {
        written.unicodeScalars.append(scalar)
      } else {
        written += "#\(scalar.value);"
      }
      last = scalar
    }
    return written
  }
}
