/// A table's name that is all of a string, and goes into a variable; or a use of that variable.
struct VariableName {
  /// The string's literals and expressions; nil for a use of the variable.
  var expression: Range<Int>?
  var form: ResolvedName.Form
  var variable: Variable
}

extension FileScan {
  /// Notes a variable that is alone where a table's name belongs in SQL.
  mutating func notePlainUse(_ hole: StringValue.Hole, _ use: TableUse) {
    guard hole.lexemes.count == 1, file.isKind(hole.lexemes.lowerBound, .word),
      !use.isDeletedByName, use.clause != .rename, use.clause != .trigger
    else { return }
    plainUses.insert(file.lexemes[hole.lexemes.lowerBound].start)
  }

  /// Puts the map's answer where the name is, if the variable is nothing but a table's name in SQL.
  /// An empty edit is that of a use, which changes with what goes into it.
  func edit(of name: VariableName, _ table: MovedTable) throws(FixObstacle) -> CodeFix.Edit {
    if let obstacle = obstacle(name.form) { throw obstacle }
    // Its columns may be named with the old name anywhere.
    if table.name != table.targetName { throw .renamedColumn }
    guard isPlainEverywhere(name.variable) else { throw .variable }
    guard let expression = name.expression else {
      // Where nothing is put into it, as for a constant default, the use stays as it is.
      let isFed = variableNames.values.contains {
        $0.variable == name.variable
          && $0.expression.map { !isConstantExpression($0.lowerBound) } ?? false
      }
      guard isFed else { throw .variable }
      return CodeFix.Edit(range: 0..<0, text: [])
    }
    if isConstantExpression(expression.lowerBound) { throw .constant }
    if isOperand(expression) { throw .operand }
    if expression.contains(where: isHeredoc) { throw .heredoc }
    guard let last = expression.last, file.isKind(last, .stringEnd), file.partner(of: last) >= 0
    else { throw .unclosed }
    return CodeFix.Edit(
      range: file.lexemes[expression.lowerBound].start..<file.lexemes[last].end, text: call(table))
  }

  /// Whether a variable of a function, or of the file, is only assigned, looped over, and put into
  /// SQL as a table's name without quotes.
  private func isPlainEverywhere(_ variable: Variable, depth: Int = 0) -> Bool {
    guard variable.function >= 0, depth < 4 else { return false }
    var isSet = false
    for index in file.lexemes.indices where file.lexemes[index].kind == .word {
      if isVariable(index), file.name(index).elementsEqual(variable.name) {
        isSet = true
        if file.isWord(file.before(index), "global") { return false }
        if file.function(of: index) == variable.function, !isPlain(index, depth) { return false }
      }
      if isVariable(index) { continue }
      switch file.word(index) {
      // They see variables by their names.
      case "compact", "extract", "get_defined_vars": return false
      // Other files see the variables of this one.
      case "include", "require", "include_once", "require_once":
        if isSet, variable.function == 0 { return false }
      default: break
      }
    }
    return true
  }

  /// Whether a variable at an index is set, looped over, or a table's name in SQL.
  private func isPlain(_ index: Int, _ depth: Int) -> Bool {
    if plainUses.contains(file.lexemes[index].start) || file.isByte(index + 1, 0x3D) { return true }
    let opener = file.opener(of: index)
    let last = file.before(index)
    guard file.isByte(opener, 0x28), file.isWord(file.before(opener), "foreach") else {
      return false
    }
    // `foreach ($tables as $table)`
    if file.isWord(index + 1, "as"), last == opener {
      let value = Variable(file.partner(of: opener) - 1, file)
      return value.map { isPlainEverywhere($0, depth: depth + 1) } ?? false
    }
    // `… as $table)`, `… as $key => $table)`
    return (file.isWord(last, "as") || file.sign(last) == "=>")
      && file.partner(of: opener) == index + 1
  }
}
