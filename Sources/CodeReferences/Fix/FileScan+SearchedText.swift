/// Strings of PHP that are searched for or compared, and not run. With another text in them the code
/// would take another way, so they are left alone.
extension FileScan {
  /// Climbs out of brackets and of functions that return the string.
  func isSearched(_ expression: Range<Int>) -> Bool {
    var range = expression
    for _ in 0..<8 {
      if isOperandOfComparison(range) { return true }
      let opener = file.opener(of: range.lowerBound)
      let end = file.partner(of: opener) + 1
      guard file.isKind(opener, .sign), end > opener else { return false }
      if file.isSubscript(opener) { return true }
      let name = file.before(opener)
      if file.isByte(opener, 0x28), file.isKind(name, .word),
        !Self.wordsBeforeBrackets.contains(file.word(name))
      {
        let function = file.word(name)
        if Self.searches.contains(function) || function.hasPrefix("preg_")
          || function.hasPrefix("assert")
        {
          return true
        }
        guard Self.textFunctions.contains(function) else { return false }
        range = name..<end
      } else if file.isByte(opener, 0x28) || file.isByte(opener, 0x5B) {
        range = opener..<end
      } else {
        return false
      }
    }
    return false
  }

  /// `… == x`, `case x:`, `x => …`
  private func isOperandOfComparison(_ range: Range<Int>) -> Bool {
    let last = file.before(range.lowerBound)
    let next = file.sign(file.skipComments(range.upperBound))
    return Self.comparisons.contains(file.sign(last)) || Self.comparisons.contains(next)
      || next == "=>" || file.isWord(last, "case") && (next == ":" || next == ";")
  }

  private static let comparisons: Set<String> = [
    "==", "===", "!=", "!==", "<>", "<=>", "<", ">", "<=", ">=",
  ]

  private static let wordsBeforeBrackets: Set<String> = [
    "return", "echo", "print", "and", "or", "xor", "if", "elseif", "while",
  ]

  /// They return their text, changed a little.
  private static let textFunctions: Set<String> = [
    "trim", "ltrim", "rtrim", "strtolower", "strtoupper", "mb_strtolower", "mb_strtoupper",
    "lcfirst", "ucfirst", "ucwords", "addslashes", "stripslashes", "preg_quote", "quotemeta",
    "sprintf", "vsprintf", "implode", "join", "nl2br", "htmlspecialchars", "htmlentities", "strval",
    "strrev", "array", "array_map", "array_merge", "array_filter", "array_values",
  ]

  /// Functions that search, compare or measure.
  /// - Source: https://www.php.net/manual/en/ref.strings.php
  private static let searches: Set<String> = [
    "strpos", "stripos", "strrpos", "strripos", "strstr", "stristr", "strrchr", "strpbrk",
    "substr_count", "str_contains", "str_starts_with", "str_ends_with", "strspn", "strcspn",
    "mb_strpos", "mb_stripos", "mb_strrpos", "mb_strripos", "mb_strstr", "mb_stristr",
    "mb_strrchr", "mb_substr_count", "contains", "startswith", "endswith", "indexof", "strtok",
    "sscanf", "array_keys", "str_replace", "str_ireplace", "substr_compare", "strtr", "explode",
    "mb_split", "split", "fnmatch", "array_key_exists", "key_exists", "switch", "match",
    "in_array", "array_search", "strcmp", "strcasecmp", "strncmp", "strncasecmp", "strnatcmp",
    "strnatcasecmp", "strcoll", "similar_text", "levenshtein", "equals", "hash_equals",
    "array_diff", "array_intersect", "array_flip", "array_combine", "strlen", "mb_strlen", "md5",
    "sha1", "crc32", "hash", "str_word_count", "substr_replace", "with", "withargs",
    "stringcontains", "identicalto", "equalto", "substr", "mb_substr",
  ]
}
