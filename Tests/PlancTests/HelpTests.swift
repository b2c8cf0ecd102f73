import Diagnostics
import Foundation
import PlancTestSupport
import Testing

/// What `--help` promises.
@Suite struct HelpTests {
  private static func help(_ command: [String]) -> String {
    (try? ChildProcess.run(
      PlancProgram.path, command + ["--help"], environment: PlancProgram.environment))?.stdout
      ?? ""
  }

  private static func subcommands(of command: [String]) -> [[String]] {
    guard let list = help(command).components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first
    else { return [] }
    let names = list.components(separatedBy: "\n").prefix { !$0.isEmpty }.compactMap { line in
      line.dropFirst(2).first == " " ? nil : line.split(separator: " ").first.map(String.init)
    }
    return names.map { command + [$0] }.flatMap { [$0] + subcommands(of: $0) }
  }

  static let commands: [[String]] = [[]] + subcommands(of: [])

  @Test func `the commands are seen at all`() {
    #expect(Self.commands.count >= 8)
    #expect(Self.commands.contains(["diff"]))
  }

  @Test(arguments: commands)
  func `the help tells exit codes, and fits a terminal`(command: [String]) {
    let help = Self.help(command)
    #expect(help.contains("\nEXIT CODES\n"))
    // The usage line is the argument parser's.
    for line in help.components(separatedBy: "\n") where !line.hasPrefix("USAGE: ") {
      #expect(line.unicodeScalars.count <= 80, "\(line)")
    }
  }

  /// A repository with two commits: its plans as they stand here, compiled, and older ones.
  private func project() throws -> GitProject {
    func plan(_ name: String) throws -> String {
      String(decoding: try Repository.bytes(of: "plans/\(name).yaml"), as: UTF8.self)
    }
    let phaseA = try plan("phase_a")
    let older = phaseA.replacing("Audit logging:", with: "Audits:")
    let repository = try GitProject([
      "phase_a": older, "year_end_archive": try plan("year_end_archive"),
    ])
    let folder = repository.project.folder
    try folder.write("old/phase_a.yaml", older)
    try folder.write(
      "catalogs/lupopedia.yaml",
      String(decoding: try Repository.bytes(of: "catalogs/lupopedia.yaml"), as: UTF8.self))
    try folder.write(
      "answers.txt",
      bytes: try Repository.bytes(of: "Tests/Golden/sound_inspected/before/answers.txt"))
    try folder.write("src/cart.php", "<?php\n")
    try folder.write("plans/phase_a.yaml", phaseA)
    #expect(try repository.project.planc("compile").exitCode == 0)
    try repository.commit("a better title")
    return repository
  }

  /// Their examples need a server: the live tests run them.
  private static let askingServers = [
    ["apply"], ["rollback"], ["status"], ["preflight"], ["verify"],
  ]

  @Test(arguments: commands)
  func `every example of the help runs, and succeeds`(command: [String]) throws {
    // A backslash carries a command on in the next line.
    let examples = Self.help(command).replacing(" \\\n", with: " ").components(separatedBy: "\n")
      .compactMap { line -> String? in
        let bare = line.drop { $0 == " " }
        return bare.hasPrefix("$ ") ? String(bare.dropFirst(2)) : nil
      }
    #expect(examples.isEmpty == Self.askingServers.contains(command))
    #expect(
      examples.allSatisfy {
        ($0 + " ").hasPrefix((["planc"] + command).joined(separator: " ") + " ")
      }
    )
    let repository = try project()
    var environment = GitProject.environment
    let binaries = (PlancProgram.path as NSString).deletingLastPathComponent
    environment["PATH"] = "\(binaries):/usr/bin:/bin"
    for example in examples {
      let output = try ChildProcess.run(
        "/bin/sh", ["-c", example.replacing("/tmp/", with: "")], environment: environment,
        workingFolder: repository.project.path)
      #expect(output.exitCode == 0, "\(example): \(output.stderr)")
      // As json, an empty list of diagnostics is written out.
      #expect(["", "[]\n"].contains(output.stderr), "\(example)")
    }
  }
}
