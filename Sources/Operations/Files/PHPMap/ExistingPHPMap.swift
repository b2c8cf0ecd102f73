import Plans

extension PHPMapSettings {
  /// The settings that an existing map was written with; nil where its head does not show them.
  ///
  /// - Parameters:
  ///   - file: the map's name, with which a plan would write it again.
  ///   - head: the map's first lines, up to the sentence about tables that are not listed.
  package init?(file: String, readingHead head: [UInt8]) {
    var function: String?
    var constant: String?
    for line in String(decoding: head, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("//     "), let end = line.firstRange(of: "('some_table')") {
        function = function ?? String(line[..<end.lowerBound].dropFirst(7))
      }
      if line.hasPrefix("// The switch: "), let end = line.firstRange(of: "_STATE is ") {
        constant = constant ?? String(line[..<end.lowerBound].dropFirst(15))
      }
    }
    guard let function, let constant, file.utf8.allSatisfy(isOfWord(or: "-.")),
      function.utf8.allSatisfy(isOfWord()), constant.utf8.allSatisfy(isOfWord()),
      file.utf8.first.map(isOfWord()) == true, !file.contains("..")
    else { return nil }
    self.init(file: file, function: function, constant: constant)
  }
}

/// Whether a byte is a letter, a digit, `_` or one of some others.
private func isOfWord(or others: String = "") -> (UInt8) -> Bool {
  { byte in
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || others.utf8.contains(byte)
  }
}
