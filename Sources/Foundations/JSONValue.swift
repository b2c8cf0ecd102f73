/// A JSON value whose objects keep the order of their members.
package indirect enum JSONValue: Sendable {
  case null
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// Null for nil.
  package static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  package static func optional(_ number: Int?) -> JSONValue {
    number.map(JSONValue.integer) ?? .null
  }
  package static func strings(_ texts: [String]) -> JSONValue {
    .array(texts.map(JSONValue.string))
  }

  package var members: [(String, JSONValue?)] {
    guard case .object(let members) = self else { preconditionFailure("only objects have members") }
    return members.map { ($0, $1) }
  }

  /// The object with further members behind its own; those that are nil are left out.
  package func adding(_ further: [(String, JSONValue?)]) -> JSONValue {
    .object((members + further).compactMap { name, value in value.map { (name, $0) } })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }
}

extension JSONValue {
  private static let columnMax = 100

  /// The value as text for people: what fits on a line stands on one, the rest is indented by two.
  package var text: String { text(indentation: 0, column: 0) }

  /// - Parameter column: where on its line the value begins, from 0.
  private func text(indentation: Int, column: Int) -> String {
    let line = self.line
    // One column is for the comma that may follow.
    if column + line.unicodeScalars.count < Self.columnMax { return line }
    let inner = String(repeating: " ", count: indentation + 2)
    func block(_ open: String, _ lines: [String], _ close: String) -> String {
      open + "\n" + lines.map { inner + $0 }.joined(separator: ",\n") + "\n"
        + String(repeating: " ", count: indentation) + close
    }
    switch self {
    case .null, .string, .integer, .boolean: return line
    case .array(let elements):
      return block(
        "[", elements.map { $0.text(indentation: indentation + 2, column: indentation + 2) }, "]")
    case .object(let members):
      let lines = members.map { name, value in
        let name = jsonString(name) + ": "
        let column = indentation + 2 + name.unicodeScalars.count
        return name + value.text(indentation: indentation + 2, column: column)
      }
      return block("{", lines, "}")
    }
  }

  /// The value on one line, for programs.
  package var line: String {
    switch self {
    case .null: "null"
    case .string(let text): jsonString(text)
    case .integer(let number): String(number)
    case .boolean(let truth): truth ? "true" : "false"
    case .array(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { jsonString($0) + ": " + $1.line }.joined(separator: ", ") + "}"
    }
  }
}

/// A JSON string: what JSON demands and what a terminal must not see is escaped.
package func jsonString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where DisplayText.mustEscape(scalar):
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
