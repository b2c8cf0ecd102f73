import Diagnostics
import Operations

/// Any bytes at all as a plan: read, decoded, checked, and compiled if they are one.
///
/// What must hold: nothing stops planc, every place is in the file, what is shown acts on no terminal,
/// and a plan without an error has files. `fuzz/run` builds this with libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  let file = SourceFile(path: "plans/fuzz.yaml", bytes: bytes)
  let compilation = compile([PlanSource(file, path: file.path)])
  let diagnostics = presented(compilation.diagnostics)
  // The last one may tell of the others.
  precondition(diagnostics.count <= diagnosticsMax + 1, "\(diagnostics.count) diagnostics")
  for diagnostic in diagnostics {
    for label in [diagnostic.primary].compactMap(\.self) + diagnostic.secondary {
      expectInside(file, label.location.span)
    }
    if let edit = diagnostic.edit { expectInside(file, edit.location.span) }
    precondition(!diagnostic.message.isEmpty, "\(diagnostic.code) says nothing")
  }
  expectShowable(renderText(diagnostics, color: false))
  expectShowable(renderJSON(diagnostics))
  precondition(compilation.hasErrors == compilation.files.isEmpty, "an error, or files")
  return 0
}

private func expectInside(_ file: SourceFile, _ span: Span) {
  precondition(span.start <= span.end, "\(span) ends before it starts")
  for place in [span.start, span.end] {
    precondition(place.line >= 1 && place.line <= file.lineCount, "\(place) is no line")
    let last = file.endOfLine(place.line).column
    precondition(place.column >= 1 && place.column <= last, "\(place) is beyond \(last)")
  }
}

/// What is shown holds no control character but line ends, and nothing that reorders text.
private func expectShowable(_ text: String) {
  for byte in text.utf8 where byte < 0x20 || byte == 0x7F {
    precondition(byte == 0x0A, "a control character is shown")
  }
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return }
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x80...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
      preconditionFailure("U+\(String(scalar.value, radix: 16)) is shown")
    case _: break
    }
  }
}
