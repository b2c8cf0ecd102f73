extension FileScan {
  /// Keeps a text that is a table's name as a whole, perhaps with an alias.
  mutating func takeCandidate(_ view: ViewText, _ chain: Range<Int>) -> Bool {
    guard view.bytes.count <= 200 else { return false }
    if view.bytes.contains(0x2C) { return takeList(view, chain) }
    let parts = words(of: view)
    guard let first = parts.first, parts.count <= 3 else { return false }
    var range = first
    var isQuoted = false
    if range.count > 2, view.bytes[range.lowerBound] == 0x60,
      view.bytes[range.upperBound - 1] == 0x60
    {
      range = (range.lowerBound + 1)..<(range.upperBound - 1)
      isQuoted = true
    }
    if parts.count == 1, let dot = view.bytes[range].firstIndex(of: 0x2E) {
      return takeDotted(view, chain, range, dot)
    }
    guard case .table(let table, let form, let name) = resolver.resolve(range, in: view) else {
      return false
    }
    // `shop_sessions s`, `shop_sessions AS s`; anything longer is prose.
    if parts.count == 2, parts[1].count > 12 { return false }
    if parts.count == 3, !view.bytes.hasFolded("as", at: parts[1].lowerBound) || parts[1].count != 2
    {
      return false
    }
    candidates.append(
      Candidate(
        chain: chain, table: table, form: form,
        isWhole: parts.count == 1 && view.bytes.count == first.count,
        place: place(name, range, view, isQuoted: isQuoted)))
    return true
  }

  /// Keeps the names of a list: `$from = "shop_users,shop_pages p"`.
  private mutating func takeList(_ view: ViewText, _ chain: Range<Int>) -> Bool {
    var found: [Candidate] = []
    var start = 0
    for end in 0...view.bytes.count where end == view.bytes.count || view.bytes[end] == 0x2C {
      defer { start = end + 1 }
      let part = view.bytes[start..<end]
      // A part is a name and an alias at most; an expression may stand for one.
      guard let first = part.firstIndex(where: { !$0.isBlank }) else { continue }
      let last = part[first...].firstIndex(where: \.isBlank) ?? end
      guard part.allSatisfy({ $0.continuesName || $0.isBlank || $0 == ViewText.holeMark }) else {
        return false
      }
      if case .table(let table, let form, let name) = resolver.resolve(first..<last, in: view),
        form != .unprefixed, names.isDistinctive(table)
      {
        let place = place(name, first..<last, view, isQuoted: false)
        found.append(Candidate(chain: chain, table: table, form: form, place: place))
      }
    }
    candidates += found
    return !found.isEmpty
  }

  private func words(of view: ViewText) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var index = 0
    while index < view.bytes.count, words.count < 4 {
      if view.bytes[index].isBlank {
        index += 1
        continue
      }
      let start = index
      while index < view.bytes.count, !view.bytes[index].isBlank { index += 1 }
      words.append(start..<index)
    }
    return words
  }

  /// `schema.table` or `table.column`
  private mutating func takeDotted(
    _ view: ViewText, _ chain: Range<Int>, _ range: Range<Int>, _ dot: Int
  ) -> Bool {
    func bare(_ range: Range<Int>) -> Range<Int> {
      range.count > 2 && view.bytes[range.lowerBound] == 0x60
        ? (range.lowerBound + 1)..<(range.upperBound - 1) : range
    }
    let left = bare(range.lowerBound..<dot)
    let right = bare((dot + 1)..<range.upperBound)
    if case .table(let first, .full, let name) = resolver.resolve(right, in: view) {
      let schema = view.bytes[left].map(\.lowercased)
      let table = names.table(like: first, in: schema)
      let moved = names.table(table)
      let place = place(name, right, view, isQuoted: false)
      if schema.elementsEqual(moved.targetSchema.utf8.map(\.lowercased)) {
        add(.qualified, .schema, .high, table, place)
        return true
      }
      if schema.elementsEqual(moved.sourceSchema.utf8.map(\.lowercased)) {
        candidates.append(
          Candidate(chain: chain, table: table, form: .full, hasOldSchema: true, place: place))
        return true
      }
      if view.holeAt[left.lowerBound] != nil, left.count == 1,
        isMapExpression(view.holes[view.holeAt[left.lowerBound]!])
      {
        add(.qualified, .schema, .high, table, place)
        return true
      }
      return false
    }
    if case .table(let table, let form, let name) = resolver.resolve(left, in: view),
      form != .unprefixed, !right.isEmpty, view.bytes[right].allSatisfy(\.continuesName)
    {
      candidates.append(
        Candidate(
          chain: chain, table: table, form: form, hasColumn: true,
          place: place(name, left, view, isQuoted: false)))
      return true
    }
    return false
  }

  /// Judges a name that stands alone by what stands round it.
  mutating func classify(_ candidate: Candidate) {
    let verdict = verdict(on: candidate)
    if candidate.hasColumn, verdict?.pattern != .foreignKey { return }
    if candidate.hasOldSchema, let verdict, verdict.kind == .reference {
      add(.reference, .oldSchema, verdict.confidence, candidate.table, candidate.place)
      return
    }
    if let verdict {
      add(verdict.kind, verdict.pattern, verdict.confidence, candidate.table, candidate.place)
    } else if candidate.form == .full, names.isDistinctive(candidate.table), !candidate.hasOldSchema
    {
      add(.mention, .label, .medium, candidate.table, candidate.place)
    }
  }

  struct Judgement {
    var kind: CodeReference.Kind
    var pattern: CodeReference.Pattern
    var confidence: CodeReference.Confidence

    init(
      _ pattern: CodeReference.Pattern, _ confidence: CodeReference.Confidence,
      _ kind: CodeReference.Kind = .reference
    ) {
      self.kind = kind
      self.pattern = pattern
      self.confidence = confidence
    }
  }

  private mutating func verdict(on candidate: Candidate) -> Judgement? {
    let chain = candidate.chain
    // A prefix and a rest make a name of a table wherever they stand, where the prefix is known.
    let isCertain = isCertain(candidate)
    let isNamed = candidate.form == .full && names.isDistinctive(candidate.table)
    if isSubscript(chain) {
      return isNamed ? Judgement(.answerKey, .high, .mention) : nil
    }
    if let call = call(around: chain) {
      if isMessage(chain) { return nil }
      if let judgement = judge(call, candidate, isNamed: isNamed) { return judgement }
    }
    if let judgement = judgeAssignment(candidate, isNamed: isNamed) { return judgement }
    if let judgement = judgeArray(candidate, isNamed: isNamed) { return judgement }
    if isWord(before(chain.lowerBound), "return"), isNamed || isCertain || candidate.form == .full {
      let scope = Int(structure.scope[chain.lowerBound])
      let function = scope > 0 ? word(Int(structure.scopeNames[scope])) : ""
      if isTableWord(function) { return Judgement(.model, .high) }
    }
    return isCertain ? Judgement(.prefix, .medium) : nil
  }

  /// Whether a name can only be a table's. Without a prefix in the plan, `{$prefix}text` may be
  /// anything.
  func isCertain(_ candidate: Candidate) -> Bool {
    candidate.form == .prefixed && !names.prefix.isEmpty
  }

  /// `$row['shop_sessions']`
  private func isSubscript(_ chain: Range<Int>) -> Bool {
    let opener = before(chain.lowerBound)
    guard isByte(opener, 0x5B), isByte(chain.upperBound, 0x5D) else { return false }
    let last = before(opener)
    return last >= 0
      && (lexemes[last].kind == .word
        && !["array", "return", "in", "of", "as"].contains(word(last))
        || isByte(last, 0x29) || isByte(last, 0x5D))
  }

  /// Whether a name says that it holds a table's name.
  func isTableWord(_ word: String) -> Bool {
    let bare = word.filter { $0 != "_" && $0 != "-" }
    return bare.hasSuffix("table") || bare.hasSuffix("tables") || bare.hasSuffix("tablename")
      || bare.hasSuffix("tablenames") || bare.hasSuffix("tbl") || bare.hasPrefix("tablename")
      || bare.hasPrefix("tbl") || bare == "from" || bare == "gettable"
  }
}
