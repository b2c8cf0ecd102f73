import Catalogs
import Diagnostics
import Foundations
import MySQL
import Plans

// MARK: - Sources

extension CatalogCheck {
  func sources() -> [Diagnostic] {
    moves.compactMap { move in
      guard let schema = index.schema(move.source.schema) else { return nil }
      if let found = move.found {
        return isSameSpelling(found.name, move.source.table) ? nil : otherCase(move, found)
      }
      if let object = index.object(move.source) { return notATable(move, object) }
      return missing(move, in: schema)
    }
  }

  private func otherCase(_ move: CheckedMove, _ found: Catalog.Table) -> Diagnostic {
    let place = plan.location(move.table.name.span)
    return Diagnostic(
      .otherCase,
      "\(shown(move.source.schema, move.source.table)) is `\(shown(found.name))` in the catalog",
      at: place, secondary: label(found.origin, "so here"),
      notes: [
        "the server finds it in any case, but its tables are compared by their names as they are"
      ],
      help: ["write `\(found.name)`"], edit: Diagnostic.Edit(place, replacement: found.name))
  }

  private func notATable(_ move: CheckedMove, _ object: CatalogIndex.Object) -> Diagnostic {
    Diagnostic(
      .notATable,
      "\(shown(move.source.schema, move.source.table)) is a \(object.noun), not a table",
      at: plan.location(move.table.name.span),
      secondary: label(object.origin, "a \(object.noun) in the catalog"),
      help: ["take it out; only tables are moved"])
  }

  private func missing(_ move: CheckedMove, in schema: Catalog.Schema) -> Diagnostic {
    let name = move.table.name.value
    let place = plan.location(move.table.name.span)
    var near = schema.nearestTables(to: name)
    if let qualified = QuotedSchemaName(name, of: plan),
      index.object(
        QualifiedName(move.source.schema, qualified.table)) != nil
    {
      near = [qualified.table]
    }
    // Only one that differs in nothing but case, or is alone, is surely meant.
    let meant = near.count == 1 ? near[0] : nil
    return Diagnostic(
      .missingSource, "the catalog has no table \(shown(move.source.schema, name))", at: place,
      help: [
        near.isEmpty
          ? "take the table out, or take the catalog anew if it was made since"
          : "did you mean \(near.map { "`\(shown($0))`" }.joined(separator: " or "))?"
      ],
      edit: meant.map { Diagnostic.Edit(place, replacement: $0) })
  }
}

// MARK: - Targets

extension CatalogCheck {
  func targets() -> [Diagnostic] {
    moves.compactMap { move in
      guard let object = index.object(move.target), move.source != move.target else { return nil }
      let isRenamed = move.table.renamed != nil
      return Diagnostic(
        .takenTarget,
        "\(shown(move.target.schema, move.target.table)) is there already, a \(object.noun)",
        at: plan.location(move.table.targetName.span),
        label: "\(shown(move.source.schema, move.source.table)) would get this name",
        secondary: label(object.origin, "in the catalog"),
        help: [
          isRenamed
            ? "choose another name in `as`"
            : "give the moved table another name with `{table: …, as: …}`"
        ])
    }
  }
}

// MARK: - Names of constraints

extension CatalogCheck {
  /// A name of a constraint in a target schema, where the server allows it once.
  private struct Taken {
    var shownTable: String
    var origin: Catalog.Origin
    var move: CheckedMove?
  }

  func constraintNames() -> [Diagnostic] {
    changedByTheWayBack() + longNames()
      + collisions(.takenForeignKeyName, "foreign key") {
        $0.foreignKeys.map { ($0.name, $0.origin) }
      }
      + (catalog.server.flavor == .mysql
        ? collisions(.takenCheckName, "CHECK constraint") { $0.checks.map { ($0.name, $0.origin) } }
        : [])
  }

