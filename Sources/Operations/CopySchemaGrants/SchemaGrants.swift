package import Catalogs
import Foundations
import MySQL

/// What grantees of one schema get on another that is created: `grants_like`.
///
/// A schema's privileges are not the sum of the grants on all patterns that cover it: of one grantee's
/// only the nearest counts. So whoever has what is needed by a pattern gets nothing, and who does
/// not gets a grant on the very name, with what its nearest pattern gave before.
package struct SchemaGrants: Hashable, Sendable {
  package var schema: String
  package var like: String
  /// On the new schema's own name, sorted by grantee.
  package var copies: [Catalog.Grant]
  /// All grants of the catalog that cover one of the two schemas: from these the copies were made.
  package var basis: [Catalog.Grant]

  /// The name as a pattern that covers nothing else.
  static func pattern(of schema: String) -> String {
    var pattern = ""
    for scalar in schema.unicodeScalars {
      if scalar == "_" || scalar == "%" || scalar == "\\" { pattern += "\\" }
      pattern.unicodeScalars.append(scalar)
    }
    return pattern
  }

  var pattern: String { Self.pattern(of: schema) }

  /// What is granted on the very name already counts as a copy: a catalog taken after the move tells
  /// the same copies as the one before.
  init(for schema: String, like: String, in catalog: Catalog) {
    self.schema = schema
    self.like = like
    let flavor = catalog.server.flavor
    let own = Self.pattern(of: schema)
    let ignoresCase = catalog.lowerCaseTableNames.value != 0
    let grants: [Entry] = catalog.sorted().grants.compactMap { grant in
      grant.pattern.map { (SchemaPattern($0, ignoresCase: ignoresCase), $0, grant) }
    }
    var byGrantee: [String: [Entry]] = [:]
    for entry in grants where !isSameSpelling(entry.text, own) {
      byGrantee[entry.grant.grantee.text, default: []].append(entry)
    }
    let copies: [Catalog.Grant] = byGrantee.keys.sorted(by: precedes).compactMap { name in
      let entries = byGrantee[name] ?? []
      guard let there = Self.nearest(to: like, entries), there.canBeSaid(on: flavor) else {
        return nil
      }
      let here = Self.nearest(to: schema, entries)
      let held = Set(here?.privileges ?? []).intersection(Catalog.Grant.schemaPrivileges)
      if there.privileges.allSatisfy({ held.contains($0) || $0 == "USAGE" }),
        !there.isGrantable || here?.isGrantable == true
      {
        return nil
      }
      let privileges = held.union(there.privileges).subtracting(["USAGE"])
      return Catalog.Grant(
        on: .schema(pattern: own), to: there.grantee,
        privileges: privileges.isEmpty ? ["USAGE"] : privileges.sorted(by: precedes),
        isGrantable: there.isGrantable || here?.isGrantable == true)
    }
    let copied = Set(copies.map(\.grantee))
    basis = grants.filter { entry in
      if isSameSpelling(entry.text, own), copied.contains(entry.grant.grantee) {
        return false
      }
      return entry.pattern.matches(like) || entry.pattern.matches(schema)
    }.map(\.grant)
    self.copies = copies
  }

  /// Of equally near patterns the longer counts, as on MariaDB.
  private static func nearest(to schema: String, _ entries: [Entry]) -> Catalog.Grant? {
    func rank(_ entry: Entry) -> (Int, Int) {
      (entry.pattern.nearness, entry.text.unicodeScalars.count)
    }
    return entries.filter { $0.pattern.matches(schema) }.max { rank($0) < rank($1) }?.grant
  }

  private typealias Entry = (pattern: SchemaPattern, text: String, grant: Catalog.Grant)
}

extension Catalog.Grant {
  /// Nil for grants on tables and columns.
  var pattern: String? {
    switch object {
    case .schema(let pattern): pattern
    case .table, .column: nil
    }
  }
}
