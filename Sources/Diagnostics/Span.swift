/// A place in a text: line and column count from 1; a column counts Unicode scalars, a tab is one.
package struct Position: Hashable, Comparable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (a: Position, b: Position) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// A stretch of a text, from `start` up to but not including `end`. Empty when they are equal.
package struct Span: Hashable, Sendable {
  package var start: Position
  package var end: Position

  package init(start: Position, end: Position) {
    self.start = start
    self.end = end
  }
}

/// A stretch of one particular file.
package struct Location: Sendable {
  package var file: SourceFile
  package var span: Span

  package init(_ file: SourceFile, _ span: Span) {
    self.file = file
    self.span = span
  }
}
