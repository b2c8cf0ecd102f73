import Catalogs

/// What copies of grants make of a catalog.
extension Catalog {
  func giving(_ copies: [GrantCopy]) -> Catalog {
    if copies.isEmpty { return self }
    var catalog = self
    catalog.grants += copies.flatMap { copy in copy.grants.map { $0.on(copy.target) } }
    return catalog.sorted()
  }

  /// What somebody has added to a copy stays.
  func takingBack(_ copies: [GrantCopy]) -> Catalog {
    if copies.isEmpty { return self }
    struct Key: Hashable {
      var object: Grant.Object
      var grantee: Account
    }
    var given: [Key: Grant] = [:]
    for copy in copies {
      for grant in copy.grants.map({ $0.on(copy.target) }) {
        given[Key(object: grant.object, grantee: grant.grantee)] = grant
      }
    }
    var catalog = self
    catalog.grants = grants.compactMap { grant in
      guard let copy = given[Key(object: grant.object, grantee: grant.grantee)] else {
        return grant
      }
      var grant = grant
      grant.privileges.removeAll { copy.privileges.contains($0) }
      grant.isGrantable = grant.isGrantable && !copy.isGrantable
      return grant.privileges.isEmpty && !grant.isGrantable ? nil : grant
    }
    return catalog
  }
}
