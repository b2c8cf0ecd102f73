import Foundations

/// A line of source as shown, and the cell at which each of its columns starts.
///
/// Tabs are four spaces, unsafe characters are spelled out, and of a long line only a window is
/// shown, so that a line of a megabyte does not fill the terminal.
struct Excerpt {
  /// The most cells of a line that are shown.
  static let cellsMax = 120
  private static let tabCells = 4
  /// How much of a long line is shown before the first mark.
  private static let leadingColumns = 40

  package private(set) var text = ""
  /// The first column shown.
  private let firstColumn: Int
  /// The cell at which each shown column starts, and at last the cell after them all.
  private var cellStarts: [Int] = []
  private var isCutShort = false

  /// - Parameter columns: the columns that the marks cover; the window is laid round them.
  package init(of file: SourceFile, line: Int, around columns: Range<Int>) {
    self.init(file, line, from: 1)
    if isCutShort, columns.upperBound >= firstColumn + cellStarts.count {
      self.init(file, line, from: max(1, columns.lowerBound - Self.leadingColumns))
    }
  }

  private init(_ file: SourceFile, _ line: Int, from firstColumn: Int) {
    self.firstColumn = firstColumn
    let slice = file.line(line)
    var offset = file.byteOffset(of: Position(line: line, column: firstColumn))
    if firstColumn > 1 { text = "…" }
    var cell = firstColumn > 1 ? 1 : 0
    var counter = CellCounter()
    while offset < slice.endIndex, cell < Self.cellsMax, cellStarts.count < 4 * Self.cellsMax {
      let scalar = SourceScalar.decode(file.bytes, at: offset, end: slice.endIndex)
      cellStarts.append(cell)
      cell += append(scalar.value ?? "\u{FFFD}", &counter)
      offset += scalar.byteCount
    }
    cellStarts.append(cell)
    isCutShort = offset < slice.endIndex
    if isCutShort { text += "…" }
  }

  /// Appends a scalar as shown, and returns the cells that it takes.
  private mutating func append(_ scalar: Unicode.Scalar, _ counter: inout CellCounter) -> Int {
    if scalar == "\t" {
      counter = CellCounter()
      text += String(repeating: " ", count: Self.tabCells)
      return Self.tabCells
    }
    if DisplayText.mustEscape(scalar) {
      counter = CellCounter()
      let escape = DisplayText.escape(scalar)
      text += escape
      return escape.unicodeScalars.count
    }
    text.unicodeScalars.append(scalar)
    return counter.add(scalar)
  }

  /// The cells under which a mark for these columns stands: at least one, within what is shown.
  package func cells(_ columns: Range<Int>) -> Range<Int> {
    let start = cell(of: columns.lowerBound)
    return start..<max(start + 1, cell(of: columns.upperBound))
  }

  private func cell(of column: Int) -> Int {
    cellStarts[min(max(0, column - firstColumn), cellStarts.count - 1)]
  }

  /// The text without the spaces at its end.
  var trimmedText: String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
