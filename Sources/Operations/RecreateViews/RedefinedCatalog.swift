import Catalogs
import Foundations

extension Catalog {
  /// Other definitions of views, by their names.
  func redefining(_ views: [(name: QualifiedName, view: View)]) -> Catalog {
    if views.isEmpty { return self }
    let definitions = Dictionary(
      views.map { ($0.name, $0.view) }, uniquingKeysWith: { first, _ in first })
    var catalog = self
    for index in catalog.schemas.indices {
      for place in catalog.schemas[index].views.indices {
        let name = QualifiedName(
          catalog.schemas[index].name, catalog.schemas[index].views[place].name)
        guard let view = definitions[name] else { continue }
        catalog.schemas[index].views[place] = view
      }
    }
    return catalog
  }
}
