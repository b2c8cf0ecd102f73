import Diagnostics
internal import MarkedYAML

/// An item that says more than a table's name, as SQL or an arrow would say it. To the server all
/// of it would be the name.
enum TableByHabit {
  /// `shop.orders`: the name behind the point.
  case qualified(String)
  /// `basket as carts`, `basket -> carts`: both names, and the word between them.
  case renamed(String, String, by: String)
  /// `RENAME TABLE shop.basket TO orders.carts;`: the tables without their schemas; nil where it says
  /// something else.
  case statement((String, String)?)

  private static let words = [" as ", " to ", "->", "=>"]

  init?(_ text: String) {
    guard text.utf8.contains(where: { [0x20, 0x2E, 0x3E].contains($0) }) else { return nil }
    if isStatement(text) {
      self = .statement(tablesOfStatement(text))
      return
    }
    let lowered = text.lowercased()
    for word in Self.words {
      let parts = lowered.split(separator: word, omittingEmptySubsequences: false)
      // Lower case may have another length than the text: then it is no name of ours.
      guard parts.count == 2, lowered.utf8.count == text.utf8.count else { continue }
      let names = [
        trimmed(String(decoding: text.utf8.prefix(parts[0].utf8.count), as: UTF8.self)),
        trimmed(String(decoding: text.utf8.suffix(parts[1].utf8.count), as: UTF8.self)),
      ]
      guard names.allSatisfy(isBareName) else { continue }
      self = .renamed(names[0], names[1], by: trimmed(word))
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy(isBareName) else { return nil }
    self = .qualified(parts[1])
  }

  /// The item that was meant; nil where that cannot be told.
  var mended: String? {
    switch self {
    case .qualified(let table): table
    case .statement(nil): nil
    case .renamed(let table, let name, _), .statement((let table, let name)?):
      table == name ? table : "{table: \(table), as: \(name)}"
    }
  }
}

private func isStatement(_ text: String) -> Bool {
  let words = text.split(separator: " ", maxSplits: 2).map { $0.uppercased() }
  return words.count == 3 && words[1] == "TABLE"
    && ["RENAME", "ALTER", "CREATE", "DROP", "TRUNCATE"].contains(words[0])
}

/// The tables of `RENAME TABLE a.b TO c.d`, or of `ALTER TABLE` with `RENAME`; nil for anything else.
private func tablesOfStatement(_ text: String) -> (String, String)? {
  let words = text.split { $0 == " " || $0 == ";" }.map { $0.replacing("`", with: "") }
  let upper = words.map { $0.uppercased() }
  guard words.count >= 5, upper[1] == "TABLE" else { return nil }
  let isRenaming = words.count == 5 && upper[0] == "RENAME" && upper[3] == "TO"
  let isAltering =
    upper[0] == "ALTER" && upper[3] == "RENAME"
    && (words.count == 5 || words.count == 6 && ["TO", "AS"].contains(upper[4]))
  guard isRenaming || isAltering else { return nil }
  let names = [words[2], words[words.count - 1]].map { $0.split(separator: ".").map(String.init) }
  guard names.allSatisfy({ $0.count <= 2 && $0.allSatisfy(isBareName) }),
    let table = names[0].last, let name = names[1].last
  else { return nil }
  return (table, name)
}

private func trimmed(_ text: String) -> String {
  text.split(separator: " ").joined(separator: " ")
}

/// The parts of `basket as`, the key of `basket as: carts`.
private func tableAndWord(_ key: String) -> (table: String, word: String)? {
  let parts = key.split(separator: " ").map(String.init)
  guard parts.count == 2, isBareName(parts[0]), ["as", "to"].contains(parts[1].lowercased())
  else { return nil }
  return (parts[0], parts[1])
}

/// Letters, digits and underscores of ASCII, not a digit first: what needs no quotes anywhere.
func isBareName(_ text: String) -> Bool {
  guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
  return otherReading(ofPlain: text) == nil
    && text.utf8.allSatisfy {
      ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F
    }
}

extension PlanDecoder {
  mutating func report(_ habit: TableByHabit, in text: String, at span: Span) {
    let quoted = "put a name that really holds it in quotes: `'\(text)'`"
    var message = "the table `\(shown(text))` holds "
    let mended = habit.mended
    let help: [String]
    switch habit {
    case .qualified(let table):
      message += "`.`: no schema's name stands before a table's here"
      help = ["write `\(table)`; `from` says the schema", quoted]
    case .renamed(_, _, let word):
      message += "`\(word)`, which gives it no other name here"
      help = ["write `\(mended ?? "")`", quoted]
    case .statement:
      message = "`\(shown(text))` is a statement of SQL, and no table"
      help = [
        mended.map { "write `\($0)`; `from` and `to` say the schemas" }
          ?? "write each table that is to move as an item of its own"
      ]
    }
    report(
      Diagnostic(
        .doubtfulName, message, at: location(span), help: help,
        edit: mended.map { edit(span, $0) }))
  }
}

extension PlanDecoder {
  /// `basket:`, `basket: carts`, `basket as: carts`, `basket: {as: carts}` or `basket: moves first` as
  /// an item, where the first is no key that was meant.
  ///
  /// - Returns: whether it was that, and was reported.
  mutating func report(colonBehindTable entry: YAMLEntry, of node: YAMLNode) -> Bool {
    let keys = PlanKeys.table.known + PlanKeys.pattern.known
    if written(node.span).hasPrefix("?"), isBareName(entry.key), !keys.contains(entry.key) {
      report(
        Diagnostic(
          .unknownKey, "`?` before the table `\(entry.key)` makes a key of it",
          at: location(node.span), help: ["write `\(entry.key)`"],
          edit: edit(node.span, entry.key)))
      return true
    }
    if case .mapping(let below) = entry.value.content, below.count == 1, below[0].key == "as",
      case .scalar(let name) = below[0].value.content, isBareName(entry.key), isBareName(name.text),
      !keys.contains(entry.key)
    {
      let mended = "{table: \(entry.key), as: \(name.text)}"
      report(
        Diagnostic(
          .unknownKey, "`:` behind the table `\(entry.key)` makes a key of it",
          at: location(node.span), help: ["write `\(mended)`"], edit: edit(node.span, mended)))
      return true
    }
    guard case .scalar(let name) = entry.value.content, name.style == .plain else { return false }
    if let (table, word) = tableAndWord(entry.key), isBareName(name.text) {
      let mended = "{table: \(table), as: \(name.text)}"
      report(
        Diagnostic(
          .unknownKey, "`\(word):` gives the table `\(table)` no other name here",
          at: location(node.span), help: ["write `\(mended)`"], edit: edit(node.span, mended)))
      return true
    }
    guard isBareName(entry.key), !keys.contains(entry.key),
      nearestName(to: entry.key, among: keys) == nil
    else { return false }
    guard isBareName(name.text) else {
      report(
        Diagnostic(
          .unknownKey, "`:` behind the table `\(entry.key)` makes a key of it",
          at: location(node.span),
          help: [
            name.text.isEmpty
              ? "write `\(entry.key)`" : "write `\(entry.key) # \(shown(name.text))` for a comment"
          ],
          edit: name.text.isEmpty && written(node.span).hasPrefix(entry.key)
            ? edit(node.span, entry.key) : nil))
      return true
    }
    let mended = "{table: \(entry.key), as: \(name.text)}"
    report(
      Diagnostic(
        .unknownKey, "`:` gives the table `\(entry.key)` no other name here",
        at: location(node.span), help: ["write `\(mended)`"], edit: edit(node.span, mended)))
    return true
  }
}
