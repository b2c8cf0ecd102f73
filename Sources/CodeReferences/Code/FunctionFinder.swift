/// Finds which function each lexeme is in: by braces, or by indentation after `def`.
struct FunctionFinder {
  /// The number of the function of each lexeme; 0 for none.
  private(set) var functions: [Int32]
  /// For each function the index of its name's lexeme; -1 for number 0.
  private(set) var names = [-1]
  private let file: LexedFile
  private var current = 0
  /// Functions around the current lexeme, with the index of the closing brace, or the indentation.
  private var open: [(number: Int, end: Int)] = []
  /// The name of a function whose body has not started yet; -1 for none.
  private var pending = -1

  init(_ file: LexedFile) {
    self.file = file
    functions = [Int32](repeating: 0, count: file.lexemes.count)
  }

  mutating func run() {
    let isIndented = file.language.isIndented
    for (index, lexeme) in file.lexemes.enumerated() {
      if lexeme.kind == .word {
        if isIndented { takeIndentedWord(index) } else { takeWord(index) }
      } else if lexeme.kind == .sign, lexeme.range.count == 1, !isIndented {
        takeSign(index)
      }
      functions[index] = Int32(current)
    }
  }

  private mutating func start(_ name: Int, end: Int) {
    names.append(name)
    current = names.count - 1
    open.append((current, end))
  }

  private mutating func endLast() {
    open.removeLast()
    current = open.last?.number ?? 0
  }

  private mutating func takeIndentedWord(_ index: Int) {
    guard !open.isEmpty || file.isWord(index, "def") else { return }
    let indent = indentation(of: file.lexemes[index].start)
    if let indent { while let last = open.last, indent <= last.end { endLast() } }
    if file.isWord(index, "def"), index + 1 < file.lexemes.count {
      start(index + 1, end: indent ?? .max)
    }
  }

  /// The number of blanks before an offset on its line; nil where something else is there.
  private func indentation(of offset: Int) -> Int? {
    var start = offset
    while start > 0, file.bytes[start - 1] == 0x20 || file.bytes[start - 1] == 0x09 { start -= 1 }
    return start == 0 || file.bytes[start - 1] == 0x0A ? offset - start : nil
  }

  private mutating func takeWord(_ index: Int) {
    let length = file.lexemes[index].range.count
    let isKeyword =
      length == 8 && file.isWord(index, "function") || length == 4 && file.isWord(index, "func")
      || length == 3 && (file.isWord(index, "fun") || file.isWord(index, "sub"))
    if isKeyword {
      pending = name(after: index)
    } else if isMethod(index) {
      pending = index
    }
  }

  /// `function name`, `function &name`, `fun name`, `func (r R) name`, `sub name`
  private func name(after index: Int) -> Int {
    var next = index + 1
    if file.language == .go, file.isByte(next, 0x28) { next = file.partner(of: next) + 1 }
    if file.isByte(next, 0x26) { next += 1 }
    return file.isKind(next, .word) ? next : -1
  }

  /// Whether a word is the name of a method of a class: a type or a modifier or a line end is before
  /// it, a bracket after it, and a brace comes before the next semicolon.
  private func isMethod(_ index: Int) -> Bool {
    let language = file.language
    guard language == .java || language == .csharp || language == .javascript,
      file.isByte(index + 1, 0x28), index > 0, !Self.controlWords.contains(file.word(index))
    else { return false }
    let before = file.lexemes[index - 1]
    switch before.kind {
    case .word: return !Self.wordsBeforeCalls.contains(file.word(index - 1))
    case .sign:
      let byte = file.bytes[before.end - 1]
      return byte == 0x7B || byte == 0x7D
        || (byte == 0x3E || byte == 0x5D) && language != .javascript
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

  private mutating func takeSign(_ index: Int) {
    switch file.bytes[file.lexemes[index].start] {
    case 0x7B:  // {
      let opener = file.opener(of: index)
      guard pending >= 0, opener < 0 || file.isByte(opener, 0x7B) else { return }
      let end = file.partner(of: index)
      start(pending, end: end > index ? end : .max)
      pending = -1
    case 0x7D:  // }
      if open.last?.end == index { endLast() }
    case 0x3B: pending = -1  // ;
    default: break
    }
  }
}
