import Catalogs
import Foundations
import MySQL

/// What moves along with the tables of a migration.
struct DependentKinds {
  let hasTriggers: Bool
  let hasViews: Bool
  let hasSchemaGrants: Bool
  let hasTableGrants: Bool

  init(_ migration: Migration) {
    hasTriggers = !migration.batchesWithTriggers.isEmpty
    hasViews = !migration.views.isEmpty
    hasSchemaGrants = migration.createdSchemas.contains {
      !($0.create?.grants?.copies.isEmpty ?? true)
    }
    hasTableGrants = migration.batches.contains { $0.grants != nil }
  }

  /// The sections that read them, behind `extras`.
  var sections: [Template] {
    (hasTriggers ? [.triggers] : [])
      + (hasViews ? [.views] : [])
      + (hasTableGrants || hasSchemaGrants ? [.privileges] : [])
      + (hasSchemaGrants ? [.schemaGrants] : [])
      + (hasTableGrants ? [.granted, .tableGrants] : [])
  }
}

/// The lists of views and grants, for the files that only read.
extension SQLScript {
  /// The schemas, the moves, and what moves along with them.
  mutating func writeLists(of migration: Migration, _ kinds: DependentKinds) {
    writeSchemas(of: migration)
    writeMoves(of: migration)
    if kinds.hasViews { writeViews(of: migration) }
    if kinds.hasSchemaGrants { writeSchemaGrants(of: migration) }
    if kinds.hasTableGrants { writeTableGrants(of: migration.batches) }
  }

  /// `@planc_views_listed`: the views that are recreated, each behind those that it names, with the SHA-256
  /// of each definition that the files leave.
  mutating func writeViews(of migration: Migration) {
    let opening = Self.openingSequences(migration.views)
    HeadList.write(
      "views_listed",
      migration.views.map { view in
        [.text("schema", view.schema), .text("view", view.view.name)]
          + (opening.contains(view.name) ? [.number("has_sequence", 1)] : [])
          + [
            .text("sha2_before", ViewStatement.fingerprint(view.view)),
            .text("sha2_after", ViewStatement.fingerprint(view.after)),
            .texts(
              "sha2_between",
              view.stages.map { ViewStatement.fingerprint(view.view(filled: $0)) }),
          ]
      }, to: &self)
  }

  /// `@planc_recreated_views`: the views that a file recreates, each behind those that it names, with the tables
  /// and views that it needs and a text for each set of target schemas that its own tables have reached.
  mutating func writeRecreatedViews(_ views: [CarriedView]) {
    let opening = Self.openingSequences(views)
    HeadList.write(
      "recreated_views", views.map { Self.recreated($0, opening.contains($0.name)) }, to: &self)
  }

  /// The views with a sequence, and those on such a view: a session that may not write cannot open them.
  private static func openingSequences(_ views: [CarriedView]) -> Set<QualifiedName> {
    var found: Set<QualifiedName> = []
    for view in views where !view.text.sequences.isEmpty || !found.isDisjoint(with: view.under) {
      found.insert(view.name)
    }
    return found
  }

  private static func recreated(
    _ view: CarriedView, _ opensSequence: Bool
  ) -> [HeadList.Member] {
    let tables = view.needs.map { move -> [HeadList.Member] in
      let isRenamed = move.target.table != move.source.table
      return [
        .text("from", move.source.schema), .text("table", move.source.table),
        .text("to", move.target.schema), .optional("as", isRenamed ? move.target.table : nil),
      ] + (view.moves.contains(move) ? [] : [.number("through_view", 1)])
    }
    let under = view.under.map {
      [HeadList.Member.text("schema", $0.schema), .text("view", $0.table)]
    }
    let texts = view.stages.map { filled -> [HeadList.Member] in
      let moved = view.targets.filter(filled.contains)
      return [
        .texts("moved_to", moved),
        .text("sha2", ViewStatement.fingerprint(view.view(filled: filled))),
        .text(
          "create",
          ViewStatement.creation(view.view, named: view.name, as: view.statement(filled: filled))),
      ]
    }
    return [
      .text("schema", view.schema), .text("view", view.view.name),
      .text("character_set", view.view.characterSetClient),
      .text("collation", view.view.collationConnection),
      .optional("default_schema", view.text.callsOwnFunctions ? view.schema : nil),
    ] + (opensSequence ? [.number("has_sequence", 1)] : [])
      + [.list("tables", tables)] + (under.isEmpty ? [] : [.list("views", under)])
      + [.list("texts", texts)]
  }

