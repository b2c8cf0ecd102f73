import Foundation
import PlancTestSupport
import Testing

/// What the shells make of the scripts that complete planc's commands.
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

  /// zsh completes at a terminal alone: `zpty` is one. What it offers is heard where it is added.
  @Test(arguments: [
    ("planc di", ["diff"]), ("planc explain P40", ["P401", "P402", "P403", "P404"]),
    ("planc compile plans/s", ["small.yaml"]), ("planc show small_i", ["small_items"]),
    ("planc diff plans/small.yaml --format mark", ["markdown"]),
  ])
  func `zsh completes commands, codes, plans and names`(line: String, expected: [String]) throws {
    let script = try script("zsh")
    let project = try Project()
    try project.folder.write("plans/notes.txt", "")
    let binaries = (PlancProgram.path as NSString).deletingLastPathComponent
    let program = """
      zmodload zsh/zpty && zpty inner 'zsh -f -i'
      zpty -w inner "
        fpath=(${(q)1} \\$fpath); autoload -U compinit; compinit -u -D
        compadd() {
          local -a hits; builtin compadd -O hits \\"\\$@\\"
          (( \\$#hits )) && print -rl -- \\$hits >> hits
          builtin compadd \\"\\$@\\"
        }
        complete-and-exit() { zle complete-word; exit }
        zle -N complete-and-exit; bindkey '^I' complete-and-exit; LISTMAX=1000; print READ''Y"
      zpty -r inner greeting '*READY*'
      zpty -w -n inner $2$'\\t'
      while zpty -r inner rest; do :; done
      """
    let output = try ChildProcess.run(
      "zsh", ["-f", "-c", program, "zsh", script.folder.path, line],
      environment: [
        "PATH": "\(binaries):/usr/bin:/bin", "LC_ALL": "C", "TERM": "dumb", "HOME": project.path,
      ], workingFolder: project.path)
    // A folder on the way to a file is offered as well, and some names twice.
    let found = Set(project.folder.text(of: "hits").split(separator: "\n").map(String.init))
    #expect(found.subtracting(["plans"]).sorted() == expected, "\(output.stdout)\(output.stderr)")
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
