import Diagnostics
import Foundation
import PlancTestSupport
import Testing

@testable import Operations

/// One folder under `Tests/Golden`: a project, a command, and what the command must say and write.
///
///     plan.yaml       a plan; any other `*.yaml` is a further one, `catalog*.yaml` a catalog
///     plan.yaml.in    a plan that no editor can keep as it is: `{{DF}}` stands for the byte DF,
///                     `{{67108865 x 23}}` for so many of them
///     command.txt     the commands, `planc compile` where it is absent; only the last is judged
///     before/**       what is laid into the project before the last command
///     stderr.txt      what the last command says; absent where it says nothing
///     expected.txt    the name of each file in `generated/` afterwards, one a line; the line
///                     `= CASE` stands for all files that another case writes, byte for byte
///     expected/**     files of `generated/` afterwards: those that the case is about, or all of
///                     them if there is no `expected.txt`. Each section of an SQL file is its name only
///
/// A case with neither `expected.txt` nor `expected` must leave `generated/` as it is.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  let name: String
  var testDescription: String { name }

  static let folder = "\(Repository.root)/Tests/Golden"
  static let rewritingVariable = "PLANC_REWRITE_GOLDEN"
  static let isRewriting =
    ProcessInfo.processInfo.environment[rewritingVariable].map { !$0.isEmpty } ?? false

  /// Every case, by name.
  static let all: [GoldenCase] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (names ?? []).sorted().map(GoldenCase.init)
  }()

  struct Outcome {
    var exitCode: Int32
    var stderr: String
    /// The bytes of every file below `generated/` by path, before the last command and after it.
    var before: [String: Data]
    var after: [String: Data]
  }

  var path: String { "\(Self.folder)/\(name)" }
  var stderr: String { text(of: "stderr.txt") ?? "" }
  /// Files of `generated/` that are compared byte for byte.
  var expected: [String: Data]? { has("expected") ? Self.files(below: "\(path)/expected") : nil }
  /// The lines of `expected.txt`.
  var listed: [String]? {
    text(of: "expected.txt").map { $0.split(separator: "\n").map(String.init) }
  }
  var commands: [String] {
    (text(of: "command.txt") ?? "planc compile\n").split(separator: "\n").map(String.init)
  }

  /// Plans as a project has them, by file name.
  var plans: [(name: String, bytes: [UInt8])] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted().compactMap {
      let bytes = Array(FileManager.default.contents(atPath: "\(path)/\($0)") ?? Data())
      if $0.hasPrefix("catalog") { return nil }
      if $0.hasSuffix(".yaml") { return ($0, bytes) }
      return $0.hasSuffix(".yaml.in") ? (String($0.dropLast(3)), described(bytes)) : nil
    }
  }

  /// The catalog at a path of the project, `catalogs/catalog.yaml`; nil where there is none.
  func catalog(at path: String) -> SourceFile? {
    guard path.hasPrefix("catalogs/") else { return nil }
    return FileManager.default.contents(atPath: "\(self.path)/\(path.dropFirst(9))").map {
      SourceFile(path: path, bytes: Array($0))
    }
  }

  /// What stands in the case's folder and means nothing to it.
  var strays: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
      !["command.txt", "stderr.txt", "before", "expected", "expected.txt"].contains($0)
        && !$0.hasSuffix(".yaml") && !$0.hasSuffix(".yaml.in")
    }
  }

  func run() throws -> Outcome {
    let project = try TemporaryFolder()
    for plan in plans { try project.write("plans/\(plan.name)", bytes: plan.bytes) }
    for name in try FileManager.default.contentsOfDirectory(atPath: path)
    where name.hasPrefix("catalog") && name.hasSuffix(".yaml") {
      try project.write("catalogs/\(name)", text(of: name) ?? "")
    }
    for command in commands.dropLast() { _ = try run(command, in: project.path) }
    if has("before") {
      _ = try ChildProcess.run("cp", ["-a", "\(path)/before/.", project.path])
    }
    let generated = "\(project.path)/generated"
    let before = Self.files(below: generated)
    let output = try run(commands.last ?? "", in: project.path)
    return Outcome(
      exitCode: output.exitCode, stderr: output.stderr, before: before,
      after: Self.files(below: generated))
  }

  /// What `generated/` must contain after the last command: every name, and the bytes of those
  /// files whose bytes the case states.
  func expectation(_ outcome: Outcome) throws -> [String: Data?] {
    guard let listed else { return (expected ?? outcome.before).mapValues { $0 } }
    var files: [String: Data?] = [:]
    for line in listed {
      if line.hasPrefix("= ") {
        let other = try GoldenCase(name: String(line.dropFirst(2))).run()
        files.merge(other.after.mapValues { $0 }) { $1 }
      } else {
        files[line] = .some(nil)
      }
    }
    return files.merging((expected ?? [:]).mapValues { $0 }) { $1 }
  }

  /// Makes what the program does now what it must do. A case whose command writes files for the
  /// first time gets the list of their names.
  func rewrite(_ outcome: Outcome) throws {
    try replace("stderr.txt", outcome.stderr.isEmpty ? nil : Data(outcome.stderr.utf8))
    let (listed, expected) = (listed, expected)
    let isUnchanged = outcome.after == outcome.before
    if isUnchanged || (listed == nil && expected == nil) || listed?.first?.hasPrefix("= ") == false
    {
      let names = outcome.after.keys.sorted().map { $0 + "\n" }.joined()
      try replace("expected.txt", isUnchanged ? nil : Data(names.utf8))
    }
    try? FileManager.default.removeItem(atPath: "\(path)/expected")
    guard let expected, !isUnchanged else { return }
    for (name, bytes) in outcome.after where listed == nil || expected[name] != nil {
      try replace("expected/\(name)", Self.withoutSections(bytes))
    }
  }

  /// The bytes of a generated file, with the name of each section in place of its text.
  static func withoutSections(_ bytes: Data) -> Data {
    let bytes = Array(bytes)
    guard let head = SQLScript.headEnd(in: bytes) else { return Data(bytes) }
    var short = Array(bytes[..<head])
    var rest = bytes[head...]
    while let line = rest.firstIndex(of: 0x0A) {
      if let section = SQLSection.allCases.first(where: { rest.starts(with: $0.bytes) }) {
        short += Array("-- section \(section.rawValue)\n".utf8)
        rest = rest.dropFirst(section.bytes.count)
      } else {
        short += rest[...line]
        rest = rest[(line + 1)...]
      }
    }
    return Data(short + rest)
  }

  private func replace(_ name: String, _ bytes: Data?) throws {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    guard let bytes else {
      try? FileManager.default.removeItem(at: file)
      return
    }
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  private func run(_ command: String, in folder: String) throws -> ProgramOutput {
    let words = command.split(separator: " ").map(String.init)
    guard words.first == "planc" else {
      throw TestSupportError("\(name)/command.txt: `\(command)` does not start with planc")
    }
    return try ChildProcess.run(
      PlancProgram.path, Array(words.dropFirst()), environment: PlancProgram.environment,
      workingFolder: folder)
  }

  private func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(name)")
  }

  private func text(of name: String) -> String? {
    FileManager.default.contents(atPath: "\(path)/\(name)").map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private static func files(below folder: String) -> [String: Data] {
    var files: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      var isFolder: ObjCBool = false
      let path = "\(folder)/\(name)"
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files[name] = FileManager.default.contents(atPath: path)
    }
    return files
  }

  /// The bytes that a text with `{{DF}}` and `{{64 x 20}}` describes.
  private func described(_ description: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    let parts = String(decoding: description, as: UTF8.self).components(separatedBy: "{{")
    bytes += Array(parts[0].utf8)
    for part in parts.dropFirst() {
      let halves = part.components(separatedBy: "}}")
      let words = halves[0].split(separator: " ")
      let isRepeated = words.count == 3 && words[1] == "x"
      let unit = (isRepeated ? words.suffix(1) : words[...]).compactMap { UInt8($0, radix: 16) }
      let count = isRepeated ? Int(words[0]) : 1
      guard halves.count == 2, let count, !unit.isEmpty, count == 1 || unit.count == 1 else {
        preconditionFailure("\(name): `{{\(part)` describes no bytes")
      }
      bytes += unit.count == 1 ? Array(repeating: unit[0], count: count) : unit
      bytes += Array(halves[1].utf8)
    }
    return bytes
  }
}
