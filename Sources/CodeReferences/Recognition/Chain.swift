/// Literals and expressions that are joined to one text: `'SELECT * FROM ' . $prefix . "a $b"`.
struct Chain {
  /// From the first lexeme of the first operand to the last of the last.
  var lexemes: Range<Int>
  var view: ViewText
}

/// Finds the chains of a file, each literal in one of them.
struct ChainBuilder {
  let source: [UInt8]
  let language: Language
  let lexemes: [Lexeme]
  let structure: Structure
  private let hits: SieveHits
  /// The end of the last chain: an operand before it belongs to nobody else.
  private var consumed = 0
  /// Where the chain that is being built may start at the earliest.
  private var floor = 0
  /// The literals that a chain holds already.
  private var isOwned: [Bool]
  /// The furthest end of a lexeme up to each index: the body of a heredoc stands apart from its
  /// opening, behind what follows that on its line.
  private let furthestEnd: [Int32]

  init(
    _ source: [UInt8], _ language: Language, _ lexemes: [Lexeme], _ structure: Structure,
    _ hits: SieveHits
  ) {
    self.source = source
    self.language = language
    self.lexemes = lexemes
    self.structure = structure
    self.hits = hits
    isOwned = [Bool](repeating: false, count: lexemes.count)
    var furthest: Int32 = 0
    furthestEnd = lexemes.map { lexeme in
      furthest = max(furthest, lexeme.end)
      return furthest
    }
  }

  /// The chain that the literal at an index starts; nil where an earlier chain holds it, and where
  /// nothing in it is looked for.
  mutating func chain(at index: Int) -> Chain? {
    if isOwned[index] { return nil }
    if let end = endOfIdleLiteral(index) {
      consumed = max(consumed, end)
      return nil
    }
    // Within an expression that a chain holds, as the argument of a call, starts a chain of its own.
    floor = index >= consumed ? consumed : Int(structure.opener[index]) + 1
    var view = ViewText()
    let start = appendOperandsBefore(index, to: &view)
    var end = appendLiteral(index, to: &view)
    while true {
      var next = skipComments(end)
      guard next < lexemes.count else { break }
      if lexemes[next].kind == .string, joins(end - 1, next) {
        end = appendLiteral(next, to: &view)
        continue
      }
      if language == .shell, lexemes[next].kind == .word,
        lexemes[next].start == lexemes[end - 1].end, source[Int(lexemes[next].start)] == 0x24
      {
        appendHole(next..<(next + 1), to: &view)
        end = next + 1
        continue
      }
      guard isJoin(next) else { break }
      next = skipComments(next + 1)
      guard next < lexemes.count else { break }
      if lexemes[next].kind == .string {
        end = appendLiteral(next, to: &view)
        continue
      }
      let operandEnd = endOfOperand(next)
      guard operandEnd > next else { break }
      appendHole(next..<operandEnd, to: &view)
      end = operandEnd
    }
    consumed = max(consumed, end)
    // A body that was opened before makes this too long, never too short.
    if !hits.meet(Int(lexemes[start].start)..<Int(furthestEnd[end - 1])) { return nil }
    return Chain(lexemes: start..<end, view: view)
  }

  /// The index after a literal that is joined to nothing and in which nothing is looked for.
  private func endOfIdleLiteral(_ index: Int) -> Int? {
    let partner = Int(structure.partner[index])
    guard language != .shell, partner > index, lexemes[index].start <= lexemes[partner].end,
      !hits.meet(Int(lexemes[index].start)..<Int(lexemes[partner].end))
    else { return nil }
    let next = skipComments(partner + 1)
    if next < lexemes.count, isJoin(next) || language.joinsAdjacent && lexemes[next].kind == .string
    {
      return nil
    }
    return index > 0 && isJoin(index - 1) ? nil : partner + 1
  }

  private func joins(_ last: Int, _ next: Int) -> Bool {
    guard language.joinsAdjacent else { return false }
    if language == .shell { return lexemes[next].start == lexemes[last].end }
    // Ruby joins on one line only, or after a backslash.
    if language == .ruby {
      let between = source[
        Int(lexemes[last].end)..<max(Int(lexemes[last].end), Int(lexemes[next].start))]
      return lexemes[next].literal != .symbol && !between.contains(0x0A) || between.contains(0x5C)
    }
    return true
  }

  private func skipComments(_ index: Int) -> Int {
    var index = index
    while index < lexemes.count, lexemes[index].kind == .comment { index += 1 }
    return index
  }

  private func byte(_ index: Int) -> UInt8 { source[Int(lexemes[index].start)] }

  private func isSign(_ index: Int, _ byte: UInt8) -> Bool {
    lexemes[index].kind == .sign && lexemes[index].end - lexemes[index].start == 1
      && source[Int(lexemes[index].start)] == byte
  }

  private func isJoin(_ index: Int) -> Bool {
    language.concatenation != 0 && isSign(index, language.concatenation)
  }

