import Foundation
import Glibc

/// A session that stays open between statements: it can hold a lock while a script runs.
package final class ClientSession: Sendable {
  private let process: ChildProcess
  private let input: Int32
  private let ended = Once()

  /// - Parameter options: of the `mariadb` command, beyond those of the client.
  package init(_ client: MariaDBClient, options: [String] = []) throws(TestSupportError) {
    let pipe = try ChildProcess.makePipe()
    input = pipe.write
    defer { close(pipe.read) }
    process = try ChildProcess(
      try client.kind.path(client.kind.clientProgram),
      client.connection + ["-N", "-B", "--unbuffered", "--force"] + options,
      input: .descriptor(pipe.read))
  }

  deinit { end() }

  /// The session's number on the server, as in PROCESSLIST.
  package func connectionID() throws(TestSupportError) -> String {
    try execute("SELECT CONNECTION_ID();").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Sends statements and waits until the server has answered all of them.
  ///
  /// - Returns: what they answered, a row a line. Errors are in `errors`; the session goes on.
  @discardableResult
  package func execute(
    _ sql: String, timeoutSeconds: Double = 300
  ) throws(TestSupportError) -> String {
    let before = process.stdoutSoFar
    let mark = "planc-answered-\(before.utf8.count)"
    send("\(sql)\nSELECT '\(mark)';\n")
    let end = Date().addingTimeInterval(timeoutSeconds)
    while Date() < end {
      let answer = process.stdoutSoFar.dropFirst(before.count)
      if answer.hasSuffix("\(mark)\n") { return String(answer.dropLast(mark.count + 1)) }
      usleep(2_000)
    }
    throw TestSupportError("no answer within \(timeoutSeconds) s to: \(sql)\n\(errors)")
  }

  /// Sends statements and does not wait.
  package func send(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let written = unsafe bytes.withUnsafeBytes {
        unsafe write(input, $0.baseAddress! + sent, $0.count - sent)
      }
      guard written > 0 else { return }
      sent += written
    }
  }

  package var errors: String { process.stderrSoFar }

  /// Kills the client, whatever it is doing; the server may go on with what it was sent.
  package func kill() throws(TestSupportError) {
    guard ended.exchange() else { return }
    process.send(signal: SIGKILL)
    _ = try process.wait(timeoutSeconds: 20)
    close(input)
  }

  /// Ends the session; the server gives up its locks. Calling it again does nothing.
  package func end() {
    guard ended.exchange() else { return }
    close(input)
    _ = try? process.wait(timeoutSeconds: 20)
  }
}
