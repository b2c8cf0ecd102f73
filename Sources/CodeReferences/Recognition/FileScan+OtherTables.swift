/// Names that can mean another table than the one that moves: a temporary one, or one of the schema
/// that the connection uses.
extension FileScan {
  /// The temporary tables of a file that have the names, in lower case, of tables that move.
  struct TemporaryTables {
    var names: Set<[UInt8]> = []
    /// Those that the code writes without the prefix.
    var unprefixedNames: Set<[UInt8]> = []
    /// Variables with such a name.
    var variables: [Variable] = []
    /// Those that can be in the schema that the table leaves. A name with that schema means them,
    /// too, but for one before an offset in the file, in one text.
    var hiding: [[UInt8]: (chain: Range<Int>, end: Int)] = [:]

    mutating func hide(_ name: [UInt8], in chain: Range<Int>, from end: Int) {
      guard let first = hiding[name] else {
        hiding[name] = (chain, end)
        return
      }
      hiding[name] = (first.chain, first.chain == chain ? min(first.end, end) : 0)
    }
  }

  /// Notes the temporary tables that a text creates or drops.
  mutating func takeTemporaries(_ reading: SQLReading, _ view: ViewText, _ chain: Range<Int>) {
    for temporary in reading.temporaries {
      var isUnprefixed = false
      let table: Int
      switch resolver.resolve(temporary.name.range, in: view) {
      case .table(let index, .unprefixed, _): (table, isUnprefixed) = (index, true)
      case .table(let index, _, _), .dynamic(.some(let index), _): table = index
      case .hole(let number):
        if let variable = Variable(view.holes[number].lexemes, self) {
          temporaries.variables.append(variable)
          flow.used.insert(variable)
        }
        continue
      case .dynamic(nil, _), .other: continue
      }
      let named = self.table(like: table, in: temporary.qualifier ?? temporary.usedSchema, view)
      let schema =
        temporary.qualifier.map { meaning(of: $0, for: named, view) }
        ?? temporary.usedSchema.map { meaning(ofUsed: $0, for: named, view) } ?? .reference
      let name = lowerName(named)
      if isUnprefixed {
        temporaries.unprefixedNames.insert(name)
      } else {
        temporaries.names.insert(name)
      }
      guard schema == .reference || schema == .dynamic else { continue }
      let last = min(temporary.end, view.bytes.count) - 1
      temporaries.hide(name, in: chain, from: last < 0 ? 0 : Int(view.offsets[last]) + 1)
    }
  }

  private func lowerName(_ table: Int) -> [UInt8] { names.table(table).name.utf8.map(\.lowercased) }

  /// Of the tables that share a name the one in a schema of the text.
  func table(like index: Int, in schema: SQLToken?, _ view: ViewText) -> Int {
    schema.map { names.table(like: index, in: view.bytes[$0.range].map(\.lowercased)) } ?? index
  }

  /// What the schema of a `USE`, or of a stored program, means for a table: nil when it is some
  /// other schema.
  func meaning(ofUsed schema: SQLToken, for table: Int, _ view: ViewText) -> CodeReference.Kind? {
    isMadeAtRunTime(schema, view) ? .dynamic : meaning(of: schema, for: table, view)
  }

  /// `USE ${schema}`, `USE %s`, `USE :schema`
  private func isMadeAtRunTime(_ schema: SQLToken, _ view: ViewText) -> Bool {
    let signs = Array("$%:@{<?".utf8)
    return schema.kind != .quotedName
      && view.bytes[schema.range].contains { signs.contains($0) }
  }

  /// Whether a schema is known, and is none of the plan.
  func isOtherSchema(_ schema: SQLToken?, _ view: ViewText) -> Bool {
    guard let schema, !isMadeAtRunTime(schema, view) else { return false }
    return isOtherSchema(view.bytes[schema.range])
  }

  private func isOtherSchema(_ name: some Collection<UInt8>) -> Bool {
    if name.contains(ViewText.holeMark) { return false }
    let name = name.map(\.lowercased)
    return !names.sourceSchemas.contains(name) && !names.targetSchemas.contains(name)
  }

  // MARK: The whole file

  /// Makes references dynamic that can mean another table.
  ///
  /// Texts of code run in an order that no reader knows, mostly in one connection: what one of them
  /// creates or selects counts for all. Within a file of SQL the order is known, but a stored
  /// program may run at any time.
  mutating func doubtOtherTables() {
    guard found.contains(where: { $0.kind == .reference }) else { return }
    var hidden = temporaries.names
    for variable in temporaries.variables {
      for table in flow.tables(in: variable) { hidden.insert(lowerName(table)) }
    }
    let hiddenRests = hidden.union(temporaries.unprefixedNames)
    let usesOther = language != .sql && selectsSchema { isOtherSchema($0) }
    if isFix, language.isPHP { selectsAtRunTime = selectsSchema { $0.contains(ViewText.holeMark) } }
    if hiddenRests.isEmpty, !usesOther { return }
    for index in found.indices where found[index].kind == .reference {
      guard found[index].pattern.isUnqualified, let table = found[index].table else { continue }
      let name = table.name.utf8.map(\.lowercased)
      let isRest = found[index].pattern == .unprefixedSQL
      if isRest ? hiddenRests.contains(name) : hidden.contains(name) {
        found[index].kind = .dynamic
        found[index].pattern = .temporaryTable
      } else if usesOther, !namesWithSchema.contains(found[index].name.lowerBound) {
        found[index].kind = .dynamic
        found[index].pattern = .use
      }
    }
  }

