import MySQL

/// What the account could not see: what its privileges do not prove to be the whole.
///
/// Servers show an account the part that it may see, and say nothing of the rest. Privileges on single
/// tables are not counted here, nor privileges on the whole server through a role, which no view lists.
extension Inspection {
  /// - Source: the sections of each view in https://mariadb.com/kb/en/information-schema-tables/ and
  ///   https://dev.mysql.com/doc/refman/8.4/en/information-schema.html, and docs/servers.md.
  package func unseen(lowerCaseTableNames: Int) throws(InspectionContradiction) -> [Catalog.Unseen]
  {
    let privileges = try Privileges(self, ignoresCase: lowerCaseTableNames != 0)
    var gaps: [Catalog.Unseen] = []
    for schema in schemas where schema.extent == .whole {
      gaps += Fact.allCases.compactMap { fact in
        guard fact.isOf(flavor), let missing = fact.missing(privileges, in: schema.name, flavor)
        else {
          return nil
        }
        return Catalog.Unseen(fact.facts, schema: schema.name, reason: missing)
      }
    }
    gaps += try keptBack(besides: gaps) + elsewhere(privileges)
    if !privileges.readsSystemTables {
      gaps.append(
        Catalog.Unseen(
          .grants, reason: "without SELECT on `mysql` an account sees its own grants alone"))
    }
    return gaps
  }

  /// What the server lists and tells nothing of, where no missing right was found.
  private func keptBack(besides gaps: [Catalog.Unseen]) -> [Catalog.Unseen] {
    var found: [Catalog.Unseen] = []
    for (schema, facts, reason) in hidden where isAsked(schema) {
      if (gaps + found).contains(where: { $0.schema == schema && $0.facts == facts }) { continue }
      found.append(
        Catalog.Unseen(facts, schema: schema, reason: reason))
    }
    return found
  }

  /// Schemas that were not asked for may hold what depends on one that was.
  private func elsewhere(_ privileges: Privileges) throws(InspectionContradiction) -> [Catalog
    .Unseen]
  {
    var gaps: [Catalog.Unseen] = []
    if !privileges.isGlobal(["SHOW DATABASES", "SELECT", "INSERT", "UPDATE", "DELETE"]) {
      gaps.append(
        Catalog.Unseen(
          .schemas,
          reason: privileges.isWhole
            ? "without SHOW DATABASES an account sees only schemas that it may use"
            : "privileges of this account are revoked for single schemas, which hides some of them")
      )
    }
    let others = answer[.schemas].compactMap { $0[0] }.filter {
      !isAsked($0) && !InspectionQuery.systemSchemas.contains($0)
    }
    for fact in Fact.allCases where fact.isOf(flavor) && fact.isAskedElsewhere {
      let missing = others.compactMap { other in
        fact.missing(privileges, in: other, flavor, text: true).map { (other, $0) }
      }
      guard let (schema, reason) = missing.first else { continue }
      let rest = missing.count > 1 ? " and \(missing.count - 1) more" : ""
      gaps.append(
        Catalog.Unseen(
          fact.facts, reason: "in schemas that were not asked for, `\(schema)`\(rest): \(reason)"))
    }
    return gaps
  }

  private enum Fact: CaseIterable {
    case tables, sequences, columns, foreignKeys, triggers, views, routines, events

    package var facts: Catalog.Unseen.Facts {
      switch self {
      case .tables: .tables
      case .sequences: .sequences
      case .columns: .columns
      case .foreignKeys: .foreignKeys
      case .triggers: .triggers
      case .views: .views
      case .routines: .routines
      case .events: .events
      }
    }

    /// MySQL has no sequences, and so no defaults from them.
    func isOf(_ flavor: Catalog.Server.Flavor) -> Bool {
      flavor == .mariadb || self != .sequences && self != .columns
    }

    var isAskedElsewhere: Bool { ![.tables, .sequences, .columns].contains(self) }

