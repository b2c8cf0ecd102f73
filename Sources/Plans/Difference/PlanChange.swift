package import Foundations

/// One fact about how a plan differs in meaning from an older version of itself.
///
/// Tables that share a fact are told together, in the order of the plan that lists them.
package enum PlanChange: Hashable, Sendable {
  case moved([ListedTable], source: String, target: String)
  case noLongerMoved([ListedTable], source: String, target: String)
  /// The tables go elsewhere.
  case retargeted([ListedTable], source: String, oldTarget: String, newTarget: String)
  /// The tables are taken from elsewhere.
  case resourced([ListedTable], oldSource: String, newSource: String, target: String)
  /// The table has another name in its target; a table that keeps its name arrives under it.
  case renamed(table: QualifiedName, oldName: String, newName: String)

  case schemaAdded(ListedSchema)
  case schemaRemoved(ListedSchema)
  /// A part of a schema's declaration, by its key; nil where it is not said.
  case schemaSetting(schema: String, key: String, old: String?, new: String?)
  case counts(schema: String, old: Counts, new: Counts)
  /// Nil for no budget.
  case budget(schema: String, old: Int?, new: Int?)

  /// A part of the plan outside its schemas and assignments, by its key; nil for the default.
  case setting(key: String, old: String?, new: String?)

  /// All tables that stay in a group stay together under a title that is new.
  case groupRenamed(target: String, old: String, new: String, tableCount: Int)
  /// Nil for tables that are listed without a group.
  case regrouped([ListedTable], target: String, old: String?, new: String?)
  /// What is in both plans is listed in another order, which the generated files follow.
  case reordered(Order)

  /// What a plan lists in an order of its own.
  package enum Order: Hashable, Sendable {
    case tables(target: String)
    case targets
    case schemas
  }

  package struct Counts: Hashable, Sendable {
    package var before: Int
    package var after: Int

    package init(before: Int, after: Int) {
      self.before = before
      self.after = after
    }
  }
}

/// A table as a plan lists it, within its assignment.
package struct ListedTable: Hashable, Sendable {
  package var name: String
  /// The name in the target; the same where it does not change.
  package var targetName: String
  /// Nil without a group.
  package var group: String?

  package init(_ name: String, as targetName: String? = nil, group: String? = nil) {
    self.name = name
    self.targetName = targetName ?? name
    self.group = group
  }
}

/// A schema as a plan declares it.
package struct ListedSchema: Hashable, Sendable {
  package var name: String
  package var alias: String
  package var counts: PlanChange.Counts
  package var budget: Int?
  /// Nil when the plan does not create the schema.
  package var collation: String?

  package init(
    _ name: String, alias: String? = nil, before: Int, after: Int, budget: Int? = nil,
    collation: String? = nil
  ) {
    self.name = name
    self.alias = alias ?? name
    counts = PlanChange.Counts(before: before, after: after)
    self.budget = budget
    self.collation = collation
  }
}
