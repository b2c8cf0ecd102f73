extension FileScan {
  /// `$t = 'shop_sessions'`, `const T = …`, `define('T', …)`, `'table' => …`, `table: …`.
  mutating func judgeAssignment(_ candidate: Candidate, isNamed: Bool) -> Judgement? {
    let start = candidate.chain.lowerBound
    let last = before(start)
    let isCertain = isCertain(candidate)
    switch sign(last) {
    case "=", ":=", "??=", "||=", ".=":
      if isNamed, let key = subscriptKey(before(last)), isTableWord(key) {
        return Judgement(.model, .high)
      }
      guard let variable = assigned(by: last) else { return nil }
      return judge(variable, candidate, isNamed: isNamed)
    case "=>", ":":
      if let key = key(before: last), isTableWord(key), candidate.form != .unprefixed {
        return Judgement(.model, isNamed || isCertain ? .high : .medium)
      }
      // `'sessions' => 'shop_sessions'`
      if let key = key(before: last), isNamed, isRest(key, of: candidate.table) {
        return Judgement(.arrayValue, .medium)
      }
      return nil
    default: break
    }
    // `define('T', 'shop_sessions')`
    if let call = call(around: candidate.chain), call.name == "define", call.argument == 1,
      let name = literalText(call.opener + 1)
    {
      return judge(Variable(name: name, scope: -1), candidate, isNamed: isNamed)
    }
    return nil
  }

  private mutating func judge(_ variable: Variable, _ candidate: Candidate, isNamed: Bool)
    -> Judgement?
  {
    let name = String(decoding: variable.name, as: UTF8.self).lowercased()
    if flow.isUsed(variable), candidate.form != .unprefixed {
      note(candidate, in: variable)
      return Judgement(.variable, .high)
    }
    if isTableWord(name), candidate.form != .unprefixed,
      isNamed || isCertain(candidate) || isModelWord(name) || name == "tables"
        || name.hasSuffix("_tables")
    {
      return Judgement(
        variable.scope == -1 || isModelWord(name) ? .model : .variable, isNamed ? .high : .medium)
    }
    return isCertain(candidate) ? Judgement(.prefix, .medium) : nil
  }

  private mutating func note(_ candidate: Candidate, in variable: Variable) {
    flow.holdsTable[variable, default: []].append(candidate.table)
    guard isFix, candidate.isWhole, !candidate.hasOldSchema else { return }
    wholeNames[candidate.place.name.lowerBound] = WholeName(
      chain: candidate.chain, form: candidate.form, variable: variable)
  }

  private func isModelWord(_ name: String) -> Bool {
    ["table", "tablename", "table_name", "__tablename__", "db_table", "_table", "_name"].contains(
      name)
  }

  /// The key of `$config['bookmarktable']`, whose last bracket stands at an index.
  private func subscriptKey(_ closer: Int) -> String? {
    guard isByte(closer, 0x5D), Int(structure.partner[closer]) == closer - 4,
      let text = literalText(closer - 3)
    else { return nil }
    return String(decoding: text, as: UTF8.self).lowercased()
  }

  /// Whether a table's name is a prefix and then a key.
  private func isRest(_ key: String, of table: Int) -> Bool {
    let name = names.table(table).name.lowercased()
    return key.utf8.count > 3 && name.hasSuffix("_" + key)
      && (names.prefix.isEmpty || name.utf8.count == names.prefix.count + key.utf8.count)
  }

  /// The text of a plain literal at an index.
  private func literalText(_ index: Int) -> [UInt8]? {
    guard index + 2 < lexemes.count, lexemes[index].kind == .string,
      lexemes[index + 1].kind == .text, lexemes[index + 2].kind == .stringEnd
    else { return nil }
    return Array(source[lexemes[index + 1].range])
  }

  /// The key before a `=>` or a `:`, in lower case.
  private func key(before separator: Int) -> String? {
    let last = before(separator)
    if last >= 2, lexemes[last].kind == .stringEnd, let text = literalText(last - 2) {
      return String(decoding: text, as: UTF8.self).lowercased()
    }
    let name = word(last)
    return name.isEmpty ? nil : name
  }

  /// Values and keys of arrays from which SQL is built.
  mutating func judgeArray(_ candidate: Candidate, isNamed: Bool) -> Judgement? {
    guard candidate.form != .unprefixed else { return nil }
    let start = candidate.chain.lowerBound
    let isKey = sign(candidate.chain.upperBound) == "=>" || isObjectKey(candidate.chain)
    var opener = Int(structure.opener[start])
    for _ in 0..<6 {
      guard opener >= 0, lexemes[opener].kind == .sign else { return nil }
      if let judgement = judgeArray(opener, candidate, isKey: isKey, isNamed: isNamed) {
        return judgement
      }
      opener = Int(structure.opener[opener])
    }
    return nil
  }

  private func isObjectKey(_ chain: Range<Int>) -> Bool {
    guard isByte(chain.upperBound, 0x3A) else { return false }
    switch language {
    case .javascript, .python, .go: return true
    case .php, .blade, .twig, .ruby, .java, .kotlin, .csharp, .perl, .shell, .sql: return false
    }
  }

  private mutating func judgeArray(
    _ opener: Int, _ candidate: Candidate, isKey: Bool, isNamed: Bool
  ) -> Judgement? {
    var last = before(opener)
    while last >= 0, Self.listWords.contains(word(last)) || isWord(last, "of") && isMember(last - 1)
    {
      last = before(last)
      if isMember(last) { last = before(before(last)) }
    }
    if language == .go { last = typeStart(last) }
    let end = Int(structure.partner[opener])
    var variable: Variable?
    switch sign(last) {
    case "=", ":=", "+=", "=>", ":":
      variable = sign(last) == "=>" || sign(last) == ":" ? nil : assigned(by: last)
      if variable == nil, let key = key(before: last), isTableWord(key), !isKey,
        isNamed || key == "tables"
      {
        return Judgement(.arrayValue, isNamed ? .high : .medium)
      }
    default: break
    }
    // `for my $t ('a', 'b')`, `for _, t := range []string{"a", "b"}`
    if language == .perl, isByte(opener, 0x28), last > 1, lexemes[last].kind == .word,
      ["for", "foreach", "my", "our"].contains(word(last - 1))
    {
      variable = Variable(last..<(last + 1), self)
    } else if language == .go, isWord(last, "range"), sign(last - 1) == ":=" {
      variable = Variable((last - 2)..<(last - 1), self)
    }
    // `for t in ['a', 'b']`, `foreach (['a', 'b'] as $t)`, `['a', 'b'].each do |t|`
    if isWord(last, "in") || isWord(last, "of"), last > 0 {
      variable = Variable((last - 1)..<last, self)
    } else if end > 0, isWord(end + 1, "as") {
      let closer = Int(structure.opener[end + 1])
      let stop = closer >= 0 ? Int(structure.partner[closer]) : 0
      let words = (end + 2..<max(end + 2, min(stop, end + 8))).filter { lexemes[$0].kind == .word }
      let pick = isKey ? words.first : words.last
      variable = pick.flatMap { Variable($0..<($0 + 1), self) }
      if isKey, words.count < 2 { return nil }
      if let variable, flow.isUsed(variable) {
        note(candidate, in: variable)
        return Judgement(isKey ? .arrayKey : .arrayValue, .high)
      }
      return nil
    } else if end > 0, end + 2 < lexemes.count, isMember(end + 1),
      ["each", "foreach", "map"].contains(word(end + 2))
    {
      variable = (end + 3..<min(end + 10, lexemes.count)).first {
        lexemes[$0].kind == .word && word($0) != "do" && word($0) != "function"
      }.flatMap { Variable($0..<($0 + 1), self) }
    }
    guard let variable else { return nil }
    if isKey ? flow.isUsedAsKeys(variable) : flow.isUsed(variable) {
      note(candidate, in: variable)
      return Judgement(isKey ? .arrayKey : .arrayValue, .high)
    }
    let name = String(decoding: variable.name, as: UTF8.self).lowercased()
    // `$tablesToFeatures = ['shop_users' => …]`, `$link_tables = ['page', 'image']`
    if isNamed && (isTableWord(name) || name.contains("table"))
      || !isKey && (name == "tables" || name.hasSuffix("_tables"))
    {
      return Judgement(isKey ? .arrayKey : .arrayValue, .medium)
    }
    return nil
  }

  private static let listWords: Set<String> = [
    "array", "list", "listof", "arrayof", "tuple", "set", "setof", "aslist", "arraylistof",
    "mutablelistof",
  ]

  /// Back over `[]string` of Go, to what stands before it.
  private func typeStart(_ index: Int) -> Int {
    var index = index
    for _ in 0..<8 where index >= 0 {
      if lexemes[index].kind == .word, !isWord(index, "range") {
        index -= 1
      } else if isByte(index, 0x5D) || isByte(index, 0x5B) || isByte(index, 0x2E)
        || isByte(index, 0x2A)
      {
        index -= 1
      } else {
        break
      }
    }
    return index
  }

  /// A variable in SQL: with a table that flows into it, or for a person to look at.
  mutating func addVariable(_ use: VariableUse) {
    let variable = use.variable
    let spellings = [variable, variable.asProperty, variable.asGlobal]
    if let table = flow.table(in: variable) {
      if isFix {
        wholeNames[use.place.name.lowerBound] = WholeName(
          chain: nil, form: .full, variable: variable)
      }
      add(.reference, .variableName, .medium, table, use.place)
      return
    }
    // Literals alone flow into it, and none is a table that moves.
    for spelling in spellings
    where flow.literalAssignments[spelling] != nil && flow.otherAssignments[spelling] == nil {
      return
    }
    add(.dynamic, .variableName, .low, nil, use.place)
  }
}
