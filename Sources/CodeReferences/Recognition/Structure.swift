/// Which lexemes belong together: brackets, literals, functions.
struct Structure {
  /// For a bracket, `string` or `holeStart` the index of its partner, and the other way; -1 for
  /// every other lexeme and where the partner is missing.
  var partner: [Int32]
  /// For each lexeme the bracket it stands directly in; -1 at the top.
  var opener: [Int32]
  /// For each lexeme the function it stands in; 0 for none.
  var scope: [Int32]
  /// For each function the index of its name's lexeme; -1 for scope 0.
  var scopeNames: [Int32] = [-1]

  init(_ lexemes: [Lexeme], _ source: [UInt8], _ language: Language) {
    partner = [Int32](repeating: -1, count: lexemes.count)
    opener = [Int32](repeating: -1, count: lexemes.count)
    scope = [Int32](repeating: 0, count: lexemes.count)
    var builder = ScopeBuilder(language: language)
    var open: [Int32] = []
    for index in lexemes.indices {
      let lexeme = lexemes[index]
      opener[index] = open.last ?? -1
      switch lexeme.kind {
      case .string, .holeStart: open.append(Int32(index))
      case .stringEnd, .holeEnd:
        // A bracket that a hole leaves open ends with the hole.
        while let last = open.last, lexemes[Int(last)].kind == .sign { open.removeLast() }
        close(&open, at: index)
      case .sign where lexeme.end - lexeme.start == 1:
        switch source[Int(lexeme.start)] {
        case 0x28, 0x5B, 0x7B: open.append(Int32(index))
        case 0x7D:
          while let last = open.last, lexemes[Int(last)].kind == .sign,
            source[Int(lexemes[Int(last)].start)] != 0x7B
          {
            open.removeLast()
          }
          if let last = open.last, lexemes[Int(last)].kind == .sign { close(&open, at: index) }
        case 0x29, 0x5D:
          if let last = open.last, lexemes[Int(last)].kind == .sign,
            source[Int(lexemes[Int(last)].start)] != 0x7B
          {
            close(&open, at: index)
          }
        default: break
        }
      case .sign: break
      case .word, .number, .text, .comment, .markup: break
      }
      builder.take(index, lexemes, source, &self)
      scope[index] = builder.current
    }
  }

  private mutating func close(_ open: inout [Int32], at index: Int) {
    guard let last = open.popLast() else { return }
    partner[Int(last)] = Int32(index)
    partner[index] = last
    opener[index] = open.last ?? -1
  }

}

/// Follows which function each lexeme stands in: by braces, or by indentation after `def`.
private struct ScopeBuilder {
  let language: Language
  var current: Int32 = 0
  private var open: [(scope: Int32, depth: Int, indent: Int)] = []
  private var depth = 0
  /// The name of a function whose body has not started yet; -1 for none.
  private var pending: Int32 = -1
  private var lastStart = 0

  init(language: Language) { self.language = language }

  mutating func take(
    _ index: Int, _ lexemes: [Lexeme], _ source: [UInt8], _ structure: inout Structure
  ) {
    let lexeme = lexemes[index]
    switch lexeme.kind {
    case .word: takeWord(index, lexemes, source, &structure)
    case .sign: takeSign(index, lexemes, source, &structure)
    case .number, .string, .text, .holeStart, .holeEnd, .stringEnd, .comment, .markup: break
    }
  }

  private mutating func takeWord(
    _ index: Int, _ lexemes: [Lexeme], _ source: [UInt8], _ structure: inout Structure
  ) {
    let range = lexemes[index].range
    if language.isIndented {
      if let last = open.last, isFirstOnLine(range.lowerBound, source),
        indent(range.lowerBound, source) <= last.indent
      {
        while let last = open.last, indent(range.lowerBound, source) <= last.indent {
          open.removeLast()
        }
        current = open.last?.scope ?? 0
      }
      guard range.count == 3, source.has("def", at: range.lowerBound), index + 1 < lexemes.count
      else { return }
      structure.scopeNames.append(Int32(index + 1))
      current = Int32(structure.scopeNames.count - 1)
      open.append((current, 0, indent(range.lowerBound, source)))
      return
    }
    // `function name`, `fun name`, `func (r R) name`, `sub name`.
    let isKeyword: Bool =
      switch range.count {
      case 8: source.has("function", at: range.lowerBound)
      case 4: source.has("func", at: range.lowerBound)
      case 3:
        source.has("fun", at: range.lowerBound) || source.has("sub", at: range.lowerBound)
      default: false
      }
    if isKeyword {
      pending = name(after: index, lexemes, source)
    } else if isMethod(index, lexemes, source, structure) {
      pending = Int32(index)
    }
  }

