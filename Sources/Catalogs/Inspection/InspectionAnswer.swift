/// What a server answered to an `InspectionQuery`, as records somewhere in a text.
///
/// A record is `planc1:SECTION:I:N:FIELD:…:CHECKSUM;`: the I-th of N rows of a section, from 1, or the
/// only word about a section without rows, with I and N 0. A field is text in UTF-8 in hexadecimal, or
/// `-` for NULL. The checksum is CRC-32 of all before its colon. What stands between records, such as
/// the borders of a client's tables, is passed over. The sections come in their order, the rows of a
/// section in any. A record that is missing, damaged, there twice or in another section is a fault.
///
/// Behind each record of `originals` stands the row that SHOW CREATE answered, as a client prints it
/// in batch mode, or the line `planc refused`. In the record's own line stands a text that tells the mode.
package struct InspectionAnswer: Sendable {
  /// The rows by section, in the order of the sections; nil is NULL.
  package private(set) var rows: [InspectionSection: [[String?]]] = [:]
  /// By the rows of `originals`: what SHOW CREATE says; nil where the server refused to tell.
  private(set) var shownTexts: [[UInt8]?] = []

  /// Why a text is no whole answer.
  package struct Fault: Error, Equatable, Sendable {
    /// From 1.
    package var line: Int
    /// Lower case, no full stop.
    package var reason: String
  }

  package subscript(section: InspectionSection) -> [[String?]] { rows[section] ?? [] }

  package init(_ bytes: [UInt8]) throws(Fault) {
    var reader = RecordReader(bytes: bytes)
    for section in InspectionSection.allCases {
      rows[section] = try reader.rows(of: section)
    }
    shownTexts = reader.shownTexts
    try reader.finish()
  }
}

private struct RecordReader {
  package let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private(set) var shownTexts: [[UInt8]?] = []

  package init(bytes: [UInt8]) { self.bytes = bytes }

  private static let mark = Array("planc1:".utf8)

  /// A record without its checksum, in parts.
  private struct Record {
    package var section: String
    package var index: Int
    package var count: Int
    package var fields: [ArraySlice<UInt8>]
    package var line: Int
  }

  /// The rows of a section by their numbers. MariaDB numbers rows in one order and returns them in
  /// another, so the order in which they arrive says nothing.
  package mutating func rows(of section: InspectionSection) throws(InspectionAnswer.Fault)
    -> [[String?]]
  {
    var found: [Int: (row: [String?], shown: [UInt8]?)] = [:]
    var count: Int?
    while count.map({ found.count < $0 }) ?? true {
      guard let record = try next() else { throw ended(in: section, found.count, of: count) }
      func fault(_ reason: String) -> InspectionAnswer.Fault {
        InspectionAnswer.Fault(line: record.line, reason: reason)
      }
      guard record.section == section.rawValue else {
        let read = count.map { "after \(found.count) of \($0) rows" } ?? "before the first row"
        throw fault(
          "a row of `\(record.section)` is \(read) of `\(section.rawValue)`: rows are missing, or another release of planc asked"
        )
      }
      guard count == nil || count == record.count, found[record.index] == nil,
        (record.index == 0) == (record.count == 0)
      else {
        throw fault(
          "row \(record.index) of \(record.count) of `\(section.rawValue)` is here twice, or is from another answer"
        )
      }
      count = record.count
      if record.count == 0 { return [] }
      guard record.fields.count == section.width else {
        throw fault(
          "a row of `\(section.rawValue)` has \(record.fields.count) fields, not \(section.width): another release of planc has asked, or the client left comments out"
        )
      }
      var row: [String?] = []
      for field in record.fields { row.append(try text(field, record.line)) }
      found[record.index] = (row, section == .originals ? try shownText(row) : nil)
    }
    let inOrder = found.sorted { $0.key < $1.key }.map(\.value)
    if section == .originals { shownTexts = inOrder.map(\.shown) }
    return inOrder.map(\.row)
  }

  // MARK: Texts of SHOW CREATE

  /// As a client in batch mode prints the text that stands beside the records of `originals`.
  private static let sample = Array("\tplanc\\\\\\n\\t".utf8)

  /// The text in the row that stands next: that of a trigger is its third column of seven or more,
  /// that of a view its second of four.
  private mutating func shownText(_ row: [String?]) throws(InspectionAnswer.Fault) -> [UInt8]? {
    let fault = InspectionAnswer.Fault(
      line: line,
      reason:
        "what SHOW CREATE says of `\(row[1] ?? "").\(row[2] ?? "")` is not as a client prints it by itself: run it without -t, --raw, -E, -H, -X"
    )
    guard nextLine().elementsEqual(Self.sample) else { throw fault }
    let name = Array((row[2] ?? "").utf8)
    let isTrigger = row[0] == "trigger"
    while place < bytes.count, !bytes[place...].starts(with: Self.mark) {
      let fields = nextLine().split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      if fields.count == 1, fields[0].elementsEqual("planc refused".utf8) { return nil }
      guard isTrigger ? fields.count >= 7 : fields.count == 4,
        unescaped(fields[0]) == name, let text = unescaped(fields[isTrigger ? 2 : 1]),
        text.starts(with: "CREATE ".utf8)
      else { continue }
      return text
    }
    throw fault
  }

