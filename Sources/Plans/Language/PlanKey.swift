import Diagnostics
package import Foundations

/// One key of a mapping in a plan, as the decoder knows it, an editor shows it and the manual
/// tells it.
package struct PlanKey: Sendable {
  package enum Absence: Sendable {
    /// The key must be there.
    case refused
    /// What holds without the key, as a value that could be written.
    case stands(for: JSONValue)
    /// What holds without the key, in a phrase that completes "Default: ….".
    case means(String)
  }

  package var name: String
  package var absence: Absence
  package var value: PlanValue
  /// What the key says, in one paragraph of sentences: names and values in backticks, no markup
  /// else. The manual's section about the key begins with it.
  package var summary: String
  /// Values as a plan may have them; an editor offers them.
  package var examples: [JSONValue]

  package init(
    _ name: String, _ value: PlanValue, without absence: Absence = .refused,
    examples: [JSONValue] = [], _ summary: String
  ) {
    self.name = name
    self.absence = absence
    self.value = value
    self.summary = summary
    self.examples = examples
  }

  package var isRequired: Bool {
    switch absence {
    case .refused: true
    case .stands, .means: false
    }
  }

  /// "Required.", or "Default: `5`."
  package var defaultSentence: String {
    switch absence {
    case .refused: "Required."
    case .stands(.string(let text)): "Default: `\(text)`."
    case .stands(let value): "Default: `\(value.text)`."
    case .means(let phrase): "Default: \(phrase)."
    }
  }
}

/// The keys that a mapping may have, in the order in which plans write them.
package struct PlanKeys: Sendable {
  package var keys: [PlanKey]
  package let known: [String]
  package let required: [String]

  package init(_ keys: [PlanKey]) {
    self.keys = keys
    known = keys.map(\.name)
    required = keys.filter(\.isRequired).map(\.name)
  }
}

/// What may stand after a key.
package struct PlanValue: Sendable {
  /// For people: "integer, 1 to 3600 seconds".
  package var type: String
  /// What an editor checks it with.
  package var schema: JSONValue
  /// The mappings that stand in the value, each with what leads there: `.create`, `[].tables[]`.
  package var mappings: [(path: String, keys: PlanKeys)] = []
}

/// A key with the way to it from the top of a plan: `schemas.<name>.table_count.before`.
package struct PlanKeyPlace: Sendable {
  package var path: String
  package var key: PlanKey
}

extension PlanKeys {
  /// Every key of the mapping and of all that stand in it, from the top down.
  package func places(below path: String = "") -> [PlanKeyPlace] {
    keys.flatMap { key in
      let own = path.isEmpty ? key.name : "\(path).\(key.name)"
      return [PlanKeyPlace(path: own, key: key)]
        + key.value.mappings.flatMap { $0.keys.places(below: own + $0.path) }
    }
  }
}
