import Foundation
import Glibc
import PlancTestSupport
import Testing

struct `The same plan` {
  @Test func `gives the same bytes from any folder, in any zone and language, in any process`()
    throws
  {
    // Several plans and many groups: what a hash decides the order of would show.
    let plans = Dictionary(
      uniqueKeysWithValues: ["a", "b", "c", "d"].map { name in
        (name, Project.plan(name, tables: (0..<30).map { "\(name)_t\($0)" }) + Project.map)
      })
    let first = try Project(plans)
    _ = try first.planc("compile")
    let expected = first.contents()
    #expect(expected.count == 33)
    let settings = [
      ["TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"],
      ["TZ": "America/St_Johns", "LANG": "C"], ["HOME": "/nowhere", "USER": "somebody"],
      ["SWIFT_DETERMINISTIC_HASHING": "1"], [:],
    ]
    for setting in settings {
      let other = try Project(plans)
      let output = try PlancProgram.run(
        "compile", in: other.path,
        environment: PlancProgram.environment.filter { $0.key == "PATH" }.merging(setting) { $1 })
      #expect(output.exitCode == 0)
      #expect(other.contents() == expected)
    }
  }

  @Test(.enabled(if: getuid() == 0, "only root can be somebody else"))
  func `gives the same bytes to another user`() throws {
    let project = try Project()
    _ = try project.planc("compile")
    let other = try Project()
    // A user whom no file of the build tree need be open to is given the binary and the folder.
    try ChildProcess.run("cp", [PlancProgram.path, "\(other.path)/planc"]).expectSuccess()
    try ChildProcess.run("chown", ["-R", "65534:65534", other.path]).expectSuccess()
    let output = try ChildProcess.run(
      "setpriv",
      ["--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "./planc", "compile"],
      environment: PlancProgram.environment, workingFolder: other.path)
    #expect(output.exitCode == 0, "\(output.stderr)")
    #expect(other.contents() == project.contents())
    var status = stat()
    #expect(unsafe stat("\(other.path)/generated", &status) == 0 && status.st_uid == 65534)
  }

  @Test(.enabled(if: getuid() == 0, "only root can be somebody else"))
  func `with a file that may not be read ends with 3, and nothing is written`() throws {
    let project = try Project()
    try ChildProcess.run("cp", [PlancProgram.path, "\(project.path)/planc"]).expectSuccess()
    try ChildProcess.run("chown", ["-R", "65534:65534", project.path]).expectSuccess()
    try ChildProcess.run("chown", ["0:0", "\(project.path)/plans/small.yaml"]).expectSuccess()
    try ChildProcess.run("chmod", ["600", "\(project.path)/plans/small.yaml"]).expectSuccess()
    let output = try ChildProcess.run(
      "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "./planc", "compile"],
      environment: PlancProgram.environment, workingFolder: project.path)
    #expect(output.exitCode == 3)
    #expect(
      output.stderr.hasPrefix("error[P805]: `plans/small.yaml` cannot be read: Permission denied"))
    #expect(project.contents().isEmpty)
  }

  @Test func `with one table more changes one line a file, and counts`() throws {
    let project = try Project(["a": Project.plan("a", tables: ["a_one", "a_two", "a_three"])])
    _ = try project.planc("compile")
    let before = project.contents()
    try project.folder.write(
      "plans/a.yaml", Project.plan("a", tables: ["a_one", "a_two", "a_more", "a_three"]))
    #expect(try project.planc("compile").exitCode == 0)
    let after = project.contents()
    #expect(after.keys.sorted() == before.keys.sorted())
    for (path, bytes) in after {
      let old = String(decoding: before[path]!, as: UTF8.self)
      let new = String(decoding: bytes, as: UTF8.self)
      if path.hasSuffix("_create_schemas.sql") || path.hasSuffix("_drop_schemas.sql") {
        #expect(old == new, "\(path)")
        continue
      }
      let change = Change(from: old, to: new)
      #expect(change.added.count == 1, "\(path): \(change.added)")
      #expect(change.added.allSatisfy { $0.contains("a_more") }, "\(path)")
      #expect(change.removed == [], "\(path)")
    }
  }

  @Test func `with one table more in a group of phase A changes a line in each file that lists it`()
    throws
  {
    let phaseA = String(decoding: try Repository.bytes(of: "plans/phase_a.yaml"), as: UTF8.self)
    // Without its catalog, which does not know the table.
    let small = phaseA.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("catalog:") }.joined(separator: "\n")
    let item = "        - lupo_session_events\n"
    let large = small.replacing(item, with: item + "        - lupo_more\n")
      .replacing("after: 77", with: "after: 76").replacing("after: 12", with: "after: 13")
    let project = try Project(["phase_a": small])
    _ = try project.planc("compile")
    let before = project.contents()
    try project.folder.write("plans/phase_a.yaml", large)
    #expect(try project.planc("compile").exitCode == 0)
    let after = project.contents()
    #expect(after.keys.sorted() == before.keys.sorted())
    let untouched = before.keys.filter { after[$0] == before[$0] }.sorted()
    #expect(
      untouched == [
        "phase_a/phase_a_drop_schemas.sql", "phase_a/phase_a_move_orchestration_tables.sql",
        "phase_a/phase_a_orchestration_schema.sql",
      ])
    for (path, bytes) in after where !untouched.contains(path) {
      let change = Change(
        from: String(decoding: before[path]!, as: UTF8.self),
        to: String(decoding: bytes, as: UTF8.self))
      #expect(change.added.count == 1, "\(path): \(change.added)")
      #expect(change.added.allSatisfy { $0.contains("lupo_more") }, "\(path)")
      #expect(change.removed == [], "\(path)")
    }
    func line(_ text: String, in path: String) -> Bool {
      project.text("generated/phase_a/\(path)").contains(text)
    }
    #expect(line("SET @planc_expected_tables = 13;", in: "phase_a_move_ephemeral_tables.sql"))
    #expect(line("SET @planc_expected_tables = 35;", in: "phase_a_rollback.sql"))
    #expect(line("SET @planc_expected_tables = 35;", in: "phase_a_status.sql"))
    #expect(line("35 tables move out of `lupopedia`: 22 to", in: "README.md"))
  }

  /// What two texts differ in, numbers apart: lines whose digits alone differ are the same.
  private struct Change {
    var added: [String]
    var removed: [String]

    init(from old: String, to new: String) {
      func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
          // A table's own name has no digits here; what has are counts.
          String(line.map { $0.isASCII && $0.isNumber ? "0" : $0 }).replacing("00", with: "0")
        }
      }
      let difference = lines(new).difference(from: lines(old))
      added = difference.insertions.map { change in
        switch change {
        case .insert(_, let line, _), .remove(_, let line, _): line
        }
      }
      removed = difference.removals.map { change in
        switch change {
        case .insert(_, let line, _), .remove(_, let line, _): line
        }
      }
    }
  }
}
