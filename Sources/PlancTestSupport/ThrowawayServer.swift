import Foundation
package import Glibc

/// A server of its own, in a temporary folder, on a socket and a loopback port.
///
/// A small shell watches over it: it holds the reading end of a pipe whose writing end only this
/// process has, so the server and its folder are gone also when the tests are killed.
package final class ThrowawayServer: Sendable {
  package let kind: ServerKind
  package let socket: String
  package let port: Int
  /// The options that the server was started with beyond the usual ones.
  package let options: [String]
  private let user: String
  private let folder: TemporaryFolder
  private let guards = Guards()

  /// Starts a server and waits until it answers, about 1.5 s.
  ///
  /// - Parameters:
  ///   - kind: by default the one that `PLANC_SERVER` names.
  ///   - options: further options of the server, such as `--lower-case-table-names=1`.
  ///   - more: options of this start alone, not of the next after `killOutright`.
  ///   - user: whom the server runs as, where the tests run as root.
  /// - Throws: `TestSupportError` when there is no such server, or with its own error log.
  package init(
    kind: ServerKind = .chosen, options: [String] = [], more: [String] = [], user: String = "root"
  ) throws(TestSupportError) {
    self.kind = kind
    self.user = user
    folder = try TemporaryFolder(in: Self.parent)
    socket = "\(folder.path)/s.sock"
    self.options = options
    port = try freePort()
    let temporary = try folder.makeFolder("tmp")
    if getuid() == 0, let account = unsafe getpwnam(user) {
      for path in [folder.path, temporary] {
        unsafe chown(path, account.pointee.pw_uid, account.pointee.pw_gid)
      }
    }
    try makeData()
    try start(options: more)
  }

  private var account: [String] { getuid() == 0 ? ["--user=\(user)"] : [] }

  /// What the server and the program that makes its data have in common.
  private var places: [String] {
    // A server that starts deletes what looks like temporary tables in its folder for such: those
    // of other servers too, in the middle of their installation, if they shared it.
    ["--datadir=\(folder.path)/data", "--tmpdir=\(folder.path)/tmp"]
      + kind.ownFiles + [smallestLog] + account
  }

  /// 96 MiB or more is the default; what the tests write fits into the smallest.
  private var smallestLog: String {
    switch kind.family {
    case .mariaDB: "--innodb-log-file-size=8M"
    case .mySQL: "--innodb-redo-log-capacity=8M"
    }
  }

  private func makeData() throws(TestSupportError) {
    // The way in which names are folded is written down in MySQL's data.
    let folding = options.filter { $0.hasPrefix("--lower-case-table-names") }
    let (program, arguments) =
      switch kind.family {
      case .mariaDB:
        (
          "mariadb-install-db",
          places.filter { !$0.contains("-dir=") } + [
            "--auth-root-authentication-method=normal", "--skip-test-db", "--force",
          ]
        )
      case .mySQL:
        (kind.serverProgram, places + folding + ["--initialize-insecure", "--skip-log-bin"])
      }
    let made = try ChildProcess.run(try kind.path(program), ["--no-defaults"] + arguments)
    guard made.exitCode == 0 else {
      throw TestSupportError("\(program) failed:\n\(made.stdout)\(made.stderr)")
    }
  }

  /// Starts the server on the data that are there.
  ///
  /// - Parameter more: options of this start alone.
  package func start(options more: [String] = []) throws(TestSupportError) {
    let pipe = try ChildProcess.makePipe()
    defer { close(pipe.read) }
    var usual = [
      "--socket=\(socket)", "--pid-file=\(folder.path)/pid", "--port=\(port)",
      "--skip-networking=0", "--bind-address=127.0.0.1", "--log-error=\(folder.path)/err.log",
    ]
    // Half a gigabyte a server is less than the caches that MySQL has by default.
    if kind.family == .mySQL { usual += ["--mysqlx=OFF", "--innodb-buffer-pool-size=64M"] }
    let command = [try kind.path(kind.serverProgram), "--no-defaults"] + places + usual
    let supervisor = try ChildProcess(
      "/bin/sh", ["-c", Self.supervision, folder.path] + command + options + more,
      input: .descriptor(pipe.read), ownGroup: true, outputFolder: folder)
    guards.add(supervisor, lifeline: pipe.write)
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
  package func stop() { guards.end() }

  /// Kills the server as if its machine had stopped, and waits until it is gone. Its data stay for
  /// the next `start()`.
  package func killOutright() throws(TestSupportError) {
    guard let process = serverProcessID else {
      throw TestSupportError("the server wrote down no process id")
    }
    kill(process, SIGKILL)
    // Its supervisor leaves it as a zombie; that holds no lock on the data any more.
    let end = Date().addingTimeInterval(60)
    while let state = ProcessState(of: process), state != .zombie {
      guard Date() < end else { throw TestSupportError("the server cannot be killed") }
      usleep(1_000)
    }
    unsafe unlink("\(folder.path)/pid")
  }

  /// A client of this server.
  package var client: MariaDBClient {
    MariaDBClient(kind: kind, socket: socket, port: port)
  }

  /// The server's process id, as it wrote it down itself.
  package var serverProcessID: pid_t? {
    pid_t(folder.text(of: "pid").trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// How many InnoDB tables have their files in a schema's folder at this moment, whatever the server
  /// says.
  package func filesOnDisk(of schema: String) -> Int {
    let files = try? FileManager.default.contentsOfDirectory(
      atPath: "\(folder.path)/data/\(schema)")
    return files?.count { $0.hasSuffix(".ibd") } ?? 0
  }

  package var errorLog: String { folder.text(of: "err.log") }

  private func waitUntilItAnswers() throws(TestSupportError) {
    let end = Date().addingTimeInterval(300)
    while true {
      let answer = try client.run(text: "SELECT 1;", options: ["--connect-timeout=5"])
      if answer.exitCode == 0 { return }
      let hasGivenUp = errorLog.split(separator: "\n").contains {
        $0.contains("[ERROR]") && $0.hasSuffix("Aborting")
      }
      if hasGivenUp || Date() > end {
        let log = errorLog
        stop()
        throw TestSupportError("\(kind.rawValue) does not answer; its log:\n\(log)")
      }
      usleep(50_000)
    }
  }
}

/// The supervisors of a server, one for each of its starts, with the pipes that keep them waiting.
private final class Guards: Sendable {
  private let lock = NSLock()
  nonisolated(unsafe) private var all: [(supervisor: ChildProcess, lifeline: Int32)] = []

  func add(_ supervisor: ChildProcess, lifeline: Int32) {
    lock.withLock { unsafe all.append((supervisor, lifeline)) }
  }

  func end() {
    let ended = lock.withLock {
      defer { unsafe all.removeAll() }
      return unsafe all
    }
    for (_, lifeline) in ended { close(lifeline) }
    for (supervisor, _) in ended { _ = try? supervisor.wait(timeoutSeconds: 20) }
  }
}

/// What Linux says of a process.
private enum ProcessState {
  case zombie, other

  /// Nil when there is no such process.
  init?(of process: pid_t) {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
      return nil
    }
    // PID (NAME) STATE …; the name may hold anything.
    let text = String(decoding: data, as: UTF8.self)
    self = text.split(separator: ")").last?.hasPrefix(" Z") == true ? .zombie : .other
  }
}

/// A port on the loopback address that nobody uses at this moment.
func freePort() throws(TestSupportError) -> Int {
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

/// True once.
package final class Once: Sendable {
  private let lock = NSLock()
  nonisolated(unsafe) private var used = false

  package init() {}

  package func exchange() -> Bool {
    lock.withLock {
      defer { unsafe used = true }
      return unsafe !used
    }
  }
}
