/// What stands round an expression.
extension FileScan {
  func isWord(_ index: Int, _ word: StaticString) -> Bool {
    guard index >= 0, index < lexemes.count, lexemes[index].kind == .word else { return false }
    let range = lexemes[index].range
    return range.count == word.utf8CodeUnitCount && source.hasFolded(word, at: range.lowerBound)
  }

  /// A word in lower case, without a sigil; empty for anything else.
  func word(_ index: Int) -> String {
    guard index >= 0, index < lexemes.count, lexemes[index].kind == .word,
      lexemes[index].range.count <= 80
    else { return "" }
    let bytes = source[lexemes[index].range].map(\.lowercased)
    return String(decoding: bytes.first == 0x24 ? bytes.dropFirst() : bytes[...], as: UTF8.self)
  }

  func sign(_ index: Int) -> String {
    guard index >= 0, index < lexemes.count, lexemes[index].kind == .sign,
      lexemes[index].range.count <= 3
    else { return "" }
    return String(decoding: source[lexemes[index].range], as: UTF8.self)
  }

  func isMember(_ index: Int) -> Bool {
    guard index >= 0, index < lexemes.count, lexemes[index].kind == .sign else { return false }
    let start = Int(lexemes[index].start)
    switch lexemes[index].range.count {
    case 1: return source[start] == 0x2E || source[start] == 0x5C
    case 2:
      return source.has("->", at: start) || source.has("::", at: start)
        || source.has("?.", at: start) || source.has("&.", at: start)
    case 3: return source.has("?->", at: start)
    default: return false
    }
  }

  /// The lexeme before an index that is not a comment.
  func before(_ index: Int) -> Int {
    var index = index - 1
    while index >= 0, lexemes[index].kind == .comment { index -= 1 }
    return index
  }

  /// Whether an expression ends before an index: at a bracket, a separator, or a new line.
  func endsExpression(_ index: Int) -> Bool {
    switch sign(index) {
    case ";", ",", ")", "]", "}", "?>", "%}", "}}": return true
    default: break
    }
    let line = source[
      Int(lexemes[index - 1].end)..<max(Int(lexemes[index - 1].end), Int(lexemes[index].start))]
    return line.contains(0x0A) && sign(index) != "." && sign(index) != "+"
  }

  /// Whether the `=` at an index gives an argument by its name: `f(name = 'a')`.
  func isNamedArgument(_ index: Int) -> Bool {
    guard isByte(Int(structure.opener[index]), 0x28) else { return false }
    switch language {
    case .python, .java, .kotlin, .csharp: return true
    case .php, .blade, .twig, .javascript, .ruby, .go, .perl, .shell, .sql: return false
    }
  }

  /// The variable that the `=` at an index assigns to.
  func assigned(by index: Int) -> Variable? {
    var last = before(index)
    // `$tables[] =`, `$tables['a'] =`
    while isByte(last, 0x5D), structure.partner[last] >= 0 {
      last = before(Int(structure.partner[last]))
    }
    guard last >= 0, lexemes[last].kind == .word else { return nil }
    // `let t: String =`
    if isByte(before(last), 0x3A), language != .php,
      !source[Int(lexemes[before(last)].end)..<Int(lexemes[last].start)].contains(0x0A)
    {
      let name = before(before(last))
      if name >= 0, lexemes[name].kind == .word { last = name }
    }
    let isProperty =
      isMember(last - 1) || isDeclaredProperty(last)
    guard let variable = Variable(last..<(last + 1), self) else { return nil }
    return isProperty ? variable.asProperty : variable
  }

  /// Whether a word is declared as a constant or a member: `protected $table`, `const TABLE`.
  private func isDeclaredProperty(_ index: Int) -> Bool {
    for offset in 1...3 {
      switch word(index - offset) {
      case "protected", "private", "public", "static", "const", "final", "readonly", "define",
        "var" where language.isPHP:
        return true
      case "": return false
      default: continue
      }
    }
    return false
  }

  /// The names of a function's parameters, without sigils.
  func parameters(after name: Int) -> [[UInt8]] {
    let opener = name + 1
    guard isByte(opener, 0x28), structure.partner[opener] > 0 else { return [] }
    return (opener + 1..<Int(structure.partner[opener])).prefix(64)
      .filter { lexemes[$0].kind == .word }
      .map {
        let bytes = source[lexemes[$0].range]
        return Array(bytes.first == 0x24 ? bytes.dropFirst() : bytes)
      }
  }

  /// A call round an expression.
  struct Call {
    /// In lower case: `table`.
    var name: String
    /// In lower case, of `DB::table(…)` the `db`; empty without any.
    var receiver: String
    /// Counted from 0.
    var argument: Int
    var opener: Int
    /// Whether the expression stands in an array that is the argument.
    var isInArray: Bool
    /// `@Table(…)`, `[Table(…)]`
    var isAnnotation: Bool
  }

