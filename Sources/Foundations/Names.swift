/// A table on a server.
package struct QualifiedName: Hashable, Sendable {
  package var schema: String
  package var table: String

  package init(_ schema: String, _ table: String) {
    self.schema = schema
    self.table = table
  }
}

extension QualifiedName {
  /// As a server compares it that does not tell names by case.
  package func folded(_ ignoresCase: Bool) -> QualifiedName {
    ignoresCase ? QualifiedName(schema.lowercased(), table.lowercased()) : self
  }
}

/// Whether two names are written with the very same characters. Swift's `==` takes a letter with a
/// combining accent for the accented letter; a server does not.
package func isSameSpelling(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

/// The order of names in a catalog: that of their bytes, which no locale and no collation changes.
package func precedes(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}

/// Whether a text is `[a-z][a-z0-9_]*`.
package func isLowercaseWord(_ text: String) -> Bool {
  guard let first = text.utf8.first, first >= 0x61, first <= 0x7A else { return false }
  return text.utf8.allSatisfy {
    ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "_")
  }
}
