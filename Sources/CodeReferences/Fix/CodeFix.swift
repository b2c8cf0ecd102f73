/// What a fix makes of one file.
package struct CodeFix: Sendable {
  package struct Left: Sendable {
    package var reference: CodeReference
    package var obstacle: FixObstacle
  }

  /// A stretch of the file and what stands there instead.
  struct Edit {
    var range: Range<Int>
    var text: [UInt8]
  }

  /// The file afterwards; as it was where nothing is mended.
  package var bytes: [UInt8]
  /// References that are gone afterwards, with their places before.
  package var mended: [CodeReference] = []
  /// References that stay.
  package var left: [Left] = []
}

extension ReferenceFinder {
  /// Rewrites the references of a file so that they name the schema: in PHP by the generated map's
  /// function, in SQL by the schema itself. Every other byte stays.
  ///
  /// What a second fix of the result would mend is nothing. A file is left as it was, with all its
  /// references, where the result would not stand a second look.
  package func fix(_ bytes: [UInt8], language: Language) -> CodeFix {
    var scan = FileScan(bytes, language, names, sieve.hits(in: bytes), isFix: true)
    _ = scan.scan()
    let fix = scan.fix()
    if fix.mended.isEmpty { return fix }
    var again = FileScan(
      fix.bytes, language, names, sieve.hits(in: fix.bytes), isFix: true)
    _ = again.scan()
    let second = again.fix()
    if second.mended.isEmpty, second.left.count <= fix.left.count { return fix }
    var refusal = CodeFix(bytes: bytes)
    refusal.left = (fix.mended.map { CodeFix.Left(reference: $0, obstacle: .doubt) } + fix.left)
      .sorted { $0.reference.name.lowerBound < $1.reference.name.lowerBound }
    return refusal
  }
}

extension FileScan {
  /// What to change for the references that were found.
  func fix() -> CodeFix {
    var fix = CodeFix(bytes: source)
    var edits: [(edit: CodeFix.Edit, reference: CodeReference)] = []
    let searched = language.isPHP && !sites.isEmpty ? searchedVariables() : []
    for reference in found where reference.kind == .reference {
      switch edit(of: reference, searched) {
      case .success(let edit) where edit.range.isEmpty: fix.mended.append(reference)
      case .success(let edit): edits.append((edit, reference))
      case .failure(let refusal):
        fix.left.append(CodeFix.Left(reference: reference, obstacle: refusal.obstacle))
      }
    }
    edits.sort { $0.edit.range.lowerBound < $1.edit.range.lowerBound }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count + edits.count * 40)
    var done = 0
    for (edit, reference) in edits {
      guard edit.range.lowerBound >= done else {
        fix.left.append(CodeFix.Left(reference: reference, obstacle: .doubt))
        continue
      }
      bytes += source[done..<edit.range.lowerBound]
      bytes += edit.text
      done = edit.range.upperBound
      fix.mended.append(reference)
    }
    fix.bytes = bytes + source[done...]
    fix.mended.sort { $0.name.lowerBound < $1.name.lowerBound }
    fix.left.sort { $0.reference.name.lowerBound < $1.reference.name.lowerBound }
    return fix
  }

  private func edit(
    of reference: CodeReference, _ searched: Set<Variable>
  ) -> Result<CodeFix.Edit, FixRefusal> {
    guard language == .sql || language.isPHP else { return .failure(FixRefusal(.language)) }
    guard let table = reference.table else { return .failure(FixRefusal(.passedOn)) }
    if language.isPHP, names.settings.helperFunctions.isEmpty {
      return .failure(FixRefusal(.noMap))
    }
    if let obstacle = otherTable(reference, table) { return .failure(FixRefusal(obstacle)) }
    guard let site = sites[reference.name.lowerBound] else {
      if language.isPHP, let name = wholeNames[reference.name.lowerBound] {
        return edit(of: name, table)
      }
      return .failure(FixRefusal(obstacle(withoutSite: reference)))
    }
    if let obstacle = site.obstacle { return .failure(FixRefusal(obstacle)) }
    if language == .sql {
      return .success(
        CodeFix.Edit(
          range: site.start.offset..<site.end.offset,
          text: quoted(table.targetSchema) + [0x2E] + quoted(table.targetName) + site.alias))
    }
    if isSearched(site.chain, among: searched) { return .failure(FixRefusal(.searched)) }
    return phpEdit(site, table)
  }

  private func obstacle(withoutSite reference: CodeReference) -> FixObstacle {
    switch reference.pattern {
    case .showTables, .informationSchema: .question
    case .propertyName: .property
    case .arrayKey: .passedOn
    case .variable, .variableName, .arrayValue: .variable
    case .unprefixedSQL: .prefixElsewhere
    case .sql, .prefix, .createTable, .createTableIfNotExists, .builder, .schemaBuilder, .model,
      .foreignKey, .argument, .placeholder, .temporaryTable, .oldSchema, .schema, .use, .helper,
      .comment, .text,
      .markup, .answerKey, .label, .message:
      .passedOn
    }
  }

  /// A name in back-ticks.
  private func quoted(_ name: String) -> [UInt8] {
    [0x60] + name.utf8.flatMap { $0 == 0x60 ? [0x60, 0x60] : [$0] } + [0x60]
  }
}

/// An obstacle as the failure of an edit.
struct FixRefusal: Error {
  var obstacle: FixObstacle

  init(_ obstacle: FixObstacle) { self.obstacle = obstacle }
}
