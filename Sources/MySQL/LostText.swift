/// Whether `information_schema` of MariaDB may have lost something of a text that it shows.
///
/// It shows `'\\'` as `'\'` and leaves introducers out (`_latin1'x'`, `_latin1 0xE4`); a character
/// beyond U+FFFF becomes question marks. So a text without strings, numbers in hexadecimal or bits,
/// backslashes and question marks has lost nothing.
///
/// - Source: docs/servers.md, "information_schema does not tell the whole body on MariaDB".
package func mayHaveLost(_ text: String) -> Bool {
  var previous: UInt8 = 0
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "?"): return true
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "b"), UInt8(ascii: "B"):
      if previous == UInt8(ascii: "0") { return true }
    default: break
    }
    previous = byte
  }
  return false
}

/// Whether SHOW CREATE, too, may show question marks for a character beyond U+FFFF.
///
/// What was created in utf8mb3 is read as utf8mb3, which has no such character: each of its four bytes
/// becomes a question mark, in SHOW CREATE as in `information_schema`. MariaDB 10.11.19 and 11.8.9.
package func mayHideCharacters(_ text: some Sequence<UInt8>, _ characterSetClient: String) -> Bool {
  if characterSetClient.lowercased() == "utf8mb4" { return false }
  var length = 0
  for byte in text {
    length = byte == UInt8(ascii: "?") ? length + 1 : 0
    if length == 4 { return true }
  }
  return false
}
