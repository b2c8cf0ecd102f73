/// A call around an expression.
struct Call {
  /// In lower case: `table`.
  var name: String
  /// In lower case, of `DB::table(…)` the `db`; empty without any.
  var receiver: String
  /// Counted from 0.
  var argument: Int
  /// The opening bracket; -1 for a call without brackets.
  var opener: Int
  /// Whether the expression is in an array that is the argument.
  var isInArray: Bool
  /// `@Table(…)`, `[Table(…)]`
  var isAnnotation: Bool
}

extension LexedFile {
  /// The call whose argument an expression is; nil when it is none.
  func call(around expression: Range<Int>) -> Call? {
    if let command = command(before: expression) { return command }
    var child = expression.lowerBound
    var isInArray = false
    for _ in 0..<4 {
      let opener = opener(of: child)
      guard isKind(opener, .sign) else { return nil }
      let isArray = !isByte(opener, 0x28) || isWord(opener - 1, "array")
      if !isArray, isKind(opener - 1, .word) || isByte(opener - 1, 0x3E) {
        return call(opener, child: child, isInArray: isInArray)
      }
      // A subscript is no argument.
      if isSubscript(opener) { return nil }
      if isArray { isInArray = true }
      child = opener
    }
    return nil
  }

  /// Whether a bracket is that of `$row[…]`.
  func isSubscript(_ opener: Int) -> Bool {
    let last = before(opener)
    guard isByte(opener, 0x5B) else { return false }
    return isByte(last, 0x29) || isByte(last, 0x5D)
      || isKind(last, .word) && !["array", "return", "in", "of", "as", "echo"].contains(word(last))
  }

  /// Ruby's call without brackets: `create_table :shop_logs do |t|`.
  private func command(before expression: Range<Int>) -> Call? {
    let name = expression.lowerBound - 1
    guard language == .ruby, isKind(name, .word),
      lexemes[name].end < lexemes[expression.lowerBound].start,
      !["return", "and", "or", "not", "if", "unless", "in", "when", "do", "then", "else"]
        .contains(word(name))
    else { return nil }
    return Call(
      name: word(name), receiver: isMember(name - 1) ? word(name - 2) : "", argument: 0,
      opener: -1, isInArray: false, isAnnotation: false)
  }

  private func call(_ opener: Int, child: Int, isInArray: Bool) -> Call? {
    var name = before(opener)
    // `table<T>(…)`
    if isByte(name, 0x3E) {
      var index = name
      while index > max(0, name - 12), !isByte(index, 0x3C) { index -= 1 }
      name = index - 1
    }
    // `for my $t (…)` is no call.
    guard isKind(name, .word), language != .perl || bytes[lexemes[name].start] != 0x24 else {
      return nil
    }
    var first = name
    while isMember(first - 1), first > 1 { first -= 2 }
    return Call(
      name: word(name), receiver: isMember(name - 1) ? receiver(endingAt: name - 2) : "",
      argument: argument(child, in: opener), opener: opener, isInArray: isInArray,
      isAnnotation: isByte(first - 1, 0x40) || isByte(first - 1, 0x5B))
  }

  /// The last word of what a method is called of: of `$this->db()->insert` the `db`. `array` for an
  /// array that is written out, `"` for a literal.
  func receiver(endingAt last: Int) -> String {
    if isKind(last, .stringEnd) { return "\"" }
    guard isByte(last, 0x29) || isByte(last, 0x5D), partner(of: last) >= 0 else {
      return word(last)
    }
    let object = partner(of: last) - 1
    if isByte(last, 0x5D), !isKind(object, .word) { return "array" }
    return isKind(object, .stringEnd) ? "\"" : word(object)
  }

  /// The number of the argument that a lexeme directly in a call's brackets belongs to, from 0.
  func argument(_ child: Int, in opener: Int) -> Int {
    var argument = 0
    var index = child - 1
    while index > opener {
      let partner = partner(of: index)
      if partner >= 0, partner < index { index = partner }
      if isByte(index, 0x2C) { argument += 1 }
      index -= 1
    }
    return argument
  }
}