  /// A constraint that has by accident the form of a name that the server makes from the table's
  /// new name: the way back would give it another name than it had.
  private func changedByTheWayBack() -> [Diagnostic] {
    moves.compactMap { move in
      guard let found = move.found else { return nil }
      let back = found.renamed(move.target.table).renamed(found.name)
      guard
        let name = zip(found.foreignKeys, back.foreignKeys).first(where: { $0.name != $1.name })?.0
          .name ?? zip(found.checks, back.checks).first(where: { $0.name != $1.name })?.0.name
      else { return nil }
      return Diagnostic(
        .takenForeignKeyName,
        "the constraint `\(shown(name))` of \(shown(move.source.schema, move.source.table)) would "
          + "not get its name back by the rollback",
        at: plan.location(move.table.targetName.span),
        notes: ["the server takes it for a name that it made from `\(shown(move.target.table))`"],
        help: ["give the table or the constraint another name"])
    }
  }

  /// MySQL refuses the move of a table whose new name is so long that one that it makes of it, for a
  /// constraint, is longer than a name may be. MariaDB takes such a name.
  private func longNames() -> [Diagnostic] {
    guard catalog.server.flavor == .mysql else { return [] }
    return moves.compactMap { move in
      guard let found = move.found else { return nil }
      let there = found.renamed(move.target.table)
      let names = there.foreignKeys.map(\.name) + there.checks.map(\.name)
      let lengths = names.map { (name: $0, length: $0.unicodeScalars.count) }
      guard let longest = lengths.max(by: { $0.length < $1.length }),
        longest.length > IdentifierFault.lengthMax
      else { return nil }
      return Diagnostic(
        .malformedIdentifier,
        "a constraint of \(shown(move.source.schema, move.source.table)) would be called "
          + "`\(shown(longest.name))`, of \(longest.length) characters, but may have at most "
          + "\(IdentifierFault.lengthMax)",
        at: plan.location(move.table.targetName.span),
        notes: ["MySQL makes its name of the table's, and the move would fail with error 1059"],
        help: [
          "make the new name shorter by \(longest.length - IdentifierFault.lengthMax), or give the "
            + "constraint a name of its own"
        ])
    }
  }

  /// What two names have in common that a server takes for the same.
  ///
  /// MariaDB folds ASCII letters only. MySQL also ignores the accents of foreign keys, which the preflight
  /// finds: docs/servers.md.
  private func key(_ name: String) -> String {
    if catalog.server.flavor == .mysql { return name.lowercased() }
    return String(
      decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private func collisions(
    _ code: DiagnosticCode, _ noun: String,
    _ names: (Catalog.Table) -> [(String, Catalog.Origin)]
  ) -> [Diagnostic] {
    let leaving = Set(moves.map(\.source))
    var taken: [String: [String: Taken]] = [:]
    for target in Set(moves.map(\.target.schema)).sorted(by: precedes) {
      guard let schema = catalog.schemas.first(where: { $0.name == target }) else { continue }
      for table in schema.tables
      where !leaving.contains(QualifiedName(schema.name, table.name)) {
        for (name, origin) in names(table) {
          taken[target, default: [:]][key(name)] = Taken(
            shownTable: shown(schema.name, table.name), origin: origin)
        }
      }
    }
    var diagnostics: [Diagnostic] = []
    for move in moves {
      guard let found = move.found else { continue }
      for (name, origin) in names(found.renamed(move.target.table)) {
        let target = move.target.schema
        guard let other = taken[target]?[key(name)] else {
          taken[target, default: [:]][key(name)] = Taken(
            shownTable: shown(move.source.schema, move.source.table), origin: origin, move: move)
          continue
        }
        diagnostics.append(
          Diagnostic(
            code,
            "the \(noun) `\(shown(name))` of \(shown(move.source.schema, move.source.table)) "
              + "would meet that of \(other.shownTable) in `\(shown(target))`",
            at: plan.location(move.table.name.span),
            secondary: label(origin, "this one moves")
              + label(other.origin, other.move == nil ? "this one is there" : "this one moves too"),
            notes: ["a schema has each name of a \(noun) once"],
            help: ["give one of the two constraints another name before the move"]))
      }
    }
    return diagnostics
  }
}
