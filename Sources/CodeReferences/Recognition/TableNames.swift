/// The moved tables by the ways in which code spells them.
struct TableNames: Sendable {
  let settings: ReferenceSettings
  private let full: [[UInt8]: Int]
  private let unprefixed: [[UInt8]: Int]
  /// The tables' whole names, in lower case.
  let all: [[UInt8]]
  /// The tables of each name that several have, from several schemas.
  private let namesakes: [[UInt8]: [Int]]
  /// The lengths that full names have, in bytes.
  let lengths: Set<Int>
  private let expressions: Set<[UInt8]>
  let prefix: [UInt8]
  let sourceSchemas: Set<[UInt8]>
  let targetSchemas: Set<[UInt8]>
  let schemaConstant: [UInt8]
  /// The functions of the generated map, in lower case.
  let mapFunctions: Set<String>
  /// The functions that the plan says take a table's name, in lower case.
  let queryFunctions: Set<String>

  init(_ settings: ReferenceSettings) {
    self.settings = settings
    prefix = Array(settings.tablePrefix.utf8).lowercased
    var full: [[UInt8]: Int] = [:]
    var unprefixed: [[UInt8]: Int] = [:]
    for (index, table) in settings.tables.enumerated() {
      let name = table.name.utf8.lowercased
      full[name] = full[name] ?? index
      if !prefix.isEmpty, name.starts(with: prefix), name.count > prefix.count {
        let rest = Array(name[prefix.count...])
        unprefixed[rest] = unprefixed[rest] ?? index
      }
    }
    self.full = full
    self.unprefixed = unprefixed
    all = settings.tables.map { $0.name.utf8.lowercased }
    namesakes = Dictionary(grouping: all.indices) { [all] in all[$0] }
      .filter { $0.value.count > 1 }
    lengths = Set(all.map(\.count))
    expressions = Set(settings.prefixExpressions.map { Self.normalized(Array($0.utf8)[...]) })
    sourceSchemas = Set(settings.tables.map { $0.sourceSchema.utf8.lowercased })
    targetSchemas = Set(settings.tables.map { $0.targetSchema.utf8.lowercased })
    mapFunctions = Set(settings.helperFunctions.map { $0.lowercased() })
    schemaConstant = Array(settings.schemaConstant.utf8)
    queryFunctions = Set(settings.queryFunctions.map { $0.lowercased() })
  }

  /// Every other text that code may spell for a table: rests without the prefix, and, where no prefix
  /// is known, what follows each `_`.
  var rests: [[UInt8]] {
    if !prefix.isEmpty {
      return unprefixed.keys.sorted { $0.lexicographicallyPrecedes($1) }
    }
    var rests: [[UInt8]] = []
    for name in all {
      for index in name.indices where name[index] == 0x5F && name.count - index > 3 {
        rests.append(Array(name[(index + 1)...]))
      }
    }
    return rests
  }

  func table(_ index: Int) -> MovedTable { settings.tables[index] }

  /// Whether tables of the same name move out of several schemas.
  func isShared(_ name: String) -> Bool {
    !namesakes.isEmpty && namesakes[name.utf8.lowercased] != nil
  }

  /// Of the tables with the same name the one in a schema, before the move or after it.
  func table(like index: Int, in schema: [UInt8]) -> Int {
    let all = namesakes.isEmpty ? [] : namesakes[all[index]] ?? []
    func isIn(_ name: String) -> Bool { name.utf8.lowercased == schema }
    return all.first { isIn(table($0).sourceSchema) }
      ?? all.first { isIn(table($0).targetSchema) } ?? index
  }

  func fullName(_ name: some Sequence<UInt8>) -> Int? { full[name.lowercased] }

  func unprefixedName(_ name: some Sequence<UInt8>) -> Int? {
    unprefixed.isEmpty ? nil : unprefixed[name.lowercased]
  }

  /// The table whose name is a prefix's value and then `rest`; without a configured prefix, the
  /// only table that ends in `rest` after a `_`.
  func prefixedName(_ rest: some Sequence<UInt8>) -> Int? {
    let rest = rest.lowercased
    if rest.isEmpty { return nil }
    if !prefix.isEmpty { return unprefixed[rest] }
    if let exact = full[rest] { return exact }
    var found: Int?
    for (index, name) in all.enumerated()
    where name.count > rest.count && name[name.count - rest.count - 1] == 0x5F
      && name.suffix(rest.count).elementsEqual(rest)
    {
      if found != nil { return nil }
      found = index
    }
    return found
  }

  func anyName(startsWith start: some Sequence<UInt8>) -> Bool {
    let start = start.lowercased
    return all.contains { $0.starts(with: start) }
  }

  func anyName(endsWith end: some Sequence<UInt8>) -> Bool {
    let end = end.lowercased
    return all.contains { $0.suffix(end.count).elementsEqual(end) }
  }

  /// Whether an expression, as written, stands for the prefix.
  func isPrefix(_ expression: ArraySlice<UInt8>) -> Bool {
    let normalized = Self.normalized(expression)
    if !expressions.isEmpty { return expressions.contains(normalized) }
    var end = normalized.count
    if end >= 2, normalized[end - 1] == 0x29, normalized[end - 2] == 0x28 { end -= 2 }
    // `$config['db_prefix']`
    while end > 0, [0x5D, 0x27, 0x22].contains(normalized[end - 1]) { end -= 1 }
    var start = end
    while start > 0, normalized[start - 1].continuesName { start -= 1 }
    let name = normalized[start..<end].lowercased
    guard name.count <= 40 else { return false }
    let word = String(decoding: name, as: UTF8.self)
    guard word.hasSuffix("prefix") || word.hasSuffix("pfx") || word.hasPrefix("prefix") else {
      return false
    }
    return !Self.otherPrefixes.contains { word.hasPrefix($0) }
  }

  private static let otherPrefixes = [
    "cookie", "cache", "session", "route", "key", "url", "path", "css", "class", "file", "log",
    "event", "hook", "option", "lang", "field", "column", "alias", "message", "id", "name",
  ]

  /// Without blanks, quotes and the sigils of variables.
  private static func normalized(_ expression: ArraySlice<UInt8>) -> [UInt8] {
    expression.filter { !$0.isBlank && $0 != 0x24 && $0 != 0x7B && $0 != 0x7D && $0 != 0x25 }
  }

  /// Whether a name tells a table from a word of English: it has the prefix, or a `_`.
  func isDistinctive(_ index: Int) -> Bool {
    let name = all[index]
    return (!prefix.isEmpty && name.starts(with: prefix)) || (name.contains(0x5F) && name.count > 5)
  }
}
