import Diagnostics

/// Finds the bytes of a file that no YAML text may hold, in one pass.
///
/// libyaml stops at the first of them, and takes U+0085, U+2028, U+2029 and a bare CR for line ends,
/// which editors do not: every place after one would be off.
struct TextCheck {
  /// What libyaml shall read: the file's bytes without a byte-order mark, each fault replaced by
  /// one character, so that every line and column stays what it is in the file.
  private(set) var readable: ArraySlice<UInt8>
  private(set) var diagnostics: [Diagnostic] = []

  private let file: SourceFile
  /// Whether the bytes are no text that could be read on.
  private(set) var isUnreadable = false
  private var firstMalformed: Span?
  /// The first few further lines with malformed bytes.
  private var malformedLines: [Int] = []
  private var malformedLineLast = 0
  private var malformedLineCount = 0
  private var firstBareCR: Span?
  private var bareCRCount = 0

  init(_ file: SourceFile) {
    self.file = file
    let bytes = file.bytes
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    readable = bytes[start...]
    guard !Self.isPlainText(bytes, from: start) else { return }
    if let encoding = Self.wideEncoding(bytes) {
      refuse(encoding)
      return
    }
    replaceFaults(from: start)
    reportCounted()
  }

  /// Whether a line holds a character that cannot be read; after a bare CR no line is sure.
  func hasFault(inLine line: Int) -> Bool {
    bareCRCount > 0 || diagnostics.contains { $0.primary?.location.span.start.line == line }
  }

  /// Whether nothing needs a closer look: printable ASCII with LF, or well-formed letters beyond.
  private static func isPlainText(_ bytes: [UInt8], from start: Int) -> Bool {
    var index = start
    let end = bytes.count
    while index < end {
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09 {
        index += 1
      } else if byte == 0x0D {
        guard index + 1 < end, bytes[index + 1] == 0x0A else { return false }
        index += 2
      } else {
        let scalar = SourceScalar.decode(bytes, at: index, end: end)
        guard let value = scalar.value, !isRefused(value) else { return false }
        index += scalar.byteCount
      }
    }
    return true
  }

  /// The scalars that YAML's `c-printable` leaves out, and its line separators beyond LF and CR.
  private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// The name of an encoding whose units are wider than a byte, told by its mark or its zero bytes.
  private static func wideEncoding(_ bytes: [UInt8]) -> String? {
    let head = Array(bytes.prefix(4))
    if head == [0xFF, 0xFE, 0, 0] || head == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard head.count == 4 else { return nil }
    switch head.map({ $0 == 0 }) {
    case [false, true, false, true], [true, false, true, false]: return "UTF-16"
    case [true, true, true, false], [false, true, true, true]: return "UTF-32"
    default: return nil
    }
  }

  private mutating func refuse(_ encoding: String) {
    let start = Position(line: 1, column: 1)
    isUnreadable = true
    diagnostics = [
      Diagnostic(
        .notUTF8, "the file is encoded in \(encoding), not in UTF-8",
        at: Location(file, Span(start: start, end: start)),
        help: ["save the file as UTF-8"])
    ]
  }

  private mutating func replaceFaults(from start: Int) {
    let bytes = file.bytes
    var clean: [UInt8] = []
    clean.reserveCapacity(bytes.count)
    var position = Position(line: 1, column: 1)
    var index = start
    while index < bytes.count {
      let scalar = SourceScalar.decode(bytes, at: index, end: bytes.count)
      let next = index + scalar.byteCount
      let isCRLF = scalar.value == "\r" && next < bytes.count && bytes[next] == 0x0A
      if let value = scalar.value, isCRLF || !Self.isRefused(value) {
        clean += bytes[index..<next]
      } else {
        clean += Self.substitute(for: scalar.value)
        let end = Position(line: position.line, column: position.column + 1)
        note(scalar.value, at: Span(start: position, end: end))
      }
      index = next
      if scalar.value == "\n" {
        position = Position(line: position.line + 1, column: 1)
      } else {
        position.column += 1
      }
    }
    readable = clean[...]
  }

  private mutating func note(_ scalar: Unicode.Scalar?, at span: Span) {
    guard let scalar else {
      if firstMalformed == nil { firstMalformed = span }
      noteMalformedLine(span.start.line)
      return
    }
    if scalar == "\r" {
      if firstBareCR == nil { firstBareCR = span }
      bareCRCount += 1
      return
    }
    guard diagnostics.count <= diagnosticsMax else { return }
    switch scalar.value {
    case 0x85, 0x2028, 0x2029:
      diagnostics.append(
        Diagnostic(
          .lineSeparator, "the line separator \(scalar.name) is not a line end here",
          at: Location(file, span),
          notes: ["YAML 1.1 reads it as a line end, editors and YAML 1.2 do not"],
          help: ["remove it, or write a plain line end in its place"],
          edit: Diagnostic.Edit(Location(file, span), replacement: "")))
    default:
      diagnostics.append(
        Diagnostic(
          .controlCharacter, "the control character \(scalar.name) cannot stand in a YAML file",
          at: Location(file, span), help: ["remove it; most editors show it only on request"],
          edit: Diagnostic.Edit(Location(file, span), replacement: "")))
    }
  }

  /// A space for what separates words or lines, else a letter, which leaves the structure as it is.
  private static func substitute(for scalar: Unicode.Scalar?) -> [UInt8] {
    switch scalar?.value {
    case 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: [0x20]
    default: [0xEF, 0xBF, 0xBD]
    }
  }

  private mutating func noteMalformedLine(_ line: Int) {
    guard malformedLineLast != line else { return }
    malformedLineLast = line
    malformedLineCount += 1
    if malformedLineCount > 1, malformedLines.count < 5 { malformedLines.append(line) }
  }

  /// Reports what is one cause however often it occurs: the wrong encoding, the wrong line ends.
  private mutating func reportCounted() {
    if let span = firstMalformed {
      var notes: [String] = []
      if !malformedLines.isEmpty {
        let more = malformedLineCount - 1 - malformedLines.count
        notes = [
          (malformedLineCount == 2 ? "the same in line " : "the same in lines ")
            + malformedLines.map(String.init).joined(separator: ", ")
            + (more > 0 ? " and \(more) more" : "")
        ]
      }
      diagnostics.append(
        Diagnostic(
          .notUTF8, "the file is not UTF-8", at: Location(file, span),
          label: "these bytes are not a character", notes: notes,
          help: ["save the file as UTF-8; it may be in Latin-1 or Windows-1252"]))
    }
    if let span = firstBareCR {
      diagnostics.append(
        Diagnostic(
          .lineSeparator, "a carriage return without a line feed is not a line end",
          at: Location(file, span),
          notes: bareCRCount == 1 ? [] : ["the file has \(bareCRCount) of them"],
          help: ["save the file with LF or CR LF at the end of each line"]))
    }
  }
}

extension Unicode.Scalar {
  /// `U+` and at least four hexadecimal digits.
  var name: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
