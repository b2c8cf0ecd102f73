import Catalogs
import Foundations
import MySQL

/// A trigger that names tables that move, as it must be once they have moved.
struct AdvisedTriggers {
  private let targets: [QualifiedName: QualifiedName]
  private let references: BodyReferences

  init(_ moves: [Move], in catalog: Catalog) {
    targets = Dictionary(moves.map { ($0.source, $0.target) }, uniquingKeysWith: { a, _ in a })
    references = BodyReferences(
      to: targets.keys, ignoresCase: catalog.lowerCaseTableNames.value != 0)
  }

  /// The trigger with the new names in its body; nil where it names no table that moves with its
  /// schema, or where planc cannot write the body: it runs texts, or is read in two ways.
  func advised(_ trigger: Catalog.Trigger) -> Catalog.Trigger? {
    guard trigger.readings.count == 1, let body = changed(trigger.body, trigger) else {
      return nil
    }
    var advised = trigger
    advised.body = body
    if let original = trigger.original {
      guard let text = changed(original, trigger) else { return nil }
      advised.original = text
    }
    return advised
  }

  private func changed(_ body: String, _ trigger: Catalog.Trigger) -> String? {
    // Of names without a schema those that matter are refused.
    let found = references.references(in: body, trigger.readings, defaultSchema: "")
    if found.isEmpty || found.contains(where: { $0.form == .inString }) { return nil }
    let bytes = Array(body.utf8)
    var text: [UInt8] = []
    var place = 0
    for reference in found {
      guard let target = targets[reference.table] else { continue }
      text += bytes[place..<reference.range.lowerBound] + Array(SQLText.name(target).utf8)
      place = reference.range.upperBound
    }
    return String(decoding: text + bytes[place...], as: UTF8.self)
  }
}
