import Diagnostics
import Foundation
import PlancTestSupport
import Testing

/// What `--help` promises, and what the shells make of it.
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
    let examples = Self.help(command).components(separatedBy: "\n")
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

@Suite struct CompletionTests {
  private func script(_ shell: String) throws -> (folder: TemporaryFolder, path: String) {
    let output = try PlancProgram.run("--generate-completion-script", shell, in: "/")
    #expect(output.exitCode == 0)
    #expect(output.stdout.contains("diff"))
    let folder = try TemporaryFolder()
    return (folder, try folder.write("_planc", output.stdout))
  }

  @Test(arguments: [("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["--no-execute"])])
  func `the script for a shell is one that the shell can read`(
    shell: String, options: [String]
  ) throws {
    let script = try script(shell)
    let output = try ChildProcess.run(shell, options + [script.path])
    #expect(output.exitCode == 0)
    #expect(output.stderr == "")
  }

  @Test(arguments: [
    (["planc", "di"], ["diff"]),
    (["planc", "explain", "P40"], ["P401", "P402", "P403", "P404"]),
    (["planc", "compile", "plans/s"], ["plans/small.yaml"]),
    (["planc", "show", "small_i"], ["small_items"]),
    (["planc", "diff", "plans/small.yaml", "--format", "mark"], ["markdown"]),
  ])
  func `bash completes commands, codes, plans and names`(
    words: [String], expected: [String]
  ) throws {
    let script = try script("bash")
    let project = try Project()
    try project.folder.write("plans/notes.txt", "")
    let binaries = (PlancProgram.path as NSString).deletingLastPathComponent
    let program = """
      source '\(script.path)'
      COMP_WORDS=(\(words.joined(separator: " "))); COMP_CWORD=\(words.count - 1)
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _planc planc "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}" 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let output = try ChildProcess.run(
      "bash", ["-c", program], environment: ["PATH": "\(binaries):/usr/bin:/bin", "LC_ALL": "C"],
      workingFolder: project.path)
    let found = output.stdout.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(found.sorted() == expected)
  }

  @Test(arguments: [
    ("planc di", ["diff"]), ("planc explain P40", ["P401", "P402", "P403", "P404"]),
    ("planc compile plans/s", ["plans/small.yaml"]),
    ("planc diff plans/small.yaml --format mark", ["markdown"]),
  ])
  // Names of tables are asked of planc with what `commandline -C` says, at a terminal alone.
  func `fish completes commands, codes and plans`(line: String, expected: [String]) throws {
    let script = try script("fish")
    let project = try Project()
    try project.folder.write("plans/notes.txt", "")
    let home = try TemporaryFolder()
    let binaries = (PlancProgram.path as NSString).deletingLastPathComponent
    let output = try ChildProcess.run(
      "fish", ["--no-config", "-c", "source '\(script.path)'; complete -C '\(line)'"],
      environment: ["PATH": "\(binaries):/usr/bin:/bin", "LC_ALL": "C", "HOME": home.path],
      workingFolder: project.path)
    // A description may stand behind a tab.
    let found = output.stdout.split(separator: "\n").map {
      String($0.prefix { $0 != "\t" }).trimmingCharacters(in: .whitespaces)
    }
    #expect(found.sorted() == expected, "\(output.stderr)")
  }

  @Test func `each shell's script is installed where that shell looks`() throws {
    let folder = try TemporaryFolder()
    let output = try ChildProcess.run(
      "\(Repository.root)/scripts/install-completions", [PlancProgram.path, folder.path])
    #expect(output.exitCode == 0)
    for path in [
      "bash-completion/completions/planc", "zsh/site-functions/_planc",
      "fish/vendor_completions.d/planc.fish",
    ] {
      #expect(folder.text(of: "share/\(path)").contains("explain"), "\(path)")
    }
  }
}
