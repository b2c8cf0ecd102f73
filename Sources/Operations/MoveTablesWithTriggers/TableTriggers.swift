import Catalogs
import Foundations

/// The triggers of a catalog by their table.
struct TableTriggers {
  private var triggers: [QualifiedName: [Catalog.Trigger]] = [:]

  init(_ catalog: Catalog?) {
    for schema in catalog?.schemas ?? [] {
      for trigger in schema.triggers {
        triggers[QualifiedName(schema.name, trigger.table), default: []].append(trigger)
      }
    }
  }

  var isEmpty: Bool { triggers.isEmpty }

  /// In the order in which they are to be created: by event, timing, and their order within.
  func of(_ table: QualifiedName) -> [Catalog.Trigger] {
    let events = Catalog.Trigger.Event.allCases
    let timings = Catalog.Trigger.Timing.allCases
    func rank(_ trigger: Catalog.Trigger) -> [Int] {
      [
        events.firstIndex(of: trigger.event) ?? 0, timings.firstIndex(of: trigger.timing) ?? 0,
        trigger.order,
      ]
    }
    return (triggers[table] ?? []).sorted {
      rank($0).lexicographicallyPrecedes(rank($1))
    }
  }
}
