/// A loop over an array: `foreach (A as K => V)`, `for V in A`, `A.each do |V|`.
struct Loop {
  /// The array's expression.
  var array: Range<Int>
  var value: Variable
  /// Nil where the loop does not see the keys. Many languages loop over the keys of a dictionary as
  /// over the elements of a list.
  var key: Variable?
  /// The opening bracket of an array that is written out; nil for any other expression.
  private(set) var literal: Int?

  /// The loop that a word belongs to, as the `in` of `for a in b`; nil for any other word.
  ///
  /// - Parameter file: borrowed, as it is asked for each word.
  init?(at index: Int, in file: borrowing LexedFile) {
    guard file.lexemes[index].range.count <= 7 else { return nil }
    if file.isWord(index, "as") {
      self.init(foreach: index, file)
    } else if file.isWord(index, "in") || file.isWord(index, "of") {
      self.init(Variable(index - 1, file), in: index + 1, file)
    } else if file.language == .perl, file.isWord(index, "for") || file.isWord(index, "foreach") {
      // `for my $v (@a)`
      let name =
        file.isWord(index + 1, "my") || file.isWord(index + 1, "our") ? index + 2 : index + 1
      guard file.isByte(name + 1, 0x28) else { return nil }
      self.init(Variable(name, file), in: name + 2, file)
      literal = name + 1
    } else if file.language == .go, file.isWord(index, "range") {
      // `for k, v := range a`
      guard file.sign(index - 1) == ":=" else { return nil }
      self.init(Variable(index - 2, file), in: index + 1, file)
      key = file.isByte(index - 3, 0x2C) ? Variable(index - 4, file) : nil
    } else if file.isMember(index - 1),
      file.isWord(index, "each") || file.isWord(index, "foreach") || file.isWord(index, "map")
    {
      self.init(each: index, file)
    } else {
      return nil
    }
  }

  private init?(_ value: Variable?, in start: Int, _ file: borrowing LexedFile) {
    guard let value, start < file.lexemes.count else { return nil }
    self.value = value
    key = value
    array = start..<min(start + 12, file.lexemes.count)
    literal = file.arrayLiteral(at: start)
  }

  /// `foreach (A as K => V)`
  private init?(foreach index: Int, _ file: borrowing LexedFile) {
    let opener = file.opener(of: index)
    guard file.isByte(opener, 0x28), opener + 1 < index else { return nil }
    let end = min(file.partner(of: opener), index + 8)
    var variables: [Int] = []
    for place in index + 1..<max(index + 1, end) where file.isKind(place, .word) {
      variables.append(place)
    }
    guard let last = variables.last, let value = Variable(last, file) else { return nil }
    self.value = value
    key = variables.count > 1 ? Variable(variables[0], file) : nil
    array = (opener + 1)..<index
    literal = file.arrayLiteral(at: opener + 1)
  }

  /// `A.each do |V|`, `A.forEach(V => …)`
  private init?(each index: Int, _ file: borrowing LexedFile) {
    var word = index + 1
    while word < index + 8,
      !file.isKind(word, .word) || file.isWord(word, "do") || file.isWord(word, "function")
    {
      word += 1
    }
    guard file.isKind(word, .word), let value = Variable(word, file), index > 1 else { return nil }
    self.value = value
    let opener = file.partner(of: index - 2)
    array = (opener >= 0 ? min(opener, index - 2) : index - 2)..<(index - 1)
    literal = file.arrayLiteral(at: array.lowerBound)
  }
}

extension LexedFile {
  /// The bracket of an array that is written out from an index on: `[…]`, `array(…)`, `List.of(…)`,
  /// `[]string{…}`; nil for any other expression.
  func arrayLiteral(at start: Int) -> Int? {
    var index = start
    while index < start + 12 {
      if isByte(index, 0x5B), partner(of: index) == index + 1, language == .go {
        index += 1
      } else if [0x28, 0x5B, 0x7B].contains(where: { isByte(index, $0) }) {
        return index
      } else if !isPartOfListType(index) {
        return nil
      }
      index += 1
    }
    return nil
  }

  private func isPartOfListType(_ index: Int) -> Bool {
    if language == .go { return isKind(index, .word) || isKind(index, .sign) }
    return isMember(index) || isKind(index, .word) && isMember(index + 1)
      || Self.listWords.contains(word(index))
  }

  /// Functions and types that make a list of what is in their brackets.
  private static let listWords: Set<String> = [
    "array", "list", "listof", "arrayof", "tuple", "set", "setof", "aslist", "arraylistof",
    "mutablelistof", "of",
  ]
}
