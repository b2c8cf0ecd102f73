import Foundation
package import Glibc

/// A MariaDB server of its own, in a temporary folder, on a socket and a loopback port.
///
/// A small shell watches over it: it holds the reading end of a pipe whose writing end only this
/// process has, so the server and its folder are gone also when the tests are killed.
package final class ThrowawayServer: Sendable {
  package let socket: String
  package let port: Int
  /// The options that the server was started with beyond the usual ones.
  package let options: [String]
  private let folder: TemporaryFolder
  private let supervisor: ChildProcess
  private let lifeline: Int32

  /// Starts a server and waits until it answers, about 1.5 s.
  ///
  /// - Parameter options: further options of `mariadbd`, such as `--lower-case-table-names=1`.
  /// - Throws: `TestSupportError` when there is no MariaDB, or with the server's own error log.
  package init(options: [String] = []) throws(TestSupportError) {
    folder = try TemporaryFolder(in: Self.parent)
    socket = "\(folder.path)/s.sock"
    self.options = options
    port = try Self.freePort()
    let account = getuid() == 0 ? ["--user=root"] : []
    let data = "--datadir=\(folder.path)/data"
    // A server that starts deletes what looks like temporary tables in its folder for such: those
    // of other servers too, in the middle of their installation, if they shared it.
    let temporary = "--tmpdir=\(try folder.makeFolder("tmp"))"
    // A 96 MiB log is the default; what the tests write fits into the smallest.
    let installation = try ChildProcess.run(
      "mariadb-install-db",
      [
        "--no-defaults", data, temporary, "--auth-root-authentication-method=normal",
        "--skip-test-db", "--force",
      ]
        + ["--innodb-log-file-size=8M"] + account)
    guard installation.exitCode == 0 else {
      throw TestSupportError(
        "mariadb-install-db failed:\n\(installation.stdout)\(installation.stderr)")
    }
    let pipe = try ChildProcess.makePipe()
    lifeline = pipe.write
    defer { close(pipe.read) }
    let standard = [
      "--no-defaults", data, temporary, "--socket=\(socket)", "--pid-file=\(folder.path)/pid",
      "--port=\(port)", "--skip-networking=0", "--bind-address=127.0.0.1",
      "--log-error=\(folder.path)/err.log", "--innodb-log-file-size=8M",
    ]
    let server = try Executable.path("mariadbd")
    supervisor = try ChildProcess(
      "/bin/sh", ["-c", Self.supervision, folder.path, server] + standard + account + options,
      input: .descriptor(pipe.read), ownGroup: true, outputFolder: folder)
    try waitUntilItAnswers()
  }

  /// Memory where there is plenty, since creating a table on a disk waits for it several times:
  /// 0.1 s instead of 0.3 s for the fixture's tables. A container often has but 64 MiB there.
  private static var parent: String? {
    var facts = statvfs()
    guard unsafe statvfs("/dev/shm", &facts) == 0, unsafe access("/dev/shm", W_OK) == 0 else {
      return nil
    }
    return UInt64(facts.f_bavail) * UInt64(facts.f_frsize) > 1 << 30 ? "/dev/shm" : nil
  }

  /// `$0` is the folder, `$@` the server's command line. `cat` ends when the pipe does. The server
  /// is killed outright: nobody will read its files again.
  private static let supervision = """
    trap '' INT TERM HUP
    "$@" </dev/null >/dev/null 2>&1 &
    server=$!
    cat >/dev/null
    kill -9 $server 2>/dev/null
    wait $server 2>/dev/null
    rm -rf "$0"
    """

  deinit { stop() }

  /// Stops the server and deletes its folder. Calling it again does nothing.
  package func stop() {
    guard stopped.exchange() else { return }
    close(lifeline)
    _ = try? supervisor.wait(timeoutSeconds: 20)
  }

  private let stopped = Once()

  /// A client of this server.
  package var client: MariaDBClient { MariaDBClient(socket: socket, port: port) }

  /// The server's process id, as it wrote it down itself.
  package var serverProcessID: pid_t? {
    pid_t(folder.text(of: "pid").trimmingCharacters(in: .whitespacesAndNewlines))
  }

  package var errorLog: String { folder.text(of: "err.log") }

  private func waitUntilItAnswers() throws(TestSupportError) {
    let end = Date().addingTimeInterval(300)
    while true {
      let answer = try client.run(text: "SELECT 1;", options: ["--connect-timeout=5"])
      if answer.exitCode == 0 { return }
      if errorLog.contains("[ERROR] Aborting") || Date() > end {
        let log = errorLog
        stop()
        throw TestSupportError("mariadbd does not answer; its log:\n\(log)")
      }
      usleep(50_000)
    }
  }

  /// A port on the loopback address that nobody uses at this moment.
  private static func freePort() throws(TestSupportError) -> Int {
    let fd = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(fd) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(fd, $0, length) == 0 && getsockname(fd, $0, &length) == 0
      }
    }
    guard found else { throw TestSupportError("no free port on 127.0.0.1") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

/// True once.
final class Once: Sendable {
  private let lock = NSLock()
  nonisolated(unsafe) private var used = false

  func exchange() -> Bool {
    lock.withLock {
      defer { unsafe used = true }
      return unsafe !used
    }
  }
}
