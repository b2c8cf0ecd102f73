import PlancTestSupport

@testable import Foundations

/// Views on tables, on two of them, on views, in the tables' schema and elsewhere.
extension RandomServer {
  mutating func makeViews() {
    var views: [String] = []
    for schema in [source, aside] {
      let function = SQLText.name(QualifiedName(schema, "own function"))
      add("CREATE FUNCTION \(function)(x INT) RETURNS INT DETERMINISTIC RETURN x + 1")
    }
    for index in 0..<number(0...6) {
      let schema = chance(85) ? source : aside
      let name = chance(25) ? "view `\(index)` of t1" : oddName("v", index + 100)
      let view = SQLText.name(QualifiedName(schema, name))
      let option = pick(Self.viewOptions)
      var body = viewBody(views, isPlain: option.isEmpty)
      // A function of the view's schema, without its name. On MySQL such a plan is refused (P606).
      if index == 2, family == .mariaDB, !body.hasPrefix("WITH") {
        body = "SELECT id, `own function`(id) AS called FROM \(qualified(tables[0]))"
        add("USE \(SQLText.name(schema))")
      }
      add("CREATE \(option)VIEW \(view) AS \(body)")
      views.append(view)
      probe(Probe("SELECT * FROM \(view)", [], .view, sortsRows: true))
      probe(
        Probe("START TRANSACTION; DELETE FROM \(view) WHERE id = 0; ROLLBACK", [], .view))
    }
  }

  private mutating func viewBody(_ views: [String], isPlain: Bool) -> String {
    // On MySQL a view is not carried along: a plan whose tables it names is refused.
    let share = family == .mySQL ? 3 : 100
    let first = share == 100 ? number(0...(tables.count - 1)) : named(orMovedOf: share)
    let second = share == 100 ? number(0...(tables.count - 1)) : named(orMovedOf: share)
    let (a, b) = (qualified(tables[first]), qualified(tables[second]))
    let text = SQLText.string("\(tables[first].name) in a text")
    switch number(0...11) {
    case 0: return "SELECT id, n, \(Self.lost[first % Self.lost.count]) AS lost FROM \(a)"
    case 1: return "SELECT x.id, y.n AS `n of y` FROM \(a) AS x JOIN \(b) y ON x.id = y.id"
    case 2: return "SELECT id FROM \(a) UNION ALL SELECT n FROM \(b) WHERE txt <> \(text)"
    case 3: return "SELECT id, (SELECT MAX(n) FROM \(b)) AS top FROM \(a) WHERE id > 0"
    case 4:
      return
        "SELECT CONCAT(\(text), \(Self.lost[second % Self.lost.count])) AS words, COUNT(*) AS total FROM \(a) GROUP BY n HAVING total > 0"
    case 5: return "WITH few AS (SELECT id FROM \(a)) SELECT few.id FROM few"
    case 6:
      return
        "SELECT x.id, y.txt FROM \(a) x, \(b) y WHERE x.id = y.id AND (y.txt LIKE '%\\_%' OR 1)"
    case 7 where isPlain:
      return
        "SELECT id, n FROM \(a) WHERE n < 5000 WITH \(pick(["LOCAL", "CASCADED"])) CHECK OPTION"
    case 8 where chance(10):
      return "SELECT id FROM \(a) USE INDEX (PRIMARY) USE INDEX FOR ORDER BY (PRIMARY)"
    case 9 where chance(10): return "SELECT '😀' AS face, COUNT(*) AS total FROM \(a)"
    default:
      return views.isEmpty
        ? "SELECT id FROM \(a) LEFT JOIN \(b) AS other USING (id)" : "SELECT * FROM \(pick(views))"
    }
  }

  private static let viewOptions = [
    "", "", "", "ALGORITHM = MERGE ", "DEFINER = 'u 1'@localhost ", "SQL SECURITY INVOKER ",
    "ALGORITHM = TEMPTABLE SQL SECURITY DEFINER ",
  ]
}
