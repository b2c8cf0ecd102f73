import Diagnostics
import Testing

@testable import LocatedYAML

/// What a merge leaves in a file, for somebody to settle.
struct ConflictMarksTests {
  private static let conflict = "this conflict of a merge is not settled"

  @Test(arguments: [
    "a: 1\n⟦<<<<<<< HEAD⟧\nb: 2\n⟦=======⟧\nb: 3\n⟦>>>>>>> drafts⟧\n",
    "⟦<<<<<<< HEAD⟧\n⟦||||||| 5d2c0f1⟧\nb: 2\n⟦=======⟧\n⟦>>>>>>> drafts⟧",
    "a:\n  - x\r\n⟦<<<<<<< HEAD⟧\r\n  - y\r\n⟦=======⟧\r\n  - z\r\n⟦>>>>>>> drafts⟧\r\n",
    "a: [\nx,\n⟦<<<<<<<⟧\ny,\n⟦=======⟧\nz,\n⟦>>>>>>>⟧\n]\n",
    "a: |\n  x\n⟦<<<<<<< a b⟧\n  y\n⟦=======⟧\n  z\n⟦>>>>>>> c: d⟧\nb: 1\n",
  ])
  func `a conflict is one fault, with a label at each of its marks`(_ marked: String) throws {
    let marked = BracketedText(marked)
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: marked.text)).diagnostics
    try #require(diagnostics.map(\.message) == [Self.conflict])
    #expect(diagnostics[0].code == .mergeConflict)
    let labels = [diagnostics[0].primary].compactMap(\.self) + diagnostics[0].secondary
    #expect(labels.map(\.location.span.outline) == marked.marks)
  }

  @Test func `nothing is read of a file with a conflict, and each conflict is told`() {
    let conflict = "<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> drafts\n"
    let (node, diagnostics) = readYAML(
      SourceFile(path: "plan.yaml", text: conflict + "@nothing\n" + conflict))
    #expect(node == nil)
    #expect(diagnostics.map(\.message) == [Self.conflict, Self.conflict])
    #expect(
      diagnostics.last?.help
        == ["write in place of lines 7 to 11 what both sides mean together"])
  }

  @Test(arguments: [
    "a: 1\n⟦<<<<<<< HEAD⟧\nb: 2\n", "a: 1\n⟦=======⟧\nb: 2\n", "a: 1\n⟦>>>>>>> drafts⟧\nb: 2\n",
    "a: 1\n⟦||||||| 5d2c0f1⟧\nb: 2\n", "a: 1\nb: 2\n⟦>>>>>>> drafts⟧",
    "⟦<<<<<<< HEAD⟧\na: 1\n⟦>>>>>>> drafts⟧\n", "⟦=======⟧\na: 1\n⟦>>>>>>> drafts⟧\n",
    "⟦<<<<<<< HEAD⟧\na: 1\n⟦<<<<<<< HEAD⟧\nb: 1\n",
  ])
  func `a mark without its conflict is told by itself, with the edit that removes it`(
    _ marked: String
  ) throws {
    let marked = BracketedText(marked)
    let file = SourceFile(path: "plan.yaml", text: marked.text)
    let diagnostics = readYAML(file).diagnostics
    #expect(diagnostics.allSatisfy { $0.code == .mergeConflict })
    #expect(diagnostics.compactMap(\.primary?.location.span.outline) == marked.marks)
    #expect(diagnostics.allSatisfy { $0.message.hasSuffix(" is left over from a merge") })
    // From the last to the first, so that each place is still right.
    var mended = file.bytes
    for edit in diagnostics.compactMap(\.edit).reversed() {
      let span = edit.location.span
      mended.removeSubrange(file.byteOffset(of: span.start)..<file.byteOffset(of: span.end))
    }
    #expect(faults(in: mended) == [])
  }

  @Test(arguments: [
    "a: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> drafts\n", "# <<<<<<< HEAD\na: 1\n# =======\n",
    "a: ======= x\nb: '>>>>>>> y'\n", "=======: 1\n",
  ])
  func `signs in a text, a key or a comment are no marks`(_ text: String) {
    #expect(faults(in: text) == [])
  }

  @Test(arguments: [
    "a: 1\n<<<<<< HEAD\n", "a: 1\n<<<<<<<< HEAD\n", "a: 1\n<<<<<<<HEAD\n", "a: 1\n======= HEAD\n",
    "a: 1\n#######\n@\n",
  ])
  func `what is nearly a mark is a fault of YAML`(_ text: String) {
    #expect(faults(in: text).map { $0.prefix(4) } == ["P104"])
  }

  @Test func `more conflicts than are shown cost no more memory`() {
    let text = String(repeating: "=======\n", count: 5000)
    #expect((diagnosticsMax...diagnosticsMax + 1).contains(faults(in: text).count))
  }
}
