@testable import Catalogs
@testable import Foundations
@testable import Plans

/// Makes catalogs of odd names and programs; the same ones for the same seed.
struct RandomCatalogs {
  static let pieces = [
    "a", "orders", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "é", "日本", "🐬", "---\n", "...\n",
    "# ", ": ", "- ", "'", "\"", "`", "\\", "%", "@", "&a", "*a", "!!x", "|", ">", "{", "}", "[",
    "]", ",", "?", "yes", "null", "~", "0x1F", "2024_01", "1e3", "\u{0}", "\u{7}", "\u{1B}[2J",
    "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}",
    "\u{202E}", "e\u{301}", "<<", "=", "BEGIN\n  SET NEW.a = 1;\nEND", " \n", "\t\n", "x \ny",
    "\n  z", String(repeating: "long ", count: 400), "\u{D7FF}", "\u{10FFFF}",
  ]
  /// The characters that the writer uses for itself.
  static let standIns = ["\u{E009}", "\u{E020}"]

  private var state: UInt64
  private let usesStandIns: Bool

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    usesStandIns = seed % 8 == 0
  }

  mutating func next() -> Catalog {
    var catalog = Catalog(
      server: Catalog.Server(one(of: Catalog.Server.Flavor.allCases), version: text()),
      lowerCaseTableNames: below(3))
    catalog.schemas = some { $0.schema() }
    catalog.grants = some { $0.grant() }
    catalog.unseen = some {
      Catalog.Unseen(
        $0.one(of: Catalog.Unseen.Facts.allCases), schema: $0.flag() ? $0.text() : nil,
        reason: $0.text())
    }
    return catalog
  }

  private mutating func schema() -> Catalog.Schema {
    var schema = Catalog.Schema(
      text(), extent: one(of: Catalog.Schema.Extent.allCases), characterSet: text(),
      collation: text(), comment: flag() ? text() : nil)
    schema.tables = some { $0.table() }
    schema.sequences = some { Catalog.Sequence($0.text()) }
    schema.triggers = some { random in
      Catalog.Trigger(
        random.text(), table: random.text(),
        timing: random.one(of: Catalog.Trigger.Timing.allCases),
        event: random.one(of: Catalog.Trigger.Event.allCases), order: 1 + random.below(12),
        definer: random.account(), settings: random.settings(), body: random.text(),
        original: random.flag() ? random.text() : nil, isCompared: random.flag())
    }
    schema.views = some { random in
      Catalog.View(
        random.text(),
        algorithm: random.flag() ? random.one(of: Catalog.View.Algorithm.allCases) : nil,
        definer: random.account(), security: random.one(of: Catalog.View.Security.allCases),
        checkOption: random.one(of: Catalog.View.CheckOption.allCases),
        characterSetClient: random.text(), collationConnection: random.text(),
        definition: random.flag() ? random.text() : nil,
        original: random.flag() ? random.text() : nil, isCompared: random.flag())
    }
    schema.routines = some { random in
      Catalog.Routine(
        random.text(), kind: random.one(of: Catalog.Routine.Kind.allCases),
        definer: random.account(), settings: random.settings(),
        body: random.flag() ? random.text() : nil, anchors: random.flag() ? random.text() : nil)
    }
    schema.events = some {
      Catalog.Event(
        $0.text(), definer: $0.account(), settings: $0.settings(), body: $0.text())
    }
    return schema
  }

  private mutating func table() -> Catalog.Table {
    var table = Catalog.Table(
      text(), kind: one(of: Catalog.Table.Kind.allCases), engine: flag() ? text() : nil,
      collation: flag() ? text() : nil, isPartitioned: flag())
    table.foreignKeys = some { random in
      Catalog.ForeignKey(
        random.text(), columns: [random.text(), random.text()],
        referenced: random.name(), referencedColumns: [random.text()],
        onUpdate: random.one(of: Catalog.ForeignKey.Rule.allCases),
        onDelete: random.one(of: Catalog.ForeignKey.Rule.allCases))
    }
    table.checks = some { Catalog.Check($0.text()) }
    table.sequenceDefaults = some {
      Catalog.SequenceDefault(column: $0.text(), sequence: $0.name())
    }
    if flag() { table.union = [name(), name()] }
    return table
  }

  private mutating func grant() -> Catalog.Grant {
    let object: Catalog.Grant.Object =
      switch below(3) {
      case 0: .schema(pattern: text())
      case 1: .table(name())
      default: .column(name(), column: text())
      }
    return Catalog.Grant(
      on: object, to: account(), privileges: ["SELECT", text()], isGrantable: flag())
  }

  private mutating func name() -> QualifiedName { QualifiedName(text(), text()) }
  private mutating func account() -> Catalog.Account { Catalog.Account(text(), host: "%") }

  private mutating func settings() -> Catalog.ParseSettings {
    Catalog.ParseSettings(
      sqlMode: text(), characterSetClient: text(), collationConnection: text(),
      databaseCollation: text())
  }

  private mutating func text() -> String {
    let pieces = usesStandIns ? Self.pieces + Self.standIns : Self.pieces
    return (0..<below(7)).map { _ in pieces[below(pieces.count)] }.joined()
  }

  private mutating func some<Item>(_ make: (inout Self) -> Item) -> [Item] {
    (0..<below(3)).map { _ in make(&self) }
  }

  private mutating func one<Item>(of items: [Item]) -> Item { items[below(items.count)] }
  private mutating func flag() -> Bool { below(2) == 0 }

  private mutating func below(_ limit: Int) -> Int {
    // xorshift64*: https://en.wikipedia.org/wiki/Xorshift
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % limit
  }
}
