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
  return "[\n  " + diagnostics.map { object($0).line }.joined(separator: ",\n  ") + "\n]\n"
}

private func object(_ diagnostic: Diagnostic) -> JSONValue {
  let location = diagnostic.primary?.location
  let place = location.map(fields) ?? [("path", .null), ("start", .null), ("end", .null)]
  let secondary = diagnostic.secondary.map { label in
    JSONValue.object(fields(label.location) + [("label", .string(label.text))])
  }
  let edit = diagnostic.edit.map { edit in
    JSONValue.object(fields(edit.location) + [("replacement", .string(edit.replacement))])
  }
  return .object(
    [
      ("code", .string(diagnostic.code.rawValue)),
      ("severity", .string(diagnostic.severity.rawValue)),
      ("message", .string(diagnostic.message)),
    ] + place + [
      ("label", .optional(diagnostic.primary?.text)), ("secondary", .array(secondary)),
      ("notes", .strings(diagnostic.notes)), ("help", .strings(diagnostic.help)),
      ("edit", edit ?? .null),
    ])
}

private func fields(_ location: Location) -> [(String, JSONValue)] {
  func position(_ position: Position) -> JSONValue {
    ["line": .integer(position.line), "column": .integer(position.column)]
  }
  return [
    ("path", .string(location.file.path)), ("start", position(location.span.start)),
    ("end", position(location.span.end)),
  ]
}
