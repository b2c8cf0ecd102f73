import PlancTestSupport
import Testing

@testable import planc

/// A PHP map that no plan writes any more: P809.
struct `An abandoned map` {
  private static let written = "generated/schema-config.php"

  /// A project whose plans wrote a map with names of its own, and write none now.
  private static func project(_ code: String = "") throws -> Project {
    let names = "php: {file: schema-config.php, function: shop_place, constant: SHOP}"
    let old = "code:\n  \(names)\n" + (code.isEmpty ? "" : "  \(code)\n")
    let plans = ["a", "b"]
    let project = try Project(
      Dictionary(uniqueKeysWithValues: plans.map { ($0, Project.plan($0) + old) }))
    _ = try project.planc("compile")
    try #require(project.text(written).contains("function shop_place("))
    for plan in plans {
      try project.folder.write(
        "plans/\(plan).yaml", Project.plan(plan) + (code.isEmpty ? "" : "code:\n  \(code)\n"))
    }
    return project
  }

  @Test(arguments: ["", "table_prefix: b_"])
  func `is left by compile, and the printed lines write the same map`(code: String) throws {
    let project = try Self.project(code)
    let map = project.text(Self.written)
    let output = try project.planc("compile")
    #expect(output.exitCode == 0)
    #expect(!output.stdout.contains("removed"))
    #expect(
      output.stderr.hasPrefix(
        "warning[P809]: no plan writes the PHP map `\(Self.written)` any more"),
      "\(output.stderr)")
    #expect(project.text(Self.written) == map)

    let advice = try #require(output.stderr.split(separator: "every plan of the folder: `").last)
    let lines = String(advice.prefix { $0 != "`" })
    for plan in ["a", "b"] {
      let path = "plans/\(plan).yaml"
      try project.folder.write(
        path, project.text(path) + (code.isEmpty ? "\(lines)\n" : "  \(lines)\n"))
    }
    let check = try project.planc("check")
    #expect(check.stderr.contains("README.md"))
    #expect(!check.stderr.contains("P809"))
    #expect(!check.stderr.contains("schema-config.php"), "\(check.stderr)")
    #expect(try project.planc("compile").stderr == "")
    #expect(project.text(Self.written) == map)
    #expect(try project.planc("check").exitCode == 0)
  }

  @Test func `fails the check until the printed command has removed it`() throws {
    let project = try Self.project()
    _ = try project.planc("compile")
    let check = try project.planc("check")
    #expect(check.exitCode == 2)
    #expect(check.stderr.contains("error[P809]"))
    #expect(check.stdout == "generated/ differs from its plans: 1 file stale\n")
    let advice = try #require(check.stderr.split(separator: "run `rm ").dropFirst().first)
    let command = "rm " + advice.prefix { $0 != "`" }
    try ChildProcess.run("sh", ["-c", command], workingFolder: project.path).expectSuccess()
    #expect(project.contents()["schema-config.php"] == nil)
    let after = try project.planc("check")
    #expect(after.exitCode == 0, "\(after)")
    #expect(after.stderr == "")
  }

  @Test func `is to be moved away where the plans write another`() throws {
    let project = try Project(["small": Project.plan() + Project.map])
    _ = try project.planc("compile")
    try project.folder.write(
      "plans/small.yaml", Project.plan() + "code: {php: {file: places.php}}\n")
    let output = try project.planc("compile")
    #expect(output.exitCode == 0)
    #expect(output.stderr.contains("`\(Self.written)`"))
    #expect(!output.stderr.contains("add to"))
    #expect(output.stderr.contains("to keep it, move it out of `generated`"))
    try ChildProcess.run("mv", [Self.written, "."], workingFolder: project.path).expectSuccess()
    #expect(try project.planc("check").exitCode == 0)
  }

  @Test func `that is a file of somebody else is none`() throws {
    let project = try Project()
    _ = try project.planc("compile")
    try project.folder.write("generated/index.php", "<?php\n")
    #expect(try project.planc("check").exitCode == 0)
  }
}
