import Foundations

/// The page of a code for the terminal, at most 78 columns wide but for examples and addresses.
///
/// - Parameter color: whether the title and the headings are marked with ANSI escape sequences.
package func renderExplanation(_ code: DiagnosticCode, color: Bool = false) -> String {
  let explanation = code.explanation
  let palette = Palette(isColored: color)
  let references = explanation.references
  let example =
    switch explanation.example {
    case .plan(let text):
      text.split(separator: "\n").map { "      \($0)\n" }.joined()
    case .situation(let text): wrapped(text)
    }
  var sections = [
    ("Why it matters", wrapped(explanation.reason)), ("Example", example),
    ("What to do", wrapped(explanation.remedy)), ("Severity", "  \(explanation.severity)\n"),
  ]
  if !references.isEmpty {
    sections.append(("Read more", references.map { "  \($0)\n" }.joined()))
  }
  return palette.severity(explanation.severities[0])(code.rawValue)
    + palette.message(": \(explanation.title)") + "\n\n" + wrapped(explanation.meaning)
    + sections.map { "\n\(palette.message($0))\n\($1)" }.joined()
}

/// Every code with its title, by family.
package func renderCodeList(color: Bool = false) -> String {
  let palette = Palette(isColored: color)
  let families = DiagnosticCode.Family.allCases.map { family in
    palette.message(family.title) + "\n"
      + family.codes.map { code in
        let explanation = code.explanation
        let paint = palette.severity(explanation.severities[0])
        return wrapped(
          explanation.title, first: "  \(paint(code.rawValue))  ", further: "        ")
      }.joined()
  }
  return families.joined(separator: "\n") + "\n`planc explain P402` prints a code's page.\n"
}

/// The page of a code as one JSON object on one line; `example` has either `plan` or `situation`.
package func renderExplanationJSON(_ code: DiagnosticCode) -> String {
  let explanation = code.explanation
  let example: JSONValue =
    switch explanation.example {
    case .plan(let text): ["plan": .string(text)]
    case .situation(let text): ["situation": .string(text)]
    }
  let value: JSONValue = [
    "code": .string(code.rawValue), "family": .string(code.family.title),
    "severities": .strings(explanation.severities.map(\.rawValue)),
    "title": .string(explanation.title), "meaning": .string(explanation.meaning),
    "reason": .string(explanation.reason), "example": example,
    "remedy": .string(explanation.remedy), "references": .strings(explanation.references),
    "page": .string(renderExplanation(code)),
  ]
  return value.line
}

extension Explanation {
  /// "error", "error or note"
  package var severity: String { severities.map(\.rawValue).joined(separator: " or ") }
}

extension DiagnosticCode.Family {
  /// The codes of the family, by number.
  package var codes: [DiagnosticCode] { DiagnosticCode.allCases.filter { $0.family == self } }
}

/// A paragraph indented by two, broken between words; code in backticks is not broken.
private func wrapped(_ paragraph: String) -> String {
  wrapped(paragraph, first: "  ", further: "  ")
}

/// - Parameters:
///   - first: what stands before the first line; escape sequences in it take no column.
///   - further: what stands before each further line, as wide as `first` is shown.
private func wrapped(_ paragraph: String, first: String, further: String) -> String {
  let columnsMax = 78
  var lines: [String] = []
  var line = ""
  for word in words(paragraph) {
    if !line.isEmpty, further.count + line.count + 1 + word.count > columnsMax {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? word : " \(word)"
  }
  return (lines + [line]).enumerated().map { ($0 == 0 ? first : further) + $1 + "\n" }.joined()
}

/// The words of a paragraph, where what stands in backticks is one.
private func words(_ paragraph: String) -> [String] {
  var words: [String] = []
  var isInCode = false
  for word in paragraph.split(separator: " ") {
    if isInCode, let last = words.popLast() {
      words.append("\(last) \(word)")
    } else {
      words.append(String(word))
    }
    if word.count(where: { $0 == "`" }) % 2 == 1 { isInCode.toggle() }
  }
  return words
}
