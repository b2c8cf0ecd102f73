import Diagnostics
package import Foundations

/// One of several tables that have the name of one table of the plan: at one of two locations, under the
/// temporary name, or set aside; or the table that the rows of one set aside can be merged into.
package struct TableCopy: Equatable, Sendable {
  package var name: QualifiedName
  package var isSystemVersioned = false
  /// The primary key, each name as SQL; empty without one, and where this account sees no column.
  var keyColumns: [String] = []
  /// The AUTO_INCREMENT column, as SQL.
  var numberColumn: String?
  /// The columns that an INSERT may write, each name as SQL.
  var columns: [String] = []
  package var triggers: [Trigger] = []
  /// The foreign keys of other tables that reference this one.
  package var references: [Reference] = []

  package struct Trigger: Equatable, Sendable {
    package var name: String
    /// A trigger of the catalog, on the table that has it there, and not changed since.
    package var isInCatalog: Bool
  }

  package struct Reference: Equatable, Sendable {
    package var table: QualifiedName
    package var name: String
    /// As SQL, separated by commas.
    var columns: String
    var referencedColumns: String
    var onDelete: String
    var onUpdate: String

    /// "`shop`.`items` (`items_ibfk_1`)"
    package var sentence: String { "\(SQLText.name(table)) (\(SQLText.name(name)))" }

    /// Adds the new one first: if rows are missing (error 1452), the old one is still there. Both in one
    /// ALTER TABLE would need a second name as well (MariaDB: errno 121).
    func moved(to parent: QualifiedName) -> [String] {
      let stem = String(String.UnicodeScalarView(name.unicodeScalars.prefix(62)))
      return [
        "ALTER TABLE \(SQLText.name(table)) ADD CONSTRAINT \(SQLText.name("\(stem)_2")) FOREIGN KEY (\(columns)) REFERENCES \(SQLText.name(parent)) (\(referencedColumns)) ON DELETE \(onDelete) ON UPDATE \(onUpdate)",
        "ALTER TABLE \(SQLText.name(table)) DROP FOREIGN KEY \(SQLText.name(name))",
      ]
    }
  }

  var hasCatalogTriggers: Bool { triggers.contains(where: \.isInCatalog) }

  /// What must run before RENAME TABLE can bring the table to another schema (error 1435).
  var droppingTriggers: [String] {
    let names = triggers.map { SQLText.name(QualifiedName(name.schema, $0.name)) }
    return names.map { "SHOW CREATE TRIGGER \($0)" } + names.map { "DROP TRIGGER \($0)" }
  }

  /// What is known of it beside its rows.
  var facts: [String] {
    let names = triggers.map { trigger in
      "\(SQLText.name(trigger.name))\(trigger.isInCatalog ? " (as in the catalog)" : "")"
    }
    var facts = isSystemVersioned ? ["system-versioned"] : []
    if !names.isEmpty { facts.append("triggers: \(names.joined(separator: ", "))") }
    if !references.isEmpty { facts.append("referenced by \(referenceList)") }
    return facts
  }

  /// "`shop`.`items` (`items_ibfk_1`), `shop`.`notes` (`n`)"
  var referenceList: String { references.map(\.sentence).joined(separator: ", ") }
}

extension TableStatus {
  /// The facts of either copy, by location: "3 rows", "TABLE_ID 129", "triggers: `a`".
  package var copyFacts: [(location: String, facts: [String])] {
    [
      ("source", Self.facts(sourceRows, sourceTableID, sourceCopy)),
      ("target", Self.facts(targetRows, targetTableID, targetCopy)),
    ]
  }

  private static func facts(
    _ rows: RowCount?, _ number: String?, _ copy: TableCopy?
  ) -> [String] {
    [rows?.text, number.map { "TABLE_ID \($0)" }].compactMap(\.self) + (copy?.facts ?? [])
  }
}
