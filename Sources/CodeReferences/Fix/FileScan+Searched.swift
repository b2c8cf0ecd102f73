/// Texts of PHP that are searched for or compared, and not run. With another text in them the code
/// would take another way, so they are left alone.
extension FileScan {
  /// The variables of the file that are searched for or compared.
  func searchedVariables() -> Set<Variable> {
    var searched: Set<Variable> = []
    // `foreach ($needles as $needle)` makes another variable of the first; so do parameters.
    for _ in 0..<3 {
      let before = searched.count
      for index in lexemes.indices where lexemes[index].kind == .word {
        guard source[Int(lexemes[index].start)] == 0x24, !isMember(index - 1) else { continue }
        var end = index + 1
        while end + 1 < lexemes.count, isMember(end), lexemes[end + 1].kind == .word { end += 2 }
        guard let variable = Variable(index..<end, self) else { continue }
        if searched.contains(variable) {
          if let array = loopedArray(of: index) { searched.insert(array) }
        } else if isSearched(index..<end, among: searched, isVariable: true) {
          searched.insert(variable)
        }
      }
      if searched.count == before { break }
    }
    return searched
  }

  /// Whether an expression is searched for or compared, or is put into a variable that is.
  func isSearched(_ place: Range<Int>, among searched: Set<Variable>) -> Bool {
    if isSearched(place, among: searched, isVariable: false) { return true }
    if searched.isEmpty { return false }
    var index = place.lowerBound
    while index >= 0 {
      let last = before(index)
      if last >= 0, ["=", ".=", "??="].contains(sign(last)) {
        return assigned(by: last).map(searched.contains) ?? false
      }
      // `$needles = ['a', 'b']`
      let opener = Int(structure.opener[index])
      guard isByte(opener, 0x5B) || isByte(opener, 0x28) && isWord(opener - 1, "array") else {
        return false
      }
      index = isByte(opener, 0x5B) ? opener : opener - 1
    }
    return false
  }

  /// Climbs out of brackets and of functions that return the text.
  ///
  /// - Parameter isVariable: whether it is a variable, which may also be what is searched.
  private func isSearched(
    _ place: Range<Int>, among searched: Set<Variable>, isVariable: Bool
  ) -> Bool {
    var range = place
    for _ in 0..<8 {
      if isCompared(range, isVariable: isVariable) { return true }
      let opener = Int(structure.opener[range.lowerBound])
      guard opener >= 0, lexemes[opener].kind == .sign, structure.partner[opener] > opener else {
        return false
      }
      let end = Int(structure.partner[opener]) + 1
      let name = before(opener)
      if isByte(opener, 0x5B) {
        if isSubscript(opener) { return !isVariable }
        range = opener..<end
      } else if isByte(opener, 0x28) {
        guard name >= 0, lexemes[name].kind == .word,
          !["return", "echo", "print", "and", "or", "xor", "if", "elseif", "while"]
            .contains(word(name))
        else {
          range = opener..<end
          continue
        }
        let argument = argument(at: range.lowerBound, in: opener)
        if isSearch(word(name), opener, argument, isVariable: isVariable) { return true }
        if let parameter = parameter(argument, of: word(name)), searched.contains(parameter) {
          return true
        }
        guard word(name) == "array" || Self.textFunctions.contains(word(name)) else { return false }
        range = name..<end
      } else {
        return false
      }
    }
    return false
  }

  /// `… == x`, `case x:`, `x => …`. A variable may be compared with what is no text of a query.
  private func isCompared(_ range: Range<Int>, isVariable: Bool) -> Bool {
    let last = before(range.lowerBound)
    var next = range.upperBound
    while next < lexemes.count, lexemes[next].kind == .comment { next += 1 }
    if Self.comparisons.contains(sign(last)) { return !isVariable || isText(last - 1, from: last) }
    if Self.comparisons.contains(sign(next)) { return !isVariable || isText(next + 1, from: next) }
    if isVariable { return false }
    if sign(next) == "=>" { return true }
    return isWord(last, "case") && (sign(next) == ":" || sign(next) == ";")
  }

  /// Whether the other side of a comparison may be a text with a moved table's name.
  private func isText(_ other: Int, from comparison: Int) -> Bool {
    guard lexemes.indices.contains(other) else { return false }
    switch lexemes[other].kind {
    case .string, .stringEnd:
      let partner = Int(structure.partner[other])
      guard partner >= 0 else { return true }
      let bounds = [Int(lexemes[other].start), Int(lexemes[partner].start)]
      return hits.meet(min(bounds[0], bounds[1])..<max(bounds[0], bounds[1]))
    case .number: return false
    case .word: return !["null", "true", "false"].contains(word(other))
    case .sign, .text, .holeStart, .holeEnd, .comment, .markup: return true
    }
  }

