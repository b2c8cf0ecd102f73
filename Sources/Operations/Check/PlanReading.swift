import Catalogs
package import Diagnostics
import Plans

/// A plan to compile: its text, and where it stands below the root of its folder's project.
package struct PlanSource: Sendable {
  package var file: SourceFile
  /// Relative to the root, with `/`: `plans/phase_a.yaml`. Generated files show it.
  package var path: String
  /// The catalog that the plan names, at `catalogPath(of:)`; nil where it names none, or where it
  /// cannot be read: then nothing is checked against it.
  package var catalog: SourceFile?

  package init(_ file: SourceFile, path: String, catalog: SourceFile? = nil) {
    self.file = file
    self.path = path
    self.catalog = catalog
  }
}

/// A plan on its way through the checks.
struct PlanReading {
  var source: PlanSource
  /// As decoded, then with its patterns resolved.
  var plan: Plan
  var diagnostics: [Diagnostic]
  /// The server as the catalog shows it; nil without a catalog that can be used.
  var shown: Catalog?
  /// The server before the plan runs, and before any plan that must run first was taken back.
  var before: Catalog?
  var acceptedRisks: [AcceptedRisk] = []
  /// Whether no name of a table stands in the plan twice.
  var namesStandOnce = false

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
