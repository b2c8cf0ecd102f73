import CodeReferences
import Diagnostics

extension CodeReference {
  /// A JSON object on one line.
  ///
  /// - Parameter more: further fields, each with a comma before it.
  func json(in file: SourceFile, more: String = "") -> String {
    let start = file.position(ofByte: name.lowerBound)
    return "{\"kind\": \(jsonString(kind.rawValue)), "
      + "\"path\": \(jsonString(file.path)), \"line\": \(start.line), "
      + "\"column\": \(start.column), "
      + "\"table\": \(table.map { jsonString($0.name) } ?? "null"), "
      + "\"schema\": \(table.map { jsonString($0.targetSchema) } ?? "null"), "
      + "\"pattern\": \(jsonString(pattern.rawValue)), "
      + "\"confidence\": \(jsonString(confidence.rawValue)), "
      + "\"literal\": \(jsonString(literalKind.rawValue)), "
      + "\"bytes\": {\"name\": \(Self.json(name)), \"composed\": \(Self.json(composed)), "
      + "\"literal\": \(literal.map(Self.json) ?? "null")}\(more)}"
  }

  /// The offsets of the first byte, and of the first after it.
  private static func json(_ range: Range<Int>) -> String {
    "[\(range.lowerBound), \(range.upperBound)]"
  }
}
