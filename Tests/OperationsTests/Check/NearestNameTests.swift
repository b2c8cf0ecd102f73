import Testing

@testable import Foundations

struct NearestNameTests {
  @Test(arguments: [
    // One slip in three characters, in two none; case is no slip.
    ("abc", "abd", true), ("ab", "ac", false), ("ab", "AB", true), ("", "a", false),
    ("abcde", "abcxx", false), ("abcdef", "abcdxx", true), ("abcdef", "abcxxx", false),
    // A character more or less, at either end and within.
    ("abc", "xabc", true), ("abc", "abcx", true), ("xabc", "abc", true), ("abxc", "abc", true),
    ("abc", "abcxx", false), ("abcd", "abcdxx", true), ("abcd", "abcdxxx", false),
    // Two swapped are one slip.
    ("abcd", "bacd", true), ("abcd", "abdc", true), ("abcd", "badc", false),
    ("abcd", "cbad", false),
    // One that stands a place further is no swap, unless the other stands where it was.
    ("abcd", "bxcd", false), ("abcd", "xacd", false),
  ])
  func `a name is near within one slip in three characters`(
    name: String, other: String, isNear: Bool
  ) {
    #expect(nearestName(to: name, among: [other]) == (isNear ? other : nil))
  }

  @Test(arguments: [
    (["orderx", "ordery"], "orderx"), (["ordexx", "orderx"], "orderx"),
    (["orderx", "ordexx"], "orderx"), (["orderx", "Orders"], "Orders"),
    (["Orders", "orderx"], "Orders"), (["Orders", "ORDERS"], "Orders"),
  ])
  func `the nearest wins, and of equally near ones the first`(names: [String], nearest: String) {
    #expect(nearestName(to: "orders", among: names) == nearest)
  }

  @Test func `among no names none is near`() {
    #expect(nearestName(to: "orders", among: []) == nil)
  }
}
