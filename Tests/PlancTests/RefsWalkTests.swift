import Diagnostics
import Foundation
import PlancTestSupport
import Testing

/// Which files are read, and that each file that is not is told.
struct `The walk for references` {
  @Test func `obeys the .gitignore of each folder, the innermost last`() throws {
    let code = try CodeProject(
      "src/a.php", "src/cache/a.php", "src/tmp.php", "src/in/tmp.php", "src/in/keep.tmp.php",
      "src/in/b.php", "src/in/only/here.php", "src/only/here.php", "src/gone/keep.php")
    try code.write("src/.gitignore", "cache/\n*tmp.php\n# a.php\n/only\ngone/\n!gone/keep.php\n")
    try code.write("src/in/.gitignore", "!keep.tmp.php\nb.php\n")
    let answer = try code.answer("src")
    // A file cannot be taken back from a folder that is left out.
    #expect(answer.found == ["src/a.php", "src/in/keep.tmp.php", "src/in/only/here.php"])
    #expect(
      answer.left == [
        "src/cache: ignored", "src/gone: ignored", "src/in/b.php: ignored",
        "src/in/tmp.php: ignored", "src/only: ignored", "src/tmp.php: ignored",
      ])
  }

  /// A further working tree and a submodule have a file in the place of the folder `.git`.
  @Test(arguments: ["mkdir .git", "echo gitdir: elsewhere > .git"])
  func `obeys the .gitignore of the folders above, up to the repository`(repository: String) throws
  {
    let code = try CodeProject("outer/src/in/a.php", "outer/src/in/b.php", "outer/src/in/c.php")
    try code.write(".gitignore", "a.php\n")
    try code.write("outer/.gitignore", "/src/in/b.php\n/in/c.php\n")
    try code.write("outer/src/.gitignore", "in/c.php\n")
    try code.shell("cd outer; \(repository)")
    #expect(try code.answer("outer/src/in").found == ["outer/src/in/a.php"])
    #expect(try code.answer("outer").found == ["outer/src/in/a.php"])
  }

  @Test func `takes no rules from above when there is no repository`() throws {
    let code = try CodeProject("src/in/a.php")
    try code.write("src/.gitignore", "a.php\n")
    #expect(try code.answer("src/in").found == ["src/in/a.php"])
    #expect(try code.answer("src").found == [])
  }

  @Test func `reads a file that is named, also where it is ignored`() throws {
    let code = try CodeProject("src/a.php")
    try code.write("src/.gitignore", "a.php\n")
    #expect(try code.answer("src/a.php").found == ["src/a.php"])
  }

  @Test func `leaves out folders of other people's code, and says so`() throws {
    let code = try CodeProject(
      "src/vendor/a.php", "src/in/node_modules/b/c.php", "src/vendors/a.php", "src/vendor.php",
      "src/.git/a.php")
    let answer = try code.answer("src")
    #expect(answer.found == ["src/vendor.php", "src/vendors/a.php"])
    #expect(
      answer.left == [
        "src/.git: vendored", "src/in/node_modules: vendored", "src/vendor: vendored",
      ])
    #expect(try code.answer("src/vendor").found == ["src/vendor/a.php"])
    #expect(
      try code.refs("--summary", "src").stdout.hasSuffix("\nskipped: 3 of other people's code\n"))
  }

  @Test(arguments: [(8191, true), (8192, false)])
  func `takes a file for binary by a zero in its first 8192 bytes`(place: Int, isBinary: Bool)
    throws
  {
    let code = try CodeProject()
    var text = CodeProject.query
    text += "//" + String(repeating: "x", count: place - text.utf8.count - 2) + "\0\n"
    try code.write("src/a.php", text)
    let answer = try code.answer("src")
    #expect(answer.found == (isBinary ? [] : ["src/a.php"]))
    #expect(answer.left == (isBinary ? ["src/a.php: binary"] : []))
  }

  @Test(arguments: [(4 << 20, false), ((4 << 20) + 1, true)])
  func `leaves out files over 4 MiB`(size: Int, isTooLarge: Bool) throws {
    let code = try CodeProject()
    let query = CodeProject.query
    try code.write(
      "src/a.php", query + String(repeating: "\n", count: size - query.utf8.count))
    let answer = try code.answer("src")
    #expect(answer.found == (isTooLarge ? [] : ["src/a.php"]))
    #expect(answer.left == (isTooLarge ? ["src/a.php: too-large"] : []))
    #expect(answer.read == (isTooLarge ? 0 : 1))
  }

  @Test func `follows no symbolic link that it meets`() throws {
    let code = try CodeProject("src/a.php", "outside/b.php")
    try code.shell(
      """
      cd src; ln -s ../outside/b.php file.php; ln -s ../outside folder; ln -s . loop
      ln -s turn.php turn.php; ln -s nowhere.php dead.php
      """)
    let answer = try code.answer("src")
    #expect(answer.found == ["src/a.php"])
    #expect(
      answer.left
        == ["dead.php", "file.php", "folder", "loop", "turn.php"].map { "src/\($0): symbolic-link" }
    )
    // What the user names is followed.
    #expect(try code.answer("src/file.php").found == ["src/file.php"])
    #expect(try code.answer("src/folder").found == ["src/folder/b.php"])
  }

  @Test func `waits for no pipe`() throws {
    let code = try CodeProject("src/a.php")
    try code.shell("mkfifo src/pipe.php")
    #expect(try code.answer("src").found == ["src/a.php"])
    let output = try code.refs("src/pipe.php")
    #expect(output.exitCode == 3)
    #expect(
      output.stderr == "error[P805]: `src/pipe.php` cannot be read: it is not a file\n\n1 error\n")
  }

  @Test func `leaves out what planc generated`() throws {
    let code = try CodeProject("plans/notes.php")
    _ = try code.project.planc("compile")
    let made = code.project.contents().keys.filter { $0.hasSuffix(".sql") || $0.hasSuffix(".php") }
    let answer = try code.answer(".")
    #expect(answer.found == ["plans/notes.php"])
    #expect(!made.isEmpty)
    #expect(answer.left == made.sorted().map { "generated/\($0): generated" })
  }

  @Test func `tells of what may not be read, with exit code 3, and reads the rest`() throws {
    let code = try CodeProject("src/closed/b.php", "src/in/secret.php")
    try code.write("src/a.php", CodeProject.code("SELECT 1 -- small_orders"))
    let output = try Self.runAsNobody(code, "./planc refs src")
    #expect(output.exitCode == 3)
    #expect(
      output.stderr == """
        error[P805]: `src/closed` cannot be read: Permission denied

        error[P805]: `src/in/secret.php` cannot be read: Permission denied

        2 errors

        """)
    #expect(
      output.stdout == """
        1 file read: 0 references, 0 dynamic, 0 qualified, 1 mention
        skipped: 2 that cannot be read

        """)
    // A reference that was found outweighs a file that was not read.
    try code.write("src/a.php")
    let found = try Self.runAsNobody(code, "./planc refs src src/")
    #expect(found.exitCode == 1)
    #expect(found.stderr.hasSuffix("\n3 errors\n"), "\(found.stderr)")
    let named = try Self.runAsNobody(code, "./planc refs src/in/secret.php")
    #expect(named.exitCode == 3)
    #expect(named.stdout == "")
  }

  /// Runs a command as somebody who may not read `src/closed` and `src/in/secret.php`.
  private static func runAsNobody(_ code: CodeProject, _ command: String) throws -> ProgramOutput {
    let path = code.project.path
    try code.shell("cp '\(PlancProgram.path)' planc")
    let script =
      "chmod 0 src/closed src/in/secret.php; \(command); code=$?; "
      + "chmod u+rwx src/closed src/in/secret.php; exit $code"
    // Root can read anything; anybody else needs no other person.
    if getuid() != 0 {
      return try ChildProcess.run(
        "sh", ["-c", script], environment: PlancProgram.environment, workingFolder: path)
    }
    try code.shell("chown -R 65534:65534 .")
    return try ChildProcess.run(
      "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", script],
      environment: PlancProgram.environment, workingFolder: path)
  }
}
