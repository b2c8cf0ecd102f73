/// The manual of all codes in Markdown: an index, then every page.
package func renderManual() -> String {
  let families = DiagnosticCode.Family.allCases
  return """
    # Diagnostics

    Every diagnostic has a code that never changes its meaning. `planc explain P402` prints the page of
    one, `planc explain` lists them all.

    An error stops the run before anything is written, and cannot be silenced. A warning or a note
    stops nothing.

    This page is what `planc explain --all --format markdown` prints; `make docs` writes it anew.


    """ + families.map(index).joined(separator: "\n") + "\n"
      + families.map { family in
        "## \(family.title)\n\n" + family.codes.map(page).joined(separator: "\n")
      }.joined(separator: "\n")
}

/// The page of a code in Markdown, from its heading on.
package func renderExplanationMarkdown(_ code: DiagnosticCode) -> String { page(code) }

private func index(_ family: DiagnosticCode.Family) -> String {
  let lines = family.codes.map { code in
    let explanation = code.explanation
    let link = "[\(code.rawValue)](#\(code.rawValue.lowercased()))"
    return "| \(link) | \(explanation.severity) | \(explanation.title) |\n"
  }
  return "| \(family.title) | severity | what |\n|---|---|---|\n" + lines.joined()
}

/// A page of these docs is told from the manual's own place, beside the others.
private func link(to reference: String) -> String {
  guard reference.hasPrefix(Explanation.docsFolder) else { return "<\(reference)>" }
  let path = reference.dropFirst(Explanation.docsFolder.count)
  return "[\(path)](\(path))"
}

private func page(_ code: DiagnosticCode) -> String {
  let explanation = code.explanation
  let example =
    switch explanation.example {
    case .plan(let text): "```yaml\n\(text)\(text.hasSuffix("\n") ? "" : "\n")```\n"
    case .situation(let text): "\(text)\n"
    }
  let references = explanation.references.map { "- \(link(to: $0))\n" }
  return "### \(code.rawValue)\n\n**\(explanation.title)** (\(explanation.severity))\n\n"
    + "\(explanation.meaning)\n\n*Why it matters.* \(explanation.reason)\n\n"
    + "*Example.*\n\n\(example)\n*What to do.* \(explanation.remedy)\n"
    + (references.isEmpty ? "" : "\n*Read more.*\n\n" + references.joined())
}
