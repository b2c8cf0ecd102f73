import Foundation
import PlancTestSupport
import Testing

/// docs/review.md shows what git and planc say of the plans in this repository. A change of a
/// renderer changes it: PLANC_REWRITE_GOLDEN=1 writes the page anew, one test after the other.
@Suite(.serialized) struct ReviewGuideTests {
  static let page = "docs/review.md"

  /// `text` with edits of which each must have something to change.
  private static func edited(_ text: String, _ edits: [(String, String)]) throws -> String {
    try edits.reduce(text) { text, edit in
      guard text.contains(edit.0) else { throw TestSupportError("the plan holds no \(edit.0)") }
      return text.replacing(edit.0, with: edit.1, maxReplacements: 1)
    }
  }

  private static func table(behind name: String, _ added: String...) -> (String, String) {
    let line = "        - \(name)\n"
    return (line, line + added.map { "        - \($0)\n" }.joined())
  }

  private static func counts(core: Int, ephemeral: Int) -> [(String, String)] {
    [("after: 77,", "after: \(core),"), ("after: 12}", "after: \(ephemeral)}")]
  }

  static let pullRequest =
    [
      table(behind: "lupo_api_clients", "lupo_api_keys"),
      ("        - lupo_api_token_logs\n", ""),
      table(behind: "lupo_api_webhooks", "lupo_api_token_logs"),
      ("Audit logging:", "Audit trail:"), ("after: 22}", "after: 21}"),
    ] + counts(core: 76, ephemeral: 14)

  /// The branches that a session begins with; the last is checked out.
  static let branches: [String: [(name: String, edits: [(String, String)])]] = [
    "A pull request": [("api-keys", pullRequest)],
    "Two branches add tables to one schema": [
      (
        "drafts",
        [table(behind: "lupo_document_chunks", "lupo_drafts", "lupo_draft_previews")]
          + counts(core: 75, ephemeral: 14)
      ),
      ("carts", [table(behind: "lupo_sessions", "lupo_carts")] + counts(core: 76, ephemeral: 13)),
    ],
    "Two branches change a count alike": [
      (
        "drafts",
        [table(behind: "lupo_document_chunks", "lupo_drafts")] + counts(core: 76, ephemeral: 13)
      ),
      ("carts", [table(behind: "lupo_sessions", "lupo_carts")] + counts(core: 76, ephemeral: 13)),
    ],
  ]

  private static func repository(
    _ branches: [(name: String, edits: [(String, String)])]
  ) throws -> GitProject {
    func plan(_ name: String) throws -> String {
      String(decoding: try Repository.bytes(of: "plans/\(name).yaml"), as: UTF8.self)
    }
    // The branches move tables that the catalog does not hold.
    let phaseA = try edited(
      plan("phase_a"),
      [
        (
          "catalog: ../catalogs/lupopedia.yaml # what the server holds: each name and count is held"
            + " against it\n", ""
        )
      ])
    let repository = try GitProject([
      "phase_a": phaseA, "year_end_archive": try plan("year_end_archive"),
    ])
    #expect(try repository.project.planc("compile").exitCode == 0)
    try repository.commit("what the plans compile to")
    for branch in branches {
      try repository.git("checkout", "-q", "-b", branch.name, "main")
      try repository.project.folder.write(
        "plans/phase_a.yaml", try edited(phaseA, branch.edits))
      #expect(try repository.project.planc("compile").exitCode == 0)
      try repository.commit("\(branch.name)")
    }
    return repository
  }

  @Test(arguments: ConsoleGuide(page).sessions)
  func `the guide shows what git and planc really say`(session: ConsoleGuide.Session) throws {
    let repository = try Self.repository(try #require(Self.branches[session.heading]))
    var environment = GitProject.environment
    let binaries = (PlancProgram.path as NSString).deletingLastPathComponent
    environment["PATH"] = "\(binaries):/usr/bin:/bin"
    var outputs: [String] = []
    for command in session.commands {
      // In the order in which a terminal would show it.
      let output = try ChildProcess.run(
        "/bin/sh", ["-c", "exec 2>&1; \(command)"], environment: environment,
        workingFolder: repository.project.path)
      outputs.append("$ \(command)\n" + output.stdout)
    }
    if GoldenCase.isRewriting {
      try ConsoleGuide(Self.page).rewrite(session, outputs)
    } else {
      let shown = ConsoleGuide(Self.page).shown(of: session)
      #expect(outputs == shown)
    }
  }

  @Test func `every session of the guide is run`() {
    #expect(
      Set(ConsoleGuide(Self.page).sessions.map(\.heading)) == Set(Self.branches.keys))
  }
}
