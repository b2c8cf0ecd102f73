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

  /// The same of a row of `information_schema.VIEWS`, as SQL. `ALGORITHM` is MariaDB's.
  static let liveFingerprint =
    "SHA2(CONCAT_WS('\\n', DEFINER, SECURITY_TYPE, CHECK_OPTION, ALGORITHM, CHARACTER_SET_CLIENT, COLLATION_CONNECTION, VIEW_DEFINITION), 256)"

  /// A row of `information_schema.VIEWS` for people, as SQL.
  static let liveDefinition =
    "CONCAT('CREATE ALGORITHM = ', ALGORITHM, ' DEFINER = ', DEFINER, ' SQL SECURITY ', SECURITY_TYPE, ' VIEW ', TABLE_SCHEMA, '.', TABLE_NAME, ' AS ', VIEW_DEFINITION, IF(CHECK_OPTION = 'NONE', '', CONCAT(' WITH ', CHECK_OPTION, ' CHECK OPTION')))"

  /// The settings that the server keeps with a view, made the session's. The SQL mode is not kept:
  /// definitions are shown for one without ANSI_QUOTES and NO_BACKSLASH_ESCAPES.
  static func settings(_ view: Catalog.View) -> String {
    "SET SESSION character_set_client = \(SQLText.string(view.characterSetClient)), collation_connection = \(SQLText.string(view.collationConnection));"
  }
}
