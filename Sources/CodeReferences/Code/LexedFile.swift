/// A source file as lexemes, and which of them belong together: brackets, literals, functions.
struct LexedFile {
  let bytes: [UInt8]
  let language: Language
  /// Empty for SQL, which has a reader of its own.
  let lexemes: [Lexeme]
  private var partners: [Int32]
  private var openers: [Int32]
  private var functions: [Int32] = []
  /// For each function the index of its name's lexeme; -1 for number 0, the code outside of all.
  private(set) var functionNames: [Int] = [-1]

  init(_ bytes: [UInt8], _ language: Language) {
    self.bytes = bytes
    self.language = language
    lexemes = language == .sql ? [] : Lexer.lexemes(of: bytes, in: language)
    partners = [Int32](repeating: -1, count: lexemes.count)
    openers = [Int32](repeating: -1, count: lexemes.count)
    matchBrackets()
    var finder = FunctionFinder(self)
    finder.run()
    functions = finder.functions
    functionNames = finder.names
  }

  /// For a bracket, `string` or `holeStart` the index of its partner, and the other way; -1 for
  /// every other lexeme, and where the partner is missing.
  func partner(of index: Int) -> Int {
    index >= 0 && index < partners.count ? Int(partners[index]) : -1
  }

  /// The bracket, `string` or `holeStart` that a lexeme is directly in; -1 at the top.
  func opener(of index: Int) -> Int {
    index >= 0 && index < openers.count ? Int(openers[index]) : -1
  }

  /// The number of the function that a lexeme is in; 0 for none.
  func function(of index: Int) -> Int { Int(functions[index]) }

  private mutating func matchBrackets() {
    var open: [Int] = []
    for index in lexemes.indices {
      openers[index] = Int32(open.last ?? -1)
      switch lexemes[index].kind {
      case .string, .holeStart: open.append(index)
      case .stringEnd, .holeEnd:
        // A bracket that a hole leaves open ends with the hole.
        while let last = open.last, lexemes[last].kind == .sign { open.removeLast() }
        close(&open, at: index)
      case .sign where lexemes[index].range.count == 1:
        switch bytes[lexemes[index].start] {
        case 0x28, 0x5B, 0x7B: open.append(index)  // ( [ {
        case 0x7D:  // }
          while let last = open.last, lexemes[last].kind == .sign, !isByte(last, 0x7B) {
            open.removeLast()
          }
          if let last = open.last, lexemes[last].kind == .sign { close(&open, at: index) }
        case 0x29, 0x5D:  // ) ]
          if let last = open.last, lexemes[last].kind == .sign, !isByte(last, 0x7B) {
            close(&open, at: index)
          }
        default: break
        }
      case .sign, .word, .number, .text, .comment, .markup: break
      }
    }
  }

  private mutating func close(_ open: inout [Int], at index: Int) {
    guard let last = open.popLast() else { return }
    partners[last] = Int32(index)
    partners[index] = Int32(last)
    openers[index] = Int32(open.last ?? -1)
  }
}

/// What a lexeme is. All take any index; one outside of the file is nothing.
extension LexedFile {
  func isKind(_ index: Int, _ kind: Lexeme.Kind) -> Bool {
    index >= 0 && index < lexemes.count && lexemes[index].kind == kind
  }

  /// Whether a lexeme is a sign of one byte.
  func isByte(_ index: Int, _ byte: UInt8) -> Bool {
    isKind(index, .sign) && lexemes[index].range.count == 1 && bytes[lexemes[index].start] == byte
  }

  /// Whether a lexeme is a word, in any case.
  func isWord(_ index: Int, _ word: StaticString) -> Bool {
    isKind(index, .word) && lexemes[index].range.count == word.utf8CodeUnitCount
      && bytes.hasFolded(word, at: lexemes[index].start)
  }

  /// A word in lower case, without a sigil; empty for anything else.
  func word(_ index: Int) -> String {
    guard isKind(index, .word), lexemes[index].range.count <= 80 else { return "" }
    return String(decoding: name(index).lowercased, as: UTF8.self)
  }

  /// The bytes of a lexeme without a `$` before them.
  func name(_ index: Int) -> ArraySlice<UInt8> {
    let name = bytes[lexemes[index].range]
    return name.first == 0x24 ? name.dropFirst() : name
  }

  func sign(_ index: Int) -> String {
    guard isKind(index, .sign), lexemes[index].range.count <= 3 else { return "" }
    return String(decoding: bytes[lexemes[index].range], as: UTF8.self)
  }

  /// Whether what follows is a member: `->`, `?->`, `::`, `.` where it does not join strings, `\` of
  /// a namespace.
  func isMember(_ index: Int) -> Bool {
    guard isKind(index, .sign) else { return false }
    let start = lexemes[index].start
    switch lexemes[index].range.count {
    case 1:
      return bytes[start] == 0x5C || bytes[start] == 0x2E && language.concatenation != 0x2E
    case 2:
      return bytes.has("->", at: start) || bytes.has("::", at: start)
        || bytes.has("?.", at: start) || bytes.has("&.", at: start)
    case 3: return bytes.has("?->", at: start)
    default: return false
    }
  }

  /// The text of a plain literal; nil for anything else.
  func literalText(_ index: Int) -> ArraySlice<UInt8>? {
    guard isKind(index, .string), isKind(index + 1, .text), isKind(index + 2, .stringEnd) else {
      return nil
    }
    return bytes[lexemes[index + 1].range]
  }

  /// The bytes of a literal with its delimiters, up to the end of the file where it is not closed.
  ///
  /// The body of a heredoc is apart from its opening.
  func literalRange(_ index: Int) -> Range<Int> {
    let end = partner(of: index)
    let start = lexemes[index].start
    return start..<max(start, end >= 0 ? lexemes[end].end : bytes.count)
  }

  /// The lexeme before an index that is not a comment.
  func before(_ index: Int) -> Int {
    var index = index - 1
    while isKind(index, .comment) { index -= 1 }
    return index
  }

  /// The first lexeme from an index on that is not a comment.
  func skipComments(_ index: Int) -> Int {
    var index = index
    while isKind(index, .comment) { index += 1 }
    return index
  }

  /// The index after `$a->b->c` and its like, whose first word is at an index.
  func endOfMembers(_ index: Int) -> Int {
    var end = index + 1
    while isMember(end), isKind(end + 1, .word) { end += 2 }
    return end
  }
}
