/// Writes many names in one quoting, without a string for each.
///
/// Nearly all names hold nothing that any quoting escapes; those are copied between the quotes. The
/// schema is nearly always that of the name before; its text is kept.
struct NameWriter {
  private let quote: String
  private let separator: String
  private let quoted: (String) -> String
  private var schema = ""
  private var schemaText = ""

  /// - Parameter quoted: the whole quoting of one name; for a plain name, the name between quotes.
  init(quote: String, separator: String, quoted: @escaping (String) -> String) {
    self.quote = quote
    self.separator = separator
    self.quoted = quoted
    schemaText = quoted("") + separator
  }

  mutating func write(_ name: QualifiedName, to script: inout Script) {
    if name.schema != schema {
      schema = name.schema
      schemaText = quoted(schema) + separator
    }
    script.write(schemaText)
    if name.table.utf8.allSatisfy(Self.isPlain) {
      script.write(quote)
      script.write(name.table)
      script.write(quote)
    } else {
      script.write(quoted(name.table))
    }
  }

  /// Letters, digits, `_` and whatever is beyond ASCII stand for themselves in every quoting.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    default: false
    }
  }
}