  private func isSubscript(_ opener: Int) -> Bool {
    let last = before(opener)
    guard last >= 0 else { return false }
    return lexemes[last].kind == .word && !["return", "in", "as", "echo"].contains(word(last))
      || isByte(last, 0x29) || isByte(last, 0x5D)
  }

  /// The array over whose values a loop with this variable goes.
  private func loopedArray(of index: Int) -> Variable? {
    guard isWord(before(index), "as") else { return nil }
    let opener = Int(structure.opener[index])
    guard isByte(opener, 0x28), isWord(before(opener), "foreach") else { return nil }
    return Variable((opener + 1)..<before(index), self)
  }

  private func argument(at index: Int, in opener: Int) -> Int {
    (opener..<index).count { isByte($0, 0x2C) && Int(structure.opener[$0]) == opener }
  }

  /// A parameter of a function of the file.
  private func parameter(_ number: Int, of function: String) -> Variable? {
    guard
      let scope = structure.scopeNames.indices.dropFirst().first(where: {
        word(Int(structure.scopeNames[$0])) == function
      })
    else { return nil }
    let opener = Int(structure.scopeNames[scope]) + 1
    guard isByte(opener, 0x28), structure.partner[opener] > opener else { return nil }
    let index = (opener..<Int(structure.partner[opener])).first {
      lexemes[$0].kind == .word && source[Int(lexemes[$0].start)] == 0x24
        && Int(structure.opener[$0]) == opener && argument(at: $0, in: opener) == number
    }
    guard let index else { return nil }
    return Variable(name: Array(source[lexemes[index].range].dropFirst()), scope: Int32(scope))
  }

  /// Whether a function searches for an argument, or measures it. What it searches in, held in a
  /// variable, counts where the other arguments name a table that moves.
  private func isSearch(
    _ function: String, _ opener: Int, _ argument: Int, isVariable: Bool
  ) -> Bool {
    if function.hasPrefix("assert") { return true }
    guard let needles = Self.searches[function] ?? (function.hasPrefix("preg_") ? [0] : nil) else {
      return false
    }
    if !isVariable || needles.contains(argument) { return true }
    return (opener..<Int(structure.partner[opener])).contains { index in
      lexemes[index].kind == .string && structure.partner[index] > index
        && hits.meet(
          lexemes[index].range.lowerBound..<Int(lexemes[Int(structure.partner[index])].end))
    }
  }

  private static let comparisons: Set<String> = [
    "==", "===", "!=", "!==", "<>", "<=>", "<", ">", "<=", ">=",
  ]

  /// They return their text, changed a little.
  private static let textFunctions: Set<String> = [
    "trim", "ltrim", "rtrim", "strtolower", "strtoupper", "mb_strtolower", "mb_strtoupper",
    "lcfirst", "ucfirst", "ucwords", "addslashes", "stripslashes", "preg_quote", "quotemeta",
    "sprintf", "vsprintf", "implode", "join", "nl2br", "htmlspecialchars", "htmlentities", "strval",
    "strrev", "array_map", "array_merge", "array_filter", "array_values",
  ]

  /// Functions that search or compare, and which of their arguments are searched for.
  /// - Source: https://www.php.net/manual/en/ref.strings.php
  private static let searches: [String: Set<Int>] = {
    var searches: [String: Set<Int>] = [:]
    let kinds: [([String], Set<Int>)] = [
      (
        [
          "strpos", "stripos", "strrpos", "strripos", "strstr", "stristr", "strrchr", "strpbrk",
          "substr_count", "str_contains", "str_starts_with", "str_ends_with", "strspn", "strcspn",
          "mb_strpos", "mb_stripos", "mb_strrpos", "mb_strripos", "mb_strstr", "mb_stristr",
          "mb_strrchr", "mb_substr_count", "grapheme_strpos", "grapheme_stripos", "iconv_strpos",
          "contains", "startswith", "endswith", "indexof", "strtok", "sscanf", "array_keys",
        ], [1]
      ),
      (["str_replace", "str_ireplace", "substr_compare", "contains"], [0, 1]),
      (["strtr"], [1, 2]),
      (
        [
          "explode", "mb_split", "split", "ereg", "eregi", "mb_ereg", "mb_eregi", "fnmatch",
          "array_key_exists", "key_exists", "switch", "match",
        ], [0]
      ),
      (
        [
          "in_array", "array_search", "strcmp", "strcasecmp", "strncmp", "strncasecmp",
          "strnatcmp", "strnatcasecmp", "strcoll", "similar_text", "levenshtein", "equals",
          "hash_equals", "array_diff", "array_intersect", "array_flip", "array_combine",
        ], [0, 1]
      ),
      (
        [
          "strlen", "mb_strlen", "md5", "sha1", "crc32", "hash", "str_word_count", "substr_replace",
          "with", "withargs", "stringcontains", "identicalto", "equalto", "substr", "mb_substr",
        ], []
      ),
    ]
    for (functions, needles) in kinds {
      for function in functions { searches[function, default: []].formUnion(needles) }
    }
    return searches
  }()
}
