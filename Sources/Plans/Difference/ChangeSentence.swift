import Foundations

/// A change in words: a label, what changed, and the tables of which it is true.
///
/// Every rendering for people writes this; they differ only in how a name is set.
struct ChangeSentence {
  enum Piece {
    case words(String)
    /// Literal text of the plan: a name, a title, a number's value. Untrusted.
    case literal(String)
  }

  package var label: String
  var pieces: [Piece]
  package var items: [[Piece]] = []

  private init(_ label: String, _ pieces: [Piece], tables: [ListedTable] = []) {
    self.label = label
    self.pieces = pieces
    items = tables.map(Self.item)
  }

  package init(_ change: PlanChange) {
    switch change {
    case .moved, .noLongerMoved, .retargeted, .resourced, .renamed: self = Self.ofTables(change)
    case .schemaAdded, .schemaRemoved, .schemaSetting, .counts, .budget:
      self = Self.ofSchemas(change)
    case .setting(let key, let old, let new):
      self.init(
        key, Self.value(old, "the default") + [.words(" -> ")] + Self.value(new, "the default"))
    case .groupRenamed(let target, let old, let new, let count):
      self.init(
        "group renamed",
        [
          .literal(old), .words(" is now "), .literal(new),
          .words(", with \(tables(count)) to "), .literal(target),
        ])
    case .regrouped(let listed, let target, let old, let new):
      self.init(
        "regrouped",
        [.words("\(tables(listed.count)) to "), .literal(target), .words(", from ")]
          + Self.value(old, "no group") + [.words(" to ")] + Self.value(new, "no group"),
        tables: listed.map { ListedTable($0.name, as: $0.targetName) })
    case .reordered(let order):
      self.init("order", Self.words(of: order))
    }
  }

  private static func ofTables(_ change: PlanChange) -> ChangeSentence {
    switch change {
    case .moved(let listed, let source, let target):
      return ChangeSentence(
        "moved",
        [
          .words("\(tables(listed.count)) more from "), .literal(source), .words(" to "),
          .literal(target),
        ], tables: listed)
    case .noLongerMoved(let listed, let source, let target):
      return ChangeSentence(
        "no longer moved",
        [
          .words("\(tables(listed.count)) from "), .literal(source), .words(" to "),
          .literal(target),
        ], tables: listed)
    case .retargeted(let listed, let source, let oldTarget, let newTarget):
      return ChangeSentence(
        "retargeted",
        [
          .words("\(tables(listed.count)) from "), .literal(source), .words(", to "),
          .literal(newTarget), .words(" instead of "), .literal(oldTarget),
        ], tables: listed)
    case .resourced(let listed, let oldSource, let newSource, let target):
      return ChangeSentence(
        "other source",
        [
          .words("\(tables(listed.count)) to "), .literal(target), .words(", from "),
          .literal(newSource), .words(" instead of "), .literal(oldSource),
        ], tables: listed)
    case .renamed(let table, let oldName, let newName):
      return ChangeSentence(
        "renamed",
        [.literal(table.schema), .words("."), .literal(table.table)]
          + (newName == table.table
            ? [.words(" keeps its name")] : [.words(" arrives as "), .literal(newName)])
          + (oldName == table.table ? [] : [.words(", no longer as "), .literal(oldName)]))
    case .schemaAdded, .schemaRemoved, .schemaSetting, .counts, .budget, .setting, .groupRenamed,
      .regrouped, .reordered:
      preconditionFailure("not a change of where tables go")
    }
  }

  private static func ofSchemas(_ change: PlanChange) -> ChangeSentence {
    switch change {
    case .schemaAdded(let schema):
      return ChangeSentence("schema added", words(of: schema))
    case .schemaRemoved(let schema):
      return ChangeSentence("schema removed", words(of: schema))
    case .schemaSetting(let schema, let key, let old, let new):
      return ChangeSentence(
        key,
        [.literal(schema), .words(": ")] + value(old, "none") + [.words(" -> ")]
          + value(new, "none"))
    case .counts(let schema, let old, let new):
      let parts = [("before", old.before, new.before), ("after", old.after, new.after)]
        .filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1) -> \($0.2)" }
      return ChangeSentence(
        "counts", [.literal(schema), .words(" " + parts.joined(separator: ", "))])
    case .budget(let schema, let old, let new):
      let words = [old, new].map { $0.map(String.init) ?? "none" }
      return ChangeSentence(
        "budget", [.literal(schema), .words(" \(words[0]) -> \(words[1])")])
    case .moved, .noLongerMoved, .retargeted, .resourced, .renamed, .setting, .groupRenamed,
      .regrouped, .reordered:
      preconditionFailure("not a change of a schema")
    }
  }

  private static func value(_ text: String?, _ absent: String) -> [Piece] {
    [text.map(Piece.literal) ?? .words(absent)]
  }

  private static func words(of schema: ListedSchema) -> [Piece] {
    var pieces: [Piece] = [.literal(schema.name)]
    if schema.alias != schema.name { pieces += [.words(", alias "), .literal(schema.alias)] }
    pieces.append(
      .words(": \(tables(schema.counts.before)) before, \(schema.counts.after) after"))
    if let budget = schema.budget { pieces.append(.words(", budget \(budget)")) }
    guard let collation = schema.collation else { return pieces }
    return pieces + [.words(", created with "), .literal(collation)]
  }

  private static func words(of order: PlanChange.Order) -> [Piece] {
    switch order {
    case .tables(let target):
      [.words("the tables to "), .literal(target), .words(" are listed in another order")]
    case .targets: [.words("the targets are listed in another order")]
    case .schemas: [.words("the schemas are declared in another order")]
    }
  }

  private static func item(_ table: ListedTable) -> [Piece] {
    var pieces: [Piece] = [.literal(table.name)]
    if table.targetName != table.name {
      pieces += [.words(" as "), .literal(table.targetName)]
    }
    guard let group = table.group else { return pieces }
    return pieces + [.words(" in "), .literal(group)]
  }
}

/// "1 table", "2 tables"
private func tables(_ count: Int) -> String { count == 1 ? "1 table" : "\(count) tables" }
