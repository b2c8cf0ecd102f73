package import Diagnostics

/// Checks a decoded plan by itself: what can be known without a server or a catalog.
///
/// The order of the diagnostics means nothing; whoever shows them sorts them by place.
package func checkPlan(_ plan: Plan) -> [Diagnostic] {
  var diagnostics = checkIdentifiers(plan)
  diagnostics += checkSchemas(plan)
  diagnostics += checkFileNames(plan)
  diagnostics += checkAssignments(plan)
  diagnostics += checkCounts(plan)
  return diagnostics
}

extension Plan {
  func location(_ span: Span) -> Location { Location(file, span) }
}

/// "1 table", "22 tables"
func tableCount(_ count: Int) -> String { count == 1 ? "1 table" : "\(count) tables" }

/// "1 table is", "22 tables are"
func tablesAre(_ count: Int) -> String { tableCount(count) + (count == 1 ? " is" : " are") }

/// "`lupopedia`.`lupo_sessions`"
func shown(_ schema: String, _ table: String) -> String { "`\(shown(schema)).\(shown(table))`" }

/// Whether two names are written with the very same characters. Swift's `==` takes a letter with a
/// combining accent for the accented letter; a server does not.
func isSameSpelling(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
