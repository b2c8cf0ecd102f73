import Foundation
import PlancTestSupport
import Testing

/// Baselines of `planc refs`: only what is new counts.
struct `A baseline of references` {
  private static let header = "# planc refs baseline 1; `planc refs --write-baseline` writes it.\n"

  @Test func `holds what is found today, a line each, sorted`() throws {
    let code = try CodeProject("src/b.php", "src/a.php")
    try code.write("src/c.php", "<?php\n// small_orders\n  q(\"SELECT\t*  FROM {$t}\");\n")
    let output = try code.refs("--write-baseline", "known", "src")
    #expect(output == ProgramOutput(exitCode: 0, stdout: "known: 3 entries\n", stderr: ""))
    let query = #"<?php $db->query("SELECT * FROM small_orders");"#
    #expect(
      code.project.folder.text(of: "known")
        == Self.header + "src/a.php\tsmall_orders\treference\t1\t\(query)\n"
        + "src/b.php\tsmall_orders\treference\t1\t\(query)\n"
        + "src/c.php\t-\tdynamic\t1\tq(\"SELECT * FROM {$t}\");\n")
    let second = try code.refs("--baseline", "known", "src")
    #expect(second.exitCode == 0)
    #expect(second.stderr == "")
    #expect(second.stdout.hasSuffix("\nbaseline: 3 known and not shown\n"))
  }

  @Test func `knows a reference again when its line has moved, and another indentation`() throws {
    let code = try CodeProject("src/a.php")
    _ = try code.refs("--write-baseline", "known", "src")
    try code.write("src/a.php", "<?php\n\n\n" + CodeProject.query.replacing("<?php ", with: "   "))
    // Without its `<?php ` it is another line.
    #expect(try code.refs("--baseline", "known", "src").exitCode == 1)
    try code.write("src/a.php", "\n\n\n\t" + CodeProject.query)
    #expect(try code.refs("--baseline", "known", "src").exitCode == 0)
  }

  @Test func `shows only what is new`() throws {
    let code = try CodeProject("src/a.php")
    _ = try code.refs("--write-baseline", "known", "src")
    try code.write("src/b.php")
    let output = try code.refs("--baseline", "known", "src")
    #expect(output.exitCode == 1)
    #expect(output.stderr.contains(" --> src/b.php:1:33\n"))
    #expect(!output.stderr.contains("src/a.php"))
    #expect(output.stdout.hasPrefix("2 files read: 1 reference, "))
  }

  @Test func `counts references that are alike`() throws {
    let code = try CodeProject()
    try code.write("src/a.php", CodeProject.query + CodeProject.query)
    _ = try code.refs("--write-baseline", "known", "src")
    #expect(try code.refs("--baseline", "known", "src").exitCode == 0)
    try code.write("src/a.php", CodeProject.query + CodeProject.query + CodeProject.query)
    let output = try code.refs("--baseline", "known", "src")
    #expect(output.exitCode == 1)
    #expect(output.stderr.hasSuffix("\n1 error\n"))
  }

  @Test func `says how many entries nothing answers to, of what was searched`() throws {
    let code = try CodeProject("src/a.php", "lib/b.php", "src/c.php")
    _ = try code.refs("--write-baseline", "known", "src", "lib")
    try code.write("src/a.php", "<?php\n")
    try code.shell("rm src/c.php lib/b.php")
    let output = try code.refs("--baseline", "known", "src")
    #expect(output.exitCode == 0)
    #expect(
      output.stdout.hasSuffix(
        "\nbaseline: 0 known and not shown, 2 no longer found: write it anew with --write-baseline\n"
      ))
    let answer = try code.refs("--baseline", "known", "--format", "json", "src", "lib")
    #expect(answer.stdout.contains("\"known\": 0, \"stale\": 3, "))
  }

  @Test func `sees paths from its own folder, wherever planc is run`() throws {
    let code = try CodeProject("app/src/a.php")
    try code.shell("mkdir ci")
    _ = try code.refs("--write-baseline", "ci/known", "app/src")
    #expect(code.project.folder.text(of: "ci/known").contains("\n../app/src/a.php\t"))
    for (folder, arguments) in [
      ("app", ["--plan", "../plans/small.yaml", "--baseline", "../ci/known", "src"]),
      ("app/src", ["--plan", "../../plans/small.yaml", "--baseline", "../../ci/known", "."]),
      ("ci", ["--plan", "../plans/small.yaml", "--baseline", "known", "\(code.project.path)/app"]),
    ] {
      #expect(try code.refs(arguments, from: folder).exitCode == 0, "\(folder)")
    }
  }

  @Test func `cuts long lines, and tells them apart all the same`() throws {
    let code = try CodeProject()
    let long = String(repeating: "x", count: 500)
    try code.write("src/a.php", "<?php q('SELECT * FROM small_orders', '\(long)a');\n")
    _ = try code.refs("--write-baseline", "known", "src")
    #expect(code.project.folder.text(of: "known").utf8.count < 400)
    #expect(try code.refs("--baseline", "known", "src").exitCode == 0)
    try code.write("src/a.php", "<?php q('SELECT * FROM small_orders', '\(long)b');\n")
    #expect(try code.refs("--baseline", "known", "src").exitCode == 1)
  }

  @Test func `must be there, and be one`() throws {
    let code = try CodeProject("src/a.php")
    let absent = try code.refs("--baseline", "known", "src")
    #expect(absent.exitCode == 3)
    #expect(absent.stderr.contains("help: `--write-baseline known` writes it"))
    try code.write("known", Self.header + "src/a.php small_orders\n")
    let other = try code.refs("--baseline", "known", "src")
    #expect(other.exitCode == 3)
    #expect(other.stderr.contains("`known` cannot be read: line 2 is not "))
    #expect(try code.refs("--write-baseline", "plans", "src").exitCode == 3)
    #expect(try code.refs("--write-baseline", "absent/known", "src").exitCode == 3)
  }

  @Test func `is not written where a file cannot be read`() throws {
    let code = try CodeProject("src/a.php")
    try code.shell(#"cp src/a.php "src/$(printf '\351').php""#)
    let output = try code.refs("--write-baseline", "known", "src")
    #expect(output.exitCode == 3)
    try code.shell("test ! -e known")
  }
}
