import Diagnostics
import Foundations

/// `1 file`, `9 files`
func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

/// Text with everything escaped that would act on a terminal or hide in it, but for the tab.
func escaped(_ text: String) -> String {
  text.split(separator: "\t", omittingEmptySubsequences: false)
    .map { DisplayText.escaped($0) }.joined(separator: "\t")
}

/// A command, to be pasted into a POSIX shell.
func shellCommand(_ words: [String]) -> String { words.map(shellWord).joined(separator: " ") }

/// A word as a POSIX shell must be given it.
func shellWord(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_./+-=:@%,".utf8.contains(byte)
    }
  }
  if isPlain, !word.isEmpty { return word }
  // By scalars: to Swift `'` and a combining mark behind it are one character, another one.
  return "'" + word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
}

/// A JSON object on one line, its keys in this order; the values are JSON.
func jsonObject(_ fields: [(key: String, value: String)]) -> String {
  "{" + fields.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
}

/// A JSON array of strings.
func jsonList(_ texts: [String]) -> String {
  "[" + texts.map(jsonString).joined(separator: ", ") + "]"
}

/// A JSON array of values, each on its own line.
func jsonLines(_ values: [String]) -> String {
  "[\n  " + values.joined(separator: ",\n  ") + "\n]"
}
