/// A text in which places are marked with `⟦` and `⟧`, also round tabs and what cannot be seen.
///
///     BracketedText("plan: a\n⟦plan⟧: b\n")   // one mark, "2:1-2:5"
///
/// Marks do not nest. Lines and columns count from 1, columns in Unicode scalars; only LF ends a
/// line. An empty pair marks the place between two characters.
struct BracketedText: Sendable {
  /// The text without the marks.
  let text: String
  /// The marked stretches in the order of the text, as `line:column-line:column`, end exclusive.
  let marks: [String]

  init(_ marked: String) {
    var plain = String.UnicodeScalarView()
    var marks: [String] = []
    var start: String?
    var (line, column) = (1, 1)
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟦":
        precondition(start == nil, "a mark is open already")
        start = "\(line):\(column)"
      case "⟧":
        guard let open = start else { preconditionFailure("no mark is open") }
        marks.append("\(open)-\(line):\(column)")
        start = nil
      default:
        plain.append(scalar)
        (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      }
    }
    precondition(start == nil, "a mark is not closed")
    text = String(plain)
    self.marks = marks
  }
}
