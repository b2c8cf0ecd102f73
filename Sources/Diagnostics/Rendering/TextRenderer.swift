import Foundations

/// Renders diagnostics as frames for a terminal, in the order given, each followed by a blank line.
///
///     error[P402]: `b` is declared with 22 tables, but 20 are assigned to it
///       --> plans/phase_a.yaml:14:37
///        |
///     14 |     table_count: {before: 0, after: 22}
///        |                                     ^^ declared here
///        = help: assign the 2 missing tables, or write `after: 20`
///
/// - Parameter color: whether to mark the parts with ANSI escape sequences. Text from files and
///   messages never brings its own: control and bidirectional characters are spelled out.
package func renderText(_ diagnostics: [Diagnostic], color: Bool) -> String {
  var renderer = TextRenderer(palette: Palette(isColored: color))
  for diagnostic in diagnostics { renderer.append(diagnostic) }
  return renderer.output
}

private struct TextRenderer {
  let palette: Palette
  package var output = ""
  private var margin = ""

  package init(palette: Palette) { self.palette = palette }

  package mutating func append(_ diagnostic: Diagnostic) {
    let labels = [diagnostic.primary].compactMap { $0 } + diagnostic.secondary
    let lastLine = labels.map(\.location.span.start.line).max() ?? 0
    margin = String(repeating: " ", count: String(lastLine).count)
    let severity = palette.severity(diagnostic.severity)
    output += severity("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]")
    output += palette.message(": \(DisplayText.escaped(diagnostic.message))") + "\n"
    appendPlaces(diagnostic)
    for note in diagnostic.notes { appendRemark("note", note) }
    for help in diagnostic.help { appendRemark("help", help) }
    if let edit = diagnostic.edit, let remark = edit.remark(besides: diagnostic) {
      appendRemark("help", remark)
    }
    output += "\n"
  }

  /// Writes the file of the primary label first, then the others in the order of their mention.
  private mutating func appendPlaces(_ diagnostic: Diagnostic) {
    var marks: [Mark] = []
    if let primary = diagnostic.primary { marks.append(Mark(primary, isPrimary: true)) }
    marks += diagnostic.secondary.map { Mark($0, isPrimary: false) }
    var arrow = "-->"
    while let first = marks.first {
      let file = first.label.location.file
      let start = first.label.location.span.start
      let place = "\(DisplayText.escaped(file.path)):\(start.line):\(start.column)"
      output += "\(margin)\(palette.frame(arrow)) \(place)\n"
      appendFrame(
        of: file, marks.filter { $0.label.location.file === file },
        severity: diagnostic.severity)
      marks.removeAll { $0.label.location.file === file }
      arrow = ":::"
    }
  }

  private mutating func appendFrame(
    of file: SourceFile, _ marks: [Mark], severity: Diagnostic.Severity
  ) {
    let byLine = Dictionary(grouping: marks, by: \.line)
    var lastLine: Int?
    for line in byLine.keys.sorted() {
      if lastLine != line - 1 { output += gutter("") + "\n" }
      lastLine = line
      for group in Mark.grouped(byLine[line] ?? []) {
        appendLine(of: file, line, group, severity: severity)
      }
    }
  }

  private mutating func appendLine(
    of file: SourceFile, _ line: Int, _ marks: [Mark], severity: Diagnostic.Severity
  ) {
    let columns = marks.map { $0.columns(in: file) }
    let from = columns.map(\.lowerBound).min() ?? 1
    let to = columns.map(\.upperBound).max() ?? 1
    let excerpt = Excerpt(of: file, line: line, around: from..<to)
    output += withoutTrailingSpace(gutter(String(line)), excerpt.trimmedText)
    for (mark, columns) in zip(marks, columns) {
      let cells = excerpt.cells(columns)
      let paint = mark.isPrimary ? palette.severity(severity) : palette.frame
      var marker = String(repeating: mark.isPrimary ? "^" : "-", count: cells.count)
      if !mark.label.text.isEmpty { marker += " \(DisplayText.escaped(mark.label.text))" }
      output += gutter("")
      output += " " + String(repeating: " ", count: cells.lowerBound) + paint(marker) + "\n"
    }
  }

  private func withoutTrailingSpace(_ gutter: String, _ text: String) -> String {
    text.isEmpty ? gutter + "\n" : "\(gutter) \(text)\n"
  }

  private func gutter(_ number: String) -> String {
    let padding = String(repeating: " ", count: margin.count - number.count)
    return palette.frame("\(padding)\(number) |")
  }

  /// Writes a note or a help. Its further lines stand under its first, so that no text can pass
  /// for a line of the frame.
  private mutating func appendRemark(_ kind: String, _ text: String) {
    let indent = String(repeating: " ", count: margin.count + kind.count + 5)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    output += "\(margin) \(palette.frame("=")) \(palette.message(kind + ":"))"
    for (index, line) in lines.enumerated() {
      let shown = DisplayText.escaped(line)
      output += index == 0 ? " \(shown)\n" : shown.isEmpty ? "\n" : "\(indent)\(shown)\n"
    }
  }
}

/// A label with its part in the diagnostic.
private struct Mark {
  package var label: Diagnostic.Label
  var isPrimary: Bool

  package init(_ label: Diagnostic.Label, isPrimary: Bool) {
    self.label = label
    self.isPrimary = isPrimary
  }

  package var line: Int { label.location.span.start.line }

  /// The marked columns of the span's first line; a span of several lines runs to its end.
  package func columns(in file: SourceFile) -> Range<Int> {
    let span = label.location.span
    let end = span.end.line > span.start.line ? file.endOfLine(span.start.line) : span.end
    return span.start.column..<max(span.start.column, end.column)
  }

  /// The marks of a line by column, in groups that one excerpt can show.
  package static func grouped(_ marks: [Mark]) -> [[Mark]] {
    let sorted = marks.enumerated().sorted { a, b in
      let (left, right) = (a.element.label.location.span, b.element.label.location.span)
      return (left.start, a.offset) < (right.start, b.offset)
    }.map(\.element)
    var groups: [[Mark]] = []
    for mark in sorted {
      let column = mark.label.location.span.start.column
      if let first = groups.last?.first?.label.location.span.start.column,
        column < first + Excerpt.cellsMax / 2
      {
        groups[groups.count - 1].append(mark)
      } else {
        groups.append([mark])
      }
    }
    return groups
  }
}
