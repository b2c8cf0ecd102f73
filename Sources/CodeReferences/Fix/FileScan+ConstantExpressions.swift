extension FileScan {
  /// Whether a lexeme of PHP is where only constant expressions may be: in a constant, a default of
  /// a property or a parameter, a static variable, an attribute, a case of an enumeration.
  ///
  /// It goes back to the start of the statement, out of brackets, over what they contain.
  func isConstantExpression(_ start: Int) -> Bool {
    var index = file.before(start)
    while index >= 0 {
      let isConstant: Bool?
      switch file.lexemes[index].kind {
      case .markup, .holeStart: return false
      case .sign: isConstant = self.isConstant(sign: index)
      case .word: isConstant = self.isConstant(word: index)
      case .number, .text, .string, .stringEnd, .holeEnd, .comment: isConstant = nil
      }
      if let isConstant { return isConstant }
      let partner = file.partner(of: index)
      index = file.before(partner >= 0 ? min(partner, index) : index)
    }
    return false
  }

  /// Whether what comes after a sign is constant; nil when that depends on what is before it.
  private func isConstant(sign index: Int) -> Bool? {
    switch file.sign(index) {
    case ";", "{", "}", "?>": return false
    case "[": return file.isByte(file.before(index), 0x23) ? true : nil  // #[
    case "(":
      // The parameters of `function name(`, `function &name(`, `function(`, `fn(`.
      var name = file.before(index)
      for _ in 0..<3 {
        if file.isMember(file.before(name)) { return nil }
        if file.isWord(name, "function") || file.isWord(name, "fn") { return true }
        name = file.before(name)
        if file.isByte(name, 0x26) { name = file.before(name) }
        if !file.isWord(name, "function") { return nil }
      }
      return nil
    default: return nil
    }
  }

  private func isConstant(word index: Int) -> Bool? {
    // `$const`, `$x->static`, `Foo::case`
    if isVariable(index) || file.isMember(file.before(index)) { return nil }
    switch file.word(index) {
    case "const", "public", "protected", "private", "var", "readonly": return true
    case "static":
      // `static::f(…)`, `new static(…)`
      return file.sign(index + 1) == "::" || file.isWord(file.before(index), "new") ? nil : true
    case "case":
      // `case Name = 'text'`, or `case 'text':` of a switch.
      let isNamed =
        file.isKind(index + 1, .word) && !isVariable(index + 1) && file.sign(index + 2) == "="
      return isNamed ? true : nil
    case "fn", "function", "return", "echo", "print": return false
    default: return nil
    }
  }

  /// Whether a word of PHP is `$name`.
  func isVariable(_ index: Int) -> Bool {
    file.isKind(index, .word) && file.bytes[file.lexemes[index].start] == 0x24
  }
}
