import Foundations

/// The pattern of a grant on schemas: `%` stands for any text, `_` for one character, a backslash
/// makes the next character mean itself.
///
/// - Source: https://mariadb.com/kb/en/grant/#database-privileges
package struct SchemaPattern: Hashable {
  private enum Part: Hashable {
    case scalar(Unicode.Scalar)
    case one, any
  }

  private var parts: [Part] = []
  private let ignoresCase: Bool

  /// - Parameter isLiteral: as MySQL reads it with `partial_revokes`: every character means itself.
  package init(_ text: String, ignoresCase: Bool, isLiteral: Bool = false) {
    self.ignoresCase = ignoresCase
    var isEscaped = false
    for scalar in Self.scalars(text, ignoresCase) {
      switch scalar {
      case _ where isEscaped || isLiteral:
        parts.append(.scalar(scalar))
        isEscaped = false
      case "\\": isEscaped = true
      case "_": parts.append(.one)
      case "%": parts.append(.any)
      default: parts.append(.scalar(scalar))
      }
    }
  }

  private static func scalars(_ text: String, _ ignoresCase: Bool) -> [Unicode.Scalar] {
    Array((ignoresCase ? text.lowercased() : text).unicodeScalars)
  }

  /// How many characters stand before the first wildcard; all and one more where there is none.
  package var nearness: Int {
    parts.firstIndex { $0 == .one || $0 == .any } ?? parts.count + 1
  }

  package func matches(_ schema: String) -> Bool {
    let name = Self.scalars(schema, ignoresCase)
    // reached[n]: whether the parts so far can stand for the first n characters.
    var reached = [Bool](repeating: false, count: name.count + 1)
    reached[0] = true
    for part in parts {
      var next = [Bool](repeating: false, count: name.count + 1)
      for index in reached.indices {
        switch part {
        case .any: next[index] = reached[index] || index > 0 && next[index - 1]
        case .one: next[index] = index > 0 && reached[index - 1]
        case .scalar(let scalar):
          next[index] = index > 0 && reached[index - 1] && name[index - 1] == scalar
        }
      }
      reached = next
    }
    return reached[name.count]
  }
}
