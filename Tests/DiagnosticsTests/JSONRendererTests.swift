import Diagnostics
import Foundation
import Testing

struct JSONRendererTests {
  @Test func `every object has the same keys, and what does not apply is null or empty`() {
    let file = SourceFile(path: "a.yaml", text: "a: b\n")
    let full = Diagnostic(
      .wrongType, severity: .warning, "a \"word\"", at: file.location(1, 4..<5), label: "here",
      secondary: [.init(file.location(1, 1..<2), "there")], notes: ["one", "two"], help: ["three"],
      edit: .init(file.location(1, 4..<4), replacement: "'\n'"))
    #expect(
      renderJSON([full, Diagnostic(.unreadableFile, "gone")]) == #"""
        [
          {"code": "P203", "severity": "warning", "message": "a \"word\"", "path": "a.yaml", "start": {"line": 1, "column": 4}, "end": {"line": 1, "column": 5}, "label": "here", "secondary": [{"path": "a.yaml", "start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}, "label": "there"}], "notes": ["one", "two"], "help": ["three"], "edit": {"path": "a.yaml", "start": {"line": 1, "column": 4}, "end": {"line": 1, "column": 4}, "replacement": "'\n'"}},
          {"code": "P805", "severity": "error", "message": "gone", "path": null, "start": null, "end": null, "label": null, "secondary": [], "notes": [], "help": [], "edit": null}
        ]

        """#)
  }

  @Test func `no diagnostics are an empty array`() {
    #expect(renderJSON([]) == "[]\n")
  }

  @Test func `any text comes back from a JSON parser as it was`() throws {
    let ascii = String(String.UnicodeScalarView((0...0x2FFF).compactMap(Unicode.Scalar.init)))
    let text = ascii + "\\\"/ 日本 🐬\u{E0041}\u{10FFFF}\u{FEFF}"
    let json = renderJSON([Diagnostic(.wrongType, text, notes: [text])])
    let objects = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    let message = try #require(objects?.first?["message"] as? String)
    #expect(Array(message.unicodeScalars) == Array(text.unicodeScalars))
  }
}
