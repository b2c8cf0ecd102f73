import Catalogs
import Diagnostics
import Foundations
import MySQL

/// Something that hangs on a table, as a catalog shows it.
package struct TableDependent: Sendable {
  /// "trigger", "view", "foreign key", "function".
  package var kind: String
  package var schema: String
  package var name: String
  /// What it has to do with the table: "before insert", "names it".
  package var relation: String
  /// In the catalog, as it was given; nil for a catalog that was not read from a file.
  package var place: LinePlace?
}

/// What hangs on one table, in the order of the catalog, and by kind.
struct TableDependents {
  private let table: QualifiedName
  private let catalog: Catalog
  private let references: BodyReferences

  init(of table: QualifiedName, in catalog: Catalog) {
    self.table = table
    self.catalog = catalog
    references = BodyReferences(
      to: [table], ignoresCase: catalog.lowerCaseTableNames.value != 0)
  }

  var all: [TableDependent] {
    triggers + foreignKeys + catalog.schemas.flatMap(views) + catalog.schemas.flatMap(programs)
      + catalog.schemas.flatMap(unions)
  }

  private var triggers: [TableDependent] {
    let schema = catalog.schemas.first { $0.name == table.schema }
    return (schema?.triggers ?? []).filter { $0.table == table.table }.map {
      dependent(
        "trigger", table.schema, $0.name, "\($0.timing.rawValue) \($0.event.rawValue)", $0.origin)
    }
  }

  private var foreignKeys: [TableDependent] {
    catalog.schemas.flatMap { schema in
      schema.tables.flatMap { child in
        let isChild = QualifiedName(schema.name, child.name) == table
        return child.foreignKeys.filter { isChild || $0.referenced == table }.map { key in
          let parent = SQLText.name(key.referenced)
          let relation =
            key.referenced == table
            ? isChild ? "from it to itself" : "of `\(child.name)` to it" : "from it to \(parent)"
          return dependent("foreign key", schema.name, key.name, relation, key.origin)
        }
      }
    }
  }

  private func views(of schema: Catalog.Schema) -> [TableDependent] {
    schema.views.compactMap { view in
      guard let text = view.definition, names(text, [BodyQuoting()], schema) else { return nil }
      return dependent("view", schema.name, view.name, "names it", view.origin)
    }
  }

  /// Routines, events, and triggers of other tables.
  private func programs(of schema: Catalog.Schema) -> [TableDependent] {
    func readings(_ body: String, _ settings: Catalog.ParseSettings) -> [BodyQuoting] {
      BodyQuoting(sqlMode: settings.sqlMode).readings(of: body)
    }
    let routines = schema.routines.compactMap { routine -> TableDependent? in
      let texts = [routine.body, routine.anchors].compactMap(\.self)
      guard texts.contains(where: { names($0, readings($0, routine.settings), schema) }) else {
        return nil
      }
      return dependent(
        routine.kind.rawValue, schema.name, routine.name, "names it", routine.origin)
    }
    let events = schema.events.filter { names($0.body, readings($0.body, $0.settings), schema) }
    let others = schema.triggers.filter {
      QualifiedName(schema.name, $0.table) != table && names($0.text, $0.readings, schema)
    }
    return routines
      + events.map { dependent("event", schema.name, $0.name, "names it", $0.origin) }
      + others.map {
        dependent("trigger", schema.name, $0.name, "of `\($0.table)`, names it", $0.origin)
      }
  }

  private func unions(of schema: Catalog.Schema) -> [TableDependent] {
    schema.tables.filter { $0.union?.contains(table) == true }.map {
      dependent("MERGE table", schema.name, $0.name, "reads it", $0.origin)
    }
  }

  private func names(_ text: String, _ readings: [BodyQuoting], _ schema: Catalog.Schema) -> Bool {
    !references.references(in: text, readings, defaultSchema: schema.name).isEmpty
  }

  private func dependent(
    _ kind: String, _ schema: String, _ name: String, _ relation: String, _ origin: Catalog.Origin
  ) -> TableDependent {
    TableDependent(
      kind: kind, schema: schema, name: name, relation: relation,
      place: origin.location.map { LinePlace($0.file.path, $0.span.start.line) })
  }
}
