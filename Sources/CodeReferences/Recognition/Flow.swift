/// A variable, property or constant as code names it.
struct Variable: Hashable {
  var name: [UInt8]
  /// The function that it belongs to; -1 for a property or a constant, which any function sees.
  var scope: Int32

  /// The variable at the start of an expression: `$t`, `$this->tables['x']`, `self::TABLE`.
  init?(_ range: Range<Int>, _ scan: borrowing FileScan) {
    var last: Int?
    var count = 0
    for index in range {
      let lexeme = scan.lexemes[index]
      if lexeme.kind == .word {
        last = index
        count += 1
      } else if lexeme.kind == .sign {
        // The sigils of Perl come first; after a name only a member goes on.
        if last != nil, !scan.isMember(index) { break }
        let byte = scan.source[Int(lexeme.start)]
        if byte == 0x28 || byte == 0x5B { break }
      } else {
        break
      }
    }
    guard let last else { return nil }
    let bytes = scan.source[scan.lexemes[last].range]
    name = Array(bytes.first == 0x24 ? bytes.dropFirst() : bytes)
    let isConstant = name.allSatisfy { !($0 &- 0x61 < 26) }
    scope = count > 1 || isConstant ? -1 : scan.structure.scope[last]
  }

  init(name: [UInt8], scope: Int32) {
    self.name = name
    self.scope = scope
  }

  var asProperty: Variable { Variable(name: name, scope: -1) }
  var asGlobal: Variable { Variable(name: name, scope: 0) }
}

/// What flows where in a file, as far as plain assignments and loops tell.
struct Flow {
  /// Variables that stand in SQL where a table's name belongs.
  var used: Set<Variable> = []
  /// Variables whose keys are used so.
  var usedAsKeys: Set<Variable> = []
  /// What a variable is made from: assigned, or an element of.
  private var origins: [Variable: [Variable]] = [:]
  /// Loops over the keys of an array: the key's variable, and the array's.
  private var keyOrigins: [Variable: [Variable]] = [:]
  /// How often a variable is assigned a literal, and anything else.
  private(set) var literalAssignments: [Variable: Int] = [:]
  private(set) var otherAssignments: [Variable: Int] = [:]
  /// Variables that a literal with a moved table's name flows into.
  var holdsTable: [Variable: [Int]] = [:]
  private var usedNames: Set<[UInt8]> = []
  private var seesGlobals = true
  /// Functions of the file with a parameter that is used so, by lower-case name.
  private(set) var tableFunctions: Set<[UInt8]> = []

  /// Notes the assignment whose `=` stands at an index.
  mutating func addAssignment(at index: Int, _ scan: FileScan) {
    if scan.isNamedArgument(index) { return }
    guard let target = scan.assigned(by: index) else { return }
    var words = 0
    var next = index + 1
    if next < scan.lexemes.count, scan.lexemes[next].kind == .string {
      let end = Int(scan.structure.partner[next])
      let after = end >= 0 ? end + 1 : scan.lexemes.count
      let isPlain = end == next + 2
      if isPlain, after >= scan.lexemes.count || scan.endsExpression(after) {
        literalAssignments[target, default: 0] += 1
        return
      }
    }
    // The generated map's answer has its schema: such a name is as good as one that stays.
    if next + 1 < scan.lexemes.count, scan.isByte(next + 1, 0x28),
      scan.names.helpers.contains(Array(scan.word(next).utf8))
    {
      literalAssignments[target, default: 0] += 1
      return
    }
    otherAssignments[target, default: 0] += 1
    while next < min(index + 24, scan.lexemes.count), words < 6 {
      let lexeme = scan.lexemes[next]
      if lexeme.kind == .sign {
        let byte = scan.source[Int(lexeme.start)]
        if byte == 0x3B || byte == 0x7B { break }
      } else if lexeme.kind == .word {
        // Of `$this->tables` the last name counts.
        let isBase =
          next + 1 < scan.lexemes.count && scan.isMember(next + 1) && !scan.isByte(next + 1, 0x2E)
        if !isBase, let variable = Variable(next..<(next + 1), scan) {
          origins[target, default: []].append(variable)
          words += 1
        }
      }
      next += 1
    }
  }

  /// Notes the loop that a word at an index starts or continues.
  mutating func addLoop(at index: Int, _ scan: FileScan) {
    let range = scan.lexemes[index].range
    switch range.count {
    case 2:
      guard scan.source.has("as", at: range.lowerBound) else {
        if scan.source.has("in", at: range.lowerBound)
          || scan.source.has("of", at: range.lowerBound)
        {
          addForIn(index, scan)
        }
        return
      }
      addForeach(index, scan)
    case 4 where scan.source.has("each", at: range.lowerBound): addEach(index, scan)
    case 7 where scan.source.has("forEach", at: range.lowerBound): addEach(index, scan)
    case 3 where scan.source.has("map", at: range.lowerBound): addEach(index, scan)
    case 3 where scan.language == .perl && scan.source.has("for", at: range.lowerBound),
      7 where scan.language == .perl && scan.source.has("foreach", at: range.lowerBound):
      addPerlFor(index, scan)
    case 5 where scan.language == .go && scan.source.has("range", at: range.lowerBound):
      addRange(index, scan)
    default: break
    }
  }

