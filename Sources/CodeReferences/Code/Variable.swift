/// A variable, property or constant as code names it.
struct Variable: Hashable {
  var name: [UInt8]
  /// The number of the function that it belongs to; -1 for a property or a constant, which any
  /// function sees.
  var function: Int

  init(name: some Sequence<UInt8>, function: Int) {
    self.name = Array(name)
    self.function = function
  }

  /// The variable at the start of an expression: `$t`, `$this->tables['x']`, `self::TABLE`.
  init?(_ range: Range<Int>, _ file: borrowing LexedFile) {
    var last: Int?
    var count = 0
    loop: for index in range {
      switch file.lexemes[index].kind {
      case .word:
        last = index
        count += 1
      case .sign:
        // The sigils of Perl come first; after a name only a member goes on.
        if last != nil
          ? !file.isMember(index) : file.isByte(index, 0x28) || file.isByte(index, 0x5B)
        {
          break loop
        }
      case .number, .string, .text, .holeStart, .holeEnd, .stringEnd, .comment, .markup: break loop
      }
    }
    guard let last else { return nil }
    let bytes = file.name(last)
    let isConstant = bytes.allSatisfy { !($0 &- 0x61 < 26) }
    self.init(name: bytes, function: count > 1 || isConstant ? -1 : file.function(of: last))
  }

  /// The variable that a single word is.
  init?(_ index: Int, _ file: borrowing LexedFile) {
    guard index >= 0, index < file.lexemes.count else { return nil }
    self.init(index..<(index + 1), file)
  }

  var asProperty: Variable { Variable(name: name, function: -1) }
  /// Itself, and what the same name may mean elsewhere in the file.
  var spellings: [Variable] { [self, asProperty, Variable(name: name, function: 0)] }
}

extension LexedFile {
  /// The variable that the `=` at an index assigns to.
  func assigned(by index: Int) -> Variable? {
    var last = before(index)
    // `$tables[] =`, `$tables['a'] =`
    while isByte(last, 0x5D), partner(of: last) >= 0 { last = before(partner(of: last)) }
    guard isKind(last, .word) else { return nil }
    // `let t: String =`
    let colon = before(last)
    if isByte(colon, 0x3A), language != .php,
      !bytes[lexemes[colon].end..<lexemes[last].start].contains(0x0A),
      isKind(before(colon), .word)
    {
      last = before(colon)
    }
    let variable = Variable(last, self)
    return isMember(last - 1) || isDeclaredMember(last) ? variable?.asProperty : variable
  }

  /// Whether a word is declared as a constant or a member: `protected $table`, `const TABLE`.
  private func isDeclaredMember(_ index: Int) -> Bool {
    let modifiers = [
      "protected", "private", "public", "static", "const", "final", "readonly", "define",
    ]
    let words = (1...3).map { word(index - $0) }.prefix { !$0.isEmpty }
    return words.contains { modifiers.contains($0) || $0 == "var" && language.isPHP }
  }

  /// Whether the `=` at an index gives an argument by its name: `f(name = 'a')`.
  func isNamedArgument(_ index: Int) -> Bool {
    isByte(opener(of: index), 0x28) && [.python, .java, .kotlin, .csharp].contains(language)
  }

  /// Whether an expression ends before an index: at a bracket, a separator, or a new line.
  func endsExpression(_ index: Int) -> Bool {
    guard index < lexemes.count else { return true }
    switch sign(index) {
    case ";", ",", ")", "]", "}", "?>", "%}", "}}": return true
    case ".", "+": return false
    default:
      let last = lexemes[index - 1].end
      return bytes[last..<max(last, lexemes[index].start)].contains(0x0A)
    }
  }

  /// The names of a function's parameters, without sigils.
  func parameters(after name: Int) -> [ArraySlice<UInt8>] {
    guard isByte(name + 1, 0x28), partner(of: name + 1) > 0 else { return [] }
    return (name + 2..<partner(of: name + 1)).prefix(64)
      .filter { lexemes[$0].kind == .word }.map { self.name($0) }
  }
}
