/// Literals and expressions that are joined to one string: `'SELECT * FROM ' . $prefix . "a $b"`.
struct Concatenation {
  /// From the first lexeme of the first operand to the last of the last.
  var lexemes: Range<Int>
  var value: StringValue
}

/// Finds the concatenations of a file, each literal in one of them. A literal alone is one, too.
struct ConcatenationFinder {
  private let file: LexedFile
  private let hits: PrefilterHits
  /// The end of the last concatenation: an operand before it belongs to nobody else.
  private var consumed = 0
  /// Where the concatenation that is being read may start at the earliest.
  private var floor = 0
  /// The literals that a concatenation already contains.
  private var isOwned: [Bool]
  /// The furthest end of a lexeme up to each index: the body of a heredoc is apart from its
  /// opening, behind what follows that on its line.
  private let furthestEnds: [Int]

  init(_ file: LexedFile, _ hits: PrefilterHits) {
    self.file = file
    self.hits = hits
    isOwned = [Bool](repeating: false, count: file.lexemes.count)
    var furthest = 0
    furthestEnds = file.lexemes.map { lexeme in
      furthest = max(furthest, lexeme.end)
      return furthest
    }
  }

  /// The concatenation that the literal at an index starts; nil where an earlier one contains it, and
  /// where nothing in it is looked for.
  mutating func concatenation(at index: Int) -> Concatenation? {
    if isOwned[index] { return nil }
    if let end = endOfIdleLiteral(index) {
      consumed = max(consumed, end)
      return nil
    }
    // Within an expression that a concatenation contains, as the argument of a call, starts another.
    floor = index >= consumed ? consumed : file.opener(of: index) + 1
    var value = StringValue()
    let start = appendOperandsBefore(index, to: &value)
    var end = appendLiteral(index, to: &value)
    while let next = nextOperand(after: end) {
      if file.isKind(next, .string) {
        end = appendLiteral(next, to: &value)
      } else {
        let operandEnd = file.language == .shell ? next + 1 : endOfOperand(next)
        guard operandEnd > next else { break }
        appendHole(next..<operandEnd, to: &value)
        end = operandEnd
      }
    }
    consumed = max(consumed, end)
    // A body that was opened before makes this too long, never too short.
    guard hits.meet(file.lexemes[start].start..<furthestEnds[end - 1]) || startsWithUse(index)
    else {
      return nil
    }
    return Concatenation(lexemes: start..<end, value: value)
  }

  /// The start of the operand that is joined to what ends before an index; nil without any.
  private func nextOperand(after end: Int) -> Int? {
    let next = file.skipComments(end)
    guard next < file.lexemes.count else { return nil }
    if file.isKind(next, .string), joins(end - 1, next) { return next }
    if file.language == .shell { return isVariable(next) && touches(end - 1, next) ? next : nil }
    guard isJoin(next) else { return nil }
    let operand = file.skipComments(next + 1)
    return operand < file.lexemes.count ? operand : nil
  }

  /// The index after a literal that is joined to nothing and in which nothing is looked for.
  private func endOfIdleLiteral(_ index: Int) -> Int? {
    let partner = file.partner(of: index)
    guard file.language != .shell, partner > index,
      file.lexemes[index].start <= file.lexemes[partner].end,
      !hits.meet(file.lexemes[index].start..<file.lexemes[partner].end), !startsWithUse(index)
    else { return nil }
    let next = file.skipComments(partner + 1)
    if isJoin(next) || file.language.joinsAdjacent && file.isKind(next, .string) { return nil }
    return isJoin(index - 1) ? nil : partner + 1
  }

  /// Whether a literal may select a schema, for which the pre-filter does not look.
  private func startsWithUse(_ index: Int) -> Bool {
    let start = file.bytes.skipBlanks(file.lexemes[index].end)
    return file.bytes.hasFolded("use", at: start) && file.bytes.at(start + 3).isBlank
  }

  /// Whether two literals side by side are one.
  private func joins(_ last: Int, _ next: Int) -> Bool {
    let (last, next) = (file.lexemes[last], file.lexemes[next])
    guard file.language.joinsAdjacent else { return false }
    if file.language == .shell { return last.end == next.start }
    if file.language != .ruby { return true }
    // Ruby joins on one line only, or after a backslash.
    let between = file.bytes[last.end..<max(last.end, next.start)]
    return next.literal != .symbol && !between.contains(0x0A) || between.contains(0x5C)
  }

  private func isJoin(_ index: Int) -> Bool {
    file.language.concatenation != 0 && file.isByte(index, file.language.concatenation)
  }

