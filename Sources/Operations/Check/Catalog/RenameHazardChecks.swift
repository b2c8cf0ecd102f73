import Catalogs
import Diagnostics
import Foundations
import Plans

/// Kinds of tables that a `RENAME TABLE` leaves broken, though it succeeds.
extension CatalogCheck {
  /// Foreign keys that reference a missing table by the name that a moved table gets. They would reference
  /// it from then on, and follow it when the rollback moves it back.
  func awaitedNames() -> [Diagnostic] {
    var missing: [QualifiedName: [(table: QualifiedName, key: Catalog.ForeignKey)]] = [:]
    for schema in catalog.schemas {
      for table in schema.tables {
        for key in table.foreignKeys where index.object(key.referenced) == nil {
          missing[index.key(key.referenced), default: []].append(
            (QualifiedName(schema.name, table.name), key))
        }
      }
    }
    if missing.isEmpty { return [] }
    return moves.compactMap { move in
      guard let keys = missing[index.key(move.target)], let first = keys.first else { return nil }
      let target = shown(move.target.schema, move.target.table)
      let drops = keys.prefix(labelsMax).map {
        "ALTER TABLE \(SQLText.name($0.table)) DROP FOREIGN KEY \(SQLText.name($0.key.name));"
      }
      return Diagnostic(
        .awaitedName,
        "the foreign key `\(shown(first.key.name))` of \(shown(first.table.schema, first.table.table)) "
          + "references \(target), which is missing, and "
          + "\(shown(move.source.schema, move.source.table)) gets that name"
          + (keys.count > 1 ? ", as do \(keys.count - 1) more foreign keys" : ""),
        at: plan.location(move.table.targetName.span),
        secondary: keys.prefix(labelsMax).flatMap { label($0.key.origin, "this foreign key") },
        notes: ["after a rollback it would reference the table at the source"],
        help: [
          "drop it, and take the catalog again: \(drops.joined(separator: " "))",
          "or give the moved table another name with `as`",
        ])
    }
  }

  func traps() -> [Diagnostic] {
    let unions = Unions(catalog)
    return moves.flatMap { move in
      guard let found = move.found else { return [] as [Diagnostic] }
      return merge(move, found, unions) + sequences(move, found)
    }
  }

  /// The MERGE tables of a catalog, and what they read.
  private struct Unions {
    var readers: [QualifiedName: (name: QualifiedName, origin: Catalog.Origin)] = [:]
    /// A MERGE table of which the catalog does not say what it reads.
    var unknown: (name: QualifiedName, origin: Catalog.Origin)?

    init(_ catalog: Catalog) {
      for schema in catalog.schemas {
        for table in schema.tables where table.isMerge {
          let reader = (QualifiedName(schema.name, table.name), table.origin)
          if table.union == nil, unknown == nil { unknown = reader }
          for part in table.union ?? [] { readers[part] = reader }
        }
      }
    }
  }

  private func merge(
    _ move: CheckedMove, _ found: Catalog.Table, _ unions: Unions
  ) -> [Diagnostic] {
    let name = shown(move.source.schema, move.source.table)
    func diagnostic(
      _ message: String, _ reader: QualifiedName, _ origin: Catalog.Origin, _ text: String
    ) -> [Diagnostic] {
      var diagnostic = Diagnostic(
        .mergeTable, message, at: plan.location(move.table.name.span),
        secondary: label(origin, text),
        notes: ["the rename succeeds; the next use of the MERGE table fails with 1168"],
        help: ["make ordinary tables of them first, or accept the risk under `accept`"])
      diagnostic.subject = move.source.subject
      diagnostic.dependent = reader.subject
      return [diagnostic]
    }
    if found.isMerge {
      return diagnostic(
        "\(name) is a MERGE table, which would not find its tables again", move.source,
        found.origin,
        "a MERGE table in the catalog")
    }
    if let reader = unions.readers[move.source] {
      return diagnostic(
        "\(name) is part of the MERGE table \(shown(reader.name.schema, reader.name.table))",
        reader.name, reader.origin, "it reads the table under its old name")
    }
    if let reader = unions.unknown, found.engine?.lowercased() == "myisam" {
      return diagnostic(
        "\(name) may be part of the MERGE table \(shown(reader.name.schema, reader.name.table))",
        reader.name, reader.origin, "the catalog does not say which tables it reads")
    }
    return []
  }

  /// A sequence is no table and stays; the default goes on naming it where it is.
  private func sequences(_ move: CheckedMove, _ found: Catalog.Table) -> [Diagnostic] {
    found.sequenceDefaults.filter { $0.sequence.schema != move.target.schema }.map { use in
      var diagnostic = Diagnostic(
        .sequenceDefault,
        "the default of `\(shown(use.column))` in \(shown(move.source.schema, move.source.table)) "
          + "takes its values from \(shown(use.sequence.schema, use.sequence.table)), which stays",
        at: plan.location(move.table.name.span),
        secondary: label(use.origin, "the default"),
        notes: [
          "an account needs INSERT on the sequence to insert into the moved table"
        ],
        help: ["give the column another default, or accept the risk under `accept`"])
      diagnostic.subject = move.source.subject
      return diagnostic
    }
  }
}

extension QualifiedName {
  /// As `accept` names it in `at`.
  var subject: Diagnostic.Subject { Diagnostic.Subject(schema: schema, name: table) }
}
