import Catalogs
import Foundations

/// The lists that the heads of several kinds of files have.
extension SQLScript {
  mutating func begin(_ migration: Migration, _ purpose: String, usage: [String]) {
    begin(
      plan: migration.planPath, title: "\(migration.title) \(migration.version)", purpose,
      usage: usage)
  }

  /// `@planc_schemas`: the schemas of the plan, as it describes them.
  ///
  /// - Parameter only: the schemas to list, without numbers of tables; nil for all.
  mutating func writeSchemas(of migration: Migration, only: Set<String>? = nil) {
    let schemas = migration.schemas.filter { only?.contains($0.name) ?? true }
    HeadList.write(
      "schemas",
      schemas.map { schema in
        [.text("schema", schema.name)]
          + (only == nil ? [.number("tables_before", schema.tablesBefore)] : [])
          + (only == nil ? schema.budget.map { [.number("budget", $0)] } ?? [] : [])
          + (only == nil && schema.tolerance > 0 ? [.number("tolerance", schema.tolerance)] : [])
          + [
            .optional("collation", schema.create?.collation),
            .optional("lock", OperatorLock.unusualName(of: schema.name)),
          ]
      }, to: &self)
  }

  /// `@planc_expected_tables`, the only line with a count of tables, and `@planc_moves`: the tables by
  /// statement, source and target, in the order in which they move.
  ///
  /// A table with triggers also has its temporary name, and the SHA-256 of each trigger's definition.
  mutating func writeMoves(of migration: Migration) {
    set("expected_tables", migration.moveCount)
    reserve(migration.moveCount * 64 + 65536)
    var offsets: [Int] = []
    offsets.reserveCapacity(migration.moveCount)
    statement { bytes in
      bytes.append("SET @planc_moves = '[")
      var schemas: (source: String, target: String, statement: Int)?
      for (index, batch) in migration.batches.enumerated() {
        for group in batch.groups {
          for move in group.moves {
            let own = (move.source.schema, move.target.schema, index + 1)
            let isFirst = schemas.map { $0 != own } ?? true
            if isFirst {
              bytes.append(schemas == nil ? "\n    " : "\n    ]}\n  , ")
              bytes.append(Self.opening(own))
              schemas = own
            }
            bytes.append(isFirst ? "\n      " : "\n    , ")
            offsets.append(bytes.count)
            Self.write(move, batch.temporaryRename, to: &bytes)
          }
        }
      }
      bytes.append("\n    ]}\n]'")
    }
    moveOffsets = offsets
  }

  private static func opening(_ own: (source: String, target: String, statement: Int)) -> String {
    let members = [
      "\"from\": \(HeadList.json(own.source))", "\"to\": \(HeadList.json(own.target))",
      "\"statement\": \(own.statement)", "\"tables\": [",
    ]
    let line = "{" + members.joined(separator: ", ")
    if HeadList.width(line) + 4 <= columnMax { return line }
    return "{" + members.joined(separator: ",\n     ")
  }

  private static func write(
    _ move: Move, _ temporaryRename: TemporaryRename?, to bytes: inout [UInt8]
  ) {
    let name = move.source.table
    let isRenamed = move.target.table != name
    if temporaryRename == nil, !isRenamed {
      bytes.append("{\"table\": ")
      if !bytes.appendPlain(name, between: UInt8(ascii: "\"")) { bytes.append(HeadList.json(name)) }
      bytes.append("}")
      return
    }
    var members: [HeadList.Member] = [
      .text("table", name), .optional("as", isRenamed ? move.target.table : nil),
    ]
    if let temporaryRename {
      members += [
        .text("temporary_name", temporaryRename.name),
        .list(
          "triggers",
          temporaryRename.triggers.enumerated().map { index, trigger in
            [
              .text("trigger", trigger.name), .text("sha2", TriggerText.fingerprint(trigger)),
              .text(
                "unrestored_sha2", TriggerText.fingerprint(trigger, TriggerText.unrestoredMark)),
              .optional(
                "advised_sha2", temporaryRename.advised[index].map { TriggerText.fingerprint($0) }),
            ]
          }),
      ]
    }
    bytes.append(HeadList.object(members, indent: 6))
  }
}
