import Diagnostics
import Foundations

/// Two versions of a plan, as people know them, and what changed between them.
package struct PlanDifference: Sendable {
  /// The path of the plan as the user wrote it.
  package var plan: String
  /// The older version: a revision or a path, as the user wrote it.
  package var against: String
  package var changes: [PlanChange]

  package init(plan: String, against: String, changes: [PlanChange]) {
    self.plan = plan
    self.against = against
    self.changes = changes
  }

  /// For a terminal; empty without changes.
  package var text: String {
    if changes.isEmpty { return "" }
    func line(_ pieces: [ChangeSentence.Piece]) -> String {
      pieces.map { piece in
        switch piece {
        case .words(let words): words
        case .literal(let text): "`" + DisplayText.escaped(text) + "`"
        }
      }.joined()
    }
    let lines = changes.map(ChangeSentence.init).flatMap { sentence in
      ["  \(sentence.label): \(line(sentence.pieces))"] + sentence.items.map { "    " + line($0) }
    }
    let head = "\(DisplayText.escaped(plan)) against \(DisplayText.escaped(against)): \(count)"
    return ([head] + lines).map { $0 + "\n" }.joined()
  }

  /// CommonMark, for the description of a pull request; empty without changes.
  package var markdown: String {
    if changes.isEmpty { return "" }
    func code(_ text: String) -> String { MarkdownText.code(DisplayText.escaped(text)) }
    func line(_ pieces: [ChangeSentence.Piece]) -> String {
      pieces.map { piece in
        switch piece {
        case .words(let words): words.replacing("->", with: "→")
        case .literal(let text): code(text)
        }
      }.joined()
    }
    let lines = changes.map(ChangeSentence.init).flatMap { sentence in
      ["- **\(sentence.label):** \(line(sentence.pieces))"]
        + sentence.items.map { "  - " + line($0) }
    }
    return (["\(code(plan)) against \(code(against)): \(count)", ""] + lines)
      .map { $0 + "\n" }.joined()
  }

  private var count: String { changes.count == 1 ? "1 change" : "\(changes.count) changes" }
}
