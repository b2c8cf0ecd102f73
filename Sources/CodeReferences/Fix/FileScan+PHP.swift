/// How a name in PHP becomes a call of the generated map's function.
extension FileScan {
  func phpEdit(_ site: RewriteSite, _ table: MovedTable) throws(FixObstacle) -> CodeFix.Edit {
    if isOperand(site.expression) { throw .operand }
    if isConstantExpression(site.expression.lowerBound) { throw .constant }
    let literals = [site.start.literal, site.end.literal].compactMap { $0 }
    for literal in literals {
      guard file.partner(of: literal) > literal else { throw .unclosed }
      switch file.lexemes[literal].literal {
      case .plainSingle, .interpolated, .heredoc, .nowdoc: break
      case .command: throw .command
      case .none, .escaped, .template, .raw, .doubled, .symbol, .sqlFile: throw .language
      }
    }
    // An escape must not be torn apart, nor a backslash get before a quote.
    if site.start.literal != nil,
      hasOddBackslashes(before: site.start.offset)
        || file.bytes.at(site.start.offset) == 0x5C && file.bytes.at(site.start.offset + 1) != 0x22
    {
      throw .escape
    }
    guard literals.contains(where: isHeredoc) else { return quotedEdit(site, call(table)) }
    guard literals.count == 2, literals[0] == literals[1] else { throw .heredoc }
    return try heredocEdit(site, literals[0], call(table))
  }

  func call(_ table: MovedTable) -> [UInt8] {
    let name = table.name.utf8.flatMap { $0 == 0x27 || $0 == 0x5C ? [0x5C, $0] : [$0] }
    let function = names.settings.helperFunctions.first ?? ""
    return Array(function.utf8) + Array("('".utf8) + name + Array("')".utf8)
  }

  func isHeredoc(_ literal: Int) -> Bool {
    file.lexemes[literal].literal == .heredoc || file.lexemes[literal].literal == .nowdoc
  }

  private func hasOddBackslashes(before offset: Int) -> Bool {
    var index = offset
    while index > 0, file.bytes[index - 1] == 0x5C { index -= 1 }
    return (offset - index) % 2 == 1
  }

  /// `"a shop_x b"` to `"a " . f('shop_x') . " b"`. Literals that would be empty are left out.
  private func quotedEdit(_ site: RewriteSite, _ call: [UInt8]) -> CodeFix.Edit {
    let join = Array(" . ".utf8)
    var start = site.start.offset
    var text: [UInt8] = []
    if let literal = site.start.literal {
      if start == file.lexemes[literal].end {
        start = file.lexemes[literal].start
      } else {
        text = [quote(of: literal)] + join
      }
    }
    text += call
    var end = site.end.offset
    if let literal = site.end.literal {
      let closing = file.lexemes[file.partner(of: literal)]
      if end == closing.start, site.alias.isEmpty {
        end = closing.end
      } else {
        text += join + [quote(of: literal)] + site.alias
      }
    }
    return CodeFix.Edit(range: start..<end, text: text)
  }

  private func quote(of literal: Int) -> UInt8 {
    file.bytes[file.lexemes[literal].end - 1]
  }

  /// Divides a heredoc in two, with the call between them: within one only variables can be called.
  private func heredocEdit(_ site: RewriteSite, _ literal: Int, _ call: [UInt8])
    throws(FixObstacle) -> CodeFix.Edit
  {
    let body = file.lexemes[literal].end
    let bodyEnd = file.lexemes[file.partner(of: literal)].start
    let opener = file.bytes[file.lexemes[literal].range]
    let newline: [UInt8] = opener.dropLast().last == 0x0D ? [0x0D, 0x0A] : [0x0A]
    var indentEnd = bodyEnd
    while file.bytes.at(indentEnd) == 0x20 || file.bytes.at(indentEnd) == 0x09 { indentEnd += 1 }
    var labelEnd = indentEnd
    while file.bytes.at(labelEnd).continuesName { labelEnd += 1 }
    let indent = file.bytes[bodyEnd..<indentEnd]
    let label = file.bytes[indentEnd..<labelEnd]
    guard !label.isEmpty, bodyEnd < file.bytes.count, !isInHole(literal) else {
      throw .heredoc
    }
    let join = Array(" . ".utf8)
    var start = site.start.offset
    var text: [UInt8] = []
    if start == body {
      start = file.lexemes[literal].start
    } else {
      // The label alone on its line: before PHP 7.3 nothing but `;` may follow it.
      text = newline + indent + label + newline + indent + join
    }
    text += call
    var end = site.end.offset
    let line = file.bytes.endOfLine(end)
    let rest = file.bytes[end..<(line > end && file.bytes[line - 1] == 0x0D ? line - 1 : line)]
    if rest.isEmpty, site.alias.isEmpty, line + 1 == bodyEnd {
      end = labelEnd
    } else {
      text += join + opener
      if !(rest.isEmpty && site.alias.isEmpty) { text += indent + site.alias }
      // What follows must not be taken for the end.
      let first = (site.alias + rest).drop { $0 == 0x20 || $0 == 0x09 }
      if first.starts(with: label), !(first.dropFirst(label.count).first ?? 0).continuesName {
        throw .heredoc
      }
    }
    return CodeFix.Edit(range: start..<end, text: text)
  }

  private func isInHole(_ index: Int) -> Bool {
    var opener = file.opener(of: index)
    while opener >= 0 {
      if file.lexemes[opener].kind == .holeStart { return true }
      opener = file.opener(of: opener)
    }
    return false
  }

  /// Whether an operator beside a text would take a part of the concatenation that it becomes.
  func isOperand(_ expression: Range<Int>) -> Bool {
    switch file.sign(file.before(expression.lowerBound)) {
    case "!", "-", "+", "*", "/", "%", "~", "--", "++": return true
    default: break
    }
    switch file.sign(file.skipComments(expression.upperBound)) {
    case "[", "{", "(", "->", "?->", "::", "*", "/", "%", "+", "-": return true
    default: return false
    }
  }
}
