import Plans

/// Triggers, views, routines, events.
extension Inspection {
  mutating func addPrograms() throws(InspectionContradiction) {
    for row in rows(.triggers) {
      guard !row.isHidden else {
        hidden.append((try row.text(0), .triggers, Self.keptBack))
        continue
      }
      var trigger = Catalog.Trigger(
        try row.text(1), table: try row.text(2), timing: try row.word(3), event: try row.word(4),
        order: try row.number(5), definer: Catalog.Account(try row.text(6)),
        settings: try settings(row, from: 7), body: try row.text(11))
      prove(&trigger, in: try row.text(0))
      let place = try place(of: try row.text(0), row)
      change(place) { [trigger] in $0.triggers.append(trigger) }
    }
    for row in rows(.views) {
      let definition = row[8] ?? ""
      let algorithm: Catalog.View.Algorithm? = row[2] == nil ? nil : try row.word(2)
      var view = Catalog.View(
        try row.text(1), algorithm: algorithm, definer: Catalog.Account(try row.text(3)),
        security: try row.word(4), checkOption: try row.word(5),
        characterSetClient: try row.text(6),
        collationConnection: try row.text(7), definition: definition.isEmpty ? nil : definition)
      prove(&view, in: try row.text(0))
      let place = try place(of: try row.text(0), row)
      change(place) { [view] in $0.views.append(view) }
    }
    for row in rows(.routines) {
      // Libraries of MySQL hold no SQL.
      if try row.text(2) == "LIBRARY" { continue }
      let routine = Catalog.Routine(
        try row.text(1), kind: try row.word(2), definer: Catalog.Account(try row.text(3)),
        settings: try settings(row, from: 4), body: row[8], anchors: row[9])
      let place = try place(of: try row.text(0), row)
      change(place) { $0.routines.append(routine) }
    }
    for row in rows(.events) {
      let event = Catalog.Event(
        try row.text(1), definer: Catalog.Account(try row.text(2)),
        settings: try settings(row, from: 3), body: try row.text(7))
      let place = try place(of: try row.text(0), row)
      change(place) { $0.events.append(event) }
    }
  }

  private func settings(_ row: Row, from index: Int) throws(InspectionContradiction)
    -> Catalog.ParseSettings
  {
    Catalog.ParseSettings(
      sqlMode: try row.text(index), characterSetClient: try row.text(index + 1),
      collationConnection: try row.text(index + 2), databaseCollation: try row.text(index + 3))
  }
}
