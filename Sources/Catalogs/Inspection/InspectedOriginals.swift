import MySQL

/// What SHOW CREATE says of triggers and views, held against what `information_schema` says.
extension Inspection {
  /// The text of SHOW CREATE; nil where it was not asked for, or refused.
  func shownText(_ kind: String, _ schema: String, _ name: String) -> [UInt8]? {
    shownTexts[Name(kind, schema, name)]
  }

  /// By the kind, schema and name of what they are about.
  static func shownTexts(_ answer: InspectionAnswer) -> [Name: [UInt8]] {
    var texts: [Name: [UInt8]] = [:]
    for (row, text) in zip(answer[.originals], answer.shownTexts) {
      texts[Name(row[0] ?? "", row[1] ?? "", row[2] ?? "")] = text
    }
    return texts
  }

  /// Says of a trigger what SHOW CREATE TRIGGER proves; where that cannot be, nothing.
  ///
  /// A text is taken for the original only if it comes to the body when all is taken away that the
  /// server takes away.
  package func prove(_ trigger: inout Catalog.Trigger, in schema: String) {
    guard let shown = shownText("trigger", schema, trigger.name) else { return }
    if mayHideCharacters(shown, trigger.settings.characterSetClient) { return }
    let quoting = BodyQuoting(sqlMode: trigger.settings.sqlMode)
    guard let statement = String(validating: shown, as: UTF8.self),
      let (head, original) = originalText(of: statement, quoting),
      fits(trigger.body, bodyAsShown(original, quoting))
    else { return }
    trigger.head = head
    if original.utf8.elementsEqual(trigger.body.utf8) {
      trigger.isCompared = mayHaveLost(trigger.body)
    } else {
      trigger.original = original
    }
  }

  /// The same of a view and SHOW CREATE VIEW, but that only its texts can differ.
  package func prove(_ view: inout Catalog.View, in schema: String) {
    guard let definition = view.definition, mayHaveLost(definition),
      let shown = shownText("view", schema, view.name),
      !mayHideCharacters(shown, view.characterSetClient),
      let original = originalDefinition(of: shown, checkOption: view.checkOption)
    else { return }
    switch comparison(of: definition, with: original) {
    case .sameTexts: view.isCompared = true
    case .otherTexts: view.original = original
    case .somethingElse: break
    }
  }
}
