import Foundations
import MySQL

/// Tables, sequences, and constraints.
extension Inspection {
  mutating func addTables() throws(InspectionContradiction) {
    var tables = Tables()
    for row in rows(.tables) {
      let (schema, name) = (try row.text(0), try row.text(1))
      let place = try place(of: schema, row)
      switch try row.text(2) {
      case "SEQUENCE": change(place) { $0.sequences.append(Catalog.Sequence(name)) }
      case let type:
        tables.places[Name(schema, name)] = (place, schemas[place].tables.count)
        let table = Catalog.Table(
          name, kind: type == "SYSTEM VERSIONED" ? .systemVersioned : .base, engine: row[3],
          collation: row[4], isPartitioned: try row.text(5) == "1")
        change(place) { $0.tables.append(table) }
      }
    }
    for row in rows(.checks) {
      let (schema, table) = try tables.place(row, row.text(0), row.text(1))
      let check = Catalog.Check(try row.text(2))
      change(schema) { $0.tables[table].checks.append(check) }
    }
    var views: Set<Name> = []
    for row in rows(.views) { views.insert(Name(try row.text(0), try row.text(1))) }
    for row in rows(.sequenceDefaults) {
      // A view shows the default of the column below it.
      if views.contains(Name(try row.text(0), try row.text(1))) { continue }
      let (schema, table) = try tables.place(row, row.text(0), row.text(1))
      let column = try row.text(2)
      let uses = sequences(in: try row.text(3)).map {
        Catalog.SequenceDefault(column: column, sequence: $0)
      }
      change(schema) { $0.tables[table].sequenceDefaults += uses }
    }
    try addForeignKeys(&tables)
  }

  /// Where each table stands among the schemas.
  private struct Tables {
    package var places: [Name: (schema: Int, table: Int)] = [:]

    package func place(_ row: Row, _ schema: String, _ table: String)
      throws(InspectionContradiction)
      -> (schema: Int, table: Int)
    {
      if let place = places[Name(schema, table)] { return place }
      throw row.fault("is about `\(schema)`.`\(table)`, which is not among the tables")
    }
  }

  /// The sequences in a default. MariaDB writes each as ``nextval(`schema`.`sequence`)``, and texts in
  /// quotes.
  private func sequences(in text: String) -> [QualifiedName] {
    let tokens = bodyTokens(text)
    return tokens.indices.compactMap { index in
      guard ["NEXTVAL", "LASTVAL", "SETVAL"].contains(where: tokens[index].isWord),
        index + 5 < tokens.count,
        tokens[index + 1].isSymbol("("), case .quotedName(let schema) = tokens[index + 2].kind,
        tokens[index + 3].isSymbol("."), case .quotedName(let name) = tokens[index + 4].kind
      else { return nil }
      return QualifiedName(schema, name)
    }
  }

  /// A table of a schema that was not asked for has nothing but its foreign keys.
  private mutating func addForeignKeys(_ tables: inout Tables) throws(InspectionContradiction) {
    var columns: [Name: [Row]] = [:]
    for row in rows(.foreignKeyColumns) {
      let name = Name(try row.text(0), try row.text(1), try row.text(2))
      columns[name, default: []].append(row)
    }
    let alike = try foreignKeysAlike()
    for row in rows(.foreignKeys) {
      let (schema, child) = (try row.text(0), try row.text(1))
      let name = Name(schema, child, try row.text(2))
      if alike.contains(name) {
        // A rule that is none is told here, too.
        let _: (Catalog.ForeignKey.Rule, Catalog.ForeignKey.Rule) = (
          try row.word(3), try row.word(4)
        )
        hidden.append((schema, .foreignKeys, Self.cutNames))
        continue
      }
      guard let own = columns[name], !own.contains(where: \.isHidden) else {
        hidden.append((schema, .foreignKeys, Self.keptBack))
        continue
      }
      let key = try foreignKey(row, own)
      let place = try place(of: schema, row)
      if let index = tables.places[Name(schema, child)]?.table {
        change(place) { $0.tables[index].foreignKeys.append(key) }
      } else if schemas[place].extent == .dependents {
        tables.places[Name(schema, child)] = (place, schemas[place].tables.count)
        var table = Catalog.Table(child, engine: nil)
        table.foreignKeys = [key]
        change(place) { $0.tables.append(table) }
      } else {
        throw row.fault("is about `\(schema)`.`\(child)`, which is not among the tables")
      }
    }
  }

  /// Names that several keys of a table seem to have: the server makes `table_ibfk_1` of a long
  /// table's name too, and shows 64 characters of it. Nothing tells whose the columns are.
  private func foreignKeysAlike() throws(InspectionContradiction) -> Set<Name> {
    var seen: Set<Name> = []
    var alike: Set<Name> = []
    for row in rows(.foreignKeys) {
      let name = Name(try row.text(0), try row.text(1), try row.text(2))
      if !seen.insert(name).inserted { alike.insert(name) }
    }
    return alike
  }

  private func foreignKey(
    _ row: Row, _ columns: [Row]
  ) throws(InspectionContradiction) -> Catalog.ForeignKey {
    var pairs: [(position: Int, own: String, referenced: String)] = []
    for column in columns {
      pairs.append((try column.number(3), try column.text(4), try column.text(5)))
    }
    pairs.sort { $0.position < $1.position }
    return Catalog.ForeignKey(
      try row.text(2), columns: pairs.map(\.own),
      referenced: QualifiedName(try columns[0].text(6), try columns[0].text(7)),
      referencedColumns: pairs.map(\.referenced), onUpdate: try row.word(3),
      onDelete: try row.word(4))
  }
}