  private func touches(_ first: Int, _ second: Int) -> Bool {
    file.lexemes[first].end == file.lexemes[second].start
  }

  /// Whether a word of a shell is `$name`.
  private func isVariable(_ index: Int) -> Bool {
    file.isKind(index, .word) && file.bytes[file.lexemes[index].start] == 0x24
  }

  /// Adds the operands before a literal: `PREFIX . "sessions"`.
  private func appendOperandsBefore(_ index: Int, to value: inout StringValue) -> Int {
    var start = index
    var operands: [Range<Int>] = []
    while start > floor, operands.count < 16 {
      if file.language == .shell {
        guard isVariable(start - 1), touches(start - 1, start) else { break }
        operands.append((start - 1)..<start)
        start -= 1
        continue
      }
      guard start - 2 >= floor, isJoin(start - 1) else { break }
      let operandStart = startOfOperand(start - 2)
      guard operandStart < start - 1, operandStart >= floor else { break }
      operands.append(operandStart..<(start - 1))
      start = operandStart
    }
    for operand in operands.reversed() { appendHole(operand, to: &value) }
    return start
  }

  private func appendHole(_ range: Range<Int>, to value: inout StringValue) {
    let bytes = file.lexemes[range.lowerBound].start..<file.lexemes[range.upperBound - 1].end
    value.append(StringValue.Hole(lexemes: range, bytes: bytes, isInLiteral: false))
  }

  /// Adds a literal and returns the index after its end.
  private mutating func appendLiteral(_ index: Int, to value: inout StringValue) -> Int {
    isOwned[index] = true
    value.literals.append(index)
    let kind = file.lexemes[index].literal
    var next = index + 1
    while next < file.lexemes.count, file.lexemes[next].kind != .stringEnd {
      let lexeme = file.lexemes[next]
      if lexeme.kind == .text {
        value.append(lexeme.range, of: file.bytes, as: kind)
      } else if lexeme.kind == .holeStart {
        let partner = file.partner(of: next)
        let end = partner > next ? partner : file.lexemes.count - 1
        let bytes = lexeme.start..<max(lexeme.start, file.lexemes[end].end)
        value.append(
          StringValue.Hole(
            lexemes: (next + 1)..<max(next + 1, end), bytes: bytes, isInLiteral: true))
        next = end
      }
      next += 1
    }
    return min(next + 1, file.lexemes.count)
  }

  /// The index after a primary expression: `$this->db->name($x)[0]`, `PREFIX`, `(…)`.
  private func endOfOperand(_ start: Int) -> Int {
    var index = start
    var isExpectingName = true
    while index < file.lexemes.count {
      switch file.lexemes[index].kind {
      case .word, .number:
        guard isExpectingName else { return index }
        isExpectingName = file.isWord(index, "new") || file.isWord(index, "await")
      case .sign where file.isByte(index, 0x28) || file.isByte(index, 0x5B):
        if file.isByte(index, 0x5B), index == start { return start }
        let partner = file.partner(of: index)
        guard partner > index else { return index }
        index = partner
        isExpectingName = false
      case .sign where file.isMember(index): isExpectingName = true
      case .sign:
        // `&$name`, and the sigils of Perl
        guard index == start, [0x24, 0x40, 0x26].contains(file.bytes[file.lexemes[index].start])
        else { return index }
      case .string, .text, .holeStart, .holeEnd, .stringEnd, .comment, .markup: return index
      }
      index += 1
    }
    return index
  }

  /// The first lexeme of the primary expression that ends at an index.
  private func startOfOperand(_ end: Int) -> Int {
    var index = end
    var isExpectingName = true
    while index >= floor, index >= 0 {
      switch file.lexemes[index].kind {
      case .word, .number:
        guard isExpectingName else { return index + 1 }
        isExpectingName = false
      case .sign where isExpectingName && closesOperand(index):
        let partner = file.partner(of: index)
        guard partner >= floor, partner >= 0 else { return index + 1 }
        index = partner
        // `(a ? b : c)` alone, or the arguments of a call whose name comes next.
        if index > floor, !file.isKind(index - 1, .word), !closesOperand(index - 1) { return index }
      case .sign where !isExpectingName && file.isMember(index): isExpectingName = true
      case .sign, .string, .text, .holeStart, .holeEnd, .stringEnd, .comment, .markup:
        return index + 1
      }
      index -= 1
    }
    return index + 1
  }

  private func closesOperand(_ index: Int) -> Bool {
    file.isByte(index, 0x29) || file.isByte(index, 0x5D)
  }
}
