import Foundations

/// Grants: the server has a row for each privilege, a catalog one for each grantee.
extension Inspection {
  package func grants() throws(InspectionContradiction) -> [Catalog.Grant] {
    var collected = Collected()
    for row in rows(.schemaGrants) {
      collected.add(
        row[2], isGrantable: row[3] == "YES", try grantee(row), .schema(pattern: try row.text(1)))
    }
    for row in rows(.tableGrants) {
      let table = QualifiedName(try row.text(1), try row.text(2))
      collected.add(row[3], isGrantable: row[4] == "YES", try grantee(row), .table(table))
    }
    for row in rows(.columnGrants) {
      let table = QualifiedName(try row.text(1), try row.text(2))
      let grantee = try grantee(row)
      collected.add(
        row[4], isGrantable: false, grantee, .column(table, column: try row.text(3)))
      // GRANT OPTION is kept with the table; its own row is left out where only columns are granted.
      if row[5] == "YES" { collected.add("USAGE", isGrantable: true, grantee, .table(table)) }
    }
    return collected.grants
  }

  /// Reads `'user'@'host'`, in which nothing is escaped; a host has no quotes.
  private func grantee(_ row: Row) throws(InspectionContradiction) -> Catalog.Account {
    let text = Array(try row.text(0).utf8)
    let between = Array("'@'".utf8)
    guard text.count >= 5, text.first == UInt8(ascii: "'"), text.last == UInt8(ascii: "'"),
      let at = (1..<(text.count - 3)).last(where: { text[$0...].starts(with: between) })
    else { throw row.fault("has a grantee that is no account") }
    return Catalog.Account(
      String(decoding: text[1..<at], as: UTF8.self),
      host: String(decoding: text[(at + 3)..<(text.count - 1)], as: UTF8.self))
  }

  private struct Collected {
    package private(set) var all: [Catalog.Grant] = []
    private var places: [Name: Int] = [:]

    /// Of one that has other privileges, USAGE says nothing; alone it must be grantable to be one.
    package var grants: [Catalog.Grant] {
      all.compactMap { grant in
        var grant = grant
        if grant.privileges.count > 1 { grant.privileges.removeAll { $0 == "USAGE" } }
        return grant.privileges == ["USAGE"] && !grant.isGrantable ? nil : grant
      }
    }

    package mutating func add(
      _ privilege: String?, isGrantable: Bool, _ grantee: Catalog.Account,
      _ object: Catalog.Grant.Object
    ) {
      let name =
        switch object {
        case .schema(let pattern): Name(pattern, "", "", grantee.user, grantee.host)
        case .table(let table): Name(table.schema, table.table, "", grantee.user, grantee.host)
        case .column(let table, let column):
          Name(table.schema, table.table, column, grantee.user, grantee.host)
        }
      let place = places[name] ?? all.count
      if place == all.count {
        places[name] = place
        all.append(Catalog.Grant(on: object, to: grantee, privileges: []))
      }
      let privilege = privilege ?? "USAGE"
      if !all[place].privileges.contains(privilege) { all[place].privileges.append(privilege) }
      all[place].isGrantable = all[place].isGrantable || isGrantable
    }
  }
}
