/// How a name in PHP becomes a call of the generated map's function.
extension FileScan {
  func phpEdit(_ site: SQLSite, _ table: MovedTable) -> Result<CodeFix.Edit, FixRefusal> {
    if isOperand(site.chain) { return .failure(FixRefusal(.operand)) }
    if isConstantExpression(site.chain.lowerBound) { return .failure(FixRefusal(.constant)) }
    let literals = [site.start.literal, site.end.literal].compactMap { $0 }
    for literal in literals {
      guard structure.partner[literal] > Int32(literal) else {
        return .failure(FixRefusal(.unclosed))
      }
      switch lexemes[literal].literal {
      case .plainSingle, .interpolated, .heredoc, .nowdoc: break
      case .command: return .failure(FixRefusal(.command))
      case .none, .escaped, .bodyHeredoc, .bodyNowdoc, .template, .raw, .rawInterpolated, .doubled,
        .doubledInterpolated, .symbol, .sqlFile:
        return .failure(FixRefusal(.language))
      }
    }
    // An escape must not be torn apart, nor a backslash come to stand before a quote.
    if site.start.literal != nil,
      hasOddBackslashes(before: site.start.offset)
        || source.at(site.start.offset) == 0x5C && source.at(site.start.offset + 1) != 0x22
    {
      return .failure(FixRefusal(.escape))
    }
    let isDivided = literals.contains { isHeredoc($0) }
    if isDivided {
      guard literals.count == 2, literals[0] == literals[1] else {
        return .failure(FixRefusal(.heredoc))
      }
      return heredocEdit(site, literals[0], call(table))
    }
    return .success(quotedEdit(site, call(table)))
  }

  func call(_ table: MovedTable) -> [UInt8] {
    let name = table.name.utf8.flatMap { $0 == 0x27 || $0 == 0x5C ? [0x5C, $0] : [$0] }
    let function = names.settings.helperFunctions.first ?? ""
    return Array(function.utf8) + Array("('".utf8) + name + Array("')".utf8)
  }

  func isHeredoc(_ literal: Int) -> Bool {
    switch lexemes[literal].literal {
    case .heredoc, .nowdoc: true
    case .none, .plainSingle, .escaped, .interpolated, .bodyHeredoc, .bodyNowdoc, .template, .raw,
      .rawInterpolated, .doubled, .doubledInterpolated, .symbol, .command, .sqlFile:
      false
    }
  }

  private func hasOddBackslashes(before offset: Int) -> Bool {
    var index = offset
    while index > 0, source[index - 1] == 0x5C { index -= 1 }
    return (offset - index) % 2 == 1
  }

  /// `"a shop_x b"` to `"a " . f('shop_x') . " b"`. Literals that would be empty are left out.
  private func quotedEdit(_ site: SQLSite, _ call: [UInt8]) -> CodeFix.Edit {
    let join = Array(" . ".utf8)
    var start = site.start.offset
    var text: [UInt8] = []
    if let literal = site.start.literal {
      if start == Int(lexemes[literal].end) {
        start = Int(lexemes[literal].start)
      } else {
        text = [quote(of: literal)] + join
      }
    }
    text += call
    var end = site.end.offset
    if let literal = site.end.literal {
      let closing = lexemes[Int(structure.partner[literal])]
      if end == Int(closing.start), site.alias.isEmpty {
        end = Int(closing.end)
      } else {
        text += join + [quote(of: literal)] + site.alias
      }
    }
    return CodeFix.Edit(range: start..<end, text: text)
  }

  private func quote(of literal: Int) -> UInt8 {
    source[Int(lexemes[literal].end) - 1]
  }

  /// Divides a heredoc in two, with the call between them: within one only variables can be called.
  private func heredocEdit(_ site: SQLSite, _ literal: Int, _ call: [UInt8])
    -> Result<CodeFix.Edit, FixRefusal>
  {
    let body = Int(lexemes[literal].end)
    let bodyEnd = Int(lexemes[Int(structure.partner[literal])].start)
    let opener = source[lexemes[literal].range]
    let newline: [UInt8] = opener.dropLast().last == 0x0D ? [0x0D, 0x0A] : [0x0A]
    var indentEnd = bodyEnd
    while source.at(indentEnd) == 0x20 || source.at(indentEnd) == 0x09 { indentEnd += 1 }
    var labelEnd = indentEnd
    while source.at(labelEnd).continuesName { labelEnd += 1 }
    let indent = source[bodyEnd..<indentEnd]
    let label = source[indentEnd..<labelEnd]
    guard !label.isEmpty, bodyEnd < source.count, !isInHole(literal) else {
      return .failure(FixRefusal(.heredoc))
    }
    let join = Array(" . ".utf8)
    var start = site.start.offset
    var text: [UInt8] = []
    if start == body {
      start = Int(lexemes[literal].start)
    } else {
      // The label alone on its line: before PHP 7.3 nothing but `;` may follow it.
      text = newline + indent + label + newline + indent + join
    }
    text += call
    var end = site.end.offset
    let line = source.endOfLine(end)
    let rest = source[end..<(line > end && source[line - 1] == 0x0D ? line - 1 : line)]
    if rest.isEmpty, site.alias.isEmpty, line + 1 == bodyEnd {
      end = labelEnd
    } else {
      text += join + opener
      if !(rest.isEmpty && site.alias.isEmpty) { text += indent + site.alias }
      // What follows must not be taken for the end.
      let first = (site.alias + rest).drop { $0 == 0x20 || $0 == 0x09 }
      if first.starts(with: label), !(first.dropFirst(label.count).first ?? 0).continuesName {
        return .failure(FixRefusal(.heredoc))
      }
    }
    return .success(CodeFix.Edit(range: start..<end, text: text))
  }

  private func isInHole(_ index: Int) -> Bool {
    var opener = Int(structure.opener[index])
    while opener >= 0 {
      if lexemes[opener].kind == .holeStart { return true }
      opener = Int(structure.opener[opener])
    }
    return false
  }

  /// Whether an operator beside a text would take a part of the concatenation that it becomes.
  func isOperand(_ chain: Range<Int>) -> Bool {
    switch sign(before(chain.lowerBound)) {
    case "!", "-", "+", "*", "/", "%", "~", "--", "++": return true
    default: break
    }
    var next = chain.upperBound
    while next < lexemes.count, lexemes[next].kind == .comment { next += 1 }
    switch sign(next) {
    case "[", "{", "(", "->", "?->", "::", "*", "/", "%", "+", "-": return true
    default: return false
    }
  }
}
