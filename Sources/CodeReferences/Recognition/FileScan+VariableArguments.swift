/// Tables that functions are given as variables and properties, outside of literals.
extension FileScan {
  /// Notes the variable that a method is given first, where that is a table: `$db->hasTable($table)`,
  /// `$db->insert($table, …)`.
  mutating func takeTableArgument(at index: Int) {
    guard file.isByte(index + 1, 0x28), file.isMember(index - 1), file.isKind(index + 2, .word)
    else { return }
    let function = file.word(index)
    let end = file.endOfMembers(index + 2)
    let isRows = isRowFunction(at: index, function, argumentEnd: end)
    guard isRows || Self.clearFunctions.contains(function) && isArgumentEnd(end),
      let variable = Variable((index + 2)..<end, file)
    else { return }
    usedVariables.insert(variable)
    // Of `$wpdb->posts` the name is known.
    if !isRows || end > index + 3 && file.isWord(index + 2, "$wpdb") { return }
    let place = Place(file.lexemes[index + 2].start..<file.lexemes[end - 1].end)
    uses.append((variable, place))
  }

  /// Whether a method changes rows of the table that it is given first.
  private func isRowFunction(at index: Int, _ function: String, argumentEnd end: Int) -> Bool {
    guard file.sign(index - 1) == "->", file.bytes[file.lexemes[index + 2].start] == 0x24,
      file.isByte(end, 0x2C), Self.rowFunctions.contains(function),
      isDatabaseWord(file.receiver(endingAt: index - 2))
    else { return false }
    // `$db->update($sql, …)`
    let name = file.word(end - 1)
    return name != "q" && !["sql", "query", "stmt", "statement"].contains { name.contains($0) }
  }

  /// Methods whose first argument is a table, where a second one follows.
  private static let rowFunctions: Set<String> = [
    "insert", "update", "delete", "replace", "upsert", "insertorignore", "insertignore",
    "autoexecute", "insert_array", "update_array",
  ]

  /// Adds `$wpdb->posts` where it is an argument, a key or a value: `$wpdb->insert($wpdb->posts, …)`.
  /// What is joined to a string is read with the string.
  mutating func addTableProperty(at index: Int) {
    guard file.isWord(index, "$wpdb"), file.sign(index + 1) == "->", file.isKind(index + 2, .word),
      isArgumentStart(index - 1), isArgumentEnd(index + 3), let table = propertyTable(index + 2)
    else { return }
    let name = file.lexemes[index + 2].range
    add(
      .reference, .propertyName, .medium, table,
      Place(name, composed: file.lexemes[index].start..<name.upperBound))
  }

  private func isArgumentStart(_ index: Int) -> Bool {
    ["(", ",", "[", "=>"].contains(file.sign(index))
  }

  private func isArgumentEnd(_ index: Int) -> Bool {
    [")", ",", "]", "=>"].contains(file.sign(index))
  }
}
