import Foundation
import PlancTestSupport
import Testing

/// `planc inspect`, as it is run.
@Suite struct InspectProgramTests {
  private static func planc(
    _ arguments: [String], in folder: TemporaryFolder, _ settings: [String: String] = [:],
    input: String? = nil
  ) throws -> ProgramOutput {
    let command = ([PlancProgram.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    return try ChildProcess.run(
      "/bin/sh", ["-c", input.map { "\(command) < \($0)" } ?? command],
      environment: PlancProgram.environment.merging(settings) { $1 }, workingFolder: folder.path)
  }

  private static func answers(_ folder: TemporaryFolder) throws -> String {
    try folder.write(
      "answers.txt",
      bytes: try Repository.bytes(of: "Tests/Golden/sound_inspected/before/answers.txt"))
  }

  @Test func `a file, standard input and --out give the same bytes`() throws {
    let folder = try TemporaryFolder()
    _ = try Self.answers(folder)
    let printed = try Self.planc(["inspect", "--from", "answers.txt"], in: folder)
    #expect(printed.exitCode == 0)
    #expect(printed.stderr == "")
    #expect(printed.stdout.contains("\ncatalog: 1\nserver: mariadb\n"))
    let piped = try Self.planc(["inspect", "--from", "-"], in: folder, input: "answers.txt")
    #expect(piped.stdout == printed.stdout)
    for _ in 1...2 {
      let written = try Self.planc(
        ["inspect", "--from", "answers.txt", "--out", "x.yaml"], in: folder)
      #expect(written.exitCode == 0)
      #expect(written.stdout == "")
      #expect(folder.text(of: "x.yaml") == printed.stdout)
    }
  }

  @Test func `a file that is no whole answer leaves the catalog as it is`() throws {
    let folder = try TemporaryFolder()
    let whole = try Self.answers(folder)
    let text = try String(contentsOfFile: whole, encoding: .utf8)
    try folder.write("answers.txt", String(text.dropLast(200)))
    try folder.write("x.yaml", "old")
    let output = try Self.planc(
      ["inspect", "--from", "answers.txt", "--out", "x.yaml"], in: folder)
    #expect(output.exitCode == 1)
    #expect(output.stderr.contains("error[P901]: `answers.txt` is no whole answer: line "))
    #expect(folder.text(of: "x.yaml") == "old")
    #expect(output.stdout == "")
  }

  @Test(arguments: [
    ["inspect"], ["inspect", "--print-query", "--from", "x"],
    ["inspect", "--from", "x", "--schema", "a"], ["inspect", "--print-query", "--schema", ""],
    ["inspect", "--print-query", "--socket", "x"],
    ["inspect", "--print-query", "--schema", String(repeating: "x", count: 65)],
    ["inspect", "--print-query", "--out", ""], ["inspect", "--database", "mysql://a:pw@b"],
    ["inspect", "--database", "db.example"],
    ["inspect", "--database", "mysql://a@localhost:3306", "--socket", "/run/s.sock"],
  ])
  func `what cannot be asked ends with 64, and repeats no password`(arguments: [String]) throws {
    let output = try Self.planc(arguments, in: try TemporaryFolder())
    #expect(output.exitCode == 64)
    #expect(output.stdout == "")
    #expect(!output.stderr.contains(":pw"))
  }

  @Test(arguments: [
    ["--from", "absent.txt"], ["--print-query", "--out", "absent/x.sql"],
    ["--database", "mysql://root@127.0.0.1:1"],
    ["--database", "mysql://root@127.0.0.1:1", "--defaults-file", "absent.cnf"],
    ["--database", "mysql://root@localhost", "--socket", "absent.sock"],
  ])
  func `what cannot be reached ends with 3`(arguments: [String]) throws {
    let output = try Self.planc(["inspect"] + arguments, in: try TemporaryFolder())
    #expect(output.exitCode == 3)
    #expect(output.stderr.hasPrefix("error[P"))
  }

  @Test func `the password comes from the environment`() async throws {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA shop; CREATE USER app@127.0.0.1 IDENTIFIED BY 'secret';"
          + "GRANT ALL ON *.* TO app@127.0.0.1;")
      let folder = try TemporaryFolder()
      let arguments = [
        "inspect", "--database", "mysql://app@127.0.0.1:\(server.port)", "--schema", "shop",
      ]
      for settings in [
        ["PLANC_PASSWORD": "secret"], ["MYSQL_PWD": "secret"],
        ["PLANC_PASSWORD": "secret", "MYSQL_PWD": "wrong"],
      ] {
        let output = try Self.planc(arguments, in: folder, settings)
        #expect(output.exitCode == 0, "\(output.stderr)")
        #expect(output.stdout.contains("- schema: shop\n"))
      }
      let refused = try Self.planc(arguments, in: folder, ["PLANC_PASSWORD": "wrong"])
      #expect(refused.exitCode == 3)
      #expect(refused.stderr.contains("error[P902]"))
      #expect(refused.stderr.contains("PLANC_PASSWORD"))
      #expect(!refused.stderr.contains("wrong"))
    }
  }

  @Test func `a connection without TLS is refused where TLS is asked for`() async throws {
    try await SharedServer.use { server in
      let output = try Self.planc(
        ["inspect", "--database", "mysql://root@127.0.0.1:\(server.port)", "--tls"],
        in: try TemporaryFolder())
      #expect(output.exitCode == 3)
      #expect(output.stderr.contains("error[P902]"))
      #expect(output.stderr.contains("TLS was asked for, and the server does not offer it"))
    }
  }
}
