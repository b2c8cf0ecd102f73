/// What makes an unqualified name of a file mean another table than the one that moves: a temporary
/// table, or the schema that the connection uses.
struct OtherTables {
  /// The names, in lower case, of tables that move and that the file also has as temporary ones.
  var temporaries: Set<[UInt8]> = []
  /// Those that the code writes without the prefix.
  var unprefixedTemporaries: Set<[UInt8]> = []
  /// Those that can be in the schema that the table leaves: a name with that schema means them, too.
  var hiding: Set<[UInt8]> = []
  /// Whether a string of code selects a schema that the plan does not have.
  var selectsOther = false
  /// Whether a string of code selects a schema that is made at run time.
  var selectsAtRunTime = false
}

extension FileScan {
  /// Notes the temporary tables that a string creates or drops.
  mutating func takeTemporaries(_ reading: SQLReading, _ value: StringValue) {
    for temporary in reading.temporaries {
      var isUnprefixed = false
      let table: Int
      switch resolver.resolve(temporary.name.range, in: value) {
      case .table(let index, .unprefixed, _): (table, isUnprefixed) = (index, true)
      case .table(let index, _, _), .dynamic(.some(let index), _): table = index
      case .dynamic(nil, _), .hole, .other: continue
      }
      let named = self.table(like: table, in: temporary.qualifier ?? temporary.usedSchema, value)
      let schema =
        temporary.qualifier.map { meaning(of: $0, for: named, value) }
        ?? temporary.usedSchema.map { meaning(ofUsed: $0, for: named, value) } ?? .reference
      if isUnprefixed {
        otherTables.unprefixedTemporaries.insert(names.all[named])
      } else {
        otherTables.temporaries.insert(names.all[named])
      }
      if schema == .reference || schema == .dynamic {
        otherTables.hiding.insert(names.all[named])
      }
    }
  }

  /// Of the tables that share a name the one in a schema of the string.
  func table(like index: Int, in schema: SQLToken?, _ value: StringValue) -> Int {
    schema.map { names.table(like: index, in: value.bytes[$0.range].lowercased) } ?? index
  }

  /// What the schema of a `USE`, or of a stored program, means for a table: nil when it is some
  /// other schema.
  func meaning(ofUsed schema: SQLToken, for table: Int, _ value: StringValue) -> CodeReference.Kind?
  {
    isMadeAtRunTime(schema, value) ? .dynamic : meaning(of: schema, for: table, value)
  }

  /// `USE ${schema}`, `USE %s`, `USE :schema`
  private func isMadeAtRunTime(_ schema: SQLToken, _ value: StringValue) -> Bool {
    let signs = Array("$%:@{<?".utf8)
    return schema.kind != .quotedName
      && value.bytes[schema.range].contains { signs.contains($0) }
  }

  /// The name of a schema, in lower case; nil where it is made at run time.
  func knownName(_ schema: SQLToken, _ value: StringValue) -> [UInt8]? {
    let name = value.bytes[schema.range].lowercased
    return isMadeAtRunTime(schema, value) || name.contains(StringValue.holeMark) ? nil : name
  }

  /// Whether a schema is known, and is none of the plan.
  func isOtherSchema(_ schema: SQLToken?, _ value: StringValue) -> Bool {
    schema.flatMap { knownName($0, value) }.map(isOtherSchema) ?? false
  }

  private func isOtherSchema(_ name: [UInt8]) -> Bool {
    !names.sourceSchemas.contains(name) && !names.targetSchemas.contains(name)
  }

  /// Notes the schema that a string of code selects with `USE`.
  mutating func takeSelectedSchema(
    _ reading: SQLReading, _ value: StringValue, _ expression: Range<Int>
  ) {
    // In small letters it is mostly prose.
    guard let schema = reading.selectedSchema,
      reading.tokens[0].isCapital(in: value.bytes) || isQuery(expression)
    else { return }
    if knownName(schema, value) == nil {
      otherTables.selectsAtRunTime = true
    } else if isOtherSchema(schema, value) {
      otherTables.selectsOther = true
    }
  }

  private func isQuery(_ expression: Range<Int>) -> Bool {
    guard let name = file.call(around: expression)?.name else { return false }
    return ["query", "exec", "prepare"].contains { name.contains($0) }
  }

  /// Notes the schema that a function selects: `$db->select_db('crm')`.
  private mutating func takeSelectedSchema(at index: Int) {
    guard file.isByte(index + 1, 0x28), Self.selectFunctions.contains(file.word(index)) else {
      return
    }
    for argument in index + 2..<max(index + 2, file.partner(of: index + 1)) {
      guard let name = file.literalText(argument) else { continue }
      if isOtherSchema(name.lowercased) { otherTables.selectsOther = true }
    }
  }

  private static let selectFunctions: Set<String> = [
    "select_db", "mysqli_select_db", "mysql_select_db", "selectdb", "changedatabase",
  ]

  /// Makes references dynamic that can mean another table.
  ///
  /// Strings of code run in an order that no reader knows, mostly in one connection: what one of them
  /// creates or selects counts for all. Within a file of SQL the order is known, but a stored
  /// program may run at any time.
  mutating func doubtOtherTables() {
    guard found.contains(where: { $0.kind == .reference }) else { return }
    for index in file.lexemes.indices { takeSelectedSchema(at: index) }
    let hidden = otherTables.temporaries
    let hiddenRests = hidden.union(otherTables.unprefixedTemporaries)
    if hiddenRests.isEmpty, !otherTables.selectsOther { return }
    for index in found.indices where found[index].kind == .reference {
      guard found[index].isUnqualified, let table = found[index].table else { continue }
      let isRest = found[index].pattern == .unprefixedSQL
      if (isRest ? hiddenRests : hidden).contains(table.name.utf8.lowercased) {
        found[index].kind = .dynamic
        found[index].pattern = .temporaryTable
      } else if otherTables.selectsOther,
        !namesWithSchema.contains(found[index].name.lowerBound)
      {
        found[index].kind = .dynamic
        found[index].pattern = .use
      }
    }
  }

  /// What keeps a fix from a reference that can mean another table.
  func otherTable(_ reference: CodeReference, _ table: MovedTable) -> FixObstacle? {
    let hasSchema = namesWithSchema.contains(reference.name.lowerBound)
    let isOldSchema = reference.pattern == .oldSchema
    // The generated map is asked for the name alone.
    if names.isShared(table.name), file.language.isPHP || !isOldSchema && !hasSchema {
      return .sharedName
    }
    if isOldSchema {
      return otherTables.hiding.contains(table.name.utf8.lowercased) ? .temporaryTable : nil
    }
    return reference.isUnqualified && !hasSchema && otherTables.selectsAtRunTime
      ? .usedSchema : nil
  }
}

extension CodeReference {
  /// Whether a reference is a table's name without a schema, in a statement or for one.
  fileprivate var isUnqualified: Bool {
    ![.showTables, .informationSchema, .oldSchema].contains(pattern)
  }
}
