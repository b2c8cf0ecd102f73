import Catalogs
import MySQL

extension Catalog.Trigger {
  /// The same on a server whose schemas have other names.
  func renamingSchemas(
    known: Set<String>, _ newName: (String) -> String?
  ) -> Catalog.Trigger {
    var renamed = self
    let quoting = BodyQuoting(sqlMode: settings.sqlMode)
    renamed.body = BodySchemas(body, quoting.readings(of: body), known: known).renaming(newName)
    renamed.original = original.map {
      BodySchemas($0, [quoting], known: known).renaming(newName)
    }
    return renamed
  }
}
