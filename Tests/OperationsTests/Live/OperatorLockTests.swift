import Testing

@testable import Operations

@Suite struct OperatorLockTests {
  @Test func `there is a lock for each schema, in one order`() {
    let names = OperatorLock(Example.phaseA).names
    #expect(names == names.sorted() && Set(names).count == names.count)
    #expect(names.count == Example.phaseA.schemas.count)
  }

  @Test func `a name has at most 64 characters, and long names differ`() {
    let plain = String(repeating: "ü", count: 58)
    #expect(OperatorLock.name(of: plain) == "planc:\(plain)")
    let long = ["a", "b"].map { OperatorLock.name(of: plain + "x\($0)") }
    #expect(long.allSatisfy { $0.unicodeScalars.count == 64 })
    #expect(long[0] != long[1])
  }
}
