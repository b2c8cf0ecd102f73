/// Whether a text stands there that has an introducer before it, itself or in hexadecimal.
package func isIntroducedText(_ tokens: [BodyToken], _ index: Int) -> Bool {
  guard index > 0, index < tokens.count, case .word(let before) = tokens[index - 1].kind,
    isIntroducer(before)
  else { return false }
  switch tokens[index].kind {
  case .string: return true
  case .word(let word): return word.hasPrefix("0x")
  case .quotedName, .number, .variable, .symbol: return false
  }
}

/// `_latin1`
package func isIntroducer(_ word: String) -> Bool {
  word.hasPrefix("_") && characterSets.contains(String(word.dropFirst().lowercased()))
}

/// - Source: `SHOW CHARACTER SET` of MariaDB 11.8.
private let characterSets: Set<String> = [
  "armscii8", "ascii", "big5", "binary", "cp1250", "cp1251", "cp1256", "cp1257", "cp850", "cp852",
  "cp866", "cp932", "dec8", "eucjpms", "euckr", "gb2312", "gbk", "geostd8", "greek", "hebrew",
  "hp8",
  "keybcs2", "koi8r", "koi8u", "latin1", "latin2", "latin5", "latin7", "macce", "macroman", "sjis",
  "swe7", "tis620", "ucs2", "ujis", "utf16", "utf16le", "utf32", "utf8", "utf8mb3", "utf8mb4",
]

/// What a text with its quotes, in which backslashes escape, says.
///
/// - Source: https://mariadb.com/kb/en/string-literals/
package func unescapedText(_ text: ArraySlice<UInt8>) -> [UInt8] {
  guard let quote = text.first else { return [] }
  var content: [UInt8] = []
  var index = text.startIndex + 1
  let end = max(text.endIndex - 1, index)
  while index < end {
    let byte = text[index]
    index += 1
    if byte == quote {
      index += 1
    } else if byte == UInt8(ascii: "\\"), index < end {
      switch text[index] {
      case UInt8(ascii: "0"): content.append(0)
      case UInt8(ascii: "b"): content.append(0x08)
      case UInt8(ascii: "n"): content.append(0x0A)
      case UInt8(ascii: "r"): content.append(0x0D)
      case UInt8(ascii: "t"): content.append(0x09)
      case UInt8(ascii: "Z"): content.append(0x1A)
      case UInt8(ascii: "%"), UInt8(ascii: "_"): content += [byte, text[index]]
      default: content.append(text[index])
      }
      index += 1
      continue
    }
    content.append(byte)
  }
  return content
}
