import Diagnostics
import LocatedYAML
import Testing

struct RandomPlanTests {
  @Test(arguments: 1...8)
  func `any bytes are read, and every place and frame is right`(_ seed: UInt64) {
    var plans = RandomPlans(seed: seed)
    var refusedCount = 0
    for _ in 0..<2_500 {
      let bytes = plans.next()
      let file = SourceFile(path: "plan.yaml", bytes: bytes)
      let (node, diagnostics) = readYAML(file)
      var faults = diagnostics.flatMap { Self.faults(of: $0, in: file) }
      if let node { faults += Self.faults(of: node, within: nil, in: file) }
      if node == nil, diagnostics.isEmpty { faults.append("neither a node nor a diagnostic") }
      #expect(faults.isEmpty, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      refusedCount += diagnostics.isEmpty ? 0 : 1
    }
    // The generator must make both kinds.
    #expect((500...2_400).contains(refusedCount))
  }

  private static func faults(of diagnostic: Diagnostic, in file: SourceFile) -> [String] {
    let labels = [diagnostic.primary].compactMap { $0 } + diagnostic.secondary
    let locations = labels.map(\.location) + (diagnostic.edit.map { [$0.location] } ?? [])
    var faults = locations.flatMap { self.faults(of: $0.span, in: file) }
    if diagnostic.primary == nil { faults.append("no place") }
    let plain = renderText([diagnostic], color: false)
    let json = renderJSON([diagnostic])
    for text in [plain, json] {
      if text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }) {
        faults.append("a control character in \(text.debugDescription)")
      }
    }
    if !plain.contains("^") { faults.append("no mark in \(plain)") }
    if renderText([diagnostic], color: true).utf8.count <= plain.utf8.count {
      faults.append("no color")
    }
    return faults
  }

  private static func faults(of span: Span, in file: SourceFile) -> [String] {
    let isInside = [span.start, span.end].allSatisfy { position in
      (1...file.lineCount).contains(position.line) && position.column >= 1
        && position <= file.endOfLine(position.line)
    }
    return isInside && span.start <= span.end ? [] : ["\(span.outline) is no span of the file"]
  }

  private static func faults(
    of node: YAMLNode, within parent: Span?, in file: SourceFile
  ) -> [String] {
    var faults = faults(of: node.span, in: file)
    if let parent, node.span.start < parent.start || node.span.end > parent.end {
      faults.append("\(node.span.outline) is not inside \(parent.outline)")
    }
    switch node.content {
    case .scalar: break
    case .sequence(let items):
      faults += items.flatMap { self.faults(of: $0, within: node.span, in: file) }
      faults += disorder(items.map(\.span))
    case .mapping(let entries):
      faults += entries.flatMap { self.faults(of: $0.value, within: node.span, in: file) }
      faults += disorder(entries.flatMap { [$0.keySpan, $0.value.span] })
    }
    return faults
  }

  private static func disorder(_ spans: [Span]) -> [String] {
    zip(spans, spans.dropFirst()).filter { $0.end > $1.start }.map {
      "\($0.outline) runs into \($1.outline)"
    }
  }
}
