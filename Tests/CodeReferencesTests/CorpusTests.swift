import CodeReferences
import Testing

struct `The corpus` {
  @Test(arguments: MarkedCode.all)
  func `holds what is marked, and nothing else`(file: MarkedCode) {
    #expect(file.language != nil)
    for difference in file.differences() {
      Issue.record("\(file.path): \(difference)")
    }
  }
}

struct `The pre-filter` {
  private let finder = ReferenceFinder(MarkedCode.settings)

  @Test(arguments: MarkedCode.all)
  func `passes every file in which something is found`(file: MarkedCode) {
    #expect(finder.mayHoldReferences(Array(file.text.utf8)))
  }

  /// Each line alone: a reference must not pass only because of its neighbours.
  @Test(arguments: MarkedCode.all)
  func `passes every line in which something is found`(file: MarkedCode) throws {
    let language = try #require(file.language)
    for line in file.text.split(separator: "\n") {
      let bytes = Array((language == .php ? "<?php " : "").utf8) + Array(line.utf8)
      let found = finder.references(in: bytes, language: language, isPrefiltered: false)
      if found.contains(where: { $0.kind != .mention }) {
        #expect(finder.mayHoldReferences(bytes), "\(line)")
      }
    }
  }

  /// Texts in which it meets nothing are not looked at.
  @Test(arguments: MarkedCode.all)
  func `leaves out nothing that is found without it`(file: MarkedCode) throws {
    let language = try #require(file.language)
    let bytes = Array(file.text.utf8)
    let filtered = finder.references(in: bytes, language: language)
    #expect(filtered == finder.references(in: bytes, language: language, isPrefiltered: false))
  }

  @Test(arguments: [
    "", "a", "import x from 'y'", "the sessionss of users_", "SELECT 1 FROM elsewhere",
    "update your profile", "lupo_sessions_archive", "$table",
    "show tablespaces", "$x = show_tables();", "// moves what comes from\n$x = 1;",
    "x = sessions(a)", "if (a && users) {",
  ])
  func `holds back what names no table`(text: String) {
    #expect(!finder.mayHoldReferences(Array(text.utf8)))
  }
}
