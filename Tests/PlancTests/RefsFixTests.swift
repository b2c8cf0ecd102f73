import Diagnostics
import Foundation
import PlancTestSupport
import Testing

/// `planc refs --fix`: what it writes, shows and leaves.
struct `A fix of code` {
  private static let mended =
    "<?php $db->query(\"SELECT * FROM \" . planc_table('small_orders'));\n"

  @Test func `writes what it can, shows a diff, and ends with 0`() throws {
    let code = try CodeProject("src/a.php", "src/b.php")
    try code.shell("chmod 640 src/a.php")
    let output = try code.refs("--fix", "src")
    #expect(output.exitCode == 0)
    #expect(output.stderr == "")
    #expect(
      output.stdout.hasPrefix(
        """
        --- src/a.php
        +++ src/a.php
        @@ -1 +1 @@
        -<?php $db->query("SELECT * FROM small_orders");
        +\(Self.mended)--- src/b.php

        """))
    #expect(output.stdout.hasSuffix("\n2 references mended in 2 files, 0 left\n"))
    #expect(code.project.folder.text(of: "src/a.php") == Self.mended)
    try code.shell("test $(stat -c %a src/a.php) = 640; test $(ls -A src | wc -l) = 2")
    let second = try code.refs("--fix", "src")
    #expect(second.stdout == "0 references mended in 0 files, 0 left\n")
    #expect(second.exitCode == 0)
  }

  @Test func `writes nothing with --dry-run, and ends as a search does`() throws {
    let code = try CodeProject("src/a.php")
    let output = try code.refs("--fix", "--dry-run", "src")
    #expect(output.exitCode == 1)
    #expect(output.stdout.contains("\n+\(Self.mended)"))
    #expect(
      output.stdout.hasSuffix(
        "\n1 reference would be mended in 1 file, 0 would stay\nnothing was written\n"))
    #expect(code.project.folder.text(of: "src/a.php") == CodeProject.query)
  }

  @Test func `without a map leaves PHP, and calls the map once the plan has one`() throws {
    let code = try CodeProject("src/a.php", plans: ["small": Project.plan()])
    try code.write("src/b.sql", "SELECT * FROM small_orders;\n")
    let output = try code.refs("--fix", "src")
    #expect(output.exitCode == 1)
    #expect(
      output.stderr.contains(
        "left as it is: without `code.php` in the plan there is no map to call\n"))
    #expect(output.stdout.hasSuffix("\n1 reference mended in 1 file, 1 left\n"))
    try code.project.folder.write("plans/small.yaml", Project.plan() + Project.map)
    #expect(try code.refs("--fix", "src").exitCode == 0)
    #expect(code.project.folder.text(of: "src/a.php") == Self.mended)
  }

  @Test func `says what it leaves and why, and ends with 1`() throws {
    let code = try CodeProject("src/a.php")
    try code.write("src/b.php", "<?php const A = 'SELECT * FROM small_orders';\n")
    try code.write("src/c.py", "db.execute('SELECT * FROM small_items')\n")
    let output = try code.refs("--fix", "src")
    #expect(output.exitCode == 1)
    #expect(output.stdout.hasSuffix("\n1 reference mended in 1 file, 2 left\n"))
    #expect(output.stderr.contains(" --> src/b.php:1:32\n"))
    #expect(output.stderr.contains("left as it is: a constant expression cannot call a function\n"))
    #expect(output.stderr.contains("left as it is: planc rewrites PHP and SQL only\n"))
    #expect(output.stderr.hasSuffix("\n2 errors\n"))
    #expect(try code.refs("src").exitCode == 1)
  }

  /// A heredoc is divided: what is left below it stands lower than before.
  @Test func `tells the places of what it leaves as they are afterwards`() throws {
    let code = try CodeProject()
    try code.write(
      "src/a.php",
      "<?php\nq(<<<A\nSELECT * FROM small_orders\nA\n);\nconst B = 'DELETE FROM small_items';\n")
    let dry = try code.refs("--fix", "--dry-run", "src")
    #expect(dry.stderr.contains(" --> src/a.php:6:24\n"))
    let output = try code.refs("--fix", "src")
    #expect(output.stderr.contains(" --> src/a.php:7:24\n"))
    #expect(output.exitCode == 1)
  }

  @Test func `qualifies names in files of SQL`() throws {
    let code = try CodeProject()
    try code.write("db/a.sql", "DELETE FROM small_orders;\r\n-- small_items\r\n")
    #expect(try code.refs("--fix", "db").exitCode == 0)
    #expect(
      code.project.folder.text(of: "db/a.sql")
        == "DELETE FROM `small_archive`.`small_orders`;\r\n-- small_items\r\n")
  }

  @Test func `answers in JSON`() throws {
    let code = try CodeProject("src/a.php")
    try code.write("src/b.php", "<?php const A = 'SELECT * FROM small_orders';\n")
    for isDry in [true, false] {
      let output = try code.refs(
        ["--fix", "--format", "json", "src"] + (isDry ? ["--dry-run"] : []))
      let answer = try #require(
        try JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [String: Any])
      let mended = try #require(answer["mended"] as? [[String: Any]])
      let left = try #require(answer["left"] as? [[String: Any]])
      #expect(answer["written"] as? Bool == !isDry)
      #expect(mended.map { $0["path"] as? String } == ["src/a.php"])
      #expect(left.map { $0["reason"] as? String } == ["constant"])
    }
  }

  @Test func `does not write through links, and tells of what cannot be written`() throws {
    let code = try CodeProject("real/a.php", "src/b.php")
    try code.shell("ln -s ../real/a.php src/link.php")
    let output = try code.refs("--fix", "src/link.php", "src/b.php")
    #expect(output.exitCode == 3)
    #expect(output.stderr.contains("error[P806]: `src/link.php` cannot be written: "))
    #expect(code.project.folder.text(of: "real/a.php") == CodeProject.query)
    // The other file is written all the same.
    #expect(code.project.folder.text(of: "src/b.php") == Self.mended)
  }

  @Test func `changes the bytes of a file, and nothing else`() throws {
    let code = try CodeProject("src/a.php", "src/b.php")
    try code.project.folder.write("src/c.php", "<?php // nothing to fix\n")
    try code.shell(
      """
      chmod 2754 src/a.php; touch -d 2020-01-01 src src/b.php src/c.php
      if [ "$(id -u)" = 0 ]; then chown 1234:2345 src/a.php; chmod 2754 src/a.php; fi
      setfattr -n user.note -v kept src/a.php 2>/dev/null || true
      stat -c '%i %u:%g %a %h' src/a.php src/c.php > before
      stat -c '%Y' src src/c.php >> before
      getfattr -d src/a.php >> before 2>/dev/null || true
      """)
    #expect(try code.refs("--fix", "src/a.php", "src/c.php").exitCode == 0)
    #expect(code.project.folder.text(of: "src/a.php") == Self.mended)
    try code.shell(
      """
      stat -c '%i %u:%g %a %h' src/a.php src/c.php > after
      stat -c '%Y' src src/c.php >> after
      getfattr -d src/a.php >> after 2>/dev/null || true
      cmp before after && test "$(ls -A src)" = "$(printf 'a.php\nb.php\nc.php')"
      """)
  }

  @Test(arguments: [["--fix"], ["--fix", "--dry-run"]])
  func `leaves files alone that cannot stay as they are, and says so`(options: [String]) throws {
    let code = try CodeProject("src/a.php", "src/b.php", "src/locked.php")
    try code.shell("ln src/a.php elsewhere; chmod 444 src/locked.php; stat -c %i elsewhere > inode")
    let output = try code.refs(options + ["src"])
    #expect(
      output.stderr.contains(
        "`src/a.php` cannot be written: it has 2 hard links, and all of them would change"),
      "\(output)")
    #expect(output.stderr.contains("`src/locked.php` cannot be written: it is read-only"))
    #expect(code.project.folder.text(of: "src/a.php") == CodeProject.query)
    #expect(code.project.folder.text(of: "src/locked.php") == CodeProject.query)
    try code.shell("test $(stat -c %i src/a.php) = $(cat inode)")
    guard options.count == 1 else { return }
    #expect(output.exitCode == 3)
    #expect(code.project.folder.text(of: "src/b.php") == Self.mended)
    // The advice, followed.
    let advice = try #require(output.stderr.split(separator: "`").first { $0.hasPrefix("cp -p ") })
    try code.shell(String(advice))
    _ = try code.refs("--fix", "src")
    #expect(code.project.folder.text(of: "src/a.php") == Self.mended)
    #expect(code.project.folder.text(of: "elsewhere") == CodeProject.query)
  }

  @Test(arguments: [
    ["--dry-run", "src"], ["--fix", "--summary", "src"],
    ["--fix", "--write-baseline", "b", "src"], ["--fix", "--baseline", "b", "src"],
    ["--baseline", "b", "--write-baseline", "b", "src"],
  ])
  func `is asked for alone`(arguments: [String]) throws {
    let code = try CodeProject("src/a.php")
    #expect(try code.refs(arguments).exitCode == 64)
    #expect(code.project.folder.text(of: "src/a.php") == CodeProject.query)
  }
}