  /// `foreach (A as K => V)`
  private mutating func addForeach(_ index: Int, _ scan: FileScan) {
    let opener = Int(scan.structure.opener[index])
    guard opener >= 0, scan.isByte(opener, 0x28), let array = Variable((opener + 1)..<index, scan)
    else { return }
    let end = Int(scan.structure.partner[opener])
    let variables = (index + 1..<max(index + 1, min(end, index + 8))).filter {
      scan.lexemes[$0].kind == .word
    }
    guard let last = variables.last, let value = Variable(last..<(last + 1), scan) else { return }
    origins[value, default: []].append(array)
    if variables.count > 1, let key = Variable(variables[0]..<(variables[0] + 1), scan) {
      keyOrigins[key, default: []].append(array)
    }
  }

  /// `for V in A`, `for (const V of A)`
  private mutating func addForIn(_ index: Int, _ scan: FileScan) {
    guard index > 0, index + 1 < scan.lexemes.count,
      let value = Variable((index - 1)..<index, scan),
      let array = Variable((index + 1)..<min(index + 4, scan.lexemes.count), scan)
    else { return }
    origins[value, default: []].append(array)
    keyOrigins[value, default: []].append(array)
  }

  /// `for my $v (@a)`
  private mutating func addPerlFor(_ index: Int, _ scan: FileScan) {
    var name = index + 1
    if scan.isWord(name, "my") || scan.isWord(name, "our") { name += 1 }
    guard scan.isByte(name + 1, 0x28), let value = Variable(name..<(name + 1), scan),
      let array = Variable((name + 2)..<min(name + 6, scan.lexemes.count), scan)
    else { return }
    origins[value, default: []].append(array)
    keyOrigins[value, default: []].append(array)
  }

  /// `for k, v := range a`
  private mutating func addRange(_ index: Int, _ scan: FileScan) {
    guard index > 1, index + 1 < scan.lexemes.count, scan.sign(index - 1) == ":=",
      let value = Variable((index - 2)..<(index - 1), scan),
      let array = Variable((index + 1)..<min(index + 4, scan.lexemes.count), scan)
    else { return }
    origins[value, default: []].append(array)
    if scan.isByte(index - 3, 0x2C), index > 3,
      let key = Variable((index - 4)..<(index - 3), scan)
    {
      keyOrigins[key, default: []].append(array)
    }
  }

  /// `A.each do |V|`, `A.forEach(V => …)`
  private mutating func addEach(_ index: Int, _ scan: FileScan) {
    guard index > 1, let array = Variable((index - 2)..<(index - 1), scan) else { return }
    let rest = (index + 1)..<min(index + 8, scan.lexemes.count)
    guard
      let word = rest.first(where: {
        scan.lexemes[$0].kind == .word && !scan.isWord($0, "do") && !scan.isWord($0, "function")
      }), let value = Variable(word..<(word + 1), scan)
    else { return }
    origins[value, default: []].append(array)
  }

  /// Follows the uses back to where the names come from.
  mutating func propagate(_ scan: FileScan) {
    var queue = used.sorted { ($0.scope, $0.name.count) < ($1.scope, $1.name.count) }
    while let variable = queue.popLast() {
      for origin in origins[variable] ?? [] where used.insert(origin).inserted {
        queue.append(origin)
      }
      for origin in keyOrigins[variable] ?? [] { usedAsKeys.insert(origin) }
    }
    seesGlobals = !scan.language.isPHP
    usedNames = Set(used.map(\.name))
    for (scope, name) in scan.structure.scopeNames.enumerated() where name >= 0 {
      for parameter in scan.parameters(after: Int(name))
      where used.contains(Variable(name: parameter, scope: Int32(scope))) {
        tableFunctions.insert(scan.source[scan.lexemes[Int(name)].range].map(\.lowercased))
      }
    }
  }

  /// Whether a variable, as seen where it is assigned, goes into SQL.
  func isUsed(_ variable: Variable) -> Bool {
    if used.contains(variable) || used.contains(variable.asProperty) { return true }
    // Functions see the variables of their file, but for PHP's.
    return variable.scope <= 0 && seesGlobals && usedNames.contains(variable.name)
  }

  /// The first table that flows into a variable, through at most four steps; nil without any.
  func table(in variable: Variable) -> Int? { tables(in: variable, isFirst: true).first }

  /// The tables that flow into a variable, through at most four steps.
  func tables(in variable: Variable, isFirst: Bool = false) -> [Int] {
    var queue = [variable]
    var seen: Set<Variable> = []
    var tables: [Int] = []
    for _ in 0..<4 {
      var next: [Variable] = []
      for variable in queue where seen.insert(variable).inserted {
        for spelling in [variable, variable.asProperty, variable.asGlobal] {
          tables += holdsTable[spelling] ?? []
          if isFirst, !tables.isEmpty { return tables }
        }
        next += (origins[variable] ?? []) + (keyOrigins[variable] ?? [])
      }
      queue = next
    }
    return tables
  }

  func isUsedAsKeys(_ variable: Variable) -> Bool {
    usedAsKeys.contains(variable) || usedAsKeys.contains(variable.asProperty)
      || (variable.scope <= 0 && seesGlobals && usedAsKeys.contains { $0.name == variable.name })
  }

}
