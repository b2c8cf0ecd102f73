/// The classes of bytes that all lexers share; bytes from 0x80 count as letters.
extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// What an identifier may start with, `$` apart.
  var startsName: Bool { isASCIILetter || self == 0x5F || self >= 0x80 }
  var continuesName: Bool { startsName || isDigit }
  /// A space, a tab, or a line end.
  var isBlank: Bool { self == 0x20 || self &- 0x09 < 5 }
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension Array where Element == UInt8 {
  /// The byte at an offset; 0 past the end.
  func at(_ offset: Int) -> UInt8 { offset >= 0 && offset < count ? self[offset] : 0 }

  /// Whether the bytes at an offset are those of an ASCII word.
  func has(_ word: StaticString, at offset: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard offset >= 0, offset + length <= count else { return false }
    return word.withUTF8Buffer { buffer in
      for index in 0..<length where unsafe buffer[index] != self[offset + index] { return false }
      return true
    }
  }

  /// Whether the bytes at an offset are those of a lower-case ASCII word, in any case.
  func hasFolded(_ word: StaticString, at offset: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard offset >= 0, offset + length <= count else { return false }
    return word.withUTF8Buffer { buffer in
      for index in 0..<length where unsafe buffer[index] != self[offset + index].lowercased {
        return false
      }
      return true
    }
  }

  /// The offset of the first byte from an offset on that is not blank, at most 200 further.
  func skipBlanks(_ offset: Int) -> Int {
    var index = offset
    while index < Swift.min(count, offset + 200), self[index].isBlank { index += 1 }
    return index
  }

  /// The offset of the next line end at or after an offset; the end where there is none.
  func endOfLine(_ offset: Int) -> Int {
    var index = offset
    while index < count, self[index] != 0x0A { index += 1 }
    return index
  }
}

extension Sequence where Element == UInt8 {
  /// The bytes with ASCII letters in lower case.
  var lowercased: [UInt8] { map(\.lowercased) }
}
