import Catalogs
import Diagnostics
import Foundations
import MySQL

/// A schema that a trigger or view of the plan names.
struct MentionedSchema {
  var schema: String
  /// "the trigger `crm.mails_ai`"
  var object: String
  /// "line 2, column 7 of its body"
  var place: String
  var origin: Catalog.Origin
  var isCertain: Bool
}

extension Migration {
  /// In lower case.
  var knownSchemas: Set<String> {
    Set((schemas.map(\.name) + (catalog?.schemas.map(\.name) ?? [])).map { $0.lowercased() })
  }

  /// What the triggers and views name that the files recreate, each schema once for an object.
  var mentionedSchemas: [MentionedSchema] {
    let known = knownSchemas
    var mentions: [MentionedSchema] = []
    for batch in batchesWithTriggers {
      for (move, trigger) in batch.moves.flatMap({ move in
        (batch.temporaryRename?.triggers ?? []).map { (move, $0) }
      }) {
        let body = BodySchemas(trigger.text, trigger.readings, known: known)
        mentions += body.places.map { place in
          MentionedSchema(
            schema: place.schema, object: "the trigger \(shown(move.source.schema, trigger.name))",
            place: body.shown(place), origin: trigger.origin, isCertain: place.isCertain)
        }
      }
    }
    for view in views {
      let text = view.text
      let object = "the view \(shown(view.schema, view.view.name))"
      let names = (text.tables + text.functions + text.sequences).map(\.name)
      mentions +=
        ([(view.schema, "its own schema")]
        + names.map { ($0.schema, "\(shown($0.schema, $0.table))") })
        .map { schema, place in
          MentionedSchema(
            schema: schema, object: object, place: place, origin: view.view.origin,
            isCertain: true)
        }
    }
    var seen: Set<[String]> = []
    return mentions.filter { mention in
      !systemSchemas.contains(mention.schema.lowercased())
        && seen.insert([mention.object, mention.schema, "\(mention.isCertain)"]).inserted
    }
  }

  /// The schemas that `--map` may rename: those of the plan, then those that its triggers and views
  /// name.
  var rehearsedSchemas: [String] {
    var names = schemas.map(\.name)
    for mention in mentionedSchemas where mention.isCertain && !names.contains(mention.schema) {
      names.append(mention.schema)
    }
    return names
  }

  /// Refuses a rehearsal that would use the schemas of the plan's own server, and says what it does
  /// without.
  ///
  /// - Parameter map: the new names by the old ones.
  func rehearsalFindings(_ map: [String: String]) -> [Diagnostic] {
    let refusals = mentionedSchemas.compactMap { refusal(of: $0, map) }
    if !refusals.isEmpty { return refusals }
    let notes = operations.flatMap(\.leftOutOfRehearsal).map { "left out: \($0)" }
    if notes.isEmpty { return [] }
    return [
      Diagnostic(
        .rehearsalDiffers, severity: .note,
        "the rehearsal of `\(shown(name))` differs from the migration", notes: notes)
    ]
  }

  private func refusal(of mention: MentionedSchema, _ map: [String: String]) -> Diagnostic? {
    let newName = map[mention.schema] ?? (foldsNames ? map[mention.schema.lowercased()] : nil)
    let schema = shown(mention.schema)
    let message: String
    let help: String
    if mention.isCertain {
      if newName != nil { return nil }
      message = "\(mention.object) names the schema `\(schema)`, which `--map` does not map"
      help =
        "add `--map \(schema)=\(schema)_stg`, or `--map \(schema)=\(schema)` if the rehearsal "
        + "has a server of its own"
    } else {
      if newName == nil || newName == mention.schema { return nil }
      message = "\(mention.object) names `\(schema)`, which may be the schema or an alias"
      help =
        "use another alias than `\(schema)` in \(mention.object), and refresh the catalog"
    }
    return Diagnostic(
      .rehearsalNamesSchema, message, at: mention.origin.location, label: "defined here",
      notes: [
        "at \(mention.place)",
        "the rehearsal would recreate it, and it would still use `\(schema)`",
      ], help: [help])
  }

  var foldsNames: Bool { (catalog?.lowerCaseTableNames.value ?? 0) != 0 }
}