    /// Which right is not there; nil when the account sees all.
    ///
    /// - Parameter text: whether the text of views and routines is needed to find them.
    package func missing(
      _ privileges: Privileges, in schema: String, _ flavor: Catalog.Server.Flavor,
      text: Bool = false
    ) -> String? {
      func any(_ names: [String], _ words: String) -> String? {
        privileges.holds(anyOf: names, in: schema) ? nil : "without \(words) on the schema"
      }
      let changing = ["INSERT", "UPDATE", "DELETE", "SHOW VIEW"]
      switch self {
      case .tables, .sequences: return any(["SELECT"] + changing, "SELECT")
      case .columns: return any(["SELECT", "INSERT", "UPDATE"], "SELECT")
      case .foreignKeys: return any(changing, "a privilege besides SELECT, such as SHOW VIEW,")
      case .triggers: return any(["TRIGGER"], "TRIGGER")
      case .events: return any(["EVENT"], "EVENT")
      case .views:
        let listed = any(["SELECT"] + changing, "SELECT and SHOW VIEW")
        return text
          ? any(["SELECT"], "SELECT and SHOW VIEW") ?? any(["SHOW VIEW"], "SELECT and SHOW VIEW")
          : listed
      case .routines:
        if privileges.readsSystemTables || privileges.showsRoutines { return nil }
        let words = flavor == .mariadb ? "SELECT on `mysql`" : "SHOW_ROUTINE"
        return text ? "without \(words)" : any(["EXECUTE", "ALTER ROUTINE"], "EXECUTE")
      }
    }
  }

  /// What the account and its active roles may do.
  private struct Privileges {
    private var global: Set<String> = []
    /// What MySQL revokes of `global`, by schema and privilege, with capitals where those are one.
    private var revoked: Set<[String]> = []
    /// Whether that could be read.
    private var isRead = true
    private let ignoresCase: Bool
    /// Grants on schemas by grantee and pattern.
    private var patterns: [(grantee: String, pattern: SchemaPattern, privileges: Set<String>)] = []

    package init(_ inspection: Inspection, ignoresCase: Bool) throws(InspectionContradiction) {
      self.ignoresCase = ignoresCase
      var isLiteral = false
      for row in inspection.rows(.restrictions) {
        switch row[0] {
        case nil: isRead = false
        case "": isLiteral = true
        case let schema?:
          revoked.insert([ignoresCase ? schema.lowercased() : schema, try row.text(1)])
        }
      }
      for row in inspection.rows(.privileges) { global.insert(try row.text(1)) }
      for row in inspection.rows(.schemaPrivileges) {
        let (grantee, text, right) = (try row.text(0), try row.text(1), try row.text(2))
        let pattern = SchemaPattern(text, ignoresCase: ignoresCase, isLiteral: isLiteral)
        if let place = patterns.firstIndex(where: { $0.grantee == grantee && $0.pattern == pattern }
        ) {
          patterns[place].privileges.insert(right)
        } else {
          patterns.append((grantee, pattern, [right]))
        }
      }
    }

    var isWhole: Bool { isRead && revoked.isEmpty }

    /// Privileges that no REVOKE for a schema takes back count; of others only where there is none.
    func isGlobal(_ privileges: [String]) -> Bool {
      isWhole && privileges.contains { global.contains($0) }
    }

    private func isGlobal(_ privileges: [String], in schema: String) -> Bool {
      let schema = ignoresCase ? schema.lowercased() : schema
      return isRead
        && privileges.contains { global.contains($0) && !revoked.contains([schema, $0]) }
    }

    /// Of an account's patterns that match a schema only the nearest counts; of two that are equally
    /// near one does, which differs by server: both must give the right.
    package func holds(anyOf privileges: [String], in schema: String) -> Bool {
      if isGlobal(privileges, in: schema) { return true }
      return Set(patterns.map(\.grantee)).contains { grantee in
        let matching = patterns.filter { $0.grantee == grantee && $0.pattern.matches(schema) }
        let nearest = matching.map(\.pattern.nearness).max()
        let counting = matching.filter { $0.pattern.nearness == nearest }
        return !counting.isEmpty
          && counting.allSatisfy { entry in privileges.contains { entry.privileges.contains($0) } }
      }
    }

    /// A dynamic privilege, which is not revoked for schemas.
    var showsRoutines: Bool { global.contains("SHOW_ROUTINE") }
    var readsSystemTables: Bool { holds(anyOf: ["SELECT"], in: "mysql") }
  }
}
