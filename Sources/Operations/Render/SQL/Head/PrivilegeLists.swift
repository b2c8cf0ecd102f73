import Catalogs
import Foundations
import MySQL
import Plans

/// The lists about privileges, for the preflight file.
extension SQLScript {
  /// `@planc_needs`: the privileges that triggers, views and copied grants need beyond those for the moves, by
  /// schema, and the accounts that are the definers of triggers and views.
  mutating func writeNeeds(of migration: Migration) {
    let needs = Needs(of: migration)
    if !needs.isEmpty { needs.write(to: &self) }
  }

  /// The lists of dependents for which the plan has no object: empty, so that none of another plan counts.
  static func emptyLists(
    of migration: Migration, _ kinds: DependentKinds
  ) -> [(name: String, value: String)] {
    let lists = [
      ("views_listed", kinds.hasViews), ("schema_grants", kinds.hasSchemaGrants),
      ("table_grants", kinds.hasTableGrants), ("needs", !Needs(of: migration).isEmpty),
      ("accepted", migration.acceptedRisks.contains { $0.object != nil }),
    ]
    return lists.filter { !$0.1 }.map { ($0.0, "'[]'") }
  }

  /// `@planc_schema_grants_like`: the grants of the catalog from which those on the created schemas were
  /// derived.
  mutating func writeSchemaGrantsLike(of migration: Migration) {
    let grants = migration.createdSchemas.compactMap(\.create?.grants).filter {
      !$0.copies.isEmpty
    }
    HeadList.write(
      "schema_grants_like",
      grants.map { grants in
        [
          .text("schema", grants.schema), .text("like", grants.like),
          .list(
            "grants",
            grants.basis.map { grant in
              [
                .text("grantee", grant.grantee.asGrantee),
                .text("pattern", grant.pattern ?? ""),
                .texts(
                  "privileges",
                  grant.grantedPrivileges.map(\.privilege)
                    + (grant.isGrantable ? [GrantCopy.option] : [])),
              ]
            }),
        ]
      }, to: &self)
  }
}

/// What an account needs for triggers, views and copied grants, beyond the privileges for the moves.
struct Needs {
  /// By schema, in the order in which they are found; each privilege once.
  private(set) var privileges: [(schema: String, privileges: [String])] = []
  /// The definers of triggers and views, each once.
  private(set) var definers: [String] = []
  private var hasTriggers = false

  init() {}

  init(of migration: Migration) {
    for schema in migration.triggerSchemas { need("TRIGGER", on: schema) }
    hasTriggers = !migration.batchesWithTriggers.isEmpty
    need(views: migration.views)
    let copies = migration.batches.flatMap { $0.grants?.copies ?? [] }
    need(copies: copies)
    need(schemaGrants: migration.createdSchemas.compactMap(\.create?.grants))
    let triggers = migration.batchesWithTriggers.compactMap(\.temporaryRename).flatMap(\.triggers)
    definers = []
    for account in triggers.map(\.definer.text) + migration.views.map(\.view.definer.text)
    where !definers.contains(account) {
      definers.append(account)
    }
  }

  var isEmpty: Bool { privileges.isEmpty && definers.isEmpty }

  private mutating func need(_ privilege: String, on schema: String) {
    guard let place = privileges.firstIndex(where: { $0.schema == schema }) else {
      privileges.append((schema, [privilege]))
      return
    }
    if !privileges[place].privileges.contains(privilege) {
      privileges[place].privileges.append(privilege)
    }
  }

  /// - In the view's schema CREATE VIEW and DROP, and SHOW VIEW and SELECT: without these the
  ///   definition and the columns of others' views are hidden.
  /// - SELECT on what the view names, at both ends; EXECUTE on the functions that it calls.
  mutating func need(views: [CarriedView]) {
    func want(_ privilege: String, _ schema: String, _ needs: inout Needs) {
      if schema != "information_schema" { needs.need(privilege, on: schema) }
    }
    for view in views {
      for privilege in ["CREATE VIEW", "DROP", "SHOW VIEW", "SELECT"] {
        want(privilege, view.schema, &self)
      }
      let text = view.text
      for name in text.tables + text.sequences { want("SELECT", name.name.schema, &self) }
      for move in view.moves { want("SELECT", move.target.schema, &self) }
      for name in text.functions { want("EXECUTE", name.name.schema, &self) }
      if text.callsOwnFunctions { want("EXECUTE", view.schema, &self) }
      for name in text.sequences { want("INSERT", name.name.schema, &self) }
    }
    for account in views.map(\.view.definer.text) where !definers.contains(account) {
      definers.append(account)
    }
  }

  /// A table on its way must be able to reach either end, so the privileges for its moves count too.
  mutating func need(triggersOf batches: [Batch]) {
    for move in batches.flatMap(\.moves) {
      for schema in [move.source.schema, move.target.schema] {
        for privilege in ["ALTER", "CREATE", "DROP", "INSERT", "TRIGGER"] {
          need(privilege, on: schema)
        }
      }
    }
    hasTriggers = hasTriggers || !batches.isEmpty
    for account in batches.compactMap(\.temporaryRename).flatMap(\.triggers).map(\.definer.text)
    where !definers.contains(account) {
      definers.append(account)
    }
  }

  mutating func need(copies: [GrantCopy]) {
    for copy in copies { need(grants: copy.grants, on: copy.target.schema) }
    // The grants of other accounts can be read with it.
    if !copies.isEmpty { need("SELECT", on: "mysql") }
  }

  mutating func need(schemaGrants: [SchemaGrants]) {
    let copied = schemaGrants.filter { !$0.copies.isEmpty }
    for grants in copied { need(grants: grants.copies, on: grants.schema) }
    if !copied.isEmpty { need("SELECT", on: "mysql") }
  }

  /// Who grants needs each privilege and GRANT OPTION.
  private mutating func need(grants: [Catalog.Grant], on schema: String) {
    let privileges = Set(grants.flatMap(\.grantedPrivileges).map(\.privilege)).sorted(by: precedes)
    for privilege in privileges + [GrantCopy.option] { need(privilege, on: schema) }
  }

  func write(to script: inout SQLScript) {
    HeadList.write(
      "needs",
      privileges.map { [.text("schema", $0.schema), .texts("privileges", $0.privileges)] }
        + definers.map { [.text("definer", $0)] } + (hasTriggers ? [[.number("triggers", 1)]] : []),
      to: &script)
  }
}
