import Foundations
package import MySQL

extension Catalog.Trigger {
  /// Whether the text from which it is created again is known to be the one that it was created of.
  package var isProven: Bool { original != nil || isCompared || !mayHaveLost(body) }

  /// The text that is searched for names.
  package var text: String { original ?? body }

  /// How its text must be read for nothing in it to be missed.
  package var readings: [BodyQuoting] {
    let quoting = BodyQuoting(sqlMode: settings.sqlMode)
    return original != nil || isCompared ? [quoting] : quoting.readings(of: body)
  }
}

extension Catalog.View {
  /// Whether the texts with which it is created again are known to be its own.
  package var isProven: Bool { original != nil || isCompared || !mayHaveLost(definition ?? "") }
}

extension Catalog.Trigger {
  /// How its text begins: as it was written, or as planc writes what a catalog does not show.
  ///
  /// Nil where the catalog has something that is no head.
  package var writtenHead: TriggerHead? {
    let plain =
      "TRIGGER \(SQLText.name(name)) \(timing.rawValue.uppercased()) \(event.rawValue.uppercased()) ON \(SQLText.name(table)) FOR EACH ROW "
    return TriggerHead(head ?? plain, BodyQuoting(sqlMode: settings.sqlMode))
  }
}
