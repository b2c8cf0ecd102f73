package import Diagnostics
import Foundations
import LocatedYAML

/// Edits that a diagnostic offers, and the smallest places to which they apply.
extension NodeReader {
  package func edit(_ span: Span, _ replacement: String) -> Diagnostic.Edit {
    Diagnostic.Edit(location(span), replacement: replacement)
  }

  /// The source text of a span.
  package func written(_ span: Span) -> String {
    let start = file.byteOffset(of: span.start)
    return String(
      decoding: file.bytes[start..<max(start, file.byteOffset(of: span.end))], as: UTF8.self)
  }

  /// Where a text stands as it is within a span; nil when it is made by an escape.
  package func place(of text: String, in span: Span) -> Span? {
    let start = file.byteOffset(of: span.start)
    let bytes = Array(text.utf8)
    let slice = file.bytes[start..<max(start, file.byteOffset(of: span.end))]
    guard
      let found = slice.indices.first(where: { slice[$0...].starts(with: bytes) })
    else { return nil }
    return Span(
      start: file.position(ofByte: found), end: file.position(ofByte: found + bytes.count))
  }

  /// Takes a text out of a span: the smallest place, and the edit where it stands there as it is.
  package func removal(of text: String, from span: Span) -> (place: Span, edit: Diagnostic.Edit?) {
    guard let place = place(of: text, in: span) else { return (span, nil) }
    return (place, edit(place, ""))
  }

  /// The nearest word that matches: other characters become `_`, and capitals small letters where
  /// they must.
  package func word(near text: String, _ matches: (String) -> Bool) -> String? {
    let letters = text.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        ? Character(scalar) : "_"
    }
    var word = letters[...]
    while word.first == "_" { word = word.dropFirst() }
    while word.last == "_" { word = word.dropLast() }
    return [String(word), String(word).lowercased(), String(word).uppercased()].first {
      !$0.isEmpty && matches($0)
    }
  }

  /// The lines after the first of a name that runs on, each as an item of the list in which the
  /// name stands. Nil where that is no list with an item a line.
  package func items(fromLinesOf span: Span) -> (first: String, edit: Diagnostic.Edit)? {
    let head = String(
      decoding: file.line(span.start.line).prefix(span.start.column - 1), as: UTF8.self)
    guard head.hasSuffix("- "), head.dropLast(2).allSatisfy({ $0 == " " }) else { return nil }
    let items = ((span.start.line + 1)...span.end.line).map { line in
      var text = String(decoding: file.line(line), as: UTF8.self)[...]
      while let first = text.first, " \t-".contains(first) { text = text.dropFirst() }
      return "- \(text)"
    }
    let place = Span(
      start: Position(line: span.start.line + 1, column: 1), end: file.endOfLine(span.end.line))
    let replacement = items.map { head.dropLast(2) + $0 }.joined(separator: "\n")
    return (items[0], edit(place, replacement))
  }
}
