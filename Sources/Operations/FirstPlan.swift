package import Catalogs
package import Diagnostics
import Foundations
package import Plans

/// A plan to begin with: commented, and it compiles as it stands.
package struct FirstPlan: Sendable {
  /// The plan's name, which must be a lower-case word.
  package var name: String
  package var source: String
  package var target: String
  /// Never empty.
  package var tables: [String]
  /// How many tables the source holds today; nil when nobody said, and only `tables` are sure.
  package var sourceCount: Int?
  /// The PHP map is shared by all plans of a folder.
  package var code: CodeSettings
  /// The aliases that other plans of the folder give to schemas; a schema has one.
  package var aliases: [String: String] = [:]
  /// The plans of the folder that come first.
  private var after: [String] = []
  /// Whether somebody has said how many tables the source holds today.
  package var isCounted = false
  /// How many tables the target holds when those have run; nil when none of them touches it.
  private var targetCount: Int?
  /// Nil for a plan without a catalog.
  package var shown: ShownSchemas?
  /// Risks that the plan accepts, each once: the code, and what it is about.
  private var accepted: [Accepted] = []

  private struct Accepted: Hashable {
    var code: String
    var at: String
  }

  /// What a catalog shows of the plan's schemas.
  package struct ShownSchemas: Sendable {
    /// From the plan's folder: `../catalogs/server.yaml`.
    var path: String
    /// The tables of the source that do not move.
    var staying: [String]
    /// How many tables the target holds; nil when it is not there.
    var targetCount: Int?
    /// Of the source.
    var collation: String
  }

  package init(
    name: String, source: String, target: String, tables: [String], sourceCount: Int?,
    code: CodeSettings = CodeSettings()
  ) {
    self.name = name
    self.source = source
    self.target = target
    self.tables = tables
    self.sourceCount = sourceCount
    self.code = code
  }

  /// The plan's text. Whatever the names are, they come out of it as they are, or are refused by
  /// the reader.
  package var text: String {
    let before = sourceCount ?? tables.count
    let there = targetCount ?? shown?.targetCount ?? 0
    let counted = sourceCount == nil ? " # nobody counted them yet" : ""
    return """
      # A plan: which tables belong in which schema. Change it, and run
      #
      #     planc compile plans/\(name).yaml
      #
      # It writes SQL to generated/\(name)/, for you to review and to run, and runs nothing.
      plan: \(yamlScalar(name)) # also the folder of what it compiles to
      title: \(jsonString("Tables move from \(source) to \(target)"))
      version: 1.0 # yours to count; every file shows it
      \(afterText)\(catalogText)
      # Every schema that the plan touches, with the number of its tables before and after. For each
      # of them, after = before + tables that come - tables that go; planc checks it\(countsText)
      schemas:
        \(yamlScalar(source)):
          \(alias(of: source, fallback: "source"))\
      table_count: {before: \(before), after: \(before - tables.count)}\(counted)
        \(yamlScalar(target)):
          \(alias(of: target, fallback: "target"))\
      table_count: {before: \(there), after: \(there + tables.count)} \
      # `budget: \(there + 40)` would be the most it may hold
      \(creationText)
      # Where each table is today, and where it belongs. What is not listed stays where it is.
      assignments:
        - from: \(yamlScalar(source))
          to: \(yamlScalar(target))
          tables:
            First group: # a comment in the SQL and a heading in the runbook
      \(tables.map { "        - \(yamlScalar($0))\n" }.joined())\(stayingText)\
              # - {table: old_name, as: new_name} # a table can get another name on the way
      \(codeText)\(acceptText)
      """
  }

  private var afterText: String {
    after.isEmpty
      ? ""
      : "after: [\(after.map(yamlScalar).joined(separator: ", "))] # its counts begin where that ends\n"
  }

  private var catalogText: String {
    shown.map {
      "catalog: \(jsonString($0.path)) # what the server holds: planc checks the plan with it\n"
    }
      ?? ""
  }

  private var countsText: String {
    if shown != nil {
      return ".\n# The numbers here are the catalog's"
        + (after.isEmpty ? "." : ", and behind a plan that comes first those that it leaves.")
    }
    return """
      . Ask the server:
      #
      #     SELECT TABLE_SCHEMA, COUNT(*) FROM information_schema.TABLES
      #      WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') GROUP BY TABLE_SCHEMA;
      """
  }

  private var creationText: String {
    if targetCount ?? shown?.targetCount != nil { return "" }
    return """
          create: # the plan creates it; leave this out for a schema that exists
            collation: \(shown?.collation ?? "utf8mb4_unicode_ci")

      """
  }

  /// The tables that could move as well, as comments.
  private var stayingText: String {
    guard let staying = shown?.staying, !staying.isEmpty else { return "" }
    let readable = staying.filter { TextFault(in: $0) == nil }
    return "        # These stay. To move one, take its `# ` away and correct the counts:\n"
      + readable.map { "        # - \(yamlScalar($0))\n" }.joined()
  }

  /// A schema whose name cannot be an alias must have one.
  private func alias(of schema: String, fallback: String) -> String {
    if let known = aliases[schema] {
      return known == schema ? "" : "alias: \(yamlScalar(known))\n    "
    }
    return isLowercaseWord(schema) && schema != "state" && !schema.hasPrefix("state_")
      ? "" : "alias: \(fallback)\n    "
  }

  /// The same plan, which accepts what was found; nil where something cannot be accepted.
  package func accepting(_ errors: [Diagnostic]) -> FirstPlan? {
    var plan = self
    for error in errors {
      guard error.code.isAcceptable, let subject = error.subject else { return nil }
      let accepted = Accepted(
        code: error.code.rawValue, at: "\(subject.schema).\(subject.name)")
      if !plan.accepted.contains(accepted) { plan.accepted.append(accepted) }
    }
    return plan
  }

  private var acceptText: String {
    if accepted.isEmpty { return "" }
    return "\naccept: # what breaks or changes; `planc explain CODE` says how. Decide on each.\n"
      + accepted.map {
        "  - {code: \($0.code), at: \(yamlScalar($0.at)), "
          + "reason: \"proposed by planc init, not decided yet\"}\n"
      }.joined()
  }

  private var codeText: String {
    if code == CodeSettings() { return "" }
    var text = "\ncode: # the same in all plans of this folder\n"
    if !code.tablePrefix.isEmpty { text += "  table_prefix: \(yamlScalar(code.tablePrefix))\n" }
    for (key, texts) in [
      ("prefix_expressions", code.prefixExpressions), ("query_functions", code.queryFunctions),
    ] where !texts.isEmpty {
      text += "  \(key): [\(texts.map(yamlScalar).joined(separator: ", "))]\n"
    }
    return text + (code.php.map { "  \($0.yaml)\n" } ?? "")
  }
}

