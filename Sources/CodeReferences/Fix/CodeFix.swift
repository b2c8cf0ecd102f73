/// What a fix makes of one file.
package struct CodeFix: Sendable {
  package struct Left: Sendable {
    package var reference: CodeReference
    package var obstacle: FixObstacle
  }

  /// A stretch of the file and what replaces it.
  struct Edit {
    var range: Range<Int>
    var text: [UInt8]
  }

  /// The file afterwards; as it was where nothing is fixed.
  package var bytes: [UInt8]
  /// References that are gone afterwards, with their places before.
  package var fixed: [CodeReference] = []
  /// References that stay.
  package var left: [Left] = []
}

extension ReferenceFinder {
  /// Rewrites the references of a file so that they name the schema: in PHP by the generated map's
  /// function, in SQL by the schema itself. Every other byte stays.
  ///
  /// A second fix of the result has nothing to do. Where it had, the file is left as it was, with all
  /// its references.
  package func fix(_ bytes: [UInt8], language: Language) -> CodeFix {
    func fix(_ bytes: [UInt8]) -> CodeFix {
      var scan = FileScan(bytes, language, names, prefilter.hits(in: bytes), isFix: true)
      _ = scan.scan()
      return scan.fix()
    }
    let first = fix(bytes)
    if first.fixed.isEmpty { return first }
    let second = fix(first.bytes)
    if second.fixed.isEmpty, second.left.count <= first.left.count { return first }
    var refusal = CodeFix(bytes: bytes)
    refusal.left = (first.fixed.map { CodeFix.Left(reference: $0, obstacle: .doubt) } + first.left)
      .sorted { $0.reference.name.lowerBound < $1.reference.name.lowerBound }
    return refusal
  }
}

extension FileScan {
  /// What to change for the references that were found.
  func fix() -> CodeFix {
    var fix = CodeFix(bytes: file.bytes)
    var edits: [(edit: CodeFix.Edit, reference: CodeReference)] = []
    for reference in found where reference.kind == .reference {
      do {
        let edit = try edit(of: reference)
        if edit.range.isEmpty {
          fix.fixed.append(reference)
        } else {
          edits.append((edit, reference))
        }
      } catch {
        fix.left.append(CodeFix.Left(reference: reference, obstacle: error))
      }
    }
    edits.sort { $0.edit.range.lowerBound < $1.edit.range.lowerBound }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.bytes.count + edits.count * 40)
    var done = 0
    for (edit, reference) in edits {
      guard edit.range.lowerBound >= done else {
        fix.left.append(CodeFix.Left(reference: reference, obstacle: .doubt))
        continue
      }
      bytes += file.bytes[done..<edit.range.lowerBound]
      bytes += edit.text
      done = edit.range.upperBound
      fix.fixed.append(reference)
    }
    fix.bytes = bytes + file.bytes[done...]
    fix.fixed.sort { $0.name.lowerBound < $1.name.lowerBound }
    fix.left.sort { $0.reference.name.lowerBound < $1.reference.name.lowerBound }
    return fix
  }

  private func edit(of reference: CodeReference) throws(FixObstacle) -> CodeFix.Edit {
    guard file.language == .sql || file.language.isPHP else { throw .language }
    guard let table = reference.table else { throw .passedOn }
    if file.language.isPHP, names.settings.helperFunctions.isEmpty { throw .noMap }
    if let obstacle = otherTable(reference, table) { throw obstacle }
    guard let site = sites[reference.name.lowerBound] else {
      if file.language.isPHP, let name = variableNames[reference.name.lowerBound] {
        return try edit(of: name, table)
      }
      throw obstacle(withoutSite: reference)
    }
    if let obstacle = site.obstacle { throw obstacle }
    if file.language == .sql {
      return CodeFix.Edit(
        range: site.start.offset..<site.end.offset,
        text: quoted(table.targetSchema) + [0x2E] + quoted(table.targetName) + site.alias)
    }
    if isSearched(site.expression) { throw .searched }
    return try phpEdit(site, table)
  }

  private func obstacle(withoutSite reference: CodeReference) -> FixObstacle {
    let obstacles: [CodeReference.Pattern: FixObstacle] = [
      .showTables: .question, .informationSchema: .question, .propertyName: .property,
      .variable: .variable, .variableName: .variable, .arrayValue: .variable,
      .unprefixedSQL: .prefixElsewhere,
    ]
    return obstacles[reference.pattern] ?? .passedOn
  }

  /// A name in back-ticks.
  private func quoted(_ name: String) -> [UInt8] {
    [0x60] + name.utf8.flatMap { $0 == 0x60 ? [0x60, 0x60] : [$0] } + [0x60]
  }
}