  /// What keeps a fix from a reference that can mean another table.
  func otherTable(_ reference: CodeReference, _ table: MovedTable) -> FixObstacle? {
    let start = reference.name.lowerBound
    if names.isShared(table.name) {
      // The generated map is asked for the name alone.
      let isKnown = reference.pattern == .oldSchema || namesWithSchema.contains(start)
      if language.isPHP || !isKnown { return .sharedName }
    }
    guard reference.pattern == .oldSchema else {
      let isOpen = reference.pattern.isUnqualified && !namesWithSchema.contains(start)
      return isOpen && selectsAtRunTime ? .usedSchema : nil
    }
    guard let hiding = temporaries.hiding[table.name.utf8.map(\.lowercased)] else { return nil }
    return sites[start]?.chain == hiding.chain && start < hiding.end ? nil : .temporaryTable
  }

  /// Whether a text of code selects a schema that a condition takes: `USE crm`, `select_db('crm')`.
  /// It gets the name; a hole mark for one that is made at run time.
  func selectsSchema(_ condition: (ArraySlice<UInt8>) -> Bool) -> Bool {
    lexemes.indices.contains { index in
      switch lexemes[index].kind {
      case .text:
        guard index > 0, lexemes[index - 1].kind == .string, let name = usedSchema(at: index) else {
          return false
        }
        return condition(name)
      case .word:
        guard isByte(index + 1, 0x28), Self.selectFunctions.contains(word(index)) else {
          return false
        }
        let arguments = (index + 2..<max(index + 2, Int(structure.partner[index + 1]))).prefix(64)
        return arguments.contains {
          lexemes[$0].kind == .text && condition(source[lexemes[$0].range])
        }
      case .sign, .number, .string, .holeStart, .holeEnd, .stringEnd, .comment, .markup:
        return false
      }
    }
  }

  /// The schema of a text that starts with USE.
  private func usedSchema(at index: Int) -> ArraySlice<UInt8>? {
    let range = lexemes[index].range
    var start = range.lowerBound
    while start < range.upperBound, source[start].isBlank { start += 1 }
    guard source.hasFolded("use", at: start), source.at(start + 3).isBlank else { return nil }
    // In small letters it is mostly prose.
    if !source.has("USE", at: start), !isQuery(index - 1) { return nil }
    start += 4
    while start < range.upperBound, source[start].isBlank { start += 1 }
    let isQuoted = start < range.upperBound && source[start] == 0x60
    if isQuoted { start += 1 }
    var end = start
    while end < range.upperBound, source[end] != 0x60, source[end] != 0x3B,
      isQuoted || !source[end].isBlank
    {
      end += 1
    }
    let name = source[start..<end]
    if name.contains(where: { [0x25, 0x24, 0x7B, 0x3A].contains($0) }) {
      return [ViewText.holeMark]
    }
    guard end == range.upperBound else {
      var next = end + (isQuoted ? 1 : 0)
      while next < range.upperBound, source[next].isBlank { next += 1 }
      return next >= range.upperBound || source[next] == 0x3B ? name : nil
    }
    // `"USE $x"`, `'USE ' . $x`
    let isOpen = index + 1 < lexemes.count && lexemes[index + 1].kind == .holeStart
    let isJoined = language.concatenation != 0 && isByte(index + 2, language.concatenation)
    return isOpen || isJoined ? [ViewText.holeMark] : name.isEmpty ? nil : name
  }

  private func isQuery(_ literal: Int) -> Bool {
    guard let call = call(around: literal..<(literal + 1)) else { return false }
    return call.name.contains("query") || call.name.contains("exec")
      || call.name.contains("prepare")
  }

  private static let selectFunctions: Set<String> = [
    "select_db", "mysqli_select_db", "mysql_select_db", "selectdb", "changedatabase",
  ]
}

extension CodeReference.Pattern {
  /// Whether what is found is a table's name without a schema, in a statement or for one.
  fileprivate var isUnqualified: Bool {
    switch self {
    case .sql, .unprefixedSQL, .prefix, .createTable, .createTableIfNotExists, .variable,
      .arrayValue, .arrayKey, .builder, .schemaBuilder, .model, .foreignKey, .argument,
      .variableName, .propertyName, .placeholder:
      true
    case .showTables, .informationSchema, .temporaryTable, .oldSchema, .schema, .use, .helper,
      .comment, .text, .markup, .answerKey, .label, .message:
      false
    }
  }
}
