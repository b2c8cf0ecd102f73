import Diagnostics
import Foundation
import PlancTestSupport
import Testing

/// The line that a long search shows on a terminal, and nowhere else.
struct `The progress of a search` {
  /// Work for more than half a second: for optimised code ten times as much.
  private func project() throws -> CodeProject {
    let code = try CodeProject()
    let isOptimized = ProcessInfo.processInfo.environment["PLANC_OPTIMIZE"] != nil
    let text = String(
      repeating: CodeProject.query.replacing("<?php", with: ""), count: isOptimized ? 4000 : 400)
    for number in 0..<48 { try code.write("src/\(number).php", "<?php\n" + text) }
    return code
  }

  private func run(_ code: CodeProject, _ arguments: String) throws -> String {
    let output = try ChildProcess.run(
      "script",
      ["-qec", "\(PlancProgram.path) refs \(arguments) src 2>&1 >/dev/null", "/dev/null"],
      environment: PlancProgram.environment.merging(["TERM": "xterm"]) { $1 },
      workingFolder: code.project.path)
    return output.stdout
  }

  @Test func `is a line on a terminal, which is gone in the end`() throws {
    let code = try project()
    let shown = try run(code, "--summary")
    #expect(shown.contains(" of 48 files searched"))
    #expect(shown.hasSuffix("\r\u{1B}[K"), "\(shown.suffix(60).debugDescription)")
  }

  @Test(arguments: ["--summary --quiet", "--summary --format json"])
  func `is not shown where it would be in the way`(arguments: String) throws {
    #expect(!(try run(project(), arguments)).contains("searched"))
  }

  @Test func `is not written into a file`() throws {
    let code = try project()
    #expect(!(try code.refs("--summary", "src")).stderr.contains("searched"))
  }
}
