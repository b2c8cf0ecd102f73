import Diagnostics
import Foundation
import PlancTestSupport
import Testing

/// The command line, the report and the exit codes of `planc refs`.
struct `A search for references` {
  /// One of each kind.
  private static let kinds = """
    <?php
    // small_orders
    $db->query("SELECT * FROM small_orders JOIN small_items USING (id)");
    $db->query("SELECT * FROM small_archive.small_orders");
    $db->query("SELECT * FROM {$table}");

    """

  @Test func `ends with 0 when nothing must change`() throws {
    let code = try CodeProject()
    try code.write("src/a.php", "<?php // small_orders\n")
    let output = try code.refs("src")
    #expect(output.exitCode == 0)
    #expect(output.stderr == "")
    #expect(
      output.stdout == "1 file read: 0 references, 0 dynamic, 0 qualified, 1 mention\n")
  }

  @Test func `ends with 0 and a warning for a name that is made at run time`() throws {
    let code = try CodeProject()
    try code.write("src/a.php", CodeProject.code("SELECT * FROM {$table}"))
    let output = try code.refs("src")
    #expect(output.exitCode == 0)
    #expect(output.stderr.hasPrefix("warning[P702]: "))
    #expect(output.stderr.hasSuffix("\n1 warning\n"))
  }

  @Test func `ends with 1 when something must change, and shows the place`() throws {
    let output = try CodeProject("src/a.php").refs("src")
    #expect(output.exitCode == 1)
    #expect(
      output.stderr.hasPrefix(
        """
        error[P701]: `small_orders` is named without its schema
         --> src/a.php:1:33
          |
        1 | <?php $db->query("SELECT * FROM small_orders");
          |                                 ^^^^^^^^^^^^ sql, high confidence
          = note: it moves to `small_archive`.`small_orders`

        """))
    #expect(output.stderr.hasSuffix("\n1 error\n"))
    #expect(
      output.stdout == "1 file read: 1 reference, 0 dynamic, 0 qualified, 0 mentions\n")
  }

  @Test func `writes no result with --quiet, and the same exit code`() throws {
    let code = try CodeProject("src/a.php")
    let output = try code.refs("-q", "src")
    #expect(output.exitCode == 1)
    #expect(output.stdout == "")
    #expect(output.stderr == (try code.refs("src").stderr))
    for more in ["--summary", "--verbose"] {
      #expect(try code.refs("-q", more, "src").stdout == "")
    }
    try code.write("src/a.php", "<?php\n")
    let clean = try code.refs("--quiet", "src")
    #expect(clean == ProgramOutput(exitCode: 0, stdout: "", stderr: ""))
  }

  @Test func `writes a line for each place with --list, and no frame`() throws {
    let code = try CodeProject()
    try code.write("src/a.php", Self.kinds)
    let output = try code.refs("--list", "src")
    #expect(output.exitCode == 1)
    #expect(output.stderr == "")
    #expect(
      output.stdout.hasPrefix(
        """
        src/a.php:3:27: reference small_orders, sql
        src/a.php:3:45: reference small_items, sql
        src/a.php:5:27: dynamic, variable-name
        1 file read: 2 references, 1 dynamic, 1 qualified, 1 mention

        """))
  }

  @Test func `tells in PHP of the map's function, and elsewhere of the schema`() throws {
    let code = try CodeProject("src/a.php")
    try code.write("src/b.py", "q = \"SELECT * FROM small_orders\"\n")
    let lines = try code.refs("src").stderr.split(separator: "\n").filter { $0.contains("help:") }
    #expect(
      lines == [
        "  = help: write `planc_table('small_orders')`",
        "  = help: write `small_archive`.`small_orders`",
      ])
    try code.project.folder.write("plans/small.yaml", Project.plan())
    let withoutMap = try code.refs("src").stderr.split(separator: "\n").filter {
      $0.contains("help:")
    }
    #expect(withoutMap == [lines[1], lines[1]])
  }

  @Test func `counts by table and by kind with --summary, and shows no place`() throws {
    let code = try CodeProject("src/b.php", "src/vendor/c.php")
    try code.write("src/a.php", Self.kinds)
    try code.write("src/notes.txt", "small_orders\n")
    let output = try code.refs("--summary", "src")
    #expect(output.exitCode == 1)
    #expect(output.stderr == "")
    #expect(
      output.stdout == """
        table               reference    dynamic  qualified    mention
        (made at run time)          0          1          0          0
        small_items                 1          0          0          0
        small_orders                2          0          1          1
        all                         3          1          1          1
        2 files read: 3 references, 1 dynamic, 1 qualified, 1 mention
        skipped: 1 of other people's code, 1 of no language that planc reads

        """)
  }

  @Test func `names what is skipped with --verbose`() throws {
    let code = try CodeProject("src/a.php", "src/vendor/b.php", "src/old b.php")
    try code.write("src/.gitignore", "old*\n")
    let output = try code.refs("-v", "src")
    #expect(
      output.stdout == """
        1 file read: 1 reference, 0 dynamic, 0 qualified, 0 mentions
        skipped: 1 ignored by .gitignore, 1 of other people's code, 1 of no language that planc reads
        skipped src/old b.php: ignored by .gitignore
        skipped src/vendor: of other people's code

        """)
  }

  @Test func `answers in JSON with every place and its kind`() throws {
    let code = try CodeProject()
    try code.write("src/a.php", Self.kinds)
    try code.write("src/notes.txt", "")
    let answer = try code.answer("src")
    #expect(answer.read == 1)
    #expect(answer.other == 1)
    #expect(answer.skipped == [])
    #expect(
      answer.references.map { "\($0.path):\($0.line):\($0.column) \($0.kind) \($0.pattern)" } == [
        "src/a.php:2:4 mention comment", "src/a.php:3:27 reference sql",
        "src/a.php:3:45 reference sql", "src/a.php:4:41 qualified schema",
        "src/a.php:5:27 dynamic variable-name",
      ])
    #expect(
      answer.references.map(\.table) == [
        "small_orders", "small_orders", "small_items", "small_orders", nil,
      ])
    #expect(answer.references[1].schema == "small_archive")
    #expect(answer.references[4].schema == nil)
    #expect(answer.references[1].confidence == "high")
    #expect(
      answer.references.map(\.literal) == ["none"] + Array(repeating: "interpolated", count: 4))
  }

  @Test func `writes the diagnostics in JSON as well`() throws {
    let code = try CodeProject("src/a.php")
    let output = try code.refs("--format", "json", "src")
    #expect(output.exitCode == 1)
    #expect(output.stdout.contains("\"references\""))
    let told = try JSONSerialization.jsonObject(with: Data(output.stderr.utf8))
    #expect("\(told)".contains("P701"))
    try code.write("src/a.php", "<?php\n")
    let answer = try code.answer("src")
    #expect(answer == CodeProject.Answer(read: 1, other: 0, references: [], skipped: []))
  }

  @Test func `may have several paths, each file of which counts once`() throws {
    let code = try CodeProject("src/b.php", "lib/a.php", "bin/c.php", "src/vendor/d.php")
    try code.shell("ln -s b.php src/link.php")
    let answer = try code.answer("src/b.php", "lib", "./src//", "src", ".//src/b.php")
    #expect(answer.found == ["lib/a.php", "src/b.php"])
    #expect(answer.left == ["src/link.php: symbolic-link", "src/vendor: vendored"])
    let from = try code.refs(["--plan", "../plans/small.yaml", "../lib", "."], from: "src")
    #expect(from.stderr.contains(" --> ../lib/a.php:1:33\n"))
    #expect(from.stderr.contains(" --> b.php:1:33\n"))
  }

  @Test func `must have paths that exist`() throws {
    let code = try CodeProject("src/a.php")
    let output = try code.refs("src", "absent")
    #expect(output.exitCode == 3)
    #expect(output.stdout == "")
    #expect(
      output.stderr == """
        error[P805]: `absent` cannot be read: No such file or directory

        1 error

        """)
    #expect(try code.refs().exitCode == 64)
  }

  @Test(arguments: [
    ([], ["small_orders", "other_orders"]), (["small"], ["small_orders"]),
    (["other"], ["other_orders"]), (["other", "small"], ["small_orders", "other_orders"]),
  ])
  func `looks for the tables of the plans that are chosen`(plans: [String], tables: [String]) throws
  {
    let code = try CodeProject(
      "src/a.php", plans: ["small": Project.plan(), "other": Project.plan("other")])
    try code.write("src/b.php", CodeProject.code("SELECT * FROM other_orders"))
    let output = try code.refs(
      plans.flatMap { ["--plan", "plans/\($0).yaml"] } + ["--format", "json", "src"])
    let answer = try JSONDecoder().decode(
      CodeProject.Answer.self, from: Data(output.stdout.utf8))
    #expect(answer.references.map(\.table) == tables)
  }

  @Test func `needs a plan`() throws {
    let code = try CodeProject("src/a.php", plans: [:])
    let output = try code.refs("src")
    #expect(output.exitCode == 3)
    #expect(output.stdout == "")
    #expect(
      output.stderr.hasPrefix("error[P805]: `plans` cannot be read: the folder does not exist"))
    let absent = try code.refs("--plan", "src/p.yaml", "src")
    #expect(absent.exitCode == 3)
    #expect(absent.stderr.hasPrefix("error[P805]: `src/p.yaml` cannot be read: No such file"))
  }

  @Test func `ends with 1 where a plan has errors, and reads no code`() throws {
    let code = try CodeProject("src/a.php", plans: ["small": Project.plan(after: 3)])
    let output = try code.refs("src")
    #expect(output.exitCode == 1)
    #expect(output.stdout == "")
    #expect(output.stderr.contains("--> plans/small.yaml:"))
    #expect(!output.stderr.contains("src/a.php"))
  }

  /// More files than one thread takes at once, with results of different length.
  @Test func `has an order that does not depend on the number of threads`() throws {
    let code = try CodeProject()
    for number in 0..<100 {
      let text = String(repeating: CodeProject.query, count: 1 + number * 7 % 20)
      try code.write("src/\(number % 9)/\(number).php", text)
    }
    for arguments in [["src"], ["--format", "json", "src"]] {
      let expected = try code.refs(arguments)
      #expect(expected.exitCode == 1)
      for run in 0..<5 {
        let bound = run.isMultiple(of: 2) ? ["taskset", "-c", "0"] : []
        let output = try ChildProcess.run(
          "env", bound + [PlancProgram.path, "refs"] + arguments,
          environment: PlancProgram.environment, workingFolder: code.project.path)
        // Not the texts themselves: a failure would print them.
        let isSame = output == expected
        #expect(isSame, "run \(run)")
      }
    }
  }

  @Test func `escapes file names that would act on the terminal`() throws {
    let code = try CodeProject("src/žluťoučký kůň.php", "src/\u{202E}b.php", "src/vendor/x.php")
    try code.shell(
      #"cd src; cp *b.php "$(printf '\033[31mred.php')"; mv vendor "$(printf 'c\nd')"; mkdir vendor"#
    )
    try code.shell(#"cd src; ln -s . "$(printf '\033]0;title\007')""#)
    for output in [
      try code.refs("-v", "src"), try code.refs("-v", "--format", "json", "src"),
    ] {
      #expect(output.exitCode == 1)
      for text in [output.stdout, output.stderr] {
        let acting = text.unicodeScalars.filter {
          ($0.value < 0x20 && $0 != "\n") || $0 == "\u{202E}" || $0.value == 0x7F
        }
        #expect(acting.isEmpty, "\(acting.map(\.value))")
      }
    }
    let output = try code.refs("-v", "src")
    for place in [
      #"src/\u{1B}[31mred.php:1:33"#, #"src/c\u{A}d/x.php:1:33"#, #"src/\u{202E}b.php:1:33"#,
      "src/žluťoučký kůň.php:1:33",
    ] {
      #expect(output.stderr.contains(" --> \(place)\n"), "\(place)")
    }
    #expect(output.stdout.contains("skipped src/\\u{1B}]0;title\\u{7}: symbolically linked\n"))
    #expect(
      try code.answer("src").found.sorted()
        == [
          "src/\u{1B}[31mred.php", "src/c\nd/x.php", "src/žluťoučký kůň.php", "src/\u{202E}b.php",
        ].sorted())
  }

  @Test func `reads two files whose names differ in how an accent is encoded`() throws {
    let code = try CodeProject("src/a.php")
    try code.shell(
      #"cd src; for n in 'e\314\201' '\303\251'; do cp a.php "$(printf "$n").php"; done"#)
    #expect(try code.answer("src").references.count == 3)
  }

  @Test func `tells of a name that is not UTF-8, unless it is ignored`() throws {
    let code = try CodeProject("src/a.php")
    try code.write("src/a.php", "<?php\n")
    try code.shell(#"cd src; cp a.php "$(printf '\351').php"; mkdir "$(printf 'old\377')""#)
    let output = try code.refs("src")
    #expect(output.exitCode == 3)
    #expect(
      output.stderr == """
        error[P805]: `src/old\u{FFFD}` cannot be read: its name is not UTF-8

        error[P805]: `src/\u{FFFD}.php` cannot be read: its name is not UTF-8

        2 errors

        """)
    try code.write("src/.gitignore", "old*\n*.php\n")
    #expect(try code.refs("src").exitCode == 0)
    #expect(try code.answer("src").skipped.count == 3)
  }
}
