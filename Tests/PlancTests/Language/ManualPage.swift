import Foundation
import PlancTestSupport

/// `docs/plan-language.md`, taken apart.
enum ManualPage {
  static let text = String(
    decoding: (try? Repository.bytes(of: "docs/plan-language.md")) ?? [], as: UTF8.self)

  struct Section: Sendable {
    /// The key of the heading: `schemas.<name>.alias`.
    var path: String
    var lines: [String] = []

    /// The prose in one line.
    var prose: String {
      lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }
  }

  struct Example: Sendable {
    /// Empty where the example is right.
    var codes: [String]
    var text: String
  }

  /// A value about which planc and the schema differ.
  struct Dispute: Sendable {
    var path: String
    var isKey: Bool
    var written: String
    /// Nil where planc takes it.
    var code: String?
    /// What the schema makes of it, by version of YAML.
    var isTaken: [String: Bool]
  }

  private static let lines = text.components(separatedBy: "\n")

  /// The sections about keys, in the order of the page.
  static let sections: [Section] = {
    var sections: [Section] = []
    var isOpen = false
    for line in lines {
      if line.hasPrefix("### `"), line.hasSuffix("`") {
        sections.append(Section(path: String(line.dropFirst(5).dropLast())))
        isOpen = true
      } else if line.hasPrefix("## ") || line.hasPrefix("### ") {
        isOpen = false
      } else if isOpen {
        sections[sections.count - 1].lines.append(line)
      }
    }
    return sections
  }()

  /// The pieces of YAML, in the order of the page. The first is a whole plan.
  static let examples: [Example] = examples(in: lines)

  static func examples(in lines: [String]) -> [Example] {
    var examples: [Example] = []
    var isOpen = false
    for line in lines {
      if line.hasPrefix("```yaml") {
        let codes = line.split(separator: " ").dropFirst().map(String.init)
        examples.append(Example(codes: codes, text: ""))
        isOpen = true
      } else if line == "```" {
        isOpen = false
      } else if isOpen {
        examples[examples.count - 1].text += line + "\n"
      }
    }
    return examples
  }

  /// An example with the keys of the first plan that it does not have itself.
  static func completed(_ example: Example) -> String {
    guard let whole = examples.first else { return "" }
    let own = topKeys(of: example.text)
    let rest = topKeys(of: whole.text).filter { key, _ in !own.contains { $0.key == key } }
    return (rest + own).map(\.text).joined()
  }

  /// The lines of each key at the top.
  private static func topKeys(of yaml: String) -> [(key: String, text: String)] {
    var keys: [(key: String, text: String)] = []
    for line in yaml.components(separatedBy: "\n").dropLast() where !line.hasPrefix("#") {
      if line.first?.isLetter == true {
        keys.append((String(line.prefix { $0 != ":" }), ""))
      }
      keys[keys.count - 1].text += line + "\n"
    }
    return keys
  }

  /// The rows of the table that says where the schema and planc differ.
  static let disputes: [Dispute] = lines.compactMap { line in
    let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    guard line.hasPrefix("| "), cells.count == 6, cells[1].hasSuffix("`") else { return nil }
    let isKey = cells[0].hasPrefix("the key ")
    return Dispute(
      path: cells[0].replacing("the key ", with: "").replacing("`", with: ""), isKey: isKey,
      written: written(cells[1]), code: cells[2] == "takes it" ? nil : cells[2],
      isTaken: ["1.1": cells[3] == "takes it", "1.2": cells[4] == "takes it"])
  }

  /// "65 × `1`" is a one, 65 times.
  private static func written(_ cell: String) -> String {
    let parts = cell.components(separatedBy: " × ")
    let value = parts[parts.count - 1].replacing("`", with: "")
    return parts.count == 2 ? String(repeating: value, count: Int(parts[0]) ?? 0) : value
  }
}
