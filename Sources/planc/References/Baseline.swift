import CodeReferences
import Diagnostics
import Foundations

/// The references that a team has decided to live with for now: a file, one of them a line, sorted,
/// so that its diffs can be read.
///
/// A reference is known by its file, table and kind and by the text of its line, not by its number:
/// what is added above does not make it new. Several alike are counted.
struct Baseline {
  /// What a reference is known by.
  struct Entry: Hashable {
    /// Seen from the folder of the baseline.
    var path: String
    /// `-` for a name that is made at run time.
    var table: String
    var kind: String
    /// The line, blanks drawn together, cut to `textLengthMax` scalars.
    var text: String
    /// From 1, among those that are otherwise alike.
    var ordinal = 1

    /// Of a longer line the start is kept, and a sum of the whole.
    static let textLengthMax = 160
  }

  private static let header = "# planc refs baseline 1; `planc refs --write-baseline` writes it.\n"

  /// As shown to people.
  let path: String
  private(set) var entries: Set<Entry> = []

  /// What stays the same for all entries: where paths are seen from.
  private let folder: [String]
  private let current: [String]

  /// An empty baseline.
  init(path: String) throws(FileFault) {
    self.path = path
    guard let real = realFolderPath(splitPath(path).folder), let here = realFolderPath(".") else {
      throw FileFault(.read, path, systemReason(2))
    }
    folder = real.split(separator: "/").map(String.init)
    current = here.split(separator: "/").map(String.init)
  }

  /// The baseline that a file holds.
  static func read(_ path: String) throws(FileFault) -> Baseline {
    var baseline = try Baseline(path: path)
    guard let bytes = try Folder.contents(ofFile: path, limit: 256 << 20) else {
      throw FileFault(
        .read, path, systemReason(2), help: ["`--write-baseline \(path)` writes it"])
    }
    let text = String(decoding: bytes, as: UTF8.self)
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.last == "\r" ? line.dropLast() : line
      if line.isEmpty || line.first == "#" { continue }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 5, let ordinal = Int(fields[3]), ordinal > 0 else {
        throw FileFault(
          .read, path,
          "line \(number + 1) is not a path, a table, a kind, a number and a text with tabs between"
        )
      }
      baseline.entries.insert(
        Entry(
          path: String(fields[0]), table: String(fields[1]), kind: String(fields[2]),
          text: String(fields[4]), ordinal: ordinal))
    }
    return baseline
  }

  /// Writes a baseline whole, in one step.
  static func write(_ text: String, to path: String) throws(FileFault) {
    let (parent, name) = splitPath(path)
    guard !name.isEmpty, let folder = try Folder.open(parent, for: .write)
    else { throw FileFault(.write, path, systemReason(2)) }
    try folder.replace(name, with: Array(text.utf8), onlyIf: "a baseline") {
      $0.starts(with: "# planc refs baseline".utf8)
    }
  }

  /// The entry of each reference of a file that has one: of what must change, or be looked at.
  func entries(of references: [CodeReference], in file: SourceFile) -> [Entry?] {
    let path = entryPath(file.path)
    var counts: [Entry: Int] = [:]
    return references.map { reference in
      switch reference.kind {
      case .qualified, .mention: return nil
      case .reference, .dynamic: break
      }
      let line = file.position(ofByte: reference.name.lowerBound).line
      var entry = Entry(
        path: path, table: reference.table.map { Self.field($0.name) } ?? "-",
        kind: reference.kind.rawValue, text: Self.text(file.line(line)))
      counts[entry, default: 0] += 1
      entry.ordinal = counts[entry] ?? 1
      return entry
    }
  }

  mutating func insert(_ entry: Entry) { entries.insert(entry) }

  /// The file's text: a line an entry, sorted.
  var text: String {
    let lines = entries.map {
      "\($0.path)\t\($0.table)\t\($0.kind)\t\($0.ordinal)\t\($0.text)\n"
    }
    return Self.header
      + lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
  }

  /// A path as seen from the baseline's folder, whichever folder planc is run from.
  func entryPath(_ path: String) -> String {
    var parts = path.hasPrefix("/") ? [] : current
    for part in path.split(separator: "/") where part != "." {
      if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(String(part)) }
    }
    var shared = 0
    while shared < min(parts.count - 1, folder.count), parts[shared] == folder[shared] {
      shared += 1
    }
    let up = [String](repeating: "..", count: folder.count - shared)
    return Self.field((up + parts[shared...]).joined(separator: "/"))
  }

  /// Blanks drawn together; nothing in it ends a field or acts on a terminal.
  private static func text(_ line: ArraySlice<UInt8>) -> String {
    let words = line.split { $0 == 0x20 || $0 &- 0x09 < 5 }
    let joined = Array(words.joined(separator: [0x20]))
    let text = field(String(decoding: joined, as: UTF8.self))
    guard text.unicodeScalars.count > Entry.textLengthMax else { return text }
    // FNV-1a
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in joined { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var start = String.UnicodeScalarView()
    start.append(contentsOf: text.unicodeScalars.prefix(Entry.textLengthMax))
    return String(start) + "… " + String(sum, radix: 16)
  }

  private static func field(_ text: String) -> String { DisplayText.escaped(text[...]) }
}
