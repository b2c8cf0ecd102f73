import Catalogs
import Foundations
import Plans

/// The statement that creates a view again, and the fingerprint of what it is.
enum ViewStatement {
  /// `CREATE OR REPLACE … VIEW` as it is prepared; nothing in it is escaped yet.
  ///
  /// - Parameter text: its query, as the server must read it.
  static func creation(_ view: Catalog.View, named name: QualifiedName, as text: String) -> String {
    let algorithm = view.algorithm ?? .undefined
    let definer = "\(SQLText.name(view.definer.user))@\(SQLText.name(view.definer.host))"
    let check: String =
      switch view.checkOption {
      case .none: ""
      case .local: " WITH LOCAL CHECK OPTION"
      case .cascaded: " WITH CASCADED CHECK OPTION"
      }
    return
      "CREATE OR REPLACE ALGORITHM = \(algorithm.rawValue.uppercased()) DEFINER = \(definer) SQL SECURITY \(view.security.rawValue.uppercased()) VIEW \(SQLText.name(name)) AS \(text)\(check)"
  }

  /// Everything that makes a view what it is but its name.
  static func fingerprint(_ view: Catalog.View) -> String {
    let facts = [
      view.definer.text, view.security.rawValue.uppercased(),
      view.checkOption.rawValue.uppercased(), (view.algorithm ?? .undefined).rawValue.uppercased(),
      view.characterSetClient, view.collationConnection, view.definition ?? "",
    ]
    return sha256Hex(Array(facts.joined(separator: "\n").utf8))
  }
}
