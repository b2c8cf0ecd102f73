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
          severity: .stop,
          found: "is set up to replicate from another server, and stands still", object: identity,
          advice: "connect to the primary; if this is the primary now, RESET REPLICA ALL says so"))
    }
    if !logFilters.isEmpty {
      found.append(
        .init(
          severity: .breaks,
          found: "the binary log is filtered: \(logFilters.joined(separator: ", "))",
          object: identity,
          advice:
            "the files have no default schema, so the move may not be written to it, and replicas would not follow: take the filter away, or move the tables on each of them"
        ))
    }
    return found
  }
}

extension CheckReport {
  /// The same report with findings of planc's own, and the word that follows from all.
  package func adding(_ more: [Finding]) -> CheckReport {
    if more.isEmpty { return self }
    var report = self
    let order = Severity.allCases
    report.findings = order.flatMap { severity in
      (findings + more).filter { $0.severity == severity }
    }
    func count(_ severity: Severity) -> Int { report.findings.count { $0.severity == severity } }
    let (stops, breaks, looks) = (count(.stop), count(.breaks), count(.look))
    report.isGood = isGood && stops + breaks == 0
    if !report.isGood {
      report.word =
        "NOT READY: \(stops) \(stops == 1 ? "finding stops" : "findings stop") the move or the way back, \(breaks) would break something, \(looks) \(looks == 1 ? "is" : "are") good to know"
    }
    return report
  }
}
