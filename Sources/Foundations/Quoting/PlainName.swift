extension String {
  /// Whether a name holds nothing but letters, digits, `_` and what is beyond ASCII.
  ///
  /// Nearly all names do. Such a name stands for itself in every quoting, of SQL, JSON, Markdown and
  /// PHP: its bytes are copied between the quotes, without a string of their own.
  var isPlainName: Bool {
    let bytes = utf8.span
    for index in bytes.indices where !isPlainNameByte(bytes[index]) { return false }
    return !bytes.isEmpty
  }
}

func isPlainNameByte(_ byte: UInt8) -> Bool {
  (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || (0x30...0x39).contains(byte)
    || byte >= 0x80
}

extension [UInt8] {
  /// Copies a text's bytes as one stretch: as a sequence of its own they take four times as long, and
  /// each name of a plan is written eight times.
  package mutating func append(_ text: String) {
    unsafe text.utf8.span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  /// Copies a plain name between two quotes; false, and nothing is written, for any other name.
  package mutating func appendPlain(_ name: String, between quote: UInt8) -> Bool {
    guard name.isPlainName else { return false }
    append(quote)
    append(name)
    append(quote)
    return true
  }
}
