import Diagnostics

/// A line in which libyaml stopped, seen from one of its columns.
struct FaultyLine {
  /// The most characters of a text that a message repeats.
  private static let excerptMax = 40

  let file: SourceFile
  let position: Position
  private let scalars: [Unicode.Scalar]

  init(_ file: SourceFile, _ position: Position) {
    self.file = file
    self.position = position
    scalars = Array(String(decoding: file.line(position.line), as: UTF8.self).unicodeScalars)
  }

  /// What stands before the position.
  var head: ArraySlice<Unicode.Scalar> { scalars.prefix(position.column - 1) }
  /// What stands at the position and after it.
  var tail: ArraySlice<Unicode.Scalar> { scalars.dropFirst(position.column - 1) }
  /// Nil at the end of the line.
  var scalar: Unicode.Scalar? { tail.first }
  var isFirstInLine: Bool { head.allSatisfy { $0 == " " || $0 == "\t" } }
  var isEndOfFile: Bool { tail.isEmpty && position.line >= file.lineCount }
  /// The spaces before the line's text.
  var indentation: Int { scalars.prefix { $0 == " " }.count }

  /// The word at the position: up to white space or a character that ends a value in brackets.
  var word: ArraySlice<Unicode.Scalar> {
    let ends: [Unicode.Scalar] = [" ", "\t", ",", "]", "}"]
    guard let first = tail.first else { return [] }
    return ends.contains(first) ? tail.prefix(1) : tail.prefix { !ends.contains($0) }
  }

  /// The text from the position to the line's end, without a comment and blanks at its end.
  var text: ArraySlice<Unicode.Scalar> {
    var text = tail
    var previous: Unicode.Scalar?
    for index in tail.indices {
      if tail[index] == "#", previous == " " || previous == "\t" {
        text = tail[..<index]
        break
      }
      previous = tail[index]
    }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }

  /// A stretch of the line for a message: cut where it is long.
  func excerpt(_ part: some Sequence<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for (index, scalar) in part.enumerated() {
      guard index < Self.excerptMax else { return String(result) + "…" }
      result.append(scalar)
    }
    return String(result)
  }

  /// The location of `count` columns from the position on; fewer where the line ends.
  func location(_ count: Int) -> Location {
    let end = Position(
      line: position.line, column: position.column + min(count, tail.count))
    return Location(file, Span(start: position, end: end))
  }

  /// The same line seen from another column.
  func at(column: Int) -> FaultyLine {
    FaultyLine(file, Position(line: position.line, column: column))
  }

  /// The line seen from its first character that is not blank.
  var atFirst: FaultyLine {
    at(column: scalars.prefix { $0 == " " || $0 == "\t" }.count + 1)
  }

  /// The nearest line above that is neither blank nor a comment, seen from its first character.
  var above: FaultyLine? {
    var number = position.line - 1
    while number > 0 {
      let line = FaultyLine(file, Position(line: number, column: 1)).atFirst
      if let first = line.scalar, first != "#" { return line }
      number -= 1
    }
    return nil
  }

  /// The indentations that lines below may have: that of the line, and of what is behind its dashes.
  var indentations: [Int] {
    var line = atFirst
    var counts = [line.position.column - 1]
    while line.tail.starts(with: "- ".unicodeScalars) {
      let blanks = line.tail.dropFirst().prefix { $0 == " " }.count
      line = line.at(column: line.position.column + 1 + blanks)
      counts.append(line.position.column - 1)
    }
    return counts
  }

  var isItem: Bool { tail.starts(with: "- ".unicodeScalars) }
}
