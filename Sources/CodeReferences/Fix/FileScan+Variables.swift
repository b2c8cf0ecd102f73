/// A table's name that is all of a text, and flows into a variable; or a use of that variable.
struct WholeName {
  /// The text's literals and expressions; nil for a use of the variable.
  var chain: Range<Int>?
  var form: NameResolution.Form
  var variable: Variable
}

extension FileScan {
  /// Notes a variable that is alone where a table's name belongs in SQL.
  mutating func notePlainUse(_ hole: ViewText.Hole, _ use: TableUse) {
    let words = hole.lexemes.filter { lexemes[$0].kind == .word }
    guard words.count == 1, hole.lexemes.count == 1, !use.isDeletedByName else { return }
    switch use.clause {
    case .rename, .trigger, .copy: return
    case .from, .join, .into, .update, .using, .truncate, .alter, .drop, .lock, .describe,
      .references, .like, .index, .maintain, .create, .createIfNotExists:
      plainUses.insert(Int(lexemes[words[0]].start))
    }
  }

  /// Puts the map's answer where the name is, if the variable is nothing but a table's name in SQL.
  /// An empty edit is that of a use, which changes with what flows into it.
  func edit(of name: WholeName, _ table: MovedTable) -> Result<CodeFix.Edit, FixRefusal> {
    switch name.form {
    case .full: break
    case .prefixed, .marked: if names.prefix.isEmpty { return .failure(FixRefusal(.prefixUnknown)) }
    case .unprefixed: return .failure(FixRefusal(.prefixElsewhere))
    }
    // Its columns may be named with the old name anywhere.
    if table.name != table.targetName { return .failure(FixRefusal(.renamedColumn)) }
    guard isPlainEverywhere(name.variable) else { return .failure(FixRefusal(.variable)) }
    guard let chain = name.chain else {
      // Where nothing is put into it, as for a constant default, the use stays as it is.
      let isFed = wholeNames.values.contains {
        $0.variable == name.variable
          && $0.chain.map { !isConstantExpression($0.lowerBound) } ?? false
      }
      return isFed
        ? .success(CodeFix.Edit(range: 0..<0, text: [])) : .failure(FixRefusal(.variable))
    }
    if isConstantExpression(chain.lowerBound) { return .failure(FixRefusal(.constant)) }
    if isOperand(chain) { return .failure(FixRefusal(.operand)) }
    for index in chain where lexemes[index].kind == .string && isHeredoc(index) {
      return .failure(FixRefusal(.heredoc))
    }
    guard let last = chain.last, lexemes[last].kind == .stringEnd,
      structure.partner[last] >= 0
    else { return .failure(FixRefusal(.unclosed)) }
    return .success(
      CodeFix.Edit(
        range: Int(lexemes[chain.lowerBound].start)..<Int(lexemes[last].end), text: call(table)))
  }

  /// Whether a variable of a function, or of the file, is only assigned, looped over, and put into
  /// SQL as a table's name without quotes.
  private func isPlainEverywhere(_ variable: Variable, depth: Int = 0) -> Bool {
    guard variable.scope >= 0, depth < 4 else { return false }
    for index in lexemes.indices where lexemes[index].kind == .word {
      let range = lexemes[index].range
      if source[range.lowerBound] != 0x24 {
        // They see variables by their names.
        if isWord(index, "compact") || isWord(index, "extract") || isWord(index, "get_defined_vars")
        {
          return false
        }
        continue
      }
      guard source[(range.lowerBound + 1)..<range.upperBound].elementsEqual(variable.name) else {
        continue
      }
      if isWord(before(index), "global") { return false }
      if structure.scope[index] == variable.scope, !isPlain(index, depth) { return false }
    }
    // Other files see the variables of this one.
    return variable.scope > 0 || !hasLaterInclude(than: variable)
  }

  /// Whether the file includes another after the variable was first set.
  private func hasLaterInclude(than variable: Variable) -> Bool {
    var isSet = false
    for index in lexemes.indices where lexemes[index].kind == .word {
      let range = lexemes[index].range
      if source[range.lowerBound] == 0x24 {
        isSet =
          isSet
          || source[(range.lowerBound + 1)..<range.upperBound].elementsEqual(variable.name)
      } else if isSet {
        switch word(index) {
        case "include", "require", "include_once", "require_once": return true
        default: break
        }
      }
    }
    return false
  }

  /// Whether a variable at an index is set, looped over, or a table's name in SQL.
  private func isPlain(_ index: Int, _ depth: Int) -> Bool {
    if plainUses.contains(Int(lexemes[index].start)) { return true }
    if isByte(index + 1, 0x3D) { return true }
    // `foreach ($tables as $table)`
    if isWord(index + 1, "as"), isByte(before(index), 0x28),
      isWord(before(before(index)), "foreach")
    {
      let opener = before(index)
      let end = Int(structure.partner[opener])
      guard end > index, lexemes[end - 1].kind == .word,
        let value = Variable((end - 1)..<end, self)
      else { return false }
      return isPlainEverywhere(value, depth: depth + 1)
    }
    // `… as $table)`, `… as $key => $table)`
    let opener = Int(structure.opener[index])
    return isByte(opener, 0x28) && isWord(before(opener), "foreach")
      && (isWord(before(index), "as") || sign(before(index)) == "=>")
      && Int(structure.partner[opener]) == index + 1
  }
}
