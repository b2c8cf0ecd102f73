import Diagnostics

/// The lines that a merge leaves in a file where both sides changed the same place.
///
/// Each begins with seven equal signs at the very start of its line, where no value of a plan or a
/// catalog can stand: the tops of both are mappings.
/// https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
enum ConflictMarks {
  private enum Mark {
    case ours
    case base
    case middle
    case theirs

    static func of(_ line: ArraySlice<UInt8>) -> Mark? {
      guard let sign = line.first else { return nil }
      let isMark =
        line.prefix { $0 == sign }.count == 7
        && (line.count == 7 || line.dropFirst(7).first == 0x20)
      guard isMark else { return nil }
      switch sign {
      case UInt8(ascii: "<"): return .ours
      case UInt8(ascii: "|"): return .base
      case UInt8(ascii: "="): return line.count == 7 ? .middle : nil
      case UInt8(ascii: ">"): return .theirs
      default: return nil
      }
    }

    /// What a conflict's mark says of its place.
    var label: String {
      switch self {
      case .ours: "one side starts here"
      case .base: "what both had starts here"
      case .middle: "the other side starts here"
      case .theirs: "the other side ends here"
      }
    }
  }

  /// One diagnostic for each conflict, and for each mark that is left without its conflict.
  static func diagnostics(in file: SourceFile) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var open: [(mark: Mark, line: Int)] = []
    for line in 1...file.lineCount {
      guard let mark = Mark.of(file.line(line)) else { continue }
      guard diagnostics.count + open.count <= diagnosticsMax else { break }
      if mark == .ours {
        diagnostics += open.map { leftOver($0.line, in: file) }
        open = []
      }
      open.append((mark, line))
      guard mark == .theirs else { continue }
      diagnostics += report(open, in: file)
      open = []
    }
    return diagnostics + open.map { leftOver($0.line, in: file) }
  }

  /// Marks up to the end of a conflict: a whole one, or the rest of one.
  private static func report(
    _ marks: [(mark: Mark, line: Int)], in file: SourceFile
  ) -> [Diagnostic] {
    guard marks[0].mark == .ours, marks.contains(where: { $0.mark == .middle }) else {
      return marks.map { leftOver($0.line, in: file) }
    }
    return [
      Diagnostic(
        .mergeConflict, "this conflict of a merge is not settled",
        at: location(marks[0].line, in: file), label: marks[0].mark.label,
        secondary: marks.dropFirst().map {
          Diagnostic.Label(location($0.line, in: file), $0.mark.label)
        },
        notes: ["nothing else in this file was checked"],
        help: [
          "write in place of lines \(marks[0].line) to \(marks[marks.count - 1].line) what both "
            + "sides mean together"
        ])
    ]
  }

  private static func leftOver(_ line: Int, in file: SourceFile) -> Diagnostic {
    let place = location(line, in: file)
    let next = Position(line: line + 1, column: 1)
    let end = line < file.lineCount ? next : place.span.end
    let faulty = FaultyLine(file, place.span.start)
    return Diagnostic(
      .mergeConflict, "`\(faulty.excerpt(faulty.tail))` is left over from a merge", at: place,
      notes: ["nothing else in this file was checked"],
      help: ["remove the line, and look whether the lines around it are those that you want"],
      edit: Diagnostic.Edit(
        Location(file, Span(start: place.span.start, end: end)), replacement: ""))
  }

  private static func location(_ line: Int, in file: SourceFile) -> Location {
    Location(file, Span(start: Position(line: line, column: 1), end: file.endOfLine(line)))
  }
}
