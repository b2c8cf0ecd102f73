import DiagnosticPages

/// The page of a diagnostic code: what `planc explain` prints and the manual holds.
///
/// Each is a Markdown file in `Sources/DiagnosticPages/pages`. Every text is prose in sentences, one
/// paragraph, with names and values in backticks.
package struct Explanation: Sendable {
  package enum Example: Sendable {
    /// A piece of a plan that is refused with the code.
    case plan(String)
    /// What happened, in prose, where no piece of a plan can show it.
    case situation(String)
  }

  /// The fault in one line: lower case, no full stop.
  package let title: String
  package let meaning: String
  /// Why planc does not let it pass.
  package let reason: String
  package let example: Example
  package let remedy: String
  /// With which severities the code is reported, the gravest first.
  package let severities: [Diagnostic.Severity]
  /// Where more is said: addresses of manuals, and sections of the docs, `docs/catalog.md#the-file`.
  package let references: [String]

  /// What the sections of the docs start with.
  package static let docsFolder = "docs/"
}

extension DiagnosticCode {
  package var explanation: Explanation {
    guard let page = Explanation.pages[rawValue] else {
      preconditionFailure("\(rawValue) has no page")
    }
    return page
  }
}

extension Explanation {
  /// By code.
  package static let pages: [String: Explanation] = {
    let bytes = unsafe UnsafeBufferPointer(
      start: diagnostic_pages(), count: diagnostic_pages_size())
    let lines = unsafe String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    var pages: [String: Explanation] = [:]
    // `# P301: a name …`
    var starts = lines.indices.filter { index in
      lines[index].hasPrefix("# P") && lines[index].dropFirst(6).hasPrefix(": ")
    }
    starts.append(lines.endIndex)
    for (start, end) in zip(starts, starts.dropFirst()) {
      let title = lines[start].dropFirst(2)
      pages[String(title.prefix(4))] = Explanation(
        title: String(title.dropFirst(6)), lines[(start + 1)..<end])
    }
    return pages
  }()

  /// - Parameter lines: of a page, behind its title.
  private init(title: String, _ lines: ArraySlice<Substring>) {
    var sections: [Substring: [Substring]] = [:]
    var heading: Substring = ""
    for line in lines {
      if line.hasPrefix("## ") {
        heading = line.dropFirst(3)
      } else {
        sections[heading, default: []].append(line)
      }
    }
    func prose(_ lines: [Substring]?) -> String {
      (lines ?? []).filter { !$0.isEmpty }.joined(separator: " ")
    }
    func isSeverity(_ line: Substring) -> Bool { line.hasPrefix("Severity: ") }
    let opening = sections[""] ?? []
    let example = sections["Example"] ?? []
    self.title = title
    meaning = prose(opening.filter { !isSeverity($0) })
    reason = prose(sections["Why it matters"])
    remedy = prose(sections["What to do"])
    severities = (opening.first(where: isSeverity)?.dropFirst(10).split(separator: ", ") ?? [])
      .compactMap { Diagnostic.Severity(rawValue: String($0)) }
    references = (sections["Read more"] ?? []).filter { $0.hasPrefix("- ") }
      .map { String($0.dropFirst(2)) }
    let fences = example.indices.filter { example[$0].hasPrefix("```") }
    self.example =
      fences.count == 2
      ? .plan(example[(fences[0] + 1)..<fences[1]].joined(separator: "\n"))
      : .situation(prose(example))
  }
}
