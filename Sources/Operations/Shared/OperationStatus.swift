package import Foundations

/// The state of one thing that goes with the tables, as the status of a migration has it.
package protocol OperationStatus: Sendable {
  /// Without quotes: `shop.orders_bi`, or a sentence that names it.
  var shownName: String { get }
  /// As people and programs are told it.
  var word: String { get }
  /// Whether a person is told of it without asking.
  var isListed: Bool { get }
  var json: JSONValue { get }
}

extension QualifiedName {
  var json: JSONValue { ["schema": .string(schema), "table": .string(table)] }
}

/// A name, or names with a dot, as a terminal may show it.
func shownText(_ name: String) -> String { "`\(DisplayText.escaped(name))`" }
func shownSQL(_ name: QualifiedName) -> String { DisplayText.escaped(SQLText.name(name)) }
