/// The lists about privileges, for the preflight file.
extension SQLScript {
  /// `@planc_needs`: the privileges that triggers, views and copied grants need beyond those for the moves, by
  /// schema, and the accounts that are the definers of triggers and views.
  ///
  /// Every list of dependents that the plan has no object for is empty, so that none of another plan counts.
  mutating func writeNeeds(of migration: Migration, _ kinds: DependentKinds) {
    let needs: [[HeadList.Member]] =
      Self.neededPrivileges(of: migration).map {
        [.text("schema", $0.schema), .texts("privileges", $0.privileges)]
      } + Self.definers(of: migration).map { [.text("definer", $0)] }
    if !needs.isEmpty { HeadList.write("needs", needs, to: &self) }
    let lists = [
      ("views_listed", kinds.hasViews), ("schema_grants", kinds.hasSchemaGrants),
      ("table_grants", kinds.hasTableGrants), ("needs", !needs.isEmpty),
    ]
    set(lists.filter { !$0.1 }.map { ($0.0, "'[]'") })
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
                .text("grantee", GrantText.grantee(grant.grantee)),
                .text("pattern", grant.pattern ?? ""),
                .texts(
                  "privileges",
                  grant.rights.map(\.privilege) + (grant.isGrantable ? [GrantCopy.option] : [])),
              ]
            }),
        ]
      }, to: &self)
  }

  /// By schema, in the order in which they are found.
  private static func neededPrivileges(
    of migration: Migration
  ) -> [(schema: String, privileges: [String])] {
    var needed: [(schema: String, privileges: [String])] = []
    func need(_ schema: String, _ privilege: String) {
      guard let place = needed.firstIndex(where: { $0.schema == schema }) else {
        needed.append((schema, [privilege]))
        return
      }
      if !needed[place].privileges.contains(privilege) {
        needed[place].privileges.append(privilege)
      }
    }
    for schema in migration.parkedSchemas { need(schema, "TRIGGER") }
    for right in ViewAuthority.rights(for: migration.views) { need(right.schema, right.right) }
    let copies = migration.batches.flatMap { $0.grants?.copies ?? [] }
    for copy in copies {
      for privilege in GrantAuthority.rights(of: [copy]) { need(copy.target.schema, privilege) }
      need(copy.target.schema, GrantCopy.option)
    }
    let blocks = migration.createdSchemas.enumerated().compactMap { index, schema in
      SchemaGrantBlock(schema, index + 1)
    }
    for block in blocks {
      for privilege in block.rights + [GrantCopy.option] { need(block.grants.schema, privilege) }
    }
    // The grants of other accounts can be read with it.
    if migration.batches.contains(where: { $0.grants != nil }) || !blocks.isEmpty {
      need("mysql", "SELECT")
    }
    return needed
  }

  /// Each once.
  private static func definers(of migration: Migration) -> [String] {
    let accounts =
      migration.parkedBatches.compactMap(\.parking).flatMap(\.triggers).map(\.definer.text)
      + migration.views.map(\.view.definer.text)
    var definers: [String] = []
    for account in accounts where !definers.contains(account) { definers.append(account) }
    return definers
  }
}
