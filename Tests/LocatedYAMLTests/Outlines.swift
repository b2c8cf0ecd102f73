import Diagnostics
import LocatedYAML

extension Span {
  /// `line:column-line:column`, as marked texts have it.
  var outline: String { "\(start.line):\(start.column)-\(end.line):\(end.column)" }
}

extension YAMLNode {
  /// Every node in the order of the text, indented by depth, with its span.
  var outline: [String] {
    switch content {
    case .scalar(let scalar): ["\(span.outline) \(scalar.style) \(scalar.text.debugDescription)"]
    case .sequence(let items):
      ["\(span.outline) sequence"] + items.flatMap(\.outline).map { "  " + $0 }
    case .mapping(let entries):
      ["\(span.outline) mapping"]
        + entries.flatMap { entry in
          ["  \(entry.keySpan.outline) key \(entry.key.debugDescription)"]
            + entry.value.outline.map { "    " + $0 }
        }
    }
  }

  /// The spans of all keys and scalars, in the order of the text.
  var scalarSpans: [String] {
    switch content {
    case .scalar: [span.outline]
    case .sequence(let items): items.flatMap(\.scalarSpans)
    case .mapping(let entries):
      entries.flatMap { [$0.keySpan.outline] + $0.value.scalarSpans }
    }
  }
}

/// A text that must be refused once, with its fault marked.
struct Refusal: CustomStringConvertible, Sendable {
  var marked: String
  var message: String

  init(_ marked: String, _ message: String) {
    self.marked = marked
    self.message = message
  }

  var description: String { marked.debugDescription }
}

/// What readers are told of a text: `P104 2:1-2:4 message` for each fault.
func faults(in bytes: [UInt8], allowingEscapedControls: Bool = false) -> [String] {
  let file = SourceFile(path: "plan.yaml", bytes: bytes)
  let (_, diagnostics) = readYAML(file, allowingEscapedControls: allowingEscapedControls)
  return diagnostics.map { diagnostic in
    let place = diagnostic.primary?.location.span.outline ?? "nowhere"
    return "\(diagnostic.code.rawValue) \(place) \(diagnostic.message)"
  }
}

func faults(in text: String) -> [String] { faults(in: Array(text.utf8)) }

/// The faults without their messages: `P104 2:1-2:4`.
func places(in bytes: [UInt8]) -> [String] {
  faults(in: bytes).map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
}

func places(in text: String) -> [String] { places(in: Array(text.utf8)) }
