import Catalogs
package import Foundations

/// Which definition a view has.
package struct ViewStatus: Equatable, OperationStatus {
  package enum Place: Equatable, Sendable {
    case before
    case after
    /// As it is after one of several move files.
    case between
    case missing
    /// Neither as in the catalog nor as the plan writes it.
    case changed
  }

  package var schema: String
  package var name: String
  package var place: Place
}

extension ViewStatus.Place {
  package var word: String {
    switch self {
    case .before: "before"
    case .after: "after"
    case .between: "between"
    case .missing: "missing"
    case .changed: "changed"
    }
  }
}

extension ViewStatus {
  package var word: String { place.word }
  package var shownName: String { shownSQL(QualifiedName(schema, name)) }
  package var isListed: Bool { [.missing, .changed, .between].contains(place) }

  package var json: JSONValue {
    ["schema": .string(schema), "view": .string(name), "state": .string(word)]
  }

  /// One for each view, in their order.
  static func read(
    _ recreated: RecreateViews, from reader: inout AnswerReader
  ) throws(AnswerFault) -> [ViewStatus] {
    if recreated.isEmpty { return [] }
    let rows = try reader.rows(of: ["view_state", "view"], count: recreated.views.count)
    var found: [ViewStatus] = []
    for (row, view) in zip(rows, recreated.views) {
      guard row[1] == "\(view.schema).\(view.view.name)" else {
        throw AnswerFault("`\(row[1])` stands where the view `\(view.view.name)` is expected")
      }
      let place: ViewStatus.Place
      switch row[0] {
      case "as before the move": place = .before
      case "as after the move": place = .after
      case "as between two move files": place = .between
      case "missing": place = .missing
      case "changed": place = .changed
      case let other: throw AnswerFault("`\(other)` is not a state of a view")
      }
      found.append(ViewStatus(schema: view.schema, name: view.view.name, place: place))
    }
    return found
  }
}
