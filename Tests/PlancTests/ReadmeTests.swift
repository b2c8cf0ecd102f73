import Foundation
import PlancTestSupport
import Testing

/// The README's first screen: its plan, its commands with what they print, its SQL.
@Suite struct ReadmeTests {
  static let text: String = {
    let root = (#filePath as NSString).deletingLastPathComponent + "/../.."
    return (try? String(contentsOfFile: "\(root)/README.md", encoding: .utf8)) ?? ""
  }()

  struct Block: Sendable {
    var language: String
    var text: String
  }

  static let blocks: [Block] = {
    var blocks: [Block] = []
    var open: Block?
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let block = open { blocks.append(block) }
        open = open == nil ? Block(language: String(line.dropFirst(3)), text: "") : nil
      } else {
        open?.text += line + "\n"
      }
    }
    return blocks
  }()

  /// The commands of all console blocks, each with the lines that the README shows behind it.
  static let commands: [(command: String, output: String)] = {
    var commands: [(command: String, output: String)] = []
    for block in blocks where block.language == "console" {
      for line in block.text.components(separatedBy: "\n").dropLast() {
        if line.hasPrefix("$ ") {
          commands.append((String(line.dropFirst(2)), ""))
        } else if !commands.isEmpty {
          commands[commands.count - 1].output += line + "\n"
        }
      }
    }
    return commands
  }()

  @Test func `every command of the README does what the README shows`() throws {
    let plan = try #require(Self.blocks.first { $0.language == "yaml" })
    let folder = try TemporaryFolder()
    try folder.write("plans/sessions.yaml", plan.text)
    let binaries = (PlancProgram.path as NSString).deletingLastPathComponent
    let environment = ["PATH": "\(binaries):/usr/bin:/bin", "LC_ALL": "C"]
    let run = Self.commands.filter { !$0.command.hasPrefix("make ") }
    #expect(run.count >= 4)
    for (command, expected) in run {
      let output = try ChildProcess.run(
        "/bin/sh", ["-c", command], environment: environment, workingFolder: folder.path)
      #expect(output.stdout + output.stderr == expected, "\(command)")
      if command == run[0].command { try expectSQL(in: folder) }
    }
  }

  private func expectSQL(in folder: TemporaryFolder) throws {
    let shown = try #require(Self.blocks.first { $0.language == "sql" })
    let move = folder.text(of: "generated/sessions/sessions_move_sessions_tables.sql")
    #expect(move.contains("\n" + shown.text), "the README shows SQL that is not written")
  }

  /// They install packages and run the tests: CI runs them, this test cannot.
  @Test func `every make command of the README is run by CI`() throws {
    let root = (#filePath as NSString).deletingLastPathComponent + "/../.."
    let ci = try String(contentsOfFile: "\(root)/.ci/run", encoding: .utf8)
    let makes = Self.commands.map(\.command).filter { $0.hasPrefix("make ") }
    #expect(makes.count >= 2)
    for command in makes { #expect(ci.contains(command), "\(command)") }
  }

  @Test func `the README tells every command and every exit code of the program`() throws {
    let help = try PlancProgram.run("--help", in: "/").stdout
    let listed = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last)
    for line in listed.components(separatedBy: "\n") where line.hasPrefix("  ") {
      let name = line.split(separator: " ").first.map(String.init) ?? ""
      guard name == name.lowercased(), !name.isEmpty, line.dropFirst(2).first != " " else {
        continue
      }
      #expect(Self.text.contains("`planc \(name) "), "\(name)")
    }
    for code in ["0 yes", "1 the plan", "2 the plan", "3 a file", "64 wrong", "70 a fault"] {
      #expect(Self.text.contains(code), "\(code)")
    }
  }
}