  /// The call whose argument an expression is; nil when it is none.
  func call(around chain: Range<Int>) -> Call? {
    var opener = Int(structure.opener[chain.lowerBound])
    var child = chain.lowerBound
    var isInArray = false
    if let command = command(before: chain) { return command }
    for _ in 0..<4 {
      guard opener >= 0, lexemes[opener].kind == .sign else { return nil }
      if isByte(opener, 0x28), !isWord(opener - 1, "array"),
        opener > 0, lexemes[opener - 1].kind == .word || isByte(opener - 1, 0x3E)
      {
        return call(opener, child: child, isInArray: isInArray)
      }
      let last = before(opener)
      if isByte(opener, 0x5B), last >= 0,
        lexemes[last].kind == .word && word(last) != "array" || isByte(last, 0x29)
          || isByte(last, 0x5D)
      {
        // A subscript is no argument.
        return nil
      }
      if !isByte(opener, 0x28) || isWord(opener - 1, "array") { isInArray = true }
      child = opener
      opener = Int(structure.opener[opener])
    }
    return nil
  }

  /// Ruby's call without brackets: `create_table :shop_logs do |t|`.
  private func command(before chain: Range<Int>) -> Call? {
    let name = chain.lowerBound - 1
    guard language == .ruby, name >= 0, lexemes[name].kind == .word,
      lexemes[name].end < lexemes[chain.lowerBound].start,
      !["return", "and", "or", "not", "if", "unless", "in", "when", "do", "then", "else"]
        .contains(word(name))
    else { return nil }
    return Call(
      name: word(name), receiver: isMember(name - 1) ? word(name - 2) : "", argument: 0,
      opener: -1, isInArray: false, isAnnotation: false)
  }

  private func call(_ opener: Int, child: Int, isInArray: Bool) -> Call? {
    var name = before(opener)
    // `table<T>(…)`
    if isByte(name, 0x3E) {
      var index = name
      while index > max(0, name - 12), !isByte(index, 0x3C) { index -= 1 }
      name = index - 1
    }
    guard name >= 0, lexemes[name].kind == .word,
      // `for my $t (…)` is no call.
      language != .perl || source[Int(lexemes[name].start)] != 0x24
    else { return nil }
    var receiver = ""
    if isMember(name - 1) {
      var object = name - 2
      if isByte(object, 0x29) || isByte(object, 0x5D), structure.partner[object] >= 0 {
        let isSubscript = isByte(object, 0x5D)
        object = Int(structure.partner[object]) - 1
        // The array is written out: `['a', 'b'].join(…)`.
        if isSubscript, object < 0 || lexemes[object].kind != .word { receiver = "array" }
      }
      if receiver.isEmpty {
        receiver = object >= 0 && lexemes[object].kind == .stringEnd ? "\"" : word(object)
      }
    }
    var first = name
    while isMember(first - 1), first > 1 { first -= 2 }
    let isAnnotation = isByte(first - 1, 0x40) || isByte(first - 1, 0x5B)
    var argument = 0
    var index = child - 1
    while index > opener {
      let partner = Int(structure.partner[index])
      if partner >= 0, partner < index { index = partner }
      if isByte(index, 0x2C) { argument += 1 }
      index -= 1
    }
    return Call(
      name: word(name), receiver: receiver, argument: argument, opener: opener,
      isInArray: isInArray, isAnnotation: isAnnotation)
  }

  /// Whether a text is for people: it is printed, logged, thrown or translated.
  func isMessage(_ chain: Range<Int>) -> Bool {
    let last = before(chain.lowerBound)
    switch word(last) {
    case "echo", "print", "die", "exit", "puts", "raise", "throw", "say", "warn", "printf":
      return language != .shell
    default: break
    }
    guard let call = call(around: chain) else { return false }
    if Self.messageFunctions.contains(call.name) || call.name.hasSuffix("exception")
      || call.name.hasSuffix("error")
    {
      return true
    }
    return Self.messageReceivers.contains(call.receiver)
  }

  private static let messageFunctions: Set<String> = [
    "log", "debug", "info", "notice", "warn", "warning", "error", "critical", "alert", "fatal",
    "trace", "error_log", "trigger_error", "syslog", "print", "println", "printf", "puts", "die",
    "exit", "__", "_e", "_", "t", "trans", "gettext", "ngettext", "esc_html__", "message", "msg",
    "addmessage", "flash", "exception", "writeline", "fprintf", "wfdebug", "wfdebuglog", "output",
    "comment", "line", "confirm", "ask", "panic", "errorf", "fatalf", "logf", "abort", "assert",
  ]
  private static let messageReceivers: Set<String> = [
    "console", "logger", "log", "logging", "_logger", "_log", "slog", "io", "output",
  ]
}