extension PHPMapSettings {
  /// The line under `code:` that asks for this map.
  package var yaml: String {
    "php: {file: \(file), function: \(yamlScalar(function)), constant: \(yamlScalar(constant))}"
  }
}

extension FirstPlan {
  /// A plan of what a catalog shows.
  ///
  /// - Parameters:
  ///   - path: the catalog's, from the plan's folder.
  ///   - source: a schema of the catalog.
  package init?(
    name: String, catalog: Catalog, path: String, source: String, target: String, tables: [String],
    code: CodeSettings = CodeSettings()
  ) {
    guard let schema = catalog.schemas.first(where: { $0.name == source }) else { return nil }
    self.init(
      name: name, source: source, target: target, tables: tables,
      sourceCount: schema.tables.count, code: code)
    shown = ShownSchemas(
      path: path, staying: schema.tables.map(\.name).filter { !tables.contains($0) },
      targetCount: catalog.schemas.first { $0.name == target }?.tables.count,
      collation: schema.collation)
  }

  /// The schema of a catalog with the most tables; of equals the first.
  package static func largestSchema(of catalog: Catalog) -> String? {
    let most = catalog.schemas.map(\.tables.count).max() ?? 0
    return most == 0 ? nil : catalog.schemas.first { $0.tables.count == most }?.name
  }

  /// Tables of a schema on which nothing hangs, then the others: at most `max`.
  package static func likelyTables(
    of schema: String, in catalog: Catalog, max: Int
  ) -> [String] {
    let all = catalog.schemas.first { $0.name == schema }?.tables.map(\.name) ?? []
    let free = all.lazy.filter {
      TableDependents(of: QualifiedName(schema, $0), in: catalog).all.isEmpty
    }.prefix(max)
    return Array((Array(free) + all.filter { !free.contains($0) }).prefix(max))
  }
}

extension FirstPlan {
  /// Puts the plan behind those that touch its schemas: its counts begin where they end. Where several
  /// end in no order, it is left to people.
  package mutating func follow(_ plans: [Plan]) {
    let order = PlanOrder(plans, allAreRead: true)
    var follows = true
    for schema in [source, target] {
      let touching = plans.indices.filter { index in
        plans[index].schemas.contains { $0.name.value == schema }
      }
      let last = touching.filter { index in
        !touching.contains { order.predecessors[$0].contains(index) }
      }
      let catalog = last.first.flatMap { plans[$0].catalog?.value }
      guard last.count == 1, !plans[last[0]].name.value.isEmpty,
        shown == nil || catalog == nil || catalog == shown?.path,
        let declared = plans[last[0]].schemas.first(where: { $0.name.value == schema })
      else { continue }
      // What somebody has counted stands; and counts that leave too little are from nobody yet.
      if schema == source, isCounted || declared.after.value < tables.count {
        follows = false
        continue
      }
      let name = plans[last[0]].name.value
      if follows, !after.contains(name) { after.append(name) }
      if schema == source {
        sourceCount = declared.after.value
      } else {
        targetCount = declared.after.value
      }
    }
  }
}
