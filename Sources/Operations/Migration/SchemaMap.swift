import Foundations
import MySQL
import Plans

/// Why a migration cannot run under other schema names.
package enum SchemaMapFault: Error, Hashable {
  /// No plan touches this schema; the plans' schemas, in their order.
  case unknownSchema(String, known: [String])
  case mappedTwice(String)
  /// A rehearsal would write to these schemas of the plans; the plans' order.
  case unmapped([String])
  /// Two schemas would become one.
  case merged(String, String, into: String)
  /// The new name is that of another schema of the plans.
  case realSchema(String, to: String)
  /// The new name cannot be one; why completes "the name …".
  case malformedName(String, why: String)

  /// What is wrong, in the form of a diagnostic's message.
  package var message: String {
    switch self {
    case .unknownSchema(let name, _): "no plan touches the schema `\(name)`"
    case .mappedTwice(let name): "the schema `\(name)` is mapped twice"
    case .unmapped(let names):
      "`--map` has no new name for \(list(of: names)): the rehearsal would change the real \(names.count == 1 ? "schema" : "schemas")"
    case .merged(let first, let second, let name):
      "`\(first)` and `\(second)` would both be `\(name)`"
    case .realSchema(let name, let to):
      "`\(name)` would become `\(to)`, a schema of the plan: the rehearsal would change the real schema"
    case .malformedName(let name, let why): "the name `\(name)` \(why)"
    }
  }

  /// How to go on; nil where the message says it all.
  package var help: String? {
    switch self {
    case .unknownSchema(let name, let known):
      nearestName(to: name, among: known).map { "did you mean `\($0)`?" }
        ?? "the schemas are \(list(of: known))"
    case .unmapped(let names):
      "add `--map \(names[0])=NAME`, or `--map \(names[0])=\(names[0])` if the rehearsal has a server of its own"
    case .realSchema(let name, _): "choose a name that no plan has: `--map \(name)=\(name)_stg`"
    case .mappedTwice, .merged, .malformedName: nil
    }
  }
}

extension Migration {
  /// The same migration under other schema names, for a rehearsal. Aliases and file names stay.
  ///
  /// Schemas that are not in the map keep their names.
  package func renamingSchemas(
    _ map: [(from: String, to: String)]
  ) throws(SchemaMapFault) -> Migration {
    let names = try resolve(map, schemas: rehearsedSchemas)
    let known = knownSchemas
    let folds = foldsNames
    func newName(_ name: String) -> String? {
      names[name] ?? (folds ? names[name.lowercased()] : nil)
    }
    func renamed(_ name: String) -> String {
      guard let name = names[name] else {
        preconditionFailure("a migration names only schemas that it lists")
      }
      return name
    }
    func renamed(_ schema: MigratedSchema) -> MigratedSchema {
      var schema = schema
      schema.name = renamed(schema.name)
      // What is granted on the rehearsal's server nobody has said.
      schema.create?.grants = nil
      return schema
    }
    func renamed(_ name: QualifiedName) -> QualifiedName {
      QualifiedName(renamed(name.schema), name.table)
    }
    func renamed(_ temporaryRename: TemporaryRename) -> TemporaryRename {
      var temporaryRename = temporaryRename
      temporaryRename.triggers = temporaryRename.triggers.map {
        $0.renamingSchemas(known: known, newName)
      }
      return temporaryRename
    }
    func renamed(_ batch: Batch) -> Batch {
      Batch(
        groups: batch.groups.map { group in
          Batch.Group(
            title: group.title,
            moves: group.moves.map { Move(renamed($0.source), to: renamed($0.target)) })
        }, temporaryRename: batch.temporaryRename.map { renamed($0) })
    }
    var migration = self
    migration.catalog = nil
    migration.isRehearsal = true
    migration.rehearsalLeavesOut = operations.flatMap(\.leftOutOfRehearsal)
    migration.schemas = schemas.map { renamed($0) }
    migration.acceptedRisks = acceptedRisks.map { risk in
      var risk = risk
      risk.table = risk.table.map { QualifiedName(names[$0.schema] ?? $0.schema, $0.table) }
      risk.object = risk.object.map { QualifiedName(names[$0.schema] ?? $0.schema, $0.table) }
      return risk
    }
    // A view may stand in a schema of which the plan says nothing, or name one.
    migration.views = views.map { $0.renamingSchemas { names[$0] ?? $0 } }
    migration.batches = batches.map { renamed($0) }
    migration.fileNames.moves = fileNames.moves.map {
      FileNames.Moves(schema: renamed($0.schema), file: $0.file)
    }
    return migration
  }
}

/// Renames the schemas of all migrations of a folder. A name must be known to at least one of them.
func rehearsals(
  of migrations: [Migration], _ map: [(from: String, to: String)]
) throws(SchemaMapFault) -> [Migration] {
  if migrations.isEmpty { return [] }
  var schemas: [String] = []
  for name in migrations.flatMap(\.rehearsedSchemas) where !schemas.contains(name) {
    schemas.append(name)
  }
  _ = try resolve(map, schemas: schemas)
  let mapped = Set(map.map(\.from))
  // A plan of which no schema is mapped is not rehearsed.
  let planned = Set(
    migrations.map { $0.schemas.map(\.name) }.filter { !mapped.isDisjoint(with: $0) }.joined())
  let unmapped = schemas.filter { planned.contains($0) && !mapped.contains($0) }
  if !unmapped.isEmpty { throw .unmapped(unmapped) }
  var renamed: [Migration] = []
  for migration in migrations {
    let names = Set(migration.rehearsedSchemas)
    renamed.append(try migration.renamingSchemas(map.filter { names.contains($0.from) }))
  }
  return renamed
}

/// The new name of each schema. Two new names that differ only in case count as one.
func resolve(
  _ map: [(from: String, to: String)], schemas: [String]
) throws(SchemaMapFault) -> [String: String] {
  var names = Dictionary(schemas.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
  var mapped: Set<String> = []
  for (from, to) in map {
    guard names[from] != nil else {
      throw .unknownSchema(from, known: schemas)
    }
    guard mapped.insert(from).inserted else { throw .mappedTwice(from) }
    if let why = reasonAgainst(schemaName: to) { throw .malformedName(to, why: why) }
    if from != to, schemas.contains(where: { $0.lowercased() == to.lowercased() }),
      from.lowercased() != to.lowercased()
    {
      throw .realSchema(from, to: to)
    }
    names[from] = to
  }
  var owners: [String: String] = [:]
  for schema in schemas {
    guard let name = names[schema] else { continue }
    if let other = owners.updateValue(schema, forKey: name.lowercased()), other != schema {
      throw .merged(other, schema, into: name)
    }
  }
  return names
}

private func reasonAgainst(schemaName name: String) -> String? {
  if systemSchemas.contains(name.lowercased()) { return "is a schema of the server itself" }
  return switch IdentifierFault(in: name) {
  case nil: nil
  case .empty: "is empty"
  case .tooLong(let length):
    "has \(length) characters, but may have at most \(IdentifierFault.lengthMax)"
  case .trailingSpace: "ends in a space"
  case .fileNamePrefix: "starts with `#mysql50#`, which stands for the name of a file"
  case .character(let scalar, let why): "holds \(codePoint(scalar)), \(why)"
  case .capitalLetter: "has capital letters, which some servers change"
  }
}
