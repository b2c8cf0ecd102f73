/// What a name in SQL turns out to be.
enum ResolvedName {
  enum Form {
    case full
    /// Put together from an expression for the prefix and a literal rest.
    case prefixed
    /// The rest without a prefix.
    case unprefixed
    /// In a template's marks: `{sessions}`, `#__sessions`.
    case marked
  }

  /// A moved table; the range is the literal part of its name in the string.
  case table(Int, Form, Range<Int>)
  /// An expression alone.
  case hole(StringValue.Hole)
  /// Made at run time, perhaps from a table that is known.
  case dynamic(Int?, Range<Int>)
  /// A name that is not moved.
  case other
}

/// Tells which table a name in a string means.
struct NameResolver {
  let names: TableNames
  let source: [UInt8]

  private enum Segment {
    case text(Range<Int>)
    case hole(StringValue.Hole)
    case placeholder(Range<Int>)
  }

  func resolve(_ range: Range<Int>, in value: StringValue) -> ResolvedName {
    let range = trimmed(range, value) { !$0.isBlank }
    let segments = segments(range, value)
    guard let first = segments.first else { return .other }
    if segments.count == 1 {
      switch first {
      case .text: return plain(range, value)
      case .hole(let hole): return .hole(hole)
      case .placeholder(let mark): return placeholder(mark, value)
      }
    }
    if case .text(let start) = first {
      // `shop_{$x}`
      return names.anyName(startsWith: value.bytes[start]) ? .dynamic(nil, range) : .other
    }
    guard case .text(let rest) = segments[1] else { return .dynamic(nil, range) }
    if segments.count == 2 { return composed(first, rest, value) }
    // `{$prefix}sessions_{$year}`
    let start = isPrefix(first, value) ? names.prefix + value.bytes[rest] : []
    return names.anyName(startsWith: start) ? .dynamic(nil, range) : .other
  }

  private func trimmed(
    _ range: Range<Int>, _ value: StringValue, to isPart: (UInt8) -> Bool
  ) -> Range<Int> {
    guard let first = value.bytes[range].firstIndex(where: isPart),
      let last = value.bytes[range].lastIndex(where: isPart)
    else { return range.lowerBound..<range.lowerBound }
    return first..<(last + 1)
  }

  private func segments(_ range: Range<Int>, _ value: StringValue) -> [Segment] {
    var segments: [Segment] = []
    var index = range.lowerBound
    while index < range.upperBound, segments.count <= 8 {
      let start = index
      if let hole = value.hole(at: index) {
        segments.append(.hole(hole))
        index += 1
      } else if let end = SQLPlaceholder.end(of: index, in: value.bytes) {
        index = min(end, range.upperBound)
        segments.append(.placeholder(start..<index))
      } else {
        repeat {
          index += 1
        } while index < range.upperBound && value.bytes[index] != StringValue.holeMark
          && SQLPlaceholder.end(of: index, in: value.bytes) == nil
        segments.append(.text(start..<index))
      }
    }
    return segments
  }

  private func plain(_ range: Range<Int>, _ value: StringValue) -> ResolvedName {
    if let table = names.fullName(value.bytes[range]) { return .table(table, .full, range) }
    return names.unprefixedName(value.bytes[range]).map { .table($0, .unprefixed, range) } ?? .other
  }

  /// `{sessions}`, `{{%sessions}}`, `%s`, `{}`
  private func placeholder(_ mark: Range<Int>, _ value: StringValue) -> ResolvedName {
    guard value.bytes[mark.lowerBound] == 0x7B else { return .dynamic(nil, mark) }
    let range = trimmed(mark, value, to: \.continuesName)
    let name = value.bytes[range]
    return (names.fullName(name) ?? names.prefixedName(name)).map { .table($0, .marked, range) }
      ?? .dynamic(nil, mark)
  }

  /// A name that starts with an expression.
  private func composed(_ first: Segment, _ rest: Range<Int>, _ value: StringValue) -> ResolvedName
  {
    let text = value.bytes[rest]
    if isPrefix(first, value) {
      return names.prefixedName(text).map { .table($0, .prefixed, rest) } ?? .other
    }
    if let table = names.unprefixedName(text) ?? names.fullName(text) {
      return .dynamic(table, rest)
    }
    return text.count > 2 && names.anyName(endsWith: text) ? .dynamic(nil, rest) : .other
  }

  private func isPrefix(_ segment: Segment, _ value: StringValue) -> Bool {
    switch segment {
    case .text: return false
    case .placeholder(let range):
      return value.bytes.has("#_", at: range.lowerBound) || names.isPrefix(value.bytes[range])
    case .hole(let hole):
      var bytes = source[hole.bytes]
      if hole.isInLiteral {
        bytes = bytes.drop { $0 == 0x7B || $0 == 0x24 || $0 == 0x23 }  // { $ #
        if bytes.last == 0x7D { bytes = bytes.dropLast() }
      }
      return bytes.count <= 80 && names.isPrefix(bytes)
    }
  }
}
