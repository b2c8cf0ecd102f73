package import Operations

/// What a file that only reads was answered.
package struct ReadingRun: Sendable {
  /// The results of all statements, in order.
  package var answers: [ServerAnswer] = []
  /// The statements that were refused, by the line on which they begin.
  package var refusals: [(line: Int, fault: ServerFault)] = []

  /// The refusals but that by which a file raises its own last word.
  package var faults: [(line: Int, fault: ServerFault)] {
    refusals.filter { $0.fault.number != 1286 }
  }

  /// Runs a script that only reads, a statement at a time.
  ///
  /// It carries on after a refusal, as a client does with `--force`: such a file takes what it
  /// could not find out for a bad answer, and its last word rests on all of them.
  ///
  /// - Throws: the loss of the connection.
  package init(
    _ script: SQLScript, _ run: (ScriptStatement) throws(ServerFault) -> [ServerAnswer]
  ) throws(ServerFault) {
    for statement in script.statements {
      do throws(ServerFault) {
        answers += try run(statement)
      } catch {
        // One without a number is of planc: it has cut the connection.
        if error.isLostConnection || error.number == 0 { throw error }
        refusals.append((statement.line, error))
      }
    }
  }
}

#if LiveServer
  extension ServerConnection {
    /// Runs a script that only reads; see `ReadingRun`.
    package func read(_ script: SQLScript) throws(ServerFault) -> ReadingRun {
      try ReadingRun(script) { (statement) throws(ServerFault) in try self.run(statement.text) }
    }

    /// Asks where a migration stands.
    ///
    /// - Throws: `LiveFault.server` when the connection is lost, `.answer` when the answers are no
    ///   whole: with the server's first refusal, which is the usual cause.
    package func status(of migration: Migration) throws(LiveFault) -> StatusReport {
      let run: ReadingRun
      do throws(ServerFault) {
        run = try read(renderStatus(migration))
      } catch {
        throw .server(error)
      }
      do throws(AnswerFault) {
        return try statusReport(of: migration, answers: run.answers)
      } catch {
        throw .answer(error, refusal: run.refusals.first?.fault)
      }
    }
  }
#endif

/// Why a server told nothing that can be relied on.
package enum LiveFault: Error, Sendable {
  case server(ServerFault)
  case answer(AnswerFault, refusal: ServerFault?)
}
