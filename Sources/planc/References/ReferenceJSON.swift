import CodeReferences
import Diagnostics
import Foundations

extension CodeReference {
  /// A JSON object on one line.
  ///
  /// - Parameter more: further fields.
  func json(in file: SourceFile, more: [(key: String, value: String)] = []) -> String {
    func range(_ range: Range<Int>) -> String { "[\(range.lowerBound), \(range.upperBound)]" }
    let start = file.position(ofByte: name.lowerBound)
    let fields = [
      ("kind", jsonString(kind.rawValue)), ("path", jsonString(file.path)),
      ("line", "\(start.line)"), ("column", "\(start.column)"),
      ("table", table.map { jsonString($0.name) } ?? "null"),
      ("schema", table.map { jsonString($0.targetSchema) } ?? "null"),
      ("pattern", jsonString(pattern.rawValue)), ("confidence", jsonString(confidence.rawValue)),
      ("literal", jsonString(literalKind.rawValue)),
      // The offsets of the first byte, and of the first after it.
      (
        "bytes",
        jsonObject([
          ("name", range(name)), ("composed", range(composed)),
          ("literal", literal.map(range) ?? "null"),
        ])
      ),
    ]
    return jsonObject(fields + more)
  }
}
