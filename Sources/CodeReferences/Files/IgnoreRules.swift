/// The rules of one `.gitignore`: which paths below its folder are left out.
///
/// - Source: https://git-scm.com/docs/gitignore
package struct IgnoreRules: Sendable {
  private struct Rule: Sendable {
    var pattern: [UInt8]
    var isNegated: Bool
    var isForFolders: Bool
    /// Whether it is held against the path below the folder rather than against the name alone.
    var isAnchored: Bool
  }

  private var rules: [Rule] = []

  package init(_ text: [UInt8]) {
    // A byte order mark is no part of the first pattern.
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for line in text[start...].split(separator: 0x0A) {
      if let rule = Self.rule(line) { rules.append(rule) }
    }
  }

  package var isEmpty: Bool { rules.isEmpty }

  private static func rule(_ line: ArraySlice<UInt8>) -> Rule? {
    var line = line
    if line.last == 0x0D { line.removeLast() }
    // Blanks at the end are left out unless a backslash keeps them.
    while line.last == 0x20, line.dropLast().last != 0x5C { line.removeLast() }
    guard let first = line.first, first != 0x23 else { return nil }
    let isNegated = first == 0x21
    if isNegated { line.removeFirst() }
    let isForFolders = line.last == 0x2F
    if isForFolders { line.removeLast() }
    guard !line.isEmpty else { return nil }
    let isAnchored = line.contains(0x2F)
    if line.first == 0x2F { line.removeFirst() }
    return Rule(
      pattern: Array(line), isNegated: isNegated, isForFolders: isForFolders,
      isAnchored: isAnchored)
  }

  /// Whether a path is left out; nil when no rule speaks of it. The last rule that does decides.
  ///
  /// - Parameter path: below the folder of the rules, with `/`, without one at its ends.
  package func ignores(_ path: String, isFolder: Bool) -> Bool? {
    let bytes = Array(path.utf8)
    let name = bytes.lastIndex(of: 0x2F).map { Array(bytes[($0 + 1)...]) } ?? bytes
    for rule in rules.reversed() where isFolder || !rule.isForFolders {
      if Self.matches(rule.pattern, rule.isAnchored ? bytes : name) { return !rule.isNegated }
    }
    return nil
  }

  /// Whether a text matches a pattern with `*`, `**`, `?`, `[…]` and `\`.
  static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    // The place to go on from after the last `*`, and after the last `**`.
    var star: (pattern: Int, text: Int)?
    var doubleStar: (pattern: Int, text: Int)?
    var p = 0
    var t = 0
    while true {
      if p < pattern.count, pattern[p] == 0x2A {
        if pattern.at(p + 1) == 0x2A, p == 0 || pattern[p - 1] == 0x2F,
          p + 2 == pattern.count || pattern[p + 2] == 0x2F
        {
          // `**/` matches any number of folders, none among them; `/**` at the end all below.
          if p + 2 == pattern.count { return t < text.count }
          doubleStar = (p + 3, t)
          star = nil
          p += 3
        } else {
          while pattern.at(p) == 0x2A { p += 1 }
          star = (p, t)
        }
        continue
      }
      if t == text.count {
        if p == pattern.count { return true }
      } else if p < pattern.count, let next = matched(pattern, p, text[t]) {
        p = next
        t += 1
        continue
      }
      if let last = star, last.text < text.count, text[last.text] != 0x2F {
        star = (last.pattern, last.text + 1)
        p = last.pattern
        t = last.text + 1
      } else if let last = doubleStar,
        let slash = text[min(last.text, text.count)...].firstIndex(of: 0x2F)
      {
        doubleStar = (last.pattern, slash + 1)
        star = nil
        p = last.pattern
        t = slash + 1
      } else {
        return false
      }
    }
  }

  /// The offset after the piece of a pattern that matches one byte; nil when it does not.
  private static func matched(_ pattern: [UInt8], _ p: Int, _ byte: UInt8) -> Int? {
    switch pattern[p] {
    case 0x3F: return byte == 0x2F ? nil : p + 1
    case 0x5C where p + 1 < pattern.count: return pattern[p + 1] == byte ? p + 2 : nil
    case 0x5B:
      var index = p + 1
      let isNegated = pattern.at(index) == 0x21 || pattern.at(index) == 0x5E
      if isNegated { index += 1 }
      let start = index
      var isIn = false
      while index < pattern.count, pattern[index] != 0x5D || index == start {
        if pattern.at(index + 1) == 0x2D, index + 2 < pattern.count, pattern[index + 2] != 0x5D {
          if pattern[index] <= byte, byte <= pattern[index + 2] { isIn = true }
          index += 3
        } else {
          if pattern[index] == byte { isIn = true }
          index += 1
        }
      }
      guard index < pattern.count else { return byte == 0x5B ? p + 1 : nil }
      return isIn != isNegated && byte != 0x2F ? index + 1 : nil
    default: return pattern[p] == byte ? p + 1 : nil
    }
  }
}
