import Foundation
import PlancTestSupport
import Testing

/// A project whose first commit, on the branch `main`, holds its plans.
struct GitProject {
  let project: Project
  /// Nothing of the machine's own settings may reach a test.
  static let environment = [
    "PATH": "/usr/bin:/bin", "LC_ALL": "C", "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
  ]

  init(_ plans: [String: String] = ["small": Project.plan()]) throws {
    project = try Project(plans)
    try git("init", "-q", "-b", "main")
    try commit("plans")
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let output = try ChildProcess.run(
      "git", arguments, environment: Self.environment, workingFolder: project.path)
    guard output.exitCode == 0 else { throw TestSupportError(output.stderr) }
    return output.stdout
  }

  func commit(_ message: String) throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  func diff(_ arguments: String...) throws -> ProgramOutput {
    try ChildProcess.run(
      PlancProgram.path, ["diff"] + arguments, environment: Self.environment,
      workingFolder: project.path)
  }
}

struct `planc diff` {
  static let more = Project.plan(tables: ["small_orders", "small_items", "small_notes"])

  @Test func `says what changed since a revision`() throws {
    let repository = try GitProject()
    try repository.project.folder.write("plans/small.yaml", Self.more)
    let output = try repository.diff("plans/small.yaml", "--against", "main")
    #expect(
      output.stdout == """
        plans/small.yaml against main: 3 changes
          moved: 1 table more from `small_shop` to `small_archive`
            `small_notes` in `Orders`
          counts: `small_shop` after 4998 -> 4997
          counts: `small_archive` after 2 -> 3

        """)
    #expect(output.stderr == "")
    #expect(output.exitCode == 0)
  }

  @Test(arguments: ["text", "markdown", "json"])
  func `says nothing where nothing of meaning changed`(format: String) throws {
    let repository = try GitProject()
    try repository.project.folder.write("plans/small.yaml", "# new\n" + Project.plan())
    let output = try repository.diff(
      "plans/small.yaml", "--against", "HEAD", "--exit-code", "--format", format)
    let empty = "{\"plan\": \"plans/small.yaml\", \"against\": \"HEAD\", \"changes\": []}\n"
    #expect(output.stdout == (format == "json" ? empty : ""))
    #expect(output.exitCode == 0)
  }

  @Test func `ends with 2 for a change only when asked`() throws {
    let repository = try GitProject()
    try repository.project.folder.write("plans/small.yaml", Self.more)
    #expect(try repository.diff("plans/small.yaml", "--against", "HEAD").exitCode == 0)
    let asked = try repository.diff("plans/small.yaml", "--against", "HEAD", "--exit-code", "-q")
    #expect(asked.exitCode == 2)
    #expect(asked.stdout == "")
  }

  @Test func `reads the older version from a file that exists`() throws {
    let project = try Project(["small": Self.more])
    try project.folder.write("old.yaml", Project.plan())
    let output = try project.planc("diff", "plans/small.yaml", "--against", "old.yaml")
    #expect(output.stdout.hasPrefix("plans/small.yaml against old.yaml: 3 changes\n"))
    #expect(output.exitCode == 0)
  }

  @Test func `finds the repository of the plan, wherever it is run`() throws {
    let repository = try GitProject()
    try repository.project.folder.write("plans/small.yaml", Self.more)
    let plan = "\(repository.project.path)/plans/small.yaml"
    let output = try ChildProcess.run(
      PlancProgram.path, ["diff", plan, "--against", "main"], environment: GitProject.environment,
      workingFolder: "/")
    #expect(output.stdout.hasPrefix("\(plan) against main: 3 changes\n"))
  }

  @Test(arguments: [
    ("nowhere", "`nowhere` cannot be read: it is neither a file nor a revision of this git"),
    ("HEAD:plans", "`HEAD:plans` cannot be read: it is neither a file nor a revision"),
    ("--version", "--against"),
  ])
  func `tells a revision or a file that is not there`(against: String, message: String) throws {
    let repository = try GitProject()
    try repository.git("tag", "first")
    try repository.project.folder.write("plans/new.yaml", Project.plan("new"))
    let output = try repository.diff("plans/new.yaml", "--against=\(against)")
    #expect(output.exitCode == (against.hasPrefix("-") ? 64 : 3))
    #expect(output.stderr.contains(message))
    #expect(output.stdout == "")
  }

  @Test func `a plan that the revision does not have is new as a whole`() throws {
    let repository = try GitProject()
    try repository.project.folder.write("plans/other.yaml", Project.plan("other"))
    let output = try repository.diff("plans/other.yaml", "--against", "main")
    #expect(output.exitCode == 0, "\(output.stderr)")
    #expect(output.stdout.contains("other_items"), "\(output.stdout)")
    let known = try repository.diff("plans/small.yaml", "--against", "main", "--exit-code")
    #expect(known.exitCode == 0)
    #expect(known.stdout == "")
  }

  /// Patterns and capitals need a catalog to be compiled with, and none to be compared.
  @Test func `plans with patterns and with capitals are compared as they are written`() throws {
    for name in ["sound_pattern", "sound_capital_letters"] {
      let text = String(
        decoding: try Repository.bytes(of: "Tests/Golden/\(name)/plan.yaml"), as: UTF8.self)
      let repository = try GitProject(["demo": text])
      let same = try repository.diff("plans/demo.yaml", "--against", "main", "--exit-code")
      #expect(same.exitCode == 0, "\(name): \(same.stderr)")
      #expect(same.stdout == "" && same.stderr == "", "\(name)")
    }
  }

  @Test func `tells that there is no repository, with git's own words`() throws {
    let project = try Project()
    let output = try project.planc("diff", "plans/small.yaml", "--against", "HEAD")
    #expect(output.exitCode == 3)
    #expect(output.stderr.contains("git says: not a git repository"))
  }

  @Test func `tells that git cannot be run`() throws {
    let project = try Project()
    let output = try ChildProcess.run(
      PlancProgram.path, ["diff", "plans/small.yaml", "--against", "HEAD"],
      environment: ["PATH": "/nowhere"], workingFolder: project.path)
    #expect(output.exitCode == 3)
    #expect(output.stderr.contains("git cannot be run: No such file or directory"))
  }

  @Test func `shows the faults of both versions, each at its place`() throws {
    let repository = try GitProject(["small": Project.plan(after: 7)])
    try repository.project.folder.write("plans/small.yaml", Project.plan(after: 8))
    let output = try repository.diff("plans/small.yaml", "--against", "main")
    #expect(output.exitCode == 1)
    #expect(output.stdout == "")
    #expect(output.stderr.contains("--> main:plans/small.yaml:8:"))
    #expect(output.stderr.contains("--> plans/small.yaml:8:"))
  }

  @Test func `a link in the repository is not taken for a plan`() throws {
    let repository = try GitProject()
    try FileManager.default.createSymbolicLink(
      atPath: "\(repository.project.path)/plans/link.yaml", withDestinationPath: "small.yaml")
    try repository.commit("a link")
    let output = try repository.diff("plans/link.yaml", "--against", "main")
    #expect(output.exitCode == 3)
    #expect(output.stderr.contains("it is not a file in that revision"))
  }

  /// What a plan's author writes must not become structure in a pull request.
  @Test func `escapes what a plan says in Markdown`() throws {
    let hostile = "|`</code><script>@team ![x](http://e) **b** <!-- {{x}}"
    let repository = try GitProject()
    let text = Project.plan().replacing("A small move", with: "'\(hostile)'")
      .replacing("Orders:", with: "'\(hostile)':")
    try repository.project.folder.write("plans/small.yaml", text)
    let output = try repository.diff(
      "plans/small.yaml", "--against", "main", "--format", "markdown")
    #expect(output.exitCode == 0)
    let escaped =
      "<code>&#124;&#96;&#60;&#47;code&#62;&#60;script&#62;&#64;<!-- -->team &#33;&#91;x&#93;"
      + "(http:&#47;&#47;e) &#42;&#42;b&#42;&#42; &#60;&#33;&#45;&#45; "
      + "&#123;&#123;x&#125;&#125;</code>"
    #expect(
      output.stdout == """
        `plans/small.yaml` against `main`: 2 changes

        - **title:** `A small move` → \(escaped)
        - **group renamed:** `Orders` is now \(escaped), with 2 tables to `small_archive`

        """)
  }

  @Test func `writes the same as json`() throws {
    let repository = try GitProject()
    try repository.project.folder.write("plans/small.yaml", Self.more)
    let output = try repository.diff("plans/small.yaml", "--against", "main", "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8))
    let changes = try #require((object as? [String: Any])?["changes"] as? [[String: Any]])
    #expect(changes.compactMap { $0["kind"] as? String } == ["moved", "counts", "counts"])
    let tables = changes[0]["tables"] as? [[String: Any]]
    #expect(tables?.first?["table"] as? String == "small_notes")
    #expect(changes[1]["old"] as? [String: Int] == ["before": 5000, "after": 4998])
  }
}
