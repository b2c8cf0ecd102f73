/// Writes many names in one quoting, without a string for each.
///
/// Nearly all names hold nothing that any quoting escapes; those are copied between the quotes. The
/// schema is nearly always that of the name before; its text is kept.
struct NameWriter {
  private let quote: UInt8
  private let separator: String
  private let quoted: (String) -> String
  private var schema = ""
  /// The quoted schema, the separator, and the quote that opens the table's name.
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
      head = Array((quoted(schema) + separator).utf8) + [quote]
    }
    script.write(head)
    if !script.writePlain(name.table, then: quote) {
      script.removeLast()
      script.write(quoted(name.table))
    }
  }
}

extension Script {
  /// Copies a text and a byte behind it; false, and nothing is written, if the text holds anything
  /// but letters, digits, `_` and what is beyond ASCII, which stand for themselves in every quoting.
  fileprivate mutating func writePlain(_ text: String, then byte: UInt8) -> Bool {
    let start = bytes.count
    write(text)
    for byte in bytes[start...] where !Self.isPlain(byte) {
      removeLast(bytes.count - start)
      return false
    }
    write(byte: byte)
    return true
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (0x30...0x39).contains(byte)
      || (0x61...0x7A).contains(byte | 0x20)
  }
}
