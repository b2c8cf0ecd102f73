import Testing

@testable import Foundations

struct NameNumbersTests {
  @Test(arguments: [0, 1, 7, 1_000, 5_000])
  func `names are numbered by order of appearance, however many were expected`(expected: Int) {
    var numbers = NameNumbers()
    numbers.reserve(expected)
    let names = (0..<5_000).map { "name_\($0)" }
    #expect(names.map { numbers[$0] } == Array(0..<5_000))
    #expect(names.reversed().map { numbers[$0] } == (0..<5_000).reversed())
    #expect(numbers.names == names)
    #expect(numbers.count == 5_000)
  }

  @Test func `names that Swift takes for equal have one number`() {
    var numbers = NameNumbers()
    #expect(numbers["t\u{FC}r"] == 0)
    #expect(numbers["tu\u{308}r"] == 0)
    #expect(numbers["tur"] == 1)
    #expect(numbers[""] == 2)
    #expect(numbers[""] == 2)
  }
}
