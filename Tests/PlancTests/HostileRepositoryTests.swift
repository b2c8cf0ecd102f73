import Foundation
import PlancTestSupport
import Testing

/// A repository whose configuration names programs: planc starts none of them.
struct `A hostile repository` {
  /// Each setting of git that starts a program; `PROGRAM` is one that leaves a mark.
  static let settings: [[String]] = [
    ["remote.origin.url", "ext::PROGRAM"],
    ["remote.origin.url", "ssh://host/x"],
    ["remote.origin.url", "git://host/x", "core.gitProxy", "PROGRAM"],
    ["remote.origin.vcs", "mark"],
    ["remote.origin.uploadpack", "PROGRAM", "remote.origin.url", "file:///"],
    ["remote.origin.url", "https://127.0.0.1:1/x", "credential.helper", "!PROGRAM"],
  ]

  /// What is set beside each of them.
  static let always = [
    "core.sshCommand", "PROGRAM", "core.fsmonitor", "PROGRAM", "core.hooksPath", "hooks",
    "core.pager", "PROGRAM", "pager.cat-file", "PROGRAM", "core.alternateRefsCommand", "PROGRAM",
    "core.askPass", "PROGRAM", "core.editor", "PROGRAM", "diff.external", "PROGRAM",
    "diff.mark.textconv", "PROGRAM", "diff.mark.command", "PROGRAM", "filter.mark.smudge",
    "PROGRAM", "filter.mark.clean", "PROGRAM", "alias.cat-file", "!PROGRAM", "alias.rev-parse",
    "!PROGRAM", "alias.ls-tree", "!PROGRAM", "gpg.program", "PROGRAM", "protocol.allow", "always",
    "protocol.ext.allow", "always", "remote.origin.promisor", "true",
    "remote.origin.partialclonefilter", "blob:none", "extensions.partialClone", "origin",
    "core.repositoryformatversion", "1",
  ]

  /// - Parameter losing: whether the plan's blob of the first commit is missing.
  private func repository(_ settings: [String], losing: Bool) throws -> GitProject {
    let repository = try GitProject()
    let folder = repository.project.folder
    let program = "\(folder.path)/program"
    try folder.write("program", "#!/bin/sh\ntouch '\(folder.path)/ran'\n")
    try folder.write("git-remote-mark", "#!/bin/sh\ntouch '\(folder.path)/ran'\n")
    for hook in ["reference-transaction", "post-checkout", "pre-auto-gc", "post-index-change"] {
      try folder.write("hooks/\(hook)", "#!/bin/sh\ntouch '\(folder.path)/ran'\n")
    }
    try ChildProcess.run(
      "sh", ["-c", "chmod +x program git-remote-mark hooks/*"], workingFolder: folder.path
    ).expectSuccess()
    try folder.write(".gitattributes", "*.yaml diff=mark filter=mark\n")
    let blob = try repository.git("rev-parse", "main:plans/small.yaml").dropLast()
    try folder.write("plans/small.yaml", `planc diff`.more)
    if losing {
      let object = "\(folder.path)/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
      try FileManager.default.removeItem(atPath: object)
    }
    let all = settings + Self.always
    for index in stride(from: 0, to: all.count, by: 2) {
      try repository.git(
        "config", all[index], all[index + 1].replacingOccurrences(of: "PROGRAM", with: program))
    }
    return repository
  }

  private func diff(_ repository: GitProject) throws -> ProgramOutput {
    var environment = GitProject.environment
    // `remote.origin.vcs` looks for its helper there.
    environment["PATH"] = "\(repository.project.path):/usr/bin:/bin"
    return try ChildProcess.run(
      PlancProgram.path, ["diff", "plans/small.yaml", "--against", "main"],
      environment: environment, workingFolder: repository.project.path)
  }

  private func ran(_ repository: GitProject) -> Bool {
    FileManager.default.fileExists(atPath: "\(repository.project.path)/ran")
  }

  @Test(arguments: settings)
  func `starts nothing when an object is missing`(settings: [String]) throws {
    let repository = try repository(settings, losing: true)
    let output = try diff(repository)
    #expect(!ran(repository), "\(output)")
    #expect(output.exitCode == 3)
    #expect(output.stderr.contains("error[P805]: `main:plans/small.yaml` cannot be read: git says"))
  }

  @Test(arguments: settings)
  func `starts nothing when all objects are there`(settings: [String]) throws {
    let repository = try repository(settings, losing: false)
    let output = try diff(repository)
    #expect(!ran(repository), "\(output)")
    #expect(output.exitCode == 0)
    #expect(output.stdout.contains("moved: 1 table more"))
  }

  @Test func `git itself starts the program of such a repository`() throws {
    let repository = try repository(Self.settings[0], losing: true)
    #expect(throws: TestSupportError.self) {
      try repository.git("cat-file", "blob", "main:plans/small.yaml")
    }
    #expect(ran(repository))
  }

  @Test func `the advice for a partial clone leads on`() throws {
    let origin = try GitProject()
    try origin.git("config", "uploadpack.allowFilter", "true")
    try origin.git("config", "uploadpack.allowAnySHA1InWant", "true")
    try origin.project.folder.write("plans/small.yaml", `planc diff`.more)
    try origin.commit("more")
    let clones = try TemporaryFolder()
    try ChildProcess.run(
      "git", ["clone", "-q", "--filter=blob:none", "file://\(origin.project.path)", "clone"],
      environment: GitProject.environment, workingFolder: clones.path
    ).expectSuccess()
    func planc(_ arguments: String...) throws -> ProgramOutput {
      try ChildProcess.run(
        PlancProgram.path, ["diff", "plans/small.yaml"] + arguments,
        environment: GitProject.environment, workingFolder: "\(clones.path)/clone")
    }
    let refused = try planc("--against", "HEAD~1")
    #expect(refused.exitCode == 3)
    let words = refused.stderr.split(separator: "`")
    let command = try #require(words.first { $0.hasPrefix("git -C ") })
    let option = try #require(words.first { $0.hasPrefix("--against ") })
    try ChildProcess.run(
      "sh", ["-c", String(command)], environment: GitProject.environment,
      workingFolder: "\(clones.path)/clone"
    ).expectSuccess()
    let output = try planc("--against", String(option.dropFirst(10)))
    #expect(output.exitCode == 0)
    #expect(output.stdout.contains("moved: 1 table more"))
  }
}