  private func name(after index: Int, _ lexemes: [Lexeme], _ source: [UInt8]) -> Int32 {
    var next = index + 1
    guard next < lexemes.count else { return -1 }
    if language == .go, source[lexemes[next].range.lowerBound] == 0x28 {
      while next < min(lexemes.count, index + 12), source[lexemes[next].range.lowerBound] != 0x29 {
        next += 1
      }
      next += 1
    }
    if next < lexemes.count, lexemes[next].kind == .sign,
      source.at(Int(lexemes[next].start)) == 0x26
    {
      next += 1
    }
    return next < lexemes.count && lexemes[next].kind == .word ? Int32(next) : -1
  }

  /// Whether a word is the name of a method of a class: a type or a modifier or a line end stands
  /// before it, a bracket after it, and a brace comes before the next semicolon.
  private func isMethod(
    _ index: Int, _ lexemes: [Lexeme], _ source: [UInt8], _ structure: Structure
  ) -> Bool {
    switch language {
    case .java, .csharp, .javascript: break
    case .php, .blade, .twig, .python, .ruby, .kotlin, .go, .perl, .shell, .sql: return false
    }
    guard index + 1 < lexemes.count, lexemes[index + 1].kind == .sign,
      source[Int(lexemes[index + 1].start)] == 0x28, index > 0
    else { return false }
    let before = lexemes[index - 1]
    let word = String(decoding: source[lexemes[index].range], as: UTF8.self)
    if Self.controlWords.contains(word) { return false }
    switch before.kind {
    case .word:
      return !Self.wordsBeforeCalls.contains(
        String(decoding: source[before.range], as: UTF8.self))
    case .sign:
      let byte = source[Int(before.end) - 1]
      return byte == 0x7B || byte == 0x7D || (byte == 0x3E && language != .javascript)
        || (byte == 0x5D && language != .javascript)
    case .comment: return true
    case .number, .string, .text, .holeStart, .holeEnd, .stringEnd, .markup: return false
    }
  }

  private static let controlWords: Set<String> = [
    "if", "for", "foreach", "while", "switch", "catch", "synchronized", "using", "lock", "return",
    "super", "this", "function", "throw", "new", "await", "when",
  ]
  private static let wordsBeforeCalls: Set<String> = [
    "new", "return", "throw", "await", "yield", "else", "typeof", "case", "in", "of", "do",
  ]

  private mutating func takeSign(
    _ index: Int, _ lexemes: [Lexeme], _ source: [UInt8], _ structure: inout Structure
  ) {
    let lexeme = lexemes[index]
    guard lexeme.end - lexeme.start == 1, !language.isIndented else { return }
    switch source[Int(lexeme.start)] {
    case 0x7B:  // {
      depth += 1
      guard pending >= 0,
        structure.opener[index] < 0 || isBrace(structure.opener[index], lexemes, source)
      else { return }
      structure.scopeNames.append(pending)
      current = Int32(structure.scopeNames.count - 1)
      open.append((current, depth, 0))
      pending = -1
    case 0x7D:  // }
      if let last = open.last, last.depth == depth {
        open.removeLast()
        current = open.last?.scope ?? 0
      }
      depth = max(0, depth - 1)
    case 0x3B: pending = -1  // ;
    default: break
    }
  }

  private func isBrace(_ index: Int32, _ lexemes: [Lexeme], _ source: [UInt8]) -> Bool {
    source[Int(lexemes[Int(index)].start)] == 0x7B
  }

  private func isFirstOnLine(_ offset: Int, _ source: [UInt8]) -> Bool {
    var index = offset - 1
    while index >= 0, source[index] == 0x20 || source[index] == 0x09 { index -= 1 }
    return index < 0 || source[index] == 0x0A
  }

  private func indent(_ offset: Int, _ source: [UInt8]) -> Int {
    var index = offset - 1
    var count = 0
    while index >= 0, source[index] == 0x20 || source[index] == 0x09 {
      index -= 1
      count += 1
    }
    return index < 0 || source[index] == 0x0A ? count : count + 1_000_000
  }
}
