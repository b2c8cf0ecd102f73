import Foundations

/// How many tables go from one schema to another; a schema is its place in `Migration.schemas`.
struct Flow {
  var source: Int
  var target: Int
  var count = 0
}

extension Migration {
  /// Each way that tables take, in the order in which the moves first take it.
  var flows: [Flow] {
    var flows: [Flow] = []
    // The way is nearly always that of the move before.
    var names = (source: "", target: "")
    var current = -1
    for batch in batches {
      for group in batch.groups {
        let moves = group.moves.span
        for index in moves.indices {
          if current < 0 || moves[index].source.schema != names.source
            || moves[index].target.schema != names.target
          {
            names = (moves[index].source.schema, moves[index].target.schema)
            let (source, target) = (place(of: names.source), place(of: names.target))
            if let known = flows.firstIndex(where: { $0.source == source && $0.target == target }) {
              current = known
            } else {
              current = flows.count
              flows.append(Flow(source: source, target: target))
            }
          }
          flows[current].count += 1
        }
      }
    }
    return flows
  }

  private func place(of name: String) -> Int {
    guard let place = schemas.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("a migration lists each schema that it moves from or to")
    }
    return place
  }
}
