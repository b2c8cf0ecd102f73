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
