/// The page of a code for the terminal, at most 78 columns wide but for its example.
package func renderExplanation(_ code: DiagnosticCode) -> String {
  let explanation = code.explanation
  let example =
    switch explanation.example {
    case .plan(let text):
      text.split(separator: "\n").map { "      \($0)\n" }.joined()
    case .situation(let text): wrapped(text)
    }
  return "\(code.rawValue): \(explanation.title)\n\n" + wrapped(explanation.meaning)
    + "\nWhy it matters\n" + wrapped(explanation.reason) + "\nExample\n" + example
    + "\nWhat to do\n" + wrapped(explanation.remedy)
}

/// A paragraph indented by two, broken between words; code in backticks is not broken.
private func wrapped(_ paragraph: String) -> String {
  let columnsMax = 78
  var lines: [String] = []
  var line = ""
  for word in words(paragraph) {
    if !line.isEmpty, 2 + line.count + 1 + word.count > columnsMax {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? word : " \(word)"
  }
  return (lines + [line]).map { "  \($0)\n" }.joined()
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
