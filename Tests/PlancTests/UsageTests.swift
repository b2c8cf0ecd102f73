import Foundation
import Glibc
import PlancTestSupport
import Testing

struct `The command line` {
  @Test(arguments: [
    ["--nope"], ["nope"], ["compile", "--nope"], ["compile", "--map", "a=b"],
    ["compile", "--map", "a", "--out", "x"], ["compile", "--map", "=b", "--out", "x"],
    ["compile", "--map", "a=", "--out", "x"], ["compile", "--out"], ["compile", "--out", ""],
    ["compile", "--map", "nowhere=b", "--out", "x"], ["check", "--format", "xml"],
    ["check", "--color", "mauve"], ["explain", "P999"], ["explain", "P402", "P403"],
    ["explain", "--all", "P402"], ["check", "--map", "a=b"],
  ])
  func `used wrongly ends with 64, and nothing is written`(arguments: [String]) throws {
    let project = try Project()
    let before = project.tree()
    let output = try ChildProcess.run(
      PlancProgram.path, arguments, environment: PlancProgram.environment,
      workingFolder: project.path)
    #expect(output.exitCode == 64)
    #expect(output.stdout == "")
    #expect(output.stderr.hasPrefix("Error: "))
    #expect(project.tree() == before)
  }

  @Test func `a renaming of another shape is told the right one`() throws {
    let output = try ChildProcess.run(
      PlancProgram.path, ["compile", "--map", "shop:stage", "--out", "x"])
    #expect(
      output.stderr.contains("--map <schema=name>': write SCHEMA=NAME, the plan's name first"))
  }

  @Test(arguments: [["--help"], ["help", "compile"], ["check", "-h"]])
  func `asked for help ends with 0 and answers on standard output`(arguments: [String]) throws {
    let output = try ChildProcess.run(PlancProgram.path, arguments)
    #expect(output.exitCode == 0)
    #expect(!output.stdout.isEmpty)
    #expect(output.stderr == "")
  }

  @Test func `a schema that no plan has is told with the help of the command that was used`() throws
  {
    let project = try Project()
    let output = try ChildProcess.run(
      PlancProgram.path, ["compile", "--map", "nowhere=b", "--out", "x"],
      workingFolder: project.path)
    #expect(
      output.stderr.hasPrefix("Error: no plan touches the schema `nowhere`; the schemas are "))
    #expect(output.stderr.hasSuffix("\n  See 'planc compile --help' for more information.\n"))
  }

  @Test(arguments: ["P402", "p402", "402"])
  func `explains a code`(code: String) throws {
    let output = try ChildProcess.run(PlancProgram.path, ["explain", code])
    #expect(output.exitCode == 0)
    #expect(output.stdout.hasPrefix("P402: "))
    #expect(output.stderr == "")
  }

  @Test func `explains a code as json`() throws {
    let output = try ChildProcess.run(PlancProgram.path, ["explain", "P402", "--format", "json"])
    #expect(output.stdout.hasPrefix(#"{"code": "P402", "family": "#))
    #expect(output.stdout.contains(#""page": "P402: "#))
    #expect(output.stdout.split(separator: "\n").count == 1)
  }

  /// Whether a program has got so far that it catches a signal, as its status says; also true of one
  /// that has ended, which will catch nothing any more.
  private static func catches(_ signal: Int32, _ pid: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
      let caught = UInt64(line.dropFirst("SigCgt:".count).filter { $0.isHexDigit }, radix: 16)
    else { return true }
    return status.contains("\nState:\tZ") || caught & (1 << UInt64(signal - 1)) != 0
  }

  /// Runs planc with a terminal for its standard error, and returns what the terminal got.
  private func onTerminal(_ arguments: String, _ settings: [String: String] = [:]) throws -> String
  {
    let project = try Project(["small": Project.plan(after: 3)])
    let command = "\(PlancProgram.path) \(arguments)"
    return try ChildProcess.run(
      "script", ["-qec", command, "/dev/null"],
      environment: PlancProgram.environment.merging(
        ["TERM": "xterm", "SHELL": "/bin/sh"].merging(settings) { $1 }
      ) { $1 }, workingFolder: project.path
    ).stdout
  }

  @Test func `colours on a terminal, unless told not to`() throws {
    #expect(try onTerminal("check").contains("\u{1B}["))
    #expect(try !onTerminal("check --color never").contains("\u{1B}["))
    #expect(try !onTerminal("check", ["NO_COLOR": "1"]).contains("\u{1B}["))
    #expect(try onTerminal("check", ["NO_COLOR": ""]).contains("\u{1B}["))
    #expect(try !onTerminal("check", ["TERM": "dumb"]).contains("\u{1B}["))
    #expect(try onTerminal("check --color always", ["NO_COLOR": "1"]).contains("\u{1B}["))
  }

  @Test func `does not colour what goes to a file`() throws {
    let project = try Project(["small": Project.plan(after: 3)])
    #expect(try !project.planc("check").stderr.contains("\u{1B}["))
    #expect(try project.planc("check", "--color=always").stderr.contains("\u{1B}["))
  }

  @Test func `a result that cannot be written is told, with exit code 3`() throws {
    let project = try Project()
    let output = try ChildProcess.run(
      "sh", ["-c", "\(PlancProgram.path) compile > /dev/full"], workingFolder: project.path)
    #expect(output.exitCode == 3)
    #expect(
      output.stderr.hasPrefix(
        "error[P806]: `standard output` cannot be written: No space left on device"))
  }

  @Test(arguments: [SIGILL, SIGTRAP, SIGABRT])
  func `a fault of planc itself ends with 70 and says so`(signal: Int32) async throws {
    let project = try Project()
    try project.folder.write("generated/x", "")
    // Held by the test, the lock keeps planc waiting where the signal can reach it.
    let lock = unsafe open("\(project.path)/generated", O_RDONLY | O_DIRECTORY)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    let planc = try ChildProcess(
      PlancProgram.path, ["compile"], environment: PlancProgram.environment,
      workingFolder: project.path)
    while !Self.catches(signal, planc.pid) { try await Task.sleep(for: .milliseconds(5)) }
    planc.send(signal: signal)
    let output = try planc.wait()
    #expect(output.exitCode == 70)
    #expect(output.stderr.contains("a fault of planc itself"))
  }
}
