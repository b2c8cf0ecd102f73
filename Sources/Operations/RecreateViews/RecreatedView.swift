package import Catalogs
package import Foundations
import MySQL
import Plans

/// A view that names tables that move, and is created again with their new names.
///
/// The move files of a plan run in any order, so a view that names tables of several target schemas
/// has a definition for each set of targets that have been filled.
package struct RecreatedView: Hashable, Sendable {
  package var schema: String
  /// As it is before the migration.
  package var view: Catalog.View
  /// The moves of the tables that it names itself, each once.
  package var moves: [Move]
  /// Those of the tables under it too: of the carried views that it names.
  package var needs: [Move]
  /// The carried views under it: that it names, or that a view names that it names.
  package var under: [QualifiedName]

  /// A definition for each set of them must be known.
  static let targetsMax = 3

  package var name: QualifiedName { QualifiedName(schema, view.name) }

  /// The target schemas of the tables that it names itself, each once.
  var targets: [String] { Self.targets(of: moves) }
  /// Those of the tables under it too.
  var neededTargets: [String] { Self.targets(of: needs) }

  private static func targets(of moves: [Move]) -> [String] {
    var targets: [String] = []
    for move in moves where !targets.contains(move.target.schema) {
      targets.append(move.target.schema)
    }
    return targets
  }

  /// Every set of targets, the empty one first, all of them last.
  var stages: [Set<String>] {
    targets.reduce([[]]) { stages, target in stages + stages.map { $0.union([target]) } }
  }

  var text: ViewText { ViewText(view.definition ?? "", original: view.original) }

  private func newName(_ filled: Set<String>) -> (QualifiedName) -> QualifiedName? {
    let arrived = moves.filter { filled.contains($0.target.schema) }
    let names = Dictionary(
      arrived.map { ($0.source, $0.target) }, uniquingKeysWith: { first, _ in first })
    return { names[$0] }
  }

  /// The view when these targets have been filled, as the server will show it.
  func view(filled: Set<String>) -> Catalog.View {
    var view = self.view
    view.definition = text.definition(naming: newName(filled))
    view.original = view.original.map { ViewText($0).definition(naming: newName(filled)) }
    return view
  }

  /// The view at the end.
  var after: Catalog.View { view(filled: Set(targets)) }

  /// The view at the end, in the catalog from which another plan, or the same, starts: its new names
  /// may look like something that is lost, but its texts are as well known as before.
  var start: Catalog.View {
    var view = after
    view.isCompared = view.original == nil && self.view.isProven
    return view
  }

  /// What makes the server show `view(filled:)`.
  func statement(filled: Set<String>) -> String { text.statement(naming: newName(filled)) }

  /// The same on a server whose schemas have other names.
  func renamingSchemas(_ newName: (String) -> String) -> RecreatedView {
    func renamed(_ name: QualifiedName) -> QualifiedName {
      QualifiedName(newName(name.schema), name.table)
    }
    func renamed(_ move: Move) -> Move { Move(renamed(move.source), to: renamed(move.target)) }
    var carried = self
    carried.schema = newName(schema)
    carried.view.definition = text.renamingSchemas(newName)
    carried.view.original = view.original.map { ViewText($0).renamingSchemas(newName) }
    carried.moves = moves.map { renamed($0) }
    carried.needs = needs.map { renamed($0) }
    carried.under = under.map { renamed($0) }
    return carried
  }
}

/// The views of a catalog that name tables that move: those that can be carried, and the others.
struct ViewRecreation: Sendable {
  /// A view that stays as it is, and so breaks.
  struct Left: Sendable {
    var schema: String
    var view: Catalog.View
    /// The tables that move under it, each once.
    var tables: [QualifiedName]
    var why: String
    /// Whether the server crashes when it is asked for the view's text while the view fails.
    var crashesServer = false
  }

  /// Views before those that name them.
  private(set) var carried: [RecreatedView] = []
  private(set) var left: [Left] = []

