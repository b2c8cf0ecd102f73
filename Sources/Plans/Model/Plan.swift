package import Diagnostics
import Foundations

/// A value with the place in the plan where it was written.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var span: Span

  package init(_ value: Value, _ span: Span) {
    self.value = value
    self.span = span
  }
}

/// A migration plan as written: decoded and typed, every part with its place, nothing resolved.
package struct Plan: Sendable {
  package var file: SourceFile
  /// `[a-z][a-z0-9_]*`, at most 48 characters; also the folder under `generated/`.
  package var name: Located<String>
  package var title: String
  package var version: String
  package var schemas: [SchemaDeclaration]
  package var assignments: [Assignment]
  /// For each table lock; 1 to 3600.
  package var lockWaitTimeoutSeconds: Int
  package var code: CodeSettings
  /// Nil when the plan has no `code:` key and `code` holds the defaults.
  package var codeSpan: Span?
  package var outputs: [OutputRole: Located<String>]
  /// The path of what the server holds, as written: relative to the plan's folder.
  package var catalog: Located<String>?
  /// Whether the plan was carried out, as `status` says; nil where it says nothing.
  package var status: Located<Status>?
  /// The names of plans that come first.
  package var after: [Located<String>] = []
  /// What becomes of grants on tables that move; nil where the plan says nothing.
  package var grants: Located<GrantHandling>?
  /// What becomes of triggers on tables that move; nil where the plan says nothing.
  package var triggers: Located<TriggerHandling>?
  package var rules: PlanRules?
  package var acceptances: [Acceptance] = []
  /// What the decoder reported and left out. Checks that would only repeat it pass over these.
  package var omissions = Omissions()
}

extension Plan {
  package enum Status: String, CaseIterable, Sendable { case planned, applied }

  package var isApplied: Bool { status?.value == .applied }

  package enum GrantHandling: String, CaseIterable, Sendable { case copy, leave }
  package enum TriggerHandling: String, CaseIterable, Sendable { case recreate, refuse }

  /// Without a catalog nobody knows what to copy.
  package var copiesGrants: Bool { catalog != nil && grants?.value != .leave }
}

/// The parts of a plan that could not be decoded.
package struct Omissions: Sendable {
  /// The names of schemas whose declaration is not in `Plan.schemas`.
  package var schemas: Set<String> = []
  /// Whether an assignment, a group or a table is not in `Plan.assignments`.
  package var tables = false
}

/// One entry under `schemas:`.
package struct SchemaDeclaration: Sendable {
  package struct Creation: Sendable {
    package var collation: Located<String>
    package var comment: String?
    /// The schema whose grants this one gets; nil for none.
    package var grantsLike: Located<String>?
  }

  package var name: Located<String>
  /// The short name for files, constants and reports; the schema's name where none is given.
  package var alias: Located<String>
  package var before: Located<Int>
  package var after: Located<Int>
  /// The most tables the schema may hold, before and after.
  package var budget: Located<Int>?
  /// By how many tables that the plan does not name the numbers may differ on the server; 0 where nil.
  package var tolerance: Located<Int>?
  /// Nil when the schema exists and the plan does not create it.
  package var create: Creation?
}

/// One entry under `assignments:`: tables that move from one schema to another.
package struct Assignment: Sendable {
  package struct Group: Sendable {
    /// Nil for a plain list.
    package var title: String?
    package var tables: [Table]
    /// Empty once they are resolved to tables.
    package var patterns: [TablePattern] = []
  }

  package struct Table: Sendable {
    package var name: Located<String>
    /// The name in the target, where it changes on the way.
    package var renamed: Located<String>?

    package init(name: Located<String>, renamed: Located<String>? = nil) {
      self.name = name
      self.renamed = renamed
    }

    package var targetName: Located<String> { renamed ?? name }
  }

  package var source: Located<String>
  package var target: Located<String>
  package var groups: [Group]
}

/// The application side of a plan, under `code:`.
package struct CodeSettings: Hashable, Sendable {
  /// What the names of the tables start with; empty for nothing.
  package var tablePrefix = ""
  /// How the application's code writes the prefix; empty where nobody said.
  package var prefixExpressions: [String] = []
  /// Functions of the application that take a table's name.
  package var queryFunctions: [String] = []
  /// Nil where the plan has no `code.php`: no PHP map is written.
  package var php: PHPMapSettings?

  package init() {}
}

/// What the PHP map and the names in it are called, under `code.php:`.
package struct PHPMapSettings: Hashable, Sendable {
  /// The file under `generated/`, a plain file name.
  package var file: String
  package var function: String
  package var constant: String

  package init(
    file: String = "schema-config.php", function: String = "planc_table",
    constant: String = "PLANC_SCHEMA"
  ) {
    self.file = file
    self.function = function
    self.constant = constant
  }

  /// The switch of one plan's tables. It takes precedence over the switch of all plans.
  package func stateSwitch(ofPlan name: String) -> String {
    "\(constant)_STATE_\(name.uppercased())"
  }
}

/// The files of a plan whose name the key `outputs:` may set.
package enum OutputRole: String, CaseIterable, Sendable {
  case createSchemas = "create_schemas"
  case rollback
  case dropSchemas = "drop_schemas"
  case preflight
  case verify
  case status

  /// Those of files that exist only where a schema has `create`.
  package static let ofCreatedSchemas: [OutputRole] = [.createSchemas, .dropSchemas]
}

extension Plan {
  package func location(_ span: Span) -> Location { Location(file, span) }

  /// The declared schema that was probably meant by a name; nil when none is near.
  package func nearestSchema(to name: String) -> String? {
    schema(withAlias: name)
      ?? nearestName(to: name, among: schemas.map(\.name.value) + omissions.schemas.sorted())
  }

  /// The schema that has this alias: in a plan it stands under its own name all the same.
  package func schema(withAlias alias: String) -> String? {
    schemas.first { $0.alias.value == alias }?.name.value
  }

  /// The plan as it was probably meant, for checks that would only repeat that an assignment names a
  /// wrong schema: names that are not declared stand for the nearest that is. Nil when it cannot be
  /// told what was meant.
  package var asMeant: Plan? {
    let declared = Set(schemas.map(\.name.value)).union(omissions.schemas)
    var plan = self
    for (index, assignment) in assignments.enumerated() {
      guard assignment.source.value != assignment.target.value else { return nil }
      for end in [\Assignment.source, \Assignment.target]
      where !declared.contains(assignment[keyPath: end].value) {
        guard let near = nearestSchema(to: assignment[keyPath: end].value) else { return nil }
        plan.assignments[index][keyPath: end].value = near
      }
    }
    return plan
  }
}
