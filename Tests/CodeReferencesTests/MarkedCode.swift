import CodeReferences
import Diagnostics
import Foundation
import Testing

/// A file of the corpus, with the places that planc must find marked below their lines:
///
///     $db->query("SELECT * FROM lupo_sessions");
///                               ^^^^^^^^^^^^^ reference sql lupo_sessions
///
/// Every reference, dynamic name and qualified name must be marked; a mention may be.
struct MarkedCode: CustomTestStringConvertible, Sendable {
  var path: String
  var text: String
  private var announced: [Announcement]

  private struct Announcement: Hashable {
    var line: Int
    var column: Int
    var length: Int
    var words: String
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Corpus").resolvingSymlinksInPath().path

  /// Every file of the corpus, by path.
  static let all: [MarkedCode] = {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.sorted().compactMap { name in
      var isFolder: ObjCBool = false
      let path = "\(folder)/\(name)"
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { return nil }
      let bytes = FileManager.default.contents(atPath: path) ?? Data()
      return MarkedCode(path: name, marked: String(decoding: bytes, as: UTF8.self))
    }
  }()

  static var markCount: Int { all.reduce(0) { $0 + $1.announced.count } }

  var testDescription: String { path }

  init(path: String, marked: String) {
    self.path = path
    var lines: [Substring] = []
    announced = []
    for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == " " }.count
      let run = line.dropFirst(indent).prefix { $0 == "^" }.count
      let words = line.dropFirst(indent + run).trimmingCharacters(in: .whitespaces)
      let kinds = ["reference ", "dynamic ", "qualified ", "mention "]
      if run > 0, kinds.contains(where: words.hasPrefix) {
        announced.append(
          Announcement(line: lines.count, column: indent + 1, length: run, words: words))
      } else {
        lines.append(line)
      }
    }
    text = lines.joined(separator: "\n")
  }

  static let settings = ReferenceSettings(
    tables: [
      "lupo_sessions", "lupo_users", "lupo_logs", "lupo_log", "lupo_edges", "lupo_anubis_events",
      "lupo_pages",
    ].map {
      MovedTable(
        $0, from: "lupopedia", to: $0.hasSuffix("s") ? "lupo_ephemeral" : "lupo_archive_db")
    },
    tablePrefix: "lupo_", queryFunctions: ["own_query"], helperFunctions: ["lupo_table"],
    schemaConstant: "LUPO_SCHEMA")

  var language: Language? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Language(fileName: name, start: Array(text.utf8)[...])
  }

  func references() -> [CodeReference] {
    guard let language else { return [] }
    return ReferenceFinder(Self.settings).references(in: Array(text.utf8), language: language)
  }

  /// What was found and not marked, and the other way round; empty when all is as marked.
  func differences() -> [String] {
    let file = SourceFile(path: path, text: text)
    var rest = announced
    var differences: [String] = []
    for found in references() {
      let start = file.position(ofByte: found.name.lowerBound)
      let end = file.position(ofByte: found.name.upperBound)
      let words =
        "\(found.kind.rawValue) \(found.pattern.rawValue)"
        + (found.table.map { " \($0.name)" } ?? "")
      let match = rest.firstIndex {
        $0.line == start.line && $0.column == start.column && $0.words == words
          && (start.line != end.line || $0.length == end.column - start.column)
      }
      if let match {
        rest.remove(at: match)
      } else if found.kind != .mention {
        differences.append(
          "found, not marked: \(start.line):\(start.column)-\(end.column) \(words)")
      }
    }
    return differences
      + rest.map { "marked, not found: \($0.line):\($0.column) (\($0.length)) \($0.words)" }
  }
}