  /// - Parameter moves: asked for only where there are views: of a long plan they are much to list.
  init(_ catalog: Catalog?, _ moves: @autoclosure () -> [Move]) {
    guard let catalog, catalog.schemas.contains(where: { !$0.views.isEmpty }) else { return }
    var reader = RecreationReader(catalog: catalog, moves: moves())
    reader.read()
    carried = reader.carried
    left = reader.left
  }
}

/// Visits the views of a catalog, each after those that it names.
private struct RecreationReader {
  enum Fate {
    case untouched
    /// It, or a view under it, is created again.
    case carried(needs: [Move], views: [QualifiedName])
    /// With the tables that move under it.
    case left([QualifiedName])
  }

  let catalog: Catalog
  /// By the names as the server compares them.
  private let ways: [QualifiedName: QualifiedName]
  private let views: [QualifiedName: (name: QualifiedName, view: Catalog.View)]
  private let judge: ViewJudge
  private var fates: [QualifiedName: Fate] = [:]
  private(set) var carried: [RecreatedView] = []
  private(set) var left: [ViewRecreation.Left] = []

  init(catalog: Catalog, moves: [Move]) {
    self.catalog = catalog
    let ignoresCase = catalog.lowerCaseTableNames.value != 0
    ways = Dictionary(
      moves.map { ($0.source.folded(ignoresCase), $0.target) }, uniquingKeysWith: { a, _ in a })
    var views: [QualifiedName: (QualifiedName, Catalog.View)] = [:]
    for schema in catalog.schemas {
      for view in schema.views {
        let name = QualifiedName(schema.name, view.name)
        views[name.folded(ignoresCase)] = (name, view)
      }
    }
    self.views = views
    judge = ViewJudge(catalog: catalog)
  }

  mutating func read() {
    for schema in catalog.schemas {
      for view in schema.views { _ = visit(QualifiedName(schema.name, view.name), view) }
    }
  }

  private mutating func visit(_ name: QualifiedName, _ view: Catalog.View) -> Fate {
    if let known = fates[name] { return known }
    // A view cannot name itself; a catalog that says so ends here.
    fates[name] = .untouched
    guard let definition = view.definition else { return .untouched }
    let text = ViewText(definition, original: view.original)
    var moves: [Move] = []
    var needs: [Move] = []
    var under: [QualifiedName] = []
    var broken: QualifiedName?
    var lost: [QualifiedName] = []
    for table in text.tables.map(\.name) {
      let key = table.folded(catalog.lowerCaseTableNames.value != 0)
      if let target = ways[key] {
        let move = Move(table, to: target)
        if !moves.contains(move) { moves.append(move) }
        if !needs.contains(move) { needs.append(move) }
      } else if let other = views[key] {
        switch visit(other.name, other.view) {
        case .untouched: break
        case .carried(let more, let views):
          needs += more.filter { !needs.contains($0) }
          under += views.filter { !under.contains($0) }
        case .left(let tables):
          broken = table
          lost += tables.filter { !lost.contains($0) }
        }
      }
    }
    let fate: Fate
    let crashesServer = catalog.server.flavor == .mariadb && text.hasJSONTable
    if moves.isEmpty, let broken, crashesServer {
      let why = "it uses the view \(shown(broken.schema, broken.table)), which cannot be recreated"
      left.append(
        .init(schema: name.schema, view: view, tables: lost, why: why, crashesServer: true))
      fate = .left(lost)
    } else if moves.isEmpty {
      // It names views alone, and follows them.
      fate =
        broken != nil
        ? .left(lost)
        : needs.isEmpty
          ? .untouched : .carried(needs: needs, views: under)
    } else if let why = broken.map({
      "it names the view \(shown($0.schema, $0.table)), which cannot"
    })
      ?? judge.reason(against: view, text, moves)
    {
      left.append(
        .init(
          schema: name.schema, view: view, tables: moves.map(\.source), why: why,
          crashesServer: crashesServer))
      fate = .left(moves.map(\.source) + lost)
    } else {
      carried.append(
        RecreatedView(
          schema: name.schema, view: view, moves: moves, needs: needs, under: under))
      fate = .carried(needs: needs, views: under + [name])
    }
    fates[name] = fate
    return fate
  }
}
