extension FileScan {
  /// Whether a lexeme of PHP stands where only constant expressions may: in a constant, a default
  /// of a property or a parameter, a static variable, an attribute, a case of an enumeration.
  ///
  /// It goes back to the start of the statement, out of brackets, over what they hold.
  func isConstantExpression(_ start: Int) -> Bool {
    var index = before(start)
    while index >= 0 {
      switch lexemes[index].kind {
      case .markup, .holeStart: return false
      case .stringEnd, .holeEnd:
        let partner = Int(structure.partner[index])
        if partner >= 0, partner < index { index = partner }
      case .sign:
        switch verdict(ofSign: index) {
        case .constant: return true
        case .runtime: return false
        case .open: break
        }
        let partner = Int(structure.partner[index])
        if partner >= 0, partner < index { index = partner }
      case .word:
        switch verdict(ofWord: index) {
        case .constant: return true
        case .runtime: return false
        case .open: break
        }
      case .number, .text, .string, .comment: break
      }
      index = before(index)
    }
    return false
  }

  private enum Verdict { case constant, runtime, open }

  private func verdict(ofSign index: Int) -> Verdict {
    switch sign(index) {
    case ";", "{", "}", "?>": return .runtime
    case "[": return isByte(before(index), 0x23) ? .constant : .open  // #[
    case "(":
      // The parameters of `function name(`, `function &name(`, `function(`, `fn(`.
      var name = before(index)
      for _ in 0..<3 {
        if isPlainWord(name, "function") || isPlainWord(name, "fn") { return .constant }
        name = before(name)
        if isByte(name, 0x26) { name = before(name) }
        if !isPlainWord(name, "function") { return .open }
      }
      return .open
    default: return .open
    }
  }

  private func verdict(ofWord index: Int) -> Verdict {
    let range = lexemes[index].range
    // `$const`, `$x->static`, `Foo::case`
    if source[range.lowerBound] == 0x24 || isMember(before(index)) { return .open }
    switch word(index) {
    case "const", "public", "protected", "private", "var", "readonly": return .constant
    case "static":
      // `static::f(…)`, `new static(…)`
      if sign(index + 1) == "::" || isPlainWord(before(index), "new") { return .open }
      return .constant
    case "case":
      // `case Name = 'text'`, or `case 'text':` of a switch.
      let isNamed =
        index + 2 < lexemes.count && lexemes[index + 1].kind == .word
        && source[Int(lexemes[index + 1].start)] != 0x24 && sign(index + 2) == "="
      return isNamed ? .constant : .open
    case "fn", "function", "return", "echo", "print": return .runtime
    default: return .open
    }
  }

  private func isPlainWord(_ index: Int, _ word: StaticString) -> Bool {
    isWord(index, word) && !isMember(before(index))
  }
}
