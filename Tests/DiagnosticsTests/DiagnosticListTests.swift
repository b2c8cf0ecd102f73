import Diagnostics
import Testing

struct DiagnosticListTests {
  @Test func `diagnostics are sorted by file, position and code, and keep their order otherwise`() {
    let a = SourceFile(path: "a.yaml", text: "\n\n")
    let b = SourceFile(path: "b.yaml", text: "\n\n")
    let list = [
      Diagnostic(.wrongType, "8", at: b.location(1, 1..<2)),
      Diagnostic(.unknownKey, "6", at: a.location(2, 2..<2)),
      Diagnostic(.wrongType, "7", at: a.location(2, 2..<2)),
      Diagnostic(.wrongType, "3", at: a.location(1, 10..<12)),
      Diagnostic(.wrongType, "4", at: a.location(2, 1..<2)),
      Diagnostic(.wrongType, "5", at: a.location(2, 1..<9)),
      Diagnostic(.wrongType, "2", at: a.location(1, 9..<12)),
      Diagnostic(.unwritableFile, "1"),
    ]
    #expect(sortedByPlace(list).map(\.message).joined() == "12345678")
  }

  @Test func `a list of 100 is whole and a longer one says that it is cut`() {
    let file = SourceFile(path: "a.yaml", text: "")
    let list = (1...101).map { Diagnostic(.wrongType, "\($0)", at: file.location($0, 1..<1)) }
    #expect(presented(Array(list.prefix(100))).map(\.message) == (1...100).map(String.init))
    let cut = presented(list)
    #expect(cut.count == 101)
    #expect(cut.prefix(100).map(\.message) == (1...100).map(String.init))
    #expect(cut.last?.code == .tooManyFaults)
    #expect(cut.last?.severity == .error)
    #expect(cut.last?.message == "there are more than 100 faults; the others are not shown")
  }

  @Test func `warnings do not push an error out of the list`() {
    let file = SourceFile(path: "a.yaml", text: "")
    let warnings = (1...200).map {
      Diagnostic(.unusedSchema, severity: .warning, "\($0)", at: file.location($0, 1..<1))
    }
    let error = Diagnostic(.wrongType, "error", at: file.location(300, 1..<1))
    let cut = presented(warnings + [error])
    #expect(cut.map(\.message).dropLast() == (1...99).map(String.init) + ["error"])
    #expect(presented(warnings).last?.severity == .warning)
  }

  @Test(arguments: [
    (DiagnosticCode.controlCharacter, 5..<6, true), (.controlCharacter, 4..<9, true),
    (.controlCharacter, 9..<10, false), (.controlCharacter, 3..<5, false),
    (.anchorAliasOrTag, 4..<9, true), (.escapedControlCharacter, 4..<9, true),
    (.duplicateKey, 5..<6, false),
  ])
  func `what a fault in the text explains is left out`(
    _ code: DiagnosticCode, _ columns: Range<Int>, _ isLeftOut: Bool
  ) {
    let file = SourceFile(path: "a.yaml", text: "a: bbbbb\n")
    let cause = Diagnostic(code, "cause", at: file.location(1, columns))
    let other = Diagnostic(.malformedIdentifier, "other", at: file.location(1, 4..<9))
    let elsewhere = Diagnostic(.malformedIdentifier, "other", at: file.location(2, 4..<9))
    #expect(presented([cause, other, elsewhere]).count == (isLeftOut ? 2 : 3))
    let copy = SourceFile(path: "b.yaml", text: "a: bbbbb\n")
    let inCopy = Diagnostic(.malformedIdentifier, "other", at: copy.location(1, 4..<9))
    #expect(presented([cause, inCopy]).count == 2)
  }

  @Test(
    arguments: [
      ([], ""), ([.error], "1 error"), ([.error, .error], "2 errors"), ([.warning], "1 warning"),
      ([.warning, .error, .warning, .note], "1 error, 2 warnings"), ([.note], ""),
    ] as [([Diagnostic.Severity], String)])
  func `a run ends with its numbers`(_ severities: [Diagnostic.Severity], _ line: String) {
    #expect(
      summary(of: severities.map { Diagnostic(.wrongType, severity: $0, "words") }) == line)
  }
}
