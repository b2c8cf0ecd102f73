import Diagnostics

extension Diagnostic {
  /// Refuses an anchor, an alias or a tag; its first character tells which.
  static func property(_ text: String, at location: Location) -> Diagnostic {
    let kind =
      switch text.first {
      case "*": "alias"
      case "&": "anchor"
      default: "tag"
      }
    return Diagnostic(
      .anchorAliasOrTag, "`\(text)` is a YAML \(kind), which planc does not read", at: location,
      notes: ["reviewers must see each value in its place"],
      help: [
        kind == "alias"
          ? "write the value itself, or quote a string that starts with `*`"
          : "remove it, or quote a string that starts with `\(text.prefix(1))`"
      ],
      edit: kind == "alias" ? nil : Diagnostic.Edit(location, replacement: ""))
  }
}

extension YAMLScalar {
  /// The first character that only an escape can bring into a text, `\n` and `\t` apart.
  var firstControl: Unicode.Scalar? {
    // Every such character is a single byte below 0x20, 0x7F, or starts with 0xC2, 0xE2 or 0xEF.
    let utf8 = text.utf8
    guard utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return nil }
    return text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x20...0x7E: false
      case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
      default: false
      }
    }
  }
}

extension SourceFile {
  /// The span of a block scalar without the blank lines that libyaml counts to its end.
  func withoutBlankEnd(_ span: Span) -> Span {
    var line = span.end.line
    if span.end.column > 1 { return span }
    repeat { line -= 1 } while line > span.start.line && isBlank(line)
    guard line >= span.start.line else { return span }
    return Span(start: span.start, end: max(span.start, endOfLine(line)))
  }

  private func isBlank(_ line: Int) -> Bool {
    self.line(line).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
