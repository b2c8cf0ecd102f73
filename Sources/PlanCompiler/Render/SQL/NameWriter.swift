/// Writes many names in one quoting, without a string for each.
///
/// Nearly all names hold nothing that any quoting escapes; those are copied between the quotes. The
/// schema is nearly always that of the name before; its text is kept.
struct NameWriter {
  private let quote: UInt8
  private let separator: String
  private let quoted: (String) -> String
  private var schema = ""
  /// The quoted schema and the separator.
  private var head: [UInt8] = []

  /// - Parameter quoted: the whole quoting of one name; for a plain name, the name between quotes.
  init(quote: Unicode.Scalar, separator: String, quoted: @escaping (String) -> String) {
    self.quote = UInt8(ascii: quote)
    self.separator = separator
    self.quoted = quoted
  }

  mutating func write(_ name: QualifiedName, to script: inout Script) {
    if name.schema != schema || head.isEmpty {
      schema = name.schema
      head = Array((quoted(schema) + separator).utf8)
    }
    script.write(head)
    if !script.writePlain(name.table, between: quote) { script.write(quoted(name.table)) }
  }
}
