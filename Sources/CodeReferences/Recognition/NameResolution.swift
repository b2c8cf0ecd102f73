/// What a name in SQL turns out to be.
enum NameResolution {
  enum Form {
    case full
    /// Put together from an expression for the prefix and a literal rest.
    case prefixed
    /// The rest without a prefix.
    case unprefixed
    /// In a template's marks: `{sessions}`, `#__sessions`.
    case marked
  }

  /// A moved table; the range is the literal part of its name in the view.
  case table(Int, Form, Range<Int>)
  /// An expression alone: its number in the view.
  case hole(Int)
  /// Made at run time, perhaps from a table that is known.
  case dynamic(Int?, Range<Int>)
  /// A name that is not moved.
  case other
}

/// Reads names in a view.
struct NameResolver {
  let names: NameIndex
  let source: [UInt8]

  private enum Segment {
    case text(Range<Int>)
    case hole(Int)
    case placeholder(Range<Int>)
  }

  func resolve(_ range: Range<Int>, in view: ViewText) -> NameResolution {
    let range = trimmed(range, view)
    if range.isEmpty { return .other }
    let segments = segments(range, view)
    switch (segments.first, segments.count) {
    case (.text, 1): return plain(range, view)
    case (.hole(let number), 1): return .hole(number)
    case (.placeholder(let mark), 1): return placeholder(mark, view)
    case (.text(let start), _):
      // `shop_{$x}`
      return names.anyName(startsWith: view.bytes[start], endsWith: [])
        ? .dynamic(nil, range) : .other
    case (.some(let first), 2):
      guard case .text(let rest) = segments[1] else { return .dynamic(nil, range) }
      return composed(first, rest, view)
    case (.some(let first), _):
      guard case .text(let rest) = segments[1] else { return .dynamic(nil, range) }
      // `{$prefix}sessions_{$year}`
      let start = isPrefix(first, view) ? names.prefix + view.bytes[rest] : []
      return start.isEmpty || names.anyName(startsWith: start, endsWith: [])
        ? .dynamic(nil, range) : .other
    case (nil, _): return .other
    }
  }

  private func trimmed(_ range: Range<Int>, _ view: ViewText) -> Range<Int> {
    var range = range
    while !range.isEmpty, view.bytes[range.lowerBound].isBlank {
      range = (range.lowerBound + 1)..<range.upperBound
    }
    while !range.isEmpty, view.bytes[range.upperBound - 1].isBlank {
      range = range.lowerBound..<(range.upperBound - 1)
    }
    return range
  }

  private func segments(_ range: Range<Int>, _ view: ViewText) -> [Segment] {
    var segments: [Segment] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      let byte = view.bytes[index]
      if byte == ViewText.holeMark, let hole = view.holeAt[index] {
        segments.append(.hole(hole))
        index += 1
      } else if byte == 0x7B || byte == 0x25 || byte == 0x23 {
        index += 1
        while index < range.upperBound, !endsPlaceholder(byte, index - 1, view.bytes) { index += 1 }
        if byte == 0x7B, index < range.upperBound, view.bytes[index] == 0x7D { index += 1 }
        segments.append(.placeholder(start..<index))
      } else {
        while index < range.upperBound, ![0x1A, 0x7B, 0x25].contains(view.bytes[index]) {
          index += 1
        }
        segments.append(.text(start..<index))
      }
      if segments.count > 8 { break }
    }
    return segments
  }

  private func endsPlaceholder(_ opener: UInt8, _ last: Int, _ bytes: [UInt8]) -> Bool {
    switch opener {
    case 0x7B: bytes[last] == 0x7D
    case 0x25:
      [0x73, 0x49, 0x76, 0x71].contains(bytes[last]) && bytes.at(last - 1) != 0x28
        && !isWithinBrackets(last, bytes)
    default: bytes[last] == 0x5F && bytes.at(last - 1) == 0x5F
    }
  }

  /// Whether `%(name` is still open.
  private func isWithinBrackets(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    var index = offset
    while index > 0, index > offset - 64, bytes[index] != 0x25 {
      if bytes[index] == 0x29 { return false }
      if bytes[index] == 0x28 { return true }
      index -= 1
    }
    return false
  }

  private func plain(_ range: Range<Int>, _ view: ViewText) -> NameResolution {
    if let table = names.fullName(view.bytes[range]) { return .table(table, .full, range) }
    if let table = names.unprefixedName(view.bytes[range]) {
      return .table(table, .unprefixed, range)
    }
    return .other
  }

  /// `{sessions}`, `{{%sessions}}`, `%s`, `{}`.
  private func placeholder(_ mark: Range<Int>, _ view: ViewText) -> NameResolution {
    var range = mark
    while !range.isEmpty, !view.bytes[range.lowerBound].continuesName {
      range = (range.lowerBound + 1)..<range.upperBound
    }
    while !range.isEmpty, !view.bytes[range.upperBound - 1].continuesName {
      range = range.lowerBound..<(range.upperBound - 1)
    }
    if view.bytes[mark.lowerBound] == 0x7B {
      if let table = names.fullName(view.bytes[range]) { return .table(table, .marked, range) }
      if let table = names.prefixedName(view.bytes[range]) { return .table(table, .marked, range) }
    }
    return .dynamic(nil, mark)
  }

  /// A name that starts with an expression.
  private func composed(_ first: Segment, _ rest: Range<Int>, _ view: ViewText) -> NameResolution {
    let text = view.bytes[rest]
    if isPrefix(first, view) {
      return names.prefixedName(text).map { .table($0, .prefixed, rest) } ?? .other
    }
    if let table = names.unprefixedName(text) ?? names.fullName(text) {
      return .dynamic(table, rest)
    }
    if text.count > 2, names.anyName(startsWith: [], endsWith: text) { return .dynamic(nil, rest) }
    return .other
  }

  private func isPrefix(_ segment: Segment, _ view: ViewText) -> Bool {
    switch segment {
    case .text: false
    case .hole(let number): isPrefix(view.holes[number])
    case .placeholder(let range):
      view.bytes[range].starts(with: [0x23, 0x5F]) || names.isPrefix(view.bytes[range])
    }
  }

  /// Whether the expression in a hole stands for the prefix.
  func isPrefix(_ hole: ViewText.Hole) -> Bool {
    var bytes = source[hole.bytes]
    if hole.isInLiteral {
      while let first = bytes.first, first == 0x7B || first == 0x24 || first == 0x23 {
        bytes = bytes.dropFirst()
      }
      if bytes.last == 0x7D { bytes = bytes.dropLast() }
    }
    return bytes.count <= 80 && names.isPrefix(bytes)
  }
}