  /// `@planc_trigger_tables`: the tables with triggers, each with its temporary name and the statements that
  /// restore its triggers at both ends.
  mutating func writeTriggerTables(_ batches: [Batch]) {
    var offsets = moveOffsets
    statement { bytes in
      bytes.append("SET @planc_trigger_tables = '[\n")
      for (index, batch) in batches.enumerated() {
        guard let temporaryRename = batch.temporaryRename else {
          preconditionFailure("a table without triggers moves with others")
        }
        bytes.append(index == 0 ? "    " : "  , ")
        offsets.append(bytes.count)
        bytes.append(HeadList.object(Self.triggerTable(batch.moves[0], temporaryRename), indent: 4))
        bytes.append("\n")
      }
      bytes.append("]'")
    }
    moveOffsets = offsets
  }

  private static func triggerTable(_ move: Move, _ temporaryRename: TemporaryRename) -> [HeadList
    .Member]
  {
    let isRenamed = move.target.table != move.source.table
    return [
      .text("from", move.source.schema), .text("table", move.source.table),
      .text("to", move.target.schema), .optional("as", isRenamed ? move.target.table : nil),
      .text("temporary_name", temporaryRename.name),
    ] + (temporaryRename.ignoresCase ? [.number("ignores_case", 1)] : []) + [
      .list(
        "triggers",
        temporaryRename.triggers.indices.map { index in
          let trigger = temporaryRename.triggers[index]
          let next = temporaryRename.next(after: index)
          let settings = trigger.settings
          return [
            .text("trigger", trigger.name), .text("timing", trigger.timing.rawValue.uppercased()),
            .text("event", trigger.event.rawValue.uppercased()),
            .text(
              "definer",
              "\(SQLText.name(trigger.definer.user))@\(SQLText.name(trigger.definer.host))"),
            .text("sql_mode", settings.sqlMode),
            .text("character_set", settings.characterSetClient),
            .text("collation", settings.collationConnection), .optional("next", next?.name),
            .text("sha2", TriggerText.fingerprint(trigger)),
            .text("any_order_sha2", TriggerText.fingerprint(trigger, inOrder: false)),
            .text("unrestored_sha2", TriggerText.fingerprint(trigger, TriggerText.mark)),
            .text(
              "unrestored_any_order_sha2",
              TriggerText.fingerprint(trigger, TriggerText.mark, inOrder: false)),
            .optional(
              "advised_sha2", temporaryRename.advised[index].map { TriggerText.fingerprint($0) }),
          ] + (trigger.writtenHead?.ownSchema == nil ? [] : [.number("names_schema", 1)]) + [
            .text(
              "at_source",
              TriggerText.restoration(trigger, on: move.source, before: next)),
            .text(
              "at_target",
              TriggerText.restoration(trigger, on: move.target, before: next)),
            .text("body", trigger.text),
          ]
        })
    ]
  }

  /// `@planc_schema_grants`: the copied grants on the schemas that the plan creates.
  mutating func writeSchemaGrants(of migration: Migration) {
    HeadList.write(
      "schema_grants",
      migration.createdSchemas.flatMap { schema in
        (schema.create?.grants?.copies ?? []).map { grant in
          [
            .text("schema", schema.name), .text("grantee", grant.grantee.asGrantee),
            .text("pattern", grant.pattern ?? ""),
            .texts(
              "privileges",
              grant.grantedPrivileges.map(\.privilege)
                + (grant.isGrantable ? [GrantCopy.option] : [])),
          ]
        }
      }, to: &self)
  }

  /// `@planc_table_grants`: the copied grants on tables, numbered, and without a number the other grants that
  /// the catalog has on the old and the new names.
  mutating func writeTableGrants(of batches: [Batch]) {
    var rows: [[HeadList.Member]] = []
    var number = 0
    func privileges(_ list: [GrantCopy.Privilege]) -> HeadList.Member {
      .list(
        "privileges",
        list.map {
          [
            .text("privilege", $0.privilege),
            .optional("column", $0.column.isEmpty ? nil : $0.column),
          ]
        })
    }
    for grants in batches.compactMap(\.grants) {
      for copy in grants.copies {
        number += 1
        let isRenamed = copy.target.table != copy.source.table
        rows.append([
          .number("copy", number), .text("grantee", copy.grantee.asGrantee),
          .text("from", copy.source.schema), .text("table", copy.source.table),
          .text("to", copy.target.schema),
          .optional("as", isRenamed ? copy.target.table : nil), privileges(copy.grantedPrivileges),
        ])
      }
      for grant in grants.others {
        guard let table = grant.table else { continue }
        let option =
          grant.isGrantable ? [GrantCopy.Privilege(column: "", privilege: GrantCopy.option)] : []
        rows.append([
          .text("grantee", grant.grantee.asGrantee), .text("from", table.schema),
          .text("table", table.table), privileges(grant.grantedPrivileges + option),
        ])
      }
    }
    HeadList.write("table_grants", rows, to: &self)
  }
}

extension Catalog.Account {
  /// The account as `information_schema` has it in GRANTEE: nothing within the quotes is escaped.
  var asGrantee: String { "'\(user)'@'\(host)'" }
}
