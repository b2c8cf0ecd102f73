package import Diagnostics

/// A text in which the places of diagnostics are marked, on lines of their own below the places:
///
///     schemas:
///       lupopedia:
///         tabel_count: {before: 1, after: 2}
///         ^^^^^^^^^^^ P201 `tabel_count` is not a key of schema `lupopedia`
///                               ~ P402
///
/// `^` marks a primary span and `~` a further one of the same code; `^>` a span that ends on a
/// later line. The message may be left out. A letter after the code (`P304a`, `P304b`) tells two
/// diagnostics of one code apart. A place with several marks has several such lines.
package struct MarkedText: Sendable {
  /// The text without the lines of marks.
  package let text: String
  private let announced: [Announcement]

  private struct Announcement: Sendable {
    var tag: String
    var primary: String
    var message: String
    var secondary: [String]

    var code: String { String(tag.prefix(4)) }
  }

  package init(_ marked: String) {
    var lines: [Substring] = []
    var primaries: [Announcement] = []
    var others: [(tag: String, place: String)] = []
    for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let mark = Mark(line, above: lines.count) else {
        lines.append(line)
        continue
      }
      if mark.isPrimary {
        primaries.append(
          Announcement(tag: mark.tag, primary: mark.place, message: mark.message, secondary: []))
      } else {
        others.append((mark.tag, mark.place))
      }
    }
    for (tag, place) in others {
      guard let index = primaries.firstIndex(where: { $0.tag == tag }) else {
        preconditionFailure("a further place of \(tag) is marked, but not its primary one")
      }
      primaries[index].secondary.append(place)
    }
    text = lines.joined(separator: "\n")
    announced = primaries
  }

  /// How the diagnostics differ from those announced; empty when they are as announced.
  package func differences(from diagnostics: [Diagnostic]) -> [String] {
    var differences: [String] = []
    var rest = diagnostics
    for expected in announced {
      let match = rest.firstIndex { found in
        found.code.rawValue == expected.code && found.primaryPlace == expected.primary
          && Set(found.secondaryPlaces) == Set(expected.secondary)
          && (expected.message.isEmpty || found.message == expected.message)
      }
      if let match {
        rest.remove(at: match)
      } else {
        differences.append(
          "missing: \(expected.code) \(expected.message) at \(expected.primary), "
            + "\(expected.secondary.sorted())")
      }
    }
    return differences
      + rest.map {
        "not announced: \($0.code.rawValue) \($0.message) at \($0.primaryPlace), "
          + "\($0.secondaryPlaces.sorted())"
      }
  }
}

private struct Mark {
  var isPrimary: Bool
  var place: String
  var tag: String
  var message: String

  /// Nil when the line is no line of marks.
  init?(_ line: Substring, above lineNumber: Int) {
    let indentation = line.prefix { $0 == " " }
    let rest = line.dropFirst(indentation.count)
    guard let sign = rest.first, sign == "^" || sign == "~" else { return nil }
    let run = rest.prefix { $0 == sign }
    var words = rest.dropFirst(run.count)
    let isOpen = words.first == ">"
    if isOpen { words = words.dropFirst() }
    words = words.drop { $0 == " " }
    let tag = words.prefix { $0 != " " }
    guard tag.first == "P", tag.count >= 4 else { return nil }
    let start = indentation.count + 1
    isPrimary = sign == "^"
    place = "\(lineNumber):\(start)-" + (isOpen ? "later" : "\(start + run.count)")
    self.tag = String(tag)
    message = String(words.dropFirst(tag.count).drop { $0 == " " })
  }
}

extension Diagnostic {
  fileprivate var primaryPlace: String { primary.map { $0.location.span.place } ?? "nowhere" }
  fileprivate var secondaryPlaces: [String] { secondary.map { $0.location.span.place } }
}

extension Span {
  fileprivate var place: String {
    "\(start.line):\(start.column)-" + (start.line == end.line ? "\(end.column)" : "later")
  }
}
