import Foundations

/// A list of JSON objects in a user variable, one a line, for `JSON_TABLE`.
struct HeadList {
  /// A member of an object.
  enum Member {
    case text(String, String)
    case number(String, Int)
    /// Left out where nil.
    case optional(String, String?)
    case list(String, [[Member]])
    case texts(String, [String])
  }

  /// `SET @planc_NAME = '[…]'`.
  static func write(_ variable: String, _ rows: [[Member]], to script: inout SQLScript) {
    script.statement { bytes in
      bytes.append("SET @planc_\(variable) = '[\n")
      for (index, row) in rows.enumerated() {
        bytes.append(index == 0 ? "    " : "  , ")
        bytes.append(object(row, indent: 4))
        bytes.append("\n")
      }
      bytes.append("]'")
    }
  }

  /// An object on one line, or on several where one would be too wide; inside the quotes of an SQL string.
  ///
  /// - Parameter indent: the columns before it on its first line.
  static func object(_ members: [Member], indent: Int) -> String {
    let texts = members.compactMap { text($0, indent: indent + 1) }
    let line = "{\(texts.joined(separator: ", "))}"
    if !line.utf8.contains(0x0A), indent + width(line) <= SQLScript.columnMax { return line }
    let start = "\n" + String(repeating: " ", count: indent + 1)
    var result = "{"
    var column = indent + 1
    for (index, text) in texts.enumerated() {
      let separator = index == 0 ? "" : ", "
      let first = text.prefix { $0 != "\n" }
      if index > 0, column + 2 + width(String(first)) + 1 > SQLScript.columnMax {
        result += "," + start
        column = indent + 1
      } else {
        result += separator
        column += separator.utf8.count
      }
      result += text
      let last = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
      column = text.contains("\n") ? width(String(last)) : column + width(text)
    }
    return result + "}"
  }

  private static func text(_ member: Member, indent: Int) -> String? {
    switch member {
    case .text(let key, let value): "\"\(key)\": \(json(value))"
    case .number(let key, let value): "\"\(key)\": \(value)"
    case .optional(let key, let value): value.map { "\"\(key)\": \(json($0))" }
    case .texts(let key, let values):
      list(key, values.map(json), indent: indent)
    case .list(let key, let rows):
      list(key, rows.map { object($0, indent: indent + 4) }, indent: indent)
    }
  }

  /// On one line where that is narrow enough, else an element a line.
  private static func list(_ key: String, _ elements: [String], indent: Int) -> String {
    let line = "\"\(key)\": [\(elements.joined(separator: ", "))]"
    if !line.utf8.contains(0x0A), width(line) <= 60 { return line }
    let spaces = String(repeating: " ", count: indent)
    let lines = elements.enumerated().map { index, element in
      "\n\(spaces)\(index == 0 ? "    " : "  , ")\(element)"
    }
    return "\"\(key)\": [\(lines.joined())]"
  }

  static func json(_ text: String) -> String { SQLText.inString(SQLText.json(text)) }

  static func width(_ text: String) -> Int { text.unicodeScalars.count }
}
