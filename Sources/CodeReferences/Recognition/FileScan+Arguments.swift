/// Tables that functions are given as variables and properties, outside of literals.
extension FileScan {
  /// Notes the variable that a function which takes nothing but tables is given first.
  mutating func addTableArgument(at index: Int) {
    guard index + 3 < lexemes.count, isByte(index + 1, 0x28), lexemes[index + 2].kind == .word,
      index > 0, isMember(index - 1), Self.clearFunctions.contains(word(index))
    else { return }
    var end = index + 3
    while end + 1 < lexemes.count, isMember(end), lexemes[end + 1].kind == .word { end += 2 }
    guard isByte(end, 0x29) || isByte(end, 0x2C), let variable = Variable((index + 2)..<end, self)
    else { return }
    flow.used.insert(variable)
  }

  /// Notes the variable that a method which changes rows is given first: `$db->insert($table, …)`.
  mutating func addRowsArgument(at index: Int) {
    guard index + 4 < lexemes.count, index > 1, isByte(index + 1, 0x28), isArrow(index - 1),
      lexemes[index + 2].kind == .word, source[Int(lexemes[index + 2].start)] == 0x24,
      Self.rowFunctions.contains(word(index)), isDatabaseWord(receiver(of: index))
    else { return }
    var end = index + 3
    while end + 1 < lexemes.count, isArrow(end), lexemes[end + 1].kind == .word { end += 2 }
    guard isByte(end, 0x2C), let variable = Variable((index + 2)..<end, self),
      !isQueryWord(word(end - 1))
    else { return }
    let bytes = Int(lexemes[index + 2].start)..<Int(lexemes[end - 1].end)
    flow.used.insert(variable)
    // Of `$wpdb->posts` the name is known.
    if end > index + 3, isWord(index + 2, "$wpdb") { return }
    uses.append(
      VariableUse(
        variable: variable,
        place: Place(
          name: bytes, composed: bytes, literal: nil, kind: .none, isQuoted: false)))
  }

  private func isArrow(_ index: Int) -> Bool {
    index < lexemes.count && lexemes[index].kind == .sign
      && source.has("->", at: Int(lexemes[index].start))
  }

  /// The last word of what a method is called of: of `$this->db()->insert` the `db`.
  private func receiver(of method: Int) -> String {
    let last = method - 2
    guard isByte(last, 0x29), structure.partner[last] > 0 else { return word(last) }
    return word(Int(structure.partner[last]) - 1)
  }

  /// Whether a variable's name says that it holds a query.
  private func isQueryWord(_ word: String) -> Bool {
    ["sql", "query", "stmt", "statement"].contains { word.contains($0) } || word == "q"
  }

  /// Methods whose first argument is a table, where a second one follows.
  private static let rowFunctions: Set<String> = [
    "insert", "update", "delete", "replace", "upsert", "insertorignore", "insertignore",
    "autoexecute", "insert_array", "update_array",
  ]

  /// Adds `$wpdb->posts` where it is an argument, a key or a value: `$wpdb->insert($wpdb->posts, …)`.
  /// What is joined to a text is read with the text.
  mutating func addTableProperty(at index: Int) {
    guard index + 3 < lexemes.count, isArrow(index + 1), lexemes[index + 2].kind == .word,
      source[lexemes[index].range].elementsEqual("$wpdb".utf8), isArgumentStart(index - 1),
      isArgumentEnd(index + 3)
    else { return }
    let name = lexemes[index + 2].range
    guard let table = names.prefixedName(source[name]) ?? names.fullName(source[name]) else {
      return
    }
    add(
      .reference, .propertyName, .medium, table,
      Place(
        name: name, composed: lexemes[index].range.lowerBound..<name.upperBound, literal: nil,
        kind: .none, isQuoted: false))
  }

  /// `(`, `,`, `[` or `=>`
  private func isArgumentStart(_ index: Int) -> Bool {
    isByte(index, 0x28) || isByte(index, 0x2C) || isByte(index, 0x5B) || sign(index) == "=>"
  }

  /// `)`, `,`, `]` or `=>`
  private func isArgumentEnd(_ index: Int) -> Bool {
    isByte(index, 0x29) || isByte(index, 0x2C) || isByte(index, 0x5D) || sign(index) == "=>"
  }
}
