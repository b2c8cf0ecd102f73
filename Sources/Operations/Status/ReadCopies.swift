import Catalogs
import Foundations

extension StatusReader {
  /// What is known of tables that have a copy, and their rows by name. Three of the results are there
  /// only where there is a copy.
  mutating func readCopies() throws(AnswerFault) -> ([TableCopy], [String: RowCount]) {
    let count = try reader.rows(of: ["copies"], count: 1)[0][0]
    guard let count = Int(count) else { throw AnswerFault("`\(count)` is not a number of copies") }
    let rows = try readRows()
    if count == 0 { return ([], rows) }
    var copies: [TableCopy] = []
    let columns = [
      "copy_schema", "copy_table", "table_type", "key_columns", "number_column", "insert_columns",
    ]
    for row in try reader.rows(of: columns, count: count) {
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
    let known = knownTriggers
    for row in try reader.rows(of: ["copy_schema", "copy_table", "trigger_name", "sha2"]) {
      let fingerprints = known[QualifiedName(row[0], row[1])]?[row[2]] ?? []
      copies[try index(row)].triggers.append(
        .init(name: row[2], isInCatalog: fingerprints.contains(row[3])))
    }
    let references = [
      "copy_schema", "copy_table", "from_schema", "from_table", "foreign_key", "from_columns",
      "to_columns", "on_delete", "on_update",
    ]
    for row in try reader.rows(of: references) {
      copies[try index(row)].references.append(
        .init(
          table: QualifiedName(row[2], row[3]), name: row[4], columns: row[5],
          referencedColumns: row[6], onDelete: row[7], onUpdate: row[8]))
    }
    return (copies, rows)
  }

  /// The SHA-256 that a trigger of the catalog can have, by table and name.
  private var knownTriggers: [QualifiedName: [String: [String]]] {
    var known: [QualifiedName: [String: [String]]] = [:]
    for batch in migration.batchesWithTriggers {
      guard let temporaryRename = batch.temporaryRename else { continue }
      for (index, trigger) in temporaryRename.triggers.enumerated() {
        let own = [
          TriggerText.fingerprint(trigger),
          TriggerText.fingerprint(trigger, TriggerText.unrestoredMark),
        ]
        let advised = TriggerText.fingerprint(temporaryRename.advised[index] ?? trigger)
        known[batch.moves[0].source, default: [:]][trigger.name] = own
        known[batch.moves[0].target, default: [:]][trigger.name] = own + [advised]
      }
    }
    return known
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
      case .temporarilyRenamed, .neither: break
      }
      if case .other(let found) = table.place {
        tables[index].temporaryCopies = found.temporarilyRenamed.compactMap(copy)
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
