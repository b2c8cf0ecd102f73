import Foundation
import PlancTestSupport
import Testing

/// Root is the folder above the folder that holds the plan, from wherever planc is called.
struct `A plan's place` {
  /// The files as made from the root itself.
  private static func expected() throws -> [String: Data] {
    let project = try Project()
    _ = try project.planc("compile")
    return project.contents()
  }

  @Test(arguments: [
    ("", "plans/small.yaml"), ("", "./plans//small.yaml"), ("", "plans/../plans/small.yaml"),
    ("plans", "small.yaml"), ("plans", "./small.yaml"), ("plans/deeper", "../small.yaml"),
    ("elsewhere", "../plans/small.yaml"), ("elsewhere", "$ROOT/plans/small.yaml"),
    ("/", "$ROOT/plans/small.yaml"),
  ])
  func `is the same whichever way it is named`(from: String, plan: String) throws {
    let project = try Project()
    try project.folder.write("plans/deeper/x", "")
    try project.folder.write("elsewhere/x", "")
    let output = try PlancProgram.run(
      "compile", plan.replacing("$ROOT", with: project.path),
      in: from == "/" ? "/" : "\(project.path)/\(from)")
    #expect(output.exitCode == 0, "\(output.stderr)")
    #expect(project.contents() == (try Self.expected()))
  }

  @Test func `is told in generated files as a path from the root, never absolute`() throws {
    let project = try Project()
    _ = try PlancProgram.run("compile", "\(project.path)/plans/small.yaml", in: "/")
    for (path, bytes) in project.contents() {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("plans/small.yaml"), "\(path)")
      #expect(!text.contains(project.path), "\(path)")
    }
  }

  @Test func `is told in messages as the user wrote it`() throws {
    let project = try Project(["small": Project.plan(after: 3)])
    for path in ["plans/small.yaml", "./plans/small.yaml", "\(project.path)/plans/small.yaml"] {
      #expect(try project.planc("check", path).stderr.contains("--> \(path):"))
    }
  }

  @Test func `in a folder that is a link belongs to where the link is`() throws {
    let project = try Project()
    try ChildProcess.run(
      "sh", ["-c", "mkdir other && ln -s ../plans other/plans"], workingFolder: project.path
    ).expectSuccess()
    let output = try project.planc("compile", "other/plans/small.yaml")
    #expect(output.exitCode == 0, "\(output.stderr)")
    #expect(project.contents("other/generated") == (try Self.expected()))
    #expect(project.contents().isEmpty)
  }

  @Test func `twice on the command line counts once`() throws {
    let project = try Project()
    let output = try project.planc("compile", "plans/small.yaml", "./plans/small.yaml")
    #expect(output.exitCode == 0)
    #expect(output.stdout == "generated/: wrote 8 files\n")
  }

  @Test func `may be one of several folders, each with a root of its own`() throws {
    let project = try Project()
    try project.folder.write("one/plans/a.yaml", Project.plan("a"))
    try project.folder.write("two/plans/b.yaml", Project.plan("b"))
    let output = try project.planc("compile", "one/plans/a.yaml", "two/plans/b.yaml")
    #expect(
      output.stdout == "one/generated/: wrote 8 files\ntwo/generated/: wrote 8 files\n")
    let refused = try project.planc(
      "compile", "one/plans/a.yaml", "two/plans/b.yaml", "--out", "out")
    #expect(refused.exitCode == 64)
    #expect(project.contents("out").isEmpty)
  }

  @Test func `a fault in one of several folders stops the writing in all`() throws {
    let project = try Project()
    try project.folder.write("one/plans/a.yaml", Project.plan("a"))
    try project.folder.write("two/plans/b.yaml", Project.plan("b"))
    try project.folder.write("two/generated/b/README.md", "mine\n")
    let output = try project.planc("compile", "one/plans/a.yaml", "two/plans/b.yaml")
    #expect(output.exitCode == 2)
    #expect(project.contents("one/generated").isEmpty)
  }

  @Test(arguments: [
    (["compile"], "error[P805]: `plans` cannot be read: the folder does not exist" + initHelp),
    (["check"], "error[P805]: `plans` cannot be read: the folder does not exist" + initHelp),
    (["check", "p.yaml"], "error[P805]: `p.yaml` cannot be read: No such file or directory"),
    (["check", "x/p.yaml"], "error[P805]: `x` cannot be read: the folder does not exist"),
    (
      ["check", "p.yml"],
      "error[P805]: `p.yml` cannot be read: a plan is a file whose name ends in .yaml"
        + "\n  = help: such as `plans/sessions.yaml`"
    ),
  ])
  func `that is not there is told, with exit code 3`(arguments: [String], message: String) throws {
    let project = try Project([:])
    let output = try ChildProcess.run(
      PlancProgram.path, arguments, environment: PlancProgram.environment,
      workingFolder: project.path)
    #expect(output.exitCode == 3)
    #expect(output.stderr == message + "\n\n1 error\n")
    #expect(output.stdout == "")
  }

  @Test func `is needed: a folder without plans is told, with exit code 3`() throws {
    let project = try Project([:])
    try project.folder.write("plans/notes.txt", "")
    let output = try project.planc("check")
    #expect(output.exitCode == 3)
    #expect(output.stderr.contains("`plans` cannot be read: it holds no plan"))
  }

  @Test func `must be a file`() throws {
    let project = try Project()
    try project.folder.write("plans/folder.yaml/x", "")
    let output = try project.planc("check")
    #expect(output.exitCode == 3)
    #expect(output.stderr.contains("`plans/folder.yaml` cannot be read: it is not a file"))
  }

  @Test(arguments: ["a\nDROP", "a*", "a?>", "a`", "a'", "a$b", "a\\", "a\u{202E}", "a\u{1B}[31m"])
  func `must be able to stand in a comment of every language`(name: String) throws {
    let project = try Project([name: Project.plan()])
    let output = try project.planc("compile")
    #expect(output.exitCode == 3)
    #expect(output.stderr.contains("which cannot stand in the files made from it"))
    #expect(!output.stderr.contains("\u{1B}"))
    #expect(project.contents().isEmpty)
  }

  @Test func `may hold spaces and letters of any language`() throws {
    let project = try Project(["plan žluťoučký (1)": Project.plan()])
    #expect(try project.planc("compile").exitCode == 0)
    #expect(
      project.text("generated/small/small_verify.sql")
        .hasPrefix("-- Code generated by planc from plans/plan žluťoučký (1).yaml. DO NOT EDIT.\n"))
    #expect(try project.planc("check", "plans/plan žluťoučký (1).yaml").exitCode == 0)
  }
}

private let initHelp =
  "\n  = help: `planc init` writes a first plan; else go to the folder that holds `plans/`"
