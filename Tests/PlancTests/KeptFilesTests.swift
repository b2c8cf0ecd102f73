import PlancTestSupport
import Testing

@testable import Operations
@testable import planc

/// What planc removes and replaces on disk, and what it leaves alone.
struct `Kept files` {
  static let twoTargets = """
    plan: mv
    title: A move
    version: "1"
    schemas:
      shop:
        table_count: {before: 50, after: 47}
      mails:
        table_count: {before: 0, after: 1}
        create: {collation: utf8mb4_unicode_ci, comment: "Mails, since 2020"}
      logs:
        table_count: {before: 0, after: 2}
        create: {collation: utf8mb4_unicode_ci}
    assignments:
      - from: shop
        to: mails
        tables: [mails]
      - from: shop
        to: logs
        tables:
          "It's what is logged":
            - log_1
            - log_2

    """

  /// An earlier version of the plan, and the file that the plan no longer generates.
  static let stale: [(name: String, before: String, after: String)] = [
    (
      "mv_rollback.sql", twoTargets, twoTargets + "outputs:\n  rollback: back.sql\n"
    ),
    (
      "mv_preflight.sql", twoTargets,
      twoTargets.replacing("A move", with: "Another") + "outputs:\n  preflight: look.sql\n"
    ),
    (
      "mv_status.sql", twoTargets, twoTargets + "outputs:\n  status: where.sql\n"
    ),
    (
      "mv_move_logs_tables.sql", twoTargets,
      twoTargets.replacing("  logs:\n", with: "  logs:\n    alias: history\n")
    ),
    (
      "mv_move_logs_tables.sql", twoTargets,
      """
      plan: mv
      title: A smaller move
      version: "2"
      schemas:
        shop:
          table_count: {before: 50, after: 49}
        mails:
          table_count: {before: 12, after: 13}
      assignments:
        - from: shop
          to: mails
          tables: [mails]

      """
    ),
    (
      "mv_create_schemas.sql", twoTargets,
      twoTargets.replacing("before: 0", with: "before: 7").replacing("after: 1}", with: "after: 8}")
        .replacing("after: 2}", with: "after: 9}")
        .replacing(
          "    create: {collation: utf8mb4_unicode_ci, comment: \"Mails, since 2020\"}\n", with: ""
        )
        .replacing("    create: {collation: utf8mb4_unicode_ci}\n", with: "")
    ),
  ]

  @Test(arguments: stale.indices)
  func `compile removes what an earlier version of the plan compiled to`(number: Int) throws {
    let (name, before, after) = Self.stale[number]
    let project = try Project(["mv": before])
    _ = try project.planc("compile")
    try #require(project.contents()["mv/\(name)"] != nil)
    try project.folder.write("plans/mv.yaml", after)
    let check = try project.planc("check")
    #expect(
      check.stderr.contains("`generated/mv/\(name)` is no longer generated from `plans/mv.yaml`"))
    let output = try project.planc("compile")
    #expect(output.exitCode == 0)
    #expect(output.stdout.contains("\n  removed mv/\(name)\n"), "\(output)")
    #expect(project.contents()["mv/\(name)"] == nil)
    #expect(try project.planc("check").exitCode == 0)
  }

  @Test(arguments: stale.indices)
  func `a copy, and a file with notes, are kept until somebody removes them`(number: Int) throws {
    let (name, before, after) = Self.stale[number]
    let project = try Project(["mv": before])
    _ = try project.planc("compile")
    let original = project.text("generated/mv/\(name)")
    let lines = original.split(separator: "\n", omittingEmptySubsequences: false)
    let copies = [
      name.replacing(".sql", with: "_as_applied.sql"),
      name.replacing("_tables", with: "_as_applied_tables").replacing("mv_", with: "mv_move_"),
      "copy of \(name)",
    ]
    for copy in copies { try project.folder.write("generated/mv/\(copy)", original) }
    try project.folder.write("plans/mv.yaml", after)
    _ = try project.planc("compile")
    for line in [2, 6, lines.count - 1] {
      var noted = lines
      noted.insert("-- applied by Ann on Friday; all went well", at: line)
      try project.folder.write("generated/mv/\(name)", noted.joined(separator: "\n"))
      let output = try project.planc("compile")
      #expect(output.exitCode == 0)
      #expect(!output.stdout.contains("removed"), "line \(line): \(output)")
      #expect(
        output.stderr.contains("warning[P803]: `generated/mv` has \(copies.count + 1) files"),
        "line \(line): \(output)")
    }
    for copy in copies { #expect(project.text("generated/mv/\(copy)") == original) }
    try followRemovalAdvice(project)
    #expect(project.contents()["mv/\(copies[0])"] == nil)
  }

  /// Runs the command that `planc check` prints; after it nothing is left to say.
  private func followRemovalAdvice(_ project: Project) throws {
    let check = try project.planc("check")
    #expect(check.exitCode == 2)
    let advice = try #require(check.stderr.split(separator: "run `rm ").dropFirst().first)
    let command = "rm " + advice.prefix { $0 != "`" }
    try ChildProcess.run("sh", ["-c", command], workingFolder: project.path).expectSuccess()
    let after = try project.planc("check")
    #expect(after.exitCode == 0, "\(after)")
  }

  @Test func `a baseline replaces only a baseline`() throws {
    let project = try Project()
    try project.folder.write("src/a.php", "<?php $db->query('SELECT 1 FROM small_orders');\n")
    let refused = try project.planc("refs", "src", "--write-baseline", "src/a.php")
    #expect(refused.exitCode == 3)
    #expect(refused.stderr.contains("the file that is there is not a baseline"))
    #expect(project.text("src/a.php").hasPrefix("<?php"))
    #expect(try project.planc("refs", "src", "--write-baseline", "known").exitCode == 0)
    #expect(try project.planc("refs", "src", "--write-baseline", "known").exitCode == 0)
  }

  @Test func `inspect replaces only a catalog, or an empty file`() throws {
    let project = try Project()
    try project.folder.write(
      "answer", bytes: try Repository.bytes(of: "Tests/Golden/sound_inspected/before/answers.txt"))
    let plan = project.text("plans/small.yaml")
    let refused = try project.planc("inspect", "--from", "answer", "--out", "plans/small.yaml")
    #expect(refused.exitCode == 3)
    #expect(refused.stderr.contains("the file that is there is not a catalog"))
    #expect(project.text("plans/small.yaml") == plan)
    for content in ["", "# Ours.\ncatalog: 1\n"] {
      try project.folder.write("catalog.yaml", content)
      #expect(
        try project.planc("inspect", "--from", "answer", "--out", "catalog.yaml").exitCode == 0)
    }
    let query = try project.planc("inspect", "--print-query", "--out", "catalog.yaml")
    #expect(query.exitCode == 3)
    #expect(try project.planc("inspect", "--print-query", "--out", "ask.sql").exitCode == 0)
    #expect(try project.planc("inspect", "--print-query", "--out", "ask.sql").exitCode == 0)
  }

  @Test func `apply adds only to a log`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/log"
    for content in ["plan: small\n", "{\"a\": 1}\n"] {
      try folder.write("log", content)
      #expect(throws: FileFault.self) { _ = try LogFile(path: path) }
      #expect(folder.text(of: "log") == content)
    }
    try folder.write("log", "")
    for _ in 1...2 {
      try LogFile(path: path).add(
        LogEntry(
          time: LogFile.now, file: "", line: 0, statement: "x", outcome: .event, milliseconds: 0))
    }
    #expect(folder.text(of: "log").split(separator: "\n").count == 2)
    _ = try LogFile(path: "/dev/null")
  }
}
