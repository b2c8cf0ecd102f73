extension StatusReader {
  /// What is known of tables that have a copy; three results, and none where there is no copy.
  mutating func readCopies() throws(AnswerFault) -> [TableCopy] {
    let count = try reader.rows(of: CopyFacts.count, count: 1)[0][0]
    guard let count = Int(count) else { throw AnswerFault("`\(count)` is not a number of copies") }
    if count == 0 { return [] }
    var copies: [TableCopy] = []
    for row in try reader.rows(of: CopyFacts.columns, count: count) {
      copies.append(
        TableCopy(
          name: QualifiedName(row[0], row[1]), isSystemVersioned: row[2] == "system versioned",
          keyColumns: Self.quotedNames(row[3]), numberColumn: row[4].isEmpty ? nil : row[4],
          columns: Self.quotedNames(row[5])))
    }
    func index(_ row: [String]) throws(AnswerFault) -> Int {
      let name = QualifiedName(row[0], row[1])
      guard let index = copies.firstIndex(where: { $0.name == name }) else {
        throw AnswerFault("`\(row[0]).\(row[1])` is none of the copies")
      }
      return index
    }
    for row in try reader.rows(of: CopyFacts.triggers) {
      copies[try index(row)].triggers.append(.init(name: row[2], isInCatalog: row[3] == "yes"))
    }
    for row in try reader.rows(of: CopyFacts.foreignKeys) {
      copies[try index(row)].references.append(
        .init(
          table: QualifiedName(row[2], row[3]), name: row[4], columns: row[5],
          referencedColumns: row[6], onDelete: row[7], onUpdate: row[8]))
    }
    return copies
  }

  func assign(_ copies: [TableCopy], to tables: inout [TableStatus]) {
    if copies.isEmpty { return }
    func copy(_ name: QualifiedName) -> TableCopy? { copies.first { $0.name == name } }
    for index in tables.indices {
      let table = tables[index]
      switch table.place {
      case .source, .target, .both, .other:
        tables[index].sourceCopy = copy(table.move.source)
        tables[index].targetCopy = copy(table.move.target)
      case .parked, .neither: break
      }
      if case .other(let found) = table.place {
        tables[index].parkedCopies = found.parked.compactMap(copy)
      }
    }
  }

  /// "`a`, `b``c`" as its names, which stay quoted.
  static func quotedNames(_ text: String) -> [String] {
    var names: [String] = []
    var name = ""
    var isQuoted = false
    for character in text.unicodeScalars {
      if character == "`" { isQuoted.toggle() }
      if !isQuoted, character == "," {
        names.append(name)
        name = ""
      } else if isQuoted || character != " " {
        name.unicodeScalars.append(character)
      }
    }
    return name.isEmpty ? names : names + [name]
  }
}
