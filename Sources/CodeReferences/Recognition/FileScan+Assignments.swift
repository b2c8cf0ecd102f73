extension FileScan {
  /// `$t = 'shop_sessions'`, `const T = …`, `define('T', …)`, `'table' => …`, `table: …`.
  mutating func judgeAssignment(_ literal: NameLiteral) -> Verdict? {
    let start = literal.expression.lowerBound
    let last = file.before(start)
    switch file.sign(last) {
    case "=", ":=", "??=", "||=", ".=":
      if literal.isNamed, let key = subscriptKey(file.before(last)), isTableWord(key) {
        return Verdict(.model, .high)
      }
      guard let variable = file.assigned(by: last) else { return nil }
      return judge(variable, literal)
    case "=>", ":":
      if let key = key(before: last), isTableWord(key), literal.form != .unprefixed {
        return Verdict(.model, literal.isNamed || literal.isCertain ? .high : .medium)
      }
      // `'sessions' => 'shop_sessions'`
      if let key = key(before: last), literal.isNamed, isRest(key, of: literal.table) {
        return Verdict(.arrayValue, .medium)
      }
      return nil
    default: break
    }
    // `define('T', 'shop_sessions')`
    if let call = file.call(around: literal.expression), call.name == "define", call.argument == 1,
      let name = file.literalText(call.opener + 1)
    {
      return judge(Variable(name: name, function: -1), literal)
    }
    return nil
  }

  private mutating func judge(_ variable: Variable, _ literal: NameLiteral)
    -> Verdict?
  {
    let name = String(decoding: variable.name, as: UTF8.self).lowercased()
    if flow.isUsed(variable), literal.form != .unprefixed {
      note(literal, in: variable)
      return Verdict(.variable, .high)
    }
    if isTableWord(name), literal.form != .unprefixed,
      literal.isNamed || literal.isCertain || isModelWord(name) || name == "tables"
        || name.hasSuffix("_tables")
    {
      return Verdict(
        variable.function == -1 || isModelWord(name) ? .model : .variable,
        literal.isNamed ? .high : .medium
      )
    }
    return literal.isCertain ? Verdict(.prefix, .medium) : nil
  }

  private mutating func note(_ literal: NameLiteral, in variable: Variable) {
    flow.add(table: literal.table, to: variable)
    guard isFix, literal.isWhole else { return }
    variableNames[literal.place.name.lowerBound] = VariableName(
      expression: literal.expression, form: literal.form, variable: variable)
  }

  private func isModelWord(_ name: String) -> Bool {
    ["table", "tablename", "table_name", "__tablename__", "db_table", "_table", "_name"].contains(
      name)
  }

  /// The key of `$config['bookmarktable']`, whose last bracket is at an index.
  private func subscriptKey(_ closer: Int) -> String? {
    guard file.isByte(closer, 0x5D), file.partner(of: closer) == closer - 4,
      let text = file.literalText(closer - 3)
    else { return nil }
    return String(decoding: text, as: UTF8.self).lowercased()
  }

  /// Whether a table's name is a prefix and then a key.
  private func isRest(_ key: String, of table: Int) -> Bool {
    let name = names.table(table).name.lowercased()
    return key.utf8.count > 3 && name.hasSuffix("_" + key)
      && (names.prefix.isEmpty || name.utf8.count == names.prefix.count + key.utf8.count)
  }

  /// The key before a `=>` or a `:`, in lower case.
  private func key(before separator: Int) -> String? {
    let last = file.before(separator)
    if last >= 2, file.lexemes[last].kind == .stringEnd, let text = file.literalText(last - 2) {
      return String(decoding: text, as: UTF8.self).lowercased()
    }
    let name = file.word(last)
    return name.isEmpty ? nil : name
  }

  /// Values and keys of arrays from which SQL is built.
  mutating func judgeArray(_ literal: NameLiteral) -> Verdict? {
    guard literal.form != .unprefixed else { return nil }
    let end = literal.expression.upperBound
    let isKey =
      file.sign(end) == "=>"
      || file.isByte(end, 0x3A) && [.javascript, .python, .go].contains(file.language)
    var opener = file.opener(of: literal.expression.lowerBound)
    for _ in 0..<6 {
      guard file.isKind(opener, .sign) else { return nil }
      if let verdict = judgeArray(opener, literal, isKey: isKey) {
        return verdict
      }
      opener = file.opener(of: opener)
    }
    return nil
  }

  private mutating func judgeArray(
    _ opener: Int, _ literal: NameLiteral, isKey: Bool
  ) -> Verdict? {
    let variable: Variable?
    let isUsed: Bool
    if let loop = flow.loops[opener] {
      variable = isKey ? loop.key : loop.value
      isUsed = variable.map(flow.isUsed) ?? false
    } else {
      guard let last = flow.assignedArrays[opener] else { return nil }
      switch file.sign(last) {
      case "=", ":=", "+=": variable = file.assigned(by: last)
      case "=>", ":":
        guard let key = key(before: last), isTableWord(key), !isKey,
          literal.isNamed || key == "tables"
        else { return nil }
        return Verdict(.arrayValue, literal.isNamed ? .high : .medium)
      default: return nil
      }
      isUsed = variable.map { isKey ? flow.isUsedAsKeys($0) : flow.isUsed($0) } ?? false
    }
    guard let variable else { return nil }
    let pattern = isKey ? CodeReference.Pattern.arrayKey : .arrayValue
    if isUsed {
      note(literal, in: variable)
      return Verdict(pattern, .high)
    }
    let name = String(decoding: variable.name, as: UTF8.self).lowercased()
    // `$tablesToFeatures = ['shop_users' => …]`, `$link_tables = ['page', 'image']`
    let isTables = name == "tables" || name.hasSuffix("_tables")
    return literal.isNamed && (isTableWord(name) || name.contains("table")) || !isKey && isTables
      ? Verdict(pattern, .medium) : nil
  }

  /// A variable in SQL: with a table that goes into it, or for a person to look at.
  mutating func addVariable(_ variable: Variable, _ place: Place) {
    if let table = flow.table(in: variable) {
      if isFix {
        variableNames[place.name.lowerBound] = VariableName(
          expression: nil, form: .full, variable: variable)
      }
      add(.reference, .variableName, .medium, table, place)
    } else if !flow.isOnlyLiterals(variable) {
      add(.dynamic, .variableName, .low, nil, place)
    }
  }
}
