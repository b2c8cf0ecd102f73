extension ServerFacts {
  /// Asks a server all that is asked of it.
  ///
  /// - Parameters:
  ///   - ask: of what every server of a tested family answers.
  ///   - askInVain: of what this account may not, or this server does not know; nil then.
  /// - Returns: nil when it does not say what it is.
  package static func asked<Fault: Error>(
    _ ask: (String) throws(Fault) -> [ServerAnswer],
    orInVain askInVain: (String) throws(Fault) -> ServerAnswer?
  ) throws(Fault) -> ServerFacts? {
    let row = try ask(question).first
    let galera = try askInVain(galeraQuestion)
    let family = ServerFacts(row, galera: galera) { _ in nil }?.family
    let replicas = try askInVain(replicaQuestion(family))
    var facts = ServerFacts(row, galera: galera, replicas: { _ in replicas })
    for question in logQuestions(family) {
      guard let answer = try askInVain(question) else { continue }
      facts?.logFilters = filters(answer)
      break
    }
    return facts
  }

  /// The second is of MySQL 8.2 and newer, where the first is unknown from 8.4 on.
  package static func logQuestions(_ family: Family?) -> [String] {
    ["SHOW MASTER STATUS"] + (family == .mySQL ? ["SHOW BINARY LOG STATUS"] : [])
  }

  package static func filters(_ answer: ServerAnswer) -> [String] {
    guard let row = answer.rows.first else { return [] }
    return zip(answer.columns, row).compactMap { column, value in
      guard ["Binlog_Do_DB", "Binlog_Ignore_DB"].contains(column), let value, !value.isEmpty else {
        return nil
      }
      return "\(column.lowercased()) is \(value)"
    }
  }

  /// What the preflight file cannot find out, since no SQL can read it there.
  package var findings: [CheckReport.Finding] {
    var found: [CheckReport.Finding] = []
    // On MySQL the file itself reads which channels are set up.
    if isStoppedReplica, family == .mariaDB {
      found.append(
        .init(
          severity: .error,
          found: "this server is configured to replicate from another one, and has stopped",
          object: identity,
          advice:
            "connect to the primary; if this server is the primary now, run RESET REPLICA ALL"))
    }
    if !logFilters.isEmpty {
      found.append(
        .init(
          severity: .warning,
          found: "the binary log is filtered: \(logFilters.joined(separator: ", "))",
          object: identity,
          advice:
            "the files have no default schema, so the filter may keep the move out of the binary log, and it would not be replicated: remove the filter, or move the tables on each replica"
        ))
    }
    return found
  }
}

extension CheckReport {
  /// The same report with findings of planc's own, and the result that follows from all.
  package func adding(_ more: [Finding]) -> CheckReport {
    if more.isEmpty { return self }
    var report = self
    let order = Severity.allCases
    report.findings = order.flatMap { severity in
      (findings + more).filter { $0.severity == severity }
    }
    func count(_ severity: Severity) -> Int { report.findings.count { $0.severity == severity } }
    report.isGood = isGood && count(.error) + count(.warning) == 0
    if !report.isGood {
      report.result =
        "NOT READY: errors: \(count(.error)), warnings: \(count(.warning)), notes: \(count(.info))"
    }
    return report
  }
}
