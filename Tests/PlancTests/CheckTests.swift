import PlancTestSupport
import Testing

struct `planc check` {
  @Test func `says yes when every file is as the plans say`() throws {
    let project = try Project()
    _ = try project.planc("compile")
    let output = try project.planc("check")
    #expect(
      output
        == ProgramOutput(
          exitCode: 0, stdout: "generated/ is up to date: 8 files\n", stderr: ""))
  }

  @Test func `names each missing file and the command to run, and writes nothing`() throws {
    let project = try Project()
    let output = try project.planc("check", "plans/small.yaml")
    #expect(output.exitCode == 2)
    #expect(
      output.stdout == "generated/ differs from its plans: 8 files missing; "
        + "run `planc compile plans/small.yaml`\n")
    #expect(
      output.stderr.contains(
        """
        error[P801]: `generated/small/small_verify.sql` is missing
          = help: run `planc compile plans/small.yaml`
        """))
    #expect(output.stderr.split(separator: "error[P801]").count == 8)
    #expect(project.contents().isEmpty)
  }

  @Test func `shows a changed file as a diff`() throws {
    let project = try Project()
    _ = try project.planc("compile")
    let path = "generated/small/small_verify.sql"
    let was = project.text(path)
    let firstLine = String(was.prefix { $0 != "\n" })
    try project.folder.write(path, was.replacing(firstLine, with: firstLine + " edited"))
    let before = project.tree()
    let output = try project.planc("check")
    #expect(output.exitCode == 2)
    #expect(output.stderr.contains("error[P802]: `\(path)` is not what `plans/small.yaml`"))
    #expect(
      output.stdout.hasPrefix(
        "--- \(path)\ton disk\n+++ \(path)\tfrom plans/small.yaml\n@@ -1,4 +1,4 @@\n"
          + "-\(firstLine) edited\n+\(firstLine)\n "))
    #expect(output.stdout.hasSuffix(": 1 file changed; run `planc compile`\n"))
    #expect(project.tree() == before)
  }

  @Test func `finds stale files, also in the folder of a plan that is gone`() throws {
    let project = try Project(["a": Project.plan("a"), "b": Project.plan("b")])
    _ = try project.planc("compile")
    try ChildProcess.run("rm", ["plans/b.yaml"], workingFolder: project.path).expectSuccess()
    _ = try project.planc("compile")
    try ChildProcess.run(
      "cp", ["generated/a/a_verify.sql", "generated/a/more.sql"], workingFolder: project.path
    ).expectSuccess()
    let output = try project.planc("check")
    #expect(output.exitCode == 2)
    #expect(
      output.stderr.contains(
        """
        error[P803]: `generated/a/more.sql` was generated from `plans/a.yaml`, which no longer generates it
          = note: planc does not remove it: it may have been edited, or may be a copy to keep, or the rollback of a migration that has run
          = help: if nobody needs it, run `rm generated/a/more.sql`
          = help: to keep it, move it out of `generated`
        """))
    #expect(
      output.stderr.contains(
        "error[P803]: `generated/b` has 8 files that were generated from `plans/b.yaml`, "
          + "which does not exist"))
    #expect(output.stderr.contains("`rm generated/b/README.md generated/b/b_create_schemas.sql"))
    #expect(output.stdout == "generated/ differs from its plans: 9 files stale\n")
  }

  @Test func `a foreign file is a note and no fault`() throws {
    let project = try Project()
    _ = try project.planc("compile")
    try project.folder.write("generated/small/notes.txt", "mine\n")
    let output = try project.planc("check")
    #expect(output.exitCode == 0)
    #expect(output.stderr.contains("note[P804]: `generated/small/notes.txt`"))
  }

  @Test func `a foreign file in a file's place is a fault`() throws {
    let project = try Project()
    _ = try project.planc("compile")
    try project.folder.write("generated/small/small_verify.sql", "SELECT 1;\n")
    #expect(try project.planc("check").exitCode == 2)
  }

  @Test func `fails closed when a plan has an error`() throws {
    let project = try Project()
    _ = try project.planc("compile")
    try project.folder.write("plans/small.yaml", Project.plan(after: 3))
    #expect(try project.planc("check").exitCode == 1)
  }

  @Test func `colours the diff when told to`() throws {
    let project = try Project()
    _ = try project.planc("compile")
    let path = "generated/small/small_verify.sql"
    try project.folder.write(path, project.text(path) + "more\n")
    #expect(try project.planc("check").stdout.contains("\n-more\n"))
    #expect(
      try project.planc("check", "--color", "always").stdout
        .contains("\u{1B}[31m-more\u{1B}[0m\n"))
    #expect(
      try project.planc("check", "--format=json").stdout.contains(#"\n-more\n"}"#))
  }
}
