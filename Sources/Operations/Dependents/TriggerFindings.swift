import Catalogs
import Diagnostics
import Foundations
import MySQL
import Plans

/// Whether the triggers of tables that move can be carried along as they are.
extension DependentFindings {
  func triggers() -> [Diagnostic] {
    let byTable = TableTriggers(catalog)
    return catalog.schemas.flatMap { schema in
      schema.tables.flatMap { table -> [Diagnostic] in
        let name = QualifiedName(schema.name, table.name)
        guard let move = moves[name] else { return [] }
        return byTable.of(name).flatMap { trigger in
          if plan.triggers?.value == .refuse { return [refused(trigger, of: name)] }
          let diagnostics =
            carriage(trigger, of: name, to: move.target)
            + unqualified(trigger, of: name, in: schema)
            + taken(trigger, of: name, to: move.target.schema)
            + collation(trigger, of: name, in: schema, to: move.target.schema)
          return diagnostics
        }
      }
    }
  }

  private func refused(_ trigger: Catalog.Trigger, of table: QualifiedName) -> Diagnostic {
    finding(
      .refusedTrigger,
      "\(shown(table.schema, table.table)) has the trigger `\(shown(trigger.name))`, and the plan refuses triggers",
      at: table, origin: trigger.origin, "defined here",
      help: ["leave `triggers: refuse` out, or drop the trigger and take the catalog anew"])
  }

  /// What no script of ours can create again as it was, or perhaps not.
  private func carriage(
    _ trigger: Catalog.Trigger, of table: QualifiedName, to target: QualifiedName
  ) -> [Diagnostic] {
    let name = shown(table.schema, trigger.name)
    let why: String? =
      switch catalog.server.flavor {
      case .mysql: "CREATE TRIGGER cannot be prepared on MySQL, and so not run behind a guard"
      case .mariadb where trigger.definer.host.isEmpty: "its definer is a role"
      case .mariadb where trigger.writtenHead == nil: "`head` in the catalog cannot be read"
      case .mariadb where trigger.writtenHead?.saysIfNotExists == true:
        "its text says IF NOT EXISTS, with which CREATE OR REPLACE TRIGGER fails (1221)"
      case .mariadb: misreading(trigger, of: [table, target])
      }
    if let why {
      return [
        finding(
          .triggerNotCarried, "the trigger \(name) cannot be carried along", at: table,
          origin: trigger.origin, "defined here", notes: [why],
          help: ["drop it before the move, and create it on the new table after it"])
      ]
    }
    if trigger.isProven { return [] }
    return [
      unproven(
        "the trigger \(name) would be created again from a text that may have lost something",
        at: table, trigger.origin, "SHOW CREATE TRIGGER",
        hidesCharacters: mayHideCharacters(
          trigger.body.utf8, trigger.settings.characterSetClient))
    ]
  }

  /// MariaDB writes the new name of a table into its triggers in UTF-8, and reads it in the character
  /// set of each: one in latin1 shows another name then, or, where that is too long, fails for good.
  /// The name of the schema is in its text only where it was written there.
  private func misreading(_ trigger: Catalog.Trigger, of tables: [QualifiedName]) -> String? {
    let settings = trigger.settings
    let head = trigger.writtenHead
    let namesSchema = head?.ownSchema != nil || head?.tableSchema != nil
    let names = tables.flatMap { namesSchema ? [$0.schema, $0.table] : [$0.table] }
    let sets = [
      settings.characterSetClient, ViewJudge.characterSet(of: settings.collationConnection),
    ]
    guard let other = sets.first(where: { !$0.lowercased().hasPrefix("utf8") }),
      let name = names.first(where: {
        !$0.unicodeScalars.allSatisfy(\.isASCII)
      })
    else { return nil }
    return
      "it was created in the character set \(shown(other)), in which the server misreads `\(shown(name))` after a rename"
  }

