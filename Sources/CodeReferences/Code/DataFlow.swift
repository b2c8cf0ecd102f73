/// Which values go into which variables of a file, as far as plain assignments and loops tell.
struct DataFlow {
  /// Variables that are used in SQL where a table's name belongs, and those that they come from.
  private var used: Set<Variable> = []
  /// Variables whose keys are used so.
  private var usedAsKeys: Set<Variable> = []
  /// The names of the used ones, where functions see the variables of the file around them.
  private var usedNames: Set<[UInt8]> = []
  private var usedKeyNames: Set<[UInt8]> = []
  /// What a variable comes from: assigned, or an element of.
  private var origins: [Variable: [Variable]] = [:]
  /// Arrays of which a variable is a key.
  private var keyOrigins: [Variable: [Variable]] = [:]
  /// Variables that a literal is assigned to, and those that something else is.
  private var literalTargets: Set<Variable> = []
  private var otherTargets: Set<Variable> = []
  /// The loops over arrays that are written out, by the array's opening bracket.
  private(set) var loops: [Int: Loop] = [:]
  /// The sign before an array that is written out, as `=` or `=>`, by the opening bracket.
  private(set) var assignedArrays: [Int: Int] = [:]
  /// The first table whose name is a literal that goes into a variable.
  private var tables: [Variable: Int] = [:]
  /// Functions of the file with a parameter that is used so, by lower-case name.
  private(set) var tableFunctions: Set<String> = []

  init() {}

  /// - Parameter used: variables that are in SQL where a table's name belongs.
  init(_ file: LexedFile, _ names: TableNames, used: Set<Variable>) {
    for index in file.lexemes.indices {
      switch file.lexemes[index].kind {
      case .sign:
        if file.isByte(index, 0x3D) { addAssignment(at: index, file, names) }
        // = : >
        if [0x3D, 0x3A, 0x3E].contains(file.bytes[file.lexemes[index].end - 1]),
          let opener = file.arrayLiteral(at: index + 1)
        {
          assignedArrays[opener] = index
        }
      case .word:
        guard let loop = Loop(at: index, in: file) else { continue }
        if let opener = loop.literal { loops[opener] = loop }
        guard let array = Variable(loop.array, file) else { continue }
        origins[loop.value, default: []].append(array)
        if let key = loop.key { keyOrigins[key, default: []].append(array) }
      case .string, .comment, .markup, .number, .text, .holeStart, .holeEnd, .stringEnd: break
      }
    }
    self.used = used
    followBack()
    for (function, name) in file.functionNames.enumerated() where name >= 0 {
      for parameter in file.parameters(after: name)
      where self.used.contains(Variable(name: parameter, function: function)) {
        tableFunctions.insert(file.word(name))
      }
    }
    if !file.language.isPHP {
      usedNames = Set(self.used.map(\.name))
      usedKeyNames = Set(usedAsKeys.map(\.name))
    }
  }

  /// Notes the assignment whose `=` is at an index.
  private mutating func addAssignment(at index: Int, _ file: LexedFile, _ names: TableNames) {
    guard !file.isNamedArgument(index), let target = file.assigned(by: index) else { return }
    let next = index + 1
    // The generated map's answer has its schema: such a name is as good as one that stays.
    let isMapped = file.isByte(next + 1, 0x28) && names.mapFunctions.contains(file.word(next))
    if isMapped || file.literalText(next) != nil && file.endsExpression(next + 3) {
      literalTargets.insert(target)
      return
    }
    otherTargets.insert(target)
    var words = 0
    for place in next..<min(index + 24, file.lexemes.count) {
      if file.isByte(place, 0x3B) || file.isByte(place, 0x7B) || words == 6 { break }
      // Of `$this->tables` the last name counts.
      let isBase = file.isMember(place + 1) && !file.isByte(place + 1, 0x2E)
      if file.isKind(place, .word), !isBase, let variable = Variable(place, file) {
        origins[target, default: []].append(variable)
        words += 1
      }
    }
  }

  /// Follows the uses back to where the names come from.
  private mutating func followBack() {
    var queue = used.sorted { ($0.function, $0.name.count) < ($1.function, $1.name.count) }
    while let variable = queue.popLast() {
      for origin in origins[variable] ?? [] where used.insert(origin).inserted {
        queue.append(origin)
      }
      for origin in keyOrigins[variable] ?? [] { usedAsKeys.insert(origin) }
    }
  }

  /// Whether a variable, as seen where it is assigned, goes into SQL.
  func isUsed(_ variable: Variable) -> Bool {
    used.contains(variable) || used.contains(variable.asProperty)
      || variable.function <= 0 && usedNames.contains(variable.name)
  }

  /// Whether the keys of an array go into SQL.
  func isUsedAsKeys(_ variable: Variable) -> Bool {
    usedAsKeys.contains(variable) || usedAsKeys.contains(variable.asProperty)
      || variable.function <= 0 && usedKeyNames.contains(variable.name)
  }

  /// Notes that a literal with a table's name goes into a variable.
  mutating func add(table: Int, to variable: Variable) {
    tables[variable] = tables[variable] ?? table
  }

  /// The first table that goes into a variable, through at most four steps; nil without any.
  func table(in variable: Variable) -> Int? {
    var queue = [variable]
    var seen: Set<Variable> = []
    for _ in 0..<4 {
      var next: [Variable] = []
      for variable in queue where seen.insert(variable).inserted {
        for spelling in variable.spellings {
          if let table = tables[spelling] { return table }
        }
        next += (origins[variable] ?? []) + (keyOrigins[variable] ?? [])
      }
      queue = next
    }
    return nil
  }

  /// Whether nothing but literals goes into a variable.
  func isOnlyLiterals(_ variable: Variable) -> Bool {
    variable.spellings.contains { literalTargets.contains($0) && !otherTargets.contains($0) }
  }
}