  /// The rest of the line, without its end.
  private mutating func nextLine() -> ArraySlice<UInt8> {
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
    var end = place
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    if place < bytes.count {
      place += 1
      line += 1
    }
    return bytes[start..<end]
  }

  /// What a client wrote with backslashes; nil for a backslash that it would not have written.
  private func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8]? {
    var text: [UInt8] = []
    var index = field.startIndex
    while index < field.endIndex {
      if field[index] != UInt8(ascii: "\\") {
        text.append(field[index])
        index += 1
        continue
      }
      guard index + 1 < field.endIndex else { return nil }
      switch field[index + 1] {
      case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "0"): text.append(0)
      default: return nil
      }
      index += 2
    }
    return text
  }

  /// Nothing may follow the last record.
  package mutating func finish() throws(InspectionAnswer.Fault) {
    guard let record = try next() else { return }
    throw InspectionAnswer.Fault(
      line: record.line, reason: "the answer was complete before this record of `\(record.section)`"
    )
  }

  private func ended(
    in section: InspectionSection, _ read: Int, of count: Int?
  ) -> InspectionAnswer.Fault {
    let reason =
      section == .server
      ? "it holds no answer to the SQL that `planc inspect --print-query` prints"
      : "it ends after \(read) of \(count.map(String.init) ?? "the") rows of `\(section.rawValue)`: it was cut, or a statement failed"
    return InspectionAnswer.Fault(line: line, reason: reason)
  }

  /// The next record; nil where there is none any more.
  private mutating func next() throws(InspectionAnswer.Fault) -> Record? {
    guard skipToMark() else { return nil }
    let start = place
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: ";") {
      guard Self.isInRecord(bytes[end]) else { throw damaged("it is cut by another character") }
      end += 1
    }
    guard end < bytes.count else { throw damaged("it has no end") }
    place = end + 1
    var parts = bytes[start..<end].split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count >= 5, let checksum = parts.popLast(),
      number(checksum, radix: 16) == Int(crc32(bytes[start..<(end - checksum.count - 1)]))
    else { throw damaged("its checksum is another") }
    guard let index = number(parts[2], radix: 10), let count = number(parts[3], radix: 10),
      index <= count
    else { throw damaged("it has no number") }
    return Record(
      section: String(decoding: parts[1], as: UTF8.self), index: index, count: count,
      fields: Array(parts[4...]), line: line)
  }

  /// Goes to the next record's first letter, and counts lines.
  private mutating func skipToMark() -> Bool {
    while place < bytes.count {
      let byte = bytes[place]
      if byte == Self.mark[0], bytes[place...].starts(with: Self.mark) { return true }
      if byte == UInt8(ascii: "\n") { line += 1 }
      place += 1
    }
    return false
  }

  private static func isInRecord(_ byte: UInt8) -> Bool {
    (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private func damaged(_ why: String) -> InspectionAnswer.Fault {
    InspectionAnswer.Fault(line: line, reason: "a record is damaged: \(why)")
  }

  private func number(_ digits: ArraySlice<UInt8>, radix: Int) -> Int? {
    guard !digits.isEmpty, digits.count <= 12, digits.allSatisfy({ $0 != UInt8(ascii: "-") }) else {
      return nil
    }
    return Int(String(decoding: digits, as: UTF8.self), radix: radix)
  }

  private func text(
    _ field: ArraySlice<UInt8>, _ line: Int
  ) throws(InspectionAnswer.Fault) -> String? {
    if field.elementsEqual([UInt8(ascii: "-")]) { return nil }
    let fault = InspectionAnswer.Fault(line: line, reason: "a field is no text in UTF-8")
    guard field.count.isMultiple(of: 2) else { throw fault }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(field.count / 2)
    var index = field.startIndex
    while index < field.endIndex {
      guard let high = digit(field[index]), let low = digit(field[index + 1]) else { throw fault }
      decoded.append(high << 4 | low)
      index += 2
    }
    guard let text = String(validating: decoded, as: UTF8.self) else { throw fault }
    return text
  }

  private func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}

/// CRC-32 as `CRC32()` of both families has it.
func crc32(_ bytes: some Swift.Sequence<UInt8>) -> UInt32 {
  var checksum: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    checksum = crc32Table[Int((checksum ^ UInt32(byte)) & 0xFF)] ^ (checksum >> 8)
  }
  return ~checksum
}

private let crc32Table: [UInt32] = (0..<256).map { index in
  (0..<8).reduce(UInt32(index)) { value, _ in
    value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
  }
}
