import Catalogs
import Foundations
import MySQL

/// Whether a view, created again from what `information_schema` tells of it, is the view that it was.
struct ViewJudge: Sendable {
  let catalog: Catalog
  private let ignoresCase: Bool
  /// Everything that a view can name in the schemas that the catalog shows whole.
  private let known: Set<QualifiedName>
  private let whole: Set<String>

  init(catalog: Catalog) {
    self.catalog = catalog
    ignoresCase = catalog.lowerCaseTableNames.value != 0
    let fold = { [ignoresCase] (name: QualifiedName) in name.folded(ignoresCase) }
    var known: Set<QualifiedName> = []
    for schema in catalog.schemas {
      let tables = schema.tables.map(\.name) + schema.views.map(\.name)
      for name in tables + schema.sequences.map(\.name) {
        known.insert(fold(QualifiedName(schema.name, name)))
      }
    }
    self.known = known
    whole = Set(
      catalog.schemas.filter { $0.extent == .whole }.map { fold(QualifiedName($0.name, "")).schema }
    )
  }

  /// Character sets in which a byte of a character can be a backslash or a quote.
  private static let unsafeCharacterSets = ["big5", "cp932", "gb18030", "gbk", "sjis"]

  /// Why it cannot be carried, as the end of a sentence; nil when it can.
  func reason(against view: Catalog.View, _ text: ViewText, _ moves: [Move]) -> String? {
    if catalog.server.flavor != .mariadb || view.algorithm == nil {
      return "MySQL does not tell the ALGORITHM of a view, which would be lost"
    }
    if view.definer.host.isEmpty { return "its definer is a role" }
    if let fault = text.fault { return fault }
    let ends = [moves.map(\.source.schema), moves.map(\.target.schema)]
    if ends.contains(where: { Set($0).count > RecreatedView.targetsMax }) {
      return "its tables leave or reach more than \(RecreatedView.targetsMax) schemas"
    }
    if let missing = text.tables.map(\.name).first(where: isMissing) {
      return
        "it names \(shown(missing.schema, missing.table)), which is not there: it fails already"
    }
    let there = text.definition { name in moves.first { $0.source == name }?.target }
    let back = ViewText(there).definition { name in moves.first { $0.target == name }?.source }
    if back != text.definition {
      return "it names the target of a move already"
    }
    return reasonOfCharacters(view, there)
  }

  private func isMissing(_ name: QualifiedName) -> Bool {
    let name = name.folded(ignoresCase)
    return whole.contains(name.schema) && !known.contains(name)
  }

  /// A statement is read in the view's own character set and collation.
  private func reasonOfCharacters(_ view: Catalog.View, _ after: String) -> String? {
    let connection = Self.characterSet(of: view.collationConnection)
    let sets = [view.characterSetClient.lowercased(), connection]
    if let unsafe = sets.first(where: Self.unsafeCharacterSets.contains) {
      return "it was created in the character set \(unsafe)"
    }
    let others =
      (view.definition ?? "").unicodeScalars.filter { !$0.isASCII }
      + after.unicodeScalars.filter { !$0.isASCII }
    let isUnicode = sets.allSatisfy { $0.hasPrefix("utf8") }
    let isLatin1 =
      sets.allSatisfy { $0 == "latin1" || $0.hasPrefix("utf8") }
      && others.allSatisfy { (0xA0...0xFF).contains($0.value) }
    if !others.isEmpty, !isUnicode, !isLatin1 {
      return "it has characters that may not be in the character set \(connection)"
    }
    // A text that was compared has its character set.
    if view.isProven { return nil }
    let tokens = bodyTokens(view.definition ?? "")
    for index in tokens.indices.dropLast() where tokens[index].isWord("COLLATE") {
      guard let collation = tokens[index + 1].name, Self.isLiteral(before: index, in: tokens),
        Self.characterSet(of: collation.lowercased()) != connection
      else { continue }
      return
        "it compares a text by \(shown(collation)), and the server does not show its character set"
    }
    return nil
  }

  /// `utf8mb4` of `utf8mb4_bin`.
  static func characterSet(of collation: String) -> String {
    let name = collation.prefix { $0 != "_" }.lowercased()
    return name == "utf8" ? "utf8mb3" : name
  }

  /// Whether what stands before a token is a text, or something in parentheses that holds one.
  private static func isLiteral(before index: Int, in tokens: [BodyToken]) -> Bool {
    guard index > 0 else { return false }
    if case .string = tokens[index - 1].kind { return true }
    guard tokens[index - 1].isSymbol(")") else { return false }
    var depth = 0
    var place = index - 1
    var holdsText = false
    while place >= 0 {
      if tokens[place].isSymbol(")") { depth += 1 }
      if tokens[place].isSymbol("(") { depth -= 1 }
      if case .string = tokens[place].kind { holdsText = true }
      if tokens[place].isWord("USING"), depth == 1 { return false }
      if depth == 0 { break }
      place -= 1
    }
    return holdsText
  }
}
