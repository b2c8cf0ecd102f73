import Diagnostics

extension Diagnostic {
  /// Refuses an anchor, an alias or a tag; its first character tells which.
  static func property(_ text: String, at location: Location) -> Diagnostic {
    let kind =
      switch text.first {
      case "*": "alias"
      case "&": "anchor"
      default: "tag"
      }
    return Diagnostic(
      .anchorAliasOrTag, "`\(text)` is a YAML \(kind), which planc does not read", at: location,
      notes: ["reviewers must see each value in its place"],
      help: [
        kind == "alias"
          ? "write the value itself, or quote a string that starts with `*`"
          : "remove it, or quote a string that starts with `\(text.prefix(1))`"
      ],
      edit: kind == "alias" ? nil : Diagnostic.Edit(location, replacement: ""))
  }
}

extension YAMLScalar {
  /// The first character that only an escape can bring into a text, `\n` and `\t` apart.
  var firstControl: Unicode.Scalar? {
    // Every such character is a single byte below 0x20, 0x7F, or starts with 0xC2, 0xE2 or 0xEF.
    let utf8 = text.utf8
    guard utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return nil }
    return text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x20...0x7E: false
      case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
      default: false
      }
    }
  }
}

extension SourceFile {
  /// The span of a block scalar without the blank lines that libyaml counts to its end.
  func withoutBlankEnd(_ span: Span) -> Span {
    var line = span.end.line
    if span.end.column > 1 { return span }
    repeat { line -= 1 } while line > span.start.line && isBlank(line)
    guard line >= span.start.line else { return span }
    return Span(start: span.start, end: max(span.start, endOfLine(line)))
  }

  private func isBlank(_ line: Int) -> Bool {
    self.line(line).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}

extension SourceFile {
  /// Where a scalar in double quotes makes a character by an escape; nil when it does not.
  func escape(making scalar: Unicode.Scalar, in span: Span) -> Span? {
    let named: [Unicode.Scalar: Unicode.Scalar] = [
      "0": "\0", "a": "\u{7}", "b": "\u{8}", "v": "\u{B}", "f": "\u{C}", "r": "\r",
      "e": "\u{1B}", "N": "\u{85}", "L": "\u{2028}", "P": "\u{2029}",
    ]
    let lengths: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
    var offset = byteOffset(of: span.start)
    let end = byteOffset(of: span.end)
    while offset + 1 < end {
      guard bytes[offset] == UInt8(ascii: "\\") else {
        offset += 1
        continue
      }
      let letter = Unicode.Scalar(bytes[offset + 1])
      let length = lengths[letter] ?? 0
      let last = min(end, offset + 2 + length)
      let digits = String(decoding: bytes[(offset + 2)..<max(offset + 2, last)], as: UTF8.self)
      if named[letter] == scalar || (length > 0 && UInt32(digits, radix: 16) == scalar.value) {
        return Span(start: position(ofByte: offset), end: position(ofByte: last))
      }
      offset = last
    }
    return nil
  }
}