  /// Adds the operands that stand before a literal: `PREFIX . "sessions"`.
  private func appendOperandsBefore(_ index: Int, to view: inout ViewText) -> Int {
    var start = index
    var operands: [Range<Int>] = []
    while start > floor, operands.count < 16 {
      if language == .shell {
        let word = start - 1
        guard lexemes[word].kind == .word, lexemes[word].end == lexemes[start].start,
          byte(word) == 0x24
        else { break }
        operands.append(word..<start)
        start = word
        continue
      }
      guard start - 1 >= floor, isJoin(start - 1), start - 2 >= floor else { break }
      let operandStart = startOfOperand(start - 2)
      guard operandStart < start - 1, operandStart >= floor else { break }
      operands.append(operandStart..<(start - 1))
      start = operandStart
    }
    for operand in operands.reversed() { appendHole(operand, to: &view) }
    return start
  }

  private func appendHole(_ range: Range<Int>, to view: inout ViewText) {
    let bytes = Int(lexemes[range.lowerBound].start)..<Int(lexemes[range.upperBound - 1].end)
    view.append(ViewText.Hole(lexemes: range, bytes: bytes, isInLiteral: false))
  }

  /// Adds a literal and returns the index after its end.
  private mutating func appendLiteral(_ index: Int, to view: inout ViewText) -> Int {
    isOwned[index] = true
    view.literals.append(index)
    let kind = lexemes[index].literal
    var next = index + 1
    while next < lexemes.count, lexemes[next].kind != .stringEnd {
      let lexeme = lexemes[next]
      if lexeme.kind == .text {
        view.append(lexeme.range, of: source, as: kind)
        next += 1
      } else if lexeme.kind == .holeStart {
        let end =
          structure.partner[next] > Int32(next) ? Int(structure.partner[next]) : lexemes.count - 1
        let bytes = Int(lexeme.start)..<max(Int(lexeme.start), Int(lexemes[end].end))
        view.append(
          ViewText.Hole(lexemes: (next + 1)..<max(next + 1, end), bytes: bytes, isInLiteral: true))
        next = end + 1
      } else {
        next += 1
      }
    }
    return min(next + 1, lexemes.count)
  }

  /// The index after a primary expression: `$this->db->name($x)[0]`, `PREFIX`, `(…)`.
  func endOfOperand(_ start: Int) -> Int {
    var index = start
    var isExpectingName = true
    while index < lexemes.count {
      let lexeme = lexemes[index]
      switch lexeme.kind {
      case .word, .number:
        guard isExpectingName else { return index }
        // `new Foo`, `await f()`.
        isExpectingName = isPrefixWord(lexeme)
      case .sign:
        let first = source[Int(lexeme.start)]
        if lexeme.end - lexeme.start == 1, first == 0x28 || first == 0x5B {
          if first == 0x5B, isExpectingName, index == start { return start }
          let partner = structure.partner[index]
          guard partner > Int32(index) else { return index }
          index = Int(partner)
          isExpectingName = false
        } else if isMemberSign(lexeme) {
          isExpectingName = true
        } else if index == start, first == 0x24 || first == 0x5C || first == 0x40 || first == 0x26 {
          break
        } else {
          return index
        }
      case .string:
        return index
      case .text, .holeStart, .holeEnd, .stringEnd, .comment, .markup: return index
      }
      index += 1
    }
    return index
  }

  private func isPrefixWord(_ lexeme: Lexeme) -> Bool {
    lexeme.end - lexeme.start == 3 && source.has("new", at: Int(lexeme.start))
      || lexeme.end - lexeme.start == 5 && source.has("await", at: Int(lexeme.start))
  }

  /// `->`, `?->`, `::`, `.` where it does not join, `\` of a namespace.
  func isMemberSign(_ lexeme: Lexeme) -> Bool {
    let start = Int(lexeme.start)
    switch lexeme.end - lexeme.start {
    case 1:
      return source[start] == 0x5C
        || (source[start] == 0x2E && language.concatenation != 0x2E)
    case 2:
      return source.has("->", at: start) || source.has("::", at: start)
        || source.has("?.", at: start)
    case 3: return source.has("?->", at: start)
    default: return false
    }
  }

  /// The first lexeme of the primary expression that ends at an index.
  func startOfOperand(_ end: Int) -> Int {
    var index = end
    var isExpectingName = true
    while index >= floor, index >= 0 {
      let lexeme = lexemes[index]
      switch lexeme.kind {
      case .word, .number:
        guard isExpectingName else { return index + 1 }
        isExpectingName = false
      case .sign:
        let first = source[Int(lexeme.start)]
        if isExpectingName, lexeme.end - lexeme.start == 1, first == 0x29 || first == 0x5D {
          let partner = structure.partner[index]
          guard partner >= 0, Int(partner) >= floor else { return index + 1 }
          index = Int(partner)
          // `(a ? b : c)` alone, or the arguments of a call whose name comes next.
          if index > floor, lexemes[index - 1].kind != .word,
            !(lexemes[index - 1].kind == .sign
              && (byte(index - 1) == 0x29 || byte(index - 1) == 0x5D))
          {
            return index
          }
        } else if !isExpectingName, isMemberSign(lexeme) {
          isExpectingName = true
        } else {
          return index + 1
        }
      case .string, .text, .holeStart, .holeEnd, .stringEnd, .comment, .markup: return index + 1
      }
      index -= 1
    }
    return index + 1
  }
}
