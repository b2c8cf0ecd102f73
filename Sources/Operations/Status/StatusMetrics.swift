extension StatusReport {
  /// For a Prometheus server to read: the text exposition format 0.0.4.
  ///
  /// - Source: https://prometheus.io/docs/instrumenting/exposition_formats/
  package func prometheus(plan: String) -> String {
    let plan = Self.label("plan", plan)
    func schema(_ schema: SchemaStatus) -> String { "\(plan),\(Self.label("schema", schema.name))" }
    let families: [Family] = [
      Family(
        "planc_format", "The version of these names and labels.", [(plan, 2)]),
      Family(
        "planc_plan_state",
        "Whether the plan is in this state, 1 for one of them and 0 for the others.",
        State.allCases.map {
          ("\(plan),\(Self.label("state", $0.label))", $0 == state ? 1 : 0)
        }),
      Family(
        "planc_tables", "The tables that the plan moves, by location.",
        placeCounts.map { ("\(plan),\(Self.label("location", $0.place))", $0.count) }),
      Family(
        "planc_schema_tables", "The tables in a schema of the plan.",
        schemas.map { (schema($0), $0.tablesNow) }),
      Family(
        "planc_schema_budget_tables", "The maximum number of tables in a schema.",
        schemas.compactMap { status in status.budget.map { (schema(status), $0) } }),
      Family(
        "planc_schema_headroom_tables",
        "The budget of a schema less its tables; negative if the schema has too many.",
        schemas.compactMap { status in status.headroom.map { (schema(status), $0) } }),
    ]
    return families.map(\.text).joined()
  }

  private struct Family {
    var name: String
    var help: String
    var samples: [(labels: String, value: Int)]

    init(_ name: String, _ help: String, _ samples: [(labels: String, value: Int)]) {
      self.name = name
      self.help = help
      self.samples = samples
    }

    /// Nothing where there is no sample.
    var text: String {
      if samples.isEmpty { return "" }
      return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
        + samples.map { "\(name){\($0.labels)} \($0.value)\n" }.joined()
    }
  }

  /// In a label's value a backslash, a quote and a line end are escaped, and nothing else.
  private static func label(_ name: String, _ value: String) -> String {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "\(name)=\"\(escaped)\""
  }
}
