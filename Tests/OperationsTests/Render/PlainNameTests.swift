import Testing

@testable import Foundations

/// The quick way for plain names must write what the others write.
struct PlainNameTests {
  @Test func `plain are letters, digits, the underscore and what is beyond ASCII`() {
    for code in UInt8(0)...0x7F {
      let character = Character(Unicode.Scalar(code))
      let isPlain = character == "_" || character.isLetter || character.isNumber
      #expect("a\(character)b".isPlainName == isPlain, "U+00\(String(code, radix: 16))")
    }
    #expect(!"".isPlainName)
    // Their bytes are the lowest and the highest beyond ASCII.
    #expect("\u{80}\u{C0}\u{FFFF}".isPlainName)
  }

  @Test func `a plain name stands for itself in every quoting`() {
    for code in UInt8(0x20)...0x7E {
      let name = "a\(Character(Unicode.Scalar(code)))b"
      guard name.isPlainName else { continue }
      #expect(SQLText.name(name) == "`\(name)`")
      #expect(SQLText.string(name) == "'\(name)'")
      #expect(SQLText.json(name) == "\"\(name)\"")
      #expect(PHPText.string(name) == "'\(name)'")
      #expect(MarkdownText.code(name) == "`\(name)`")
    }
  }
}
