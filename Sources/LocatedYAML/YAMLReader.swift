package import Diagnostics

/// The most bytes of a file that is read: 64 MiB.
package let fileBytesMax = 64 << 20

/// The most collections that stand in one another.
package let nestingDepthMax = 64

/// Reads one YAML document with the place of every node.
///
/// All faults that can be told apart are reported, up to a few more than `diagnosticsMax`; after a
/// syntax fault nothing can be said of the rest of the file.
///
/// - Parameter allowingEscapedControls: whether a double-quoted scalar may make a control character
///   with an escape such as `"\r"`; `"\n"` and `"\t"` always may.
/// - Returns: the document's node where its structure is known, even when there are diagnostics: an
///   alias is a plain scalar, a repeated key's second value is left out. Every diagnostic is an
///   error.
package func readYAML(
  _ file: SourceFile, allowingEscapedControls: Bool = false
) -> (node: YAMLNode?, diagnostics: [Diagnostic]) {
  readYAML(file, allowingEscapedControls: allowingEscapedControls, bytesMax: fileBytesMax)
}

func readYAML(
  _ file: SourceFile, allowingEscapedControls: Bool, bytesMax: Int
) -> (node: YAMLNode?, diagnostics: [Diagnostic]) {
  guard file.bytes.count <= bytesMax else { return (nil, [tooLarge(file, bytesMax: bytesMax)]) }
  let text = TextCheck(file)
  guard !text.isUnreadable else { return (nil, text.diagnostics) }
  var composer = Composer(file, allowingEscapedControls: allowingEscapedControls)
  let node = EventParser.parsing(text.readable) { parser in composer.compose(&parser) }
  // What stands between the marks of a merge is no plan yet, whatever it looks like to libyaml.
  if !composer.diagnostics.isEmpty || node?.isMapping != true {
    let conflicts = ConflictMarks.diagnostics(in: file)
    if !conflicts.isEmpty { return (nil, sortedByPlace(text.diagnostics + conflicts)) }
  }
  // A character that cannot be read may have been meant as a line end or an indentation.
  let others = composer.diagnostics.filter { diagnostic in
    guard diagnostic.code == .syntaxFault, let place = diagnostic.primary?.location else {
      return true
    }
    return !text.hasFault(inLine: place.span.start.line)
  }
  return (node, sortedByPlace(text.diagnostics + others))
}

private func tooLarge(_ file: SourceFile, bytesMax: Int) -> Diagnostic {
  let start = Position(line: 1, column: 1)
  return Diagnostic(
    .fileTooLarge, "the file has \(file.bytes.count) bytes; at most \(bytesMax) are read",
    at: Location(file, Span(start: start, end: start)),
    help: ["check that this is the file you mean"])
}

extension YAMLNode {
  fileprivate var isMapping: Bool {
    switch content {
    case .mapping: true
    case .scalar, .sequence: false
    }
  }
}
