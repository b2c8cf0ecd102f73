import Diagnostics
import PlancTestSupport

@testable import Operations

/// A small valid plan, any part of which a test may replace by a marked one.
func planText(
  head: String = """
  plan: demo
  title: A demonstration
  version: 1.0
  """,
  schemas: String = """
  schemas:
    shop: {table_count: {before: 3, after: 2}}
    archive: {table_count: {before: 0, after: 1}}
  """,
  assignments: String = """
  assignments:
    - from: shop
      to: archive
      tables: [orders_2023]
  """,
  tail: String = ""
) -> MarkedText {
  MarkedText([head, schemas, assignments, tail].joined(separator: "\n") + "\n")
}

/// How reading, decoding and checking the plan differs from what its marks announce.
func differences(_ marked: MarkedText) -> [String] {
  marked.differences(from: diagnostics(marked.text))
}

/// What reading, decoding and checking the plan finds, as a run shows it.
func diagnostics(_ text: String) -> [Diagnostic] {
  presented(readPlan(SourceFile(path: "plans/demo.yaml", text: text)).diagnostics)
}

/// The diagnostics of a plan as code and message.
func messages(_ text: String) -> [String] {
  diagnostics(text).map { "\($0.code.rawValue) \($0.message)" }
}