  /// An unqualified name means the schema of the trigger, which is another after the move.
  private func unqualified(
    _ trigger: Catalog.Trigger, of table: QualifiedName, in schema: Catalog.Schema
  ) -> [Diagnostic] {
    let tables = schema.tables.map(\.name) + schema.views.map(\.name)
    let names = tables + schema.sequences.map(\.name)
    let finder = BodyReferences(
      to: names.map { QualifiedName(schema.name, $0) },
      ignoresCase: catalog.lowerCaseTableNames.value != 0)
    var notes = finder.references(in: trigger.text, trigger.readings, defaultSchema: schema.name)
      .filter { $0.form != .qualified && !movesAlong($0, trigger, in: schema) }
      .map(Self.placed)
    for reading in trigger.readings {
      let more = routines(in: trigger, reading, of: schema)
      notes += more.filter { !notes.contains($0) }
    }
    if notes.isEmpty { return [] }
    return [
      finding(
        .unqualifiedTriggerName,
        "the trigger \(shown(schema.name, trigger.name)) names something of `\(shown(schema.name))` without its schema",
        at: table, origin: trigger.origin, "defined here", notes: notes,
        help: [
          "create the trigger again with `\(shown(schema.name))` before each of these names, take the catalog anew"
        ])
    ]
  }

  /// The name of a table without its schema means the table of that name in the schema of the trigger. So it goes
  /// on to mean the same table where both move to one schema, and the table keeps its name.
  func movesAlong(
    _ reference: BodyReference, _ trigger: Catalog.Trigger, in schema: Catalog.Schema
  ) -> Bool {
    guard reference.table.schema == schema.name,
      let own = moves[QualifiedName(schema.name, trigger.table)],
      let named = moves[reference.table]
    else { return false }
    return switch reference.form {
    case .unqualified, .columnQualifier:
      named.target.schema == own.target.schema
        && isSameSpelling(named.target.table, reference.table.table)
    case .qualified, .inString: false
    }
  }

  /// Calls of routines of the schema without its name.
  private func routines(
    in trigger: Catalog.Trigger, _ quoting: BodyQuoting, of schema: Catalog.Schema
  ) -> [String] {
    let known = Set(schema.routines.map { $0.name.lowercased() })
    let tokens = bodyTokens(trigger.text, quoting)
    return tokens.indices.compactMap { index in
      guard let name = tokens[index].name, known.contains(name.lowercased()) else { return nil }
      let isCall =
        index > 0 && tokens[index - 1].isWord("CALL")
        || index + 1 < tokens.count && tokens[index + 1].isSymbol("(")
      let isQualified = index > 0 && tokens[index - 1].isSymbol(".")
      return isCall && !isQualified ? "it calls `\(shown(name))`" : nil
    }
  }

  /// The name of a trigger is taken once in a schema. MariaDB compares it like the name of a table.
  private func taken(
    _ trigger: Catalog.Trigger, of table: QualifiedName, to target: String
  ) -> [Diagnostic] {
    let there = catalog.schemas.first { $0.name == target }
    func key(_ name: String) -> String {
      catalog.lowerCaseTableNames.value == 0 ? name : name.lowercased()
    }
    return (there?.triggers ?? []).filter { isSameSpelling(key($0.name), key(trigger.name)) }.map {
      other in
      finding(
        .triggerNameTaken,
        "the name of the trigger \(shown(table.schema, trigger.name)) is taken in `\(shown(target))`",
        at: table, origin: other.origin, "taken here", notes: ["the server would say 1359"],
        help: ["rename one of the two: drop it, and create it under another name"])
    }
  }

  /// A local variable without a character set has the collation that its schema had when the
  /// trigger was created.
  private func collation(
    _ trigger: Catalog.Trigger, of table: QualifiedName, in schema: Catalog.Schema,
    to target: String
  ) -> [Diagnostic] {
    let declared = plan.schemas.first { $0.name.value == target }?.create?.collation.value
    let there = declared ?? catalog.schemas.first { $0.name == target }?.collation
    let now = trigger.settings.databaseCollation
    let declares = trigger.readings.contains {
      bodyTokens(trigger.text, $0).contains { $0.isWord("DECLARE") }
    }
    guard declares, now != schema.collation || there.map({ $0 != now }) ?? false else { return [] }
    return [
      finding(
        .triggerCollation,
        "the variables of the trigger \(shown(schema.name, trigger.name)) would get another collation",
        at: table, origin: trigger.origin, "defined here",
        notes: [
          "now `\(now)`; after the move `\(there ?? "?")`; after a rollback `\(schema.collation)`"
        ],
        help: ["declare them with CHARACTER SET and COLLATE, and take the catalog anew"])
    ]
  }
}
