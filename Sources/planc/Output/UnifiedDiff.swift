import Diagnostics

/// A unified diff of two texts, as `diff -u` writes it, for people and for `patch`.
struct UnifiedDiff {
  enum Style { case plain, colored }

  /// The name and the text that stand there.
  var old: (name: String, bytes: [UInt8])
  /// The name and the text that shall stand there.
  var new: (name: String, bytes: [UInt8])

  /// Lines of context round a change.
  private static let contextLineCount = 3
  /// Lines shown of one file's diff; what is beyond is counted.
  static let lineCountMax = 400
  /// Bytes shown of one line.
  static let lineLengthMax = 1000

  /// The diff, with a newline at the end. Empty when the texts are equal.
  func text(_ style: Style = .plain) -> String {
    if old.bytes == new.bytes { return "" }
    let oldLines = UnifiedDiff.lines(of: old.bytes)
    let newLines = UnifiedDiff.lines(of: new.bytes)
    let changes = LineDifference(old: oldLines, new: newLines).changes
    var output = Output(style: style)
    output.add("--- \(escaped(old.name))", .name)
    output.add("+++ \(escaped(new.name))", .name)
    for hunk in UnifiedDiff.hunks(changes) {
      write(hunk, oldLines, newLines, into: &output)
    }
    return output.finished
  }

  /// The lines with their line ends, so that a last line without one differs from one with it.
  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  /// Changes so near to each other that their contexts meet are one hunk.
  private static func hunks(_ changes: [LineDifference.Change]) -> [[LineDifference.Change]] {
    var hunks: [[LineDifference.Change]] = []
    for change in changes {
      if let last = hunks.last?.last,
        change.old.lowerBound - last.old.upperBound <= 2 * contextLineCount
      {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private func write(
    _ hunk: [LineDifference.Change], _ oldLines: [ArraySlice<UInt8>],
    _ newLines: [ArraySlice<UInt8>], into output: inout Output
  ) {
    let first = hunk.first!
    let last = hunk.last!
    let before = min(UnifiedDiff.contextLineCount, first.old.lowerBound)
    let after = min(UnifiedDiff.contextLineCount, oldLines.count - last.old.upperBound)
    let oldRange = (first.old.lowerBound - before)..<(last.old.upperBound + after)
    let newRange = (first.new.lowerBound - before)..<(last.new.upperBound + after)
    output.add("@@ -\(header(oldRange)) +\(header(newRange)) @@", .place)
    var place = oldRange.lowerBound
    for change in hunk {
      for line in oldLines[place..<change.old.lowerBound] { output.add(" ", line, .shared) }
      for line in oldLines[change.old] { output.add("-", line, .removed) }
      for line in newLines[change.new] { output.add("+", line, .added) }
      place = change.old.upperBound
    }
    for line in oldLines[place..<oldRange.upperBound] { output.add(" ", line, .shared) }
  }

  /// `start,count` as `diff -u` has it: an empty range names the line before it.
  private func header(_ range: Range<Int>) -> String {
    if range.count == 1 { return "\(range.lowerBound + 1)" }
    return "\(range.isEmpty ? range.lowerBound : range.lowerBound + 1),\(range.count)"
  }

  /// The raw value is the terminal's number of the colour.
  private enum LineKind: Int {
    case name = 1
    case place = 36
    case shared = 0
    case removed = 31
    case added = 32
  }

  /// Collects lines, up to `lineCountMax`.
  private struct Output {
    let style: Style
    private var text = ""
    private var lineCount = 0

    init(style: Style) { self.style = style }

    mutating func add(_ line: String, _ kind: LineKind) {
      lineCount += 1
      if lineCount > UnifiedDiff.lineCountMax { return }
      let isPlain = style == .plain || kind == .shared
      text += isPlain ? line + "\n" : "\u{1B}[\(kind.rawValue)m\(line)\u{1B}[0m\n"
    }

    mutating func add(_ mark: String, _ line: ArraySlice<UInt8>, _ kind: LineKind) {
      let hasEnd = line.last == 0x0A
      let body = hasEnd ? line.dropLast() : line
      if lineCount < UnifiedDiff.lineCountMax {
        let isLong = body.count > UnifiedDiff.lineLengthMax
        let shown = String(decoding: body.prefix(UnifiedDiff.lineLengthMax), as: UTF8.self)
        let rest = isLong ? "… \(body.count - UnifiedDiff.lineLengthMax) bytes more" : ""
        add(mark + escaped(shown) + rest, kind)
      } else {
        lineCount += 1
      }
      if !hasEnd { add("\\ No newline at end of file", .shared) }
    }

    var finished: String {
      let hidden = lineCount - UnifiedDiff.lineCountMax
      return hidden > 0 ? text + "… \(hidden) more lines of this diff are not shown\n" : text
    }
  }
}
