import Foundations

/// Renders diagnostics as one JSON array, one object a line, in the order given.
///
/// Every object has the same keys in the same order; what does not apply is null or `[]`:
///
///     {"code": "P402", "severity": "error" | "warning" | "note", "message": "…",
///      "path": "plans/a.yaml" | null, "start": {"line": 1, "column": 1} | null, "end": … | null,
///      "label": "…" | null,
///      "secondary": [{"path": "…", "start": …, "end": …, "label": "…"}],
///      "notes": ["…"], "help": ["…"],
///      "edit": {"path": "…", "start": …, "end": …, "replacement": "…"} | null}
///
/// Lines and columns count from 1, columns in Unicode scalars; `end` is exclusive. The output is
/// ASCII but for letters of messages and paths; control and bidirectional characters are escaped.
package func renderJSON(_ diagnostics: [Diagnostic]) -> String {
  guard !diagnostics.isEmpty else { return "[]\n" }
  return "[\n  " + diagnostics.map(object).joined(separator: ",\n  ") + "\n]\n"
}

private func object(_ diagnostic: Diagnostic) -> String {
  let location = diagnostic.primary?.location
  let secondary = diagnostic.secondary.map {
    "{\(fields($0.location)), \(field("label", $0.text))}"
  }
  let edit = diagnostic.edit.map {
    "{\(fields($0.location)), \(field("replacement", $0.replacement))}"
  }
  return "{"
    + [
      field("code", diagnostic.code.rawValue),
      field("severity", diagnostic.severity.rawValue),
      field("message", diagnostic.message),
      location.map(fields) ?? #""path": null, "start": null, "end": null"#,
      #""label": "# + (diagnostic.primary.map { jsonString($0.text) } ?? "null"),
      #""secondary": "# + list(secondary),
      #""notes": "# + list(diagnostic.notes.map(jsonString)),
      #""help": "# + list(diagnostic.help.map(jsonString)),
      #""edit": "# + (edit ?? "null"),
    ].joined(separator: ", ") + "}"
}

private func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ", ") + "]" }

private func field(_ key: String, _ value: String) -> String { "\"\(key)\": \(jsonString(value))" }

private func fields(_ location: Location) -> String {
  func position(_ position: Position) -> String {
    "{\"line\": \(position.line), \"column\": \(position.column)}"
  }
  return field("path", location.file.path)
    + ", \"start\": \(position(location.span.start)), \"end\": \(position(location.span.end))"
}
