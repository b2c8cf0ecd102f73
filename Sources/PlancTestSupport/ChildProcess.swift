import Foundation
package import Glibc

/// What a program left behind when it ended.
package struct ProgramOutput: Sendable, Equatable {
  /// The exit code, or 128 plus the signal that ended it, as a shell says it.
  package var exitCode: Int32
  package var stdout: String
  /// What `stdout` is the text of, to the byte.
  package var stdoutBytes: [UInt8]
  package var stderr: String

  package init(exitCode: Int32, stdout: String, stderr: String) {
    self.exitCode = exitCode
    self.stdout = stdout
    stdoutBytes = Array(stdout.utf8)
    self.stderr = stderr
  }

  /// The last line of the standard output that is not empty.
  package var lastLine: String {
    stdout.split(separator: "\n").last.map(String.init) ?? ""
  }
}

/// A fault of the machine on which the tests run; the message says how to mend it.
package struct TestSupportError: Error, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}

/// A running program whose output goes to files.
///
/// Foundation's `Process` waits on a run loop of the calling thread, which tests that run side by side
/// do not have; this one does not.
package final class ChildProcess: Sendable {
  package enum Input: Sendable {
    case nothing
    case file(String)
    /// A file descriptor that stays open in the caller.
    case descriptor(Int32)
  }

  package let pid: pid_t
  /// Held while a program starts, and while a pipe is made that no program may inherit.
  static let spawning = NSLock()
  private let name: String
  private let outputFolder: TemporaryFolder

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - executable: an absolute path, or a name to look for (see `Executable.path`).
  ///   - environment: the whole environment; nil for the caller's own.
  ///   - ownGroup: a group of its own, so that an interrupt from a terminal does not reach it.
  ///   - outputFolder: where the files `stdout` and `stderr` are kept; nil for a folder of its own.
  /// - Throws: `TestSupportError` when the program is not there or cannot be started.
  package init(
    _ executable: String, _ arguments: [String], input: Input = .nothing,
    environment: [String: String]? = nil, workingFolder: String? = nil, ownGroup: Bool = false,
    outputFolder: TemporaryFolder? = nil
  ) throws(TestSupportError) {
    name = executable
    // Not `??`: its right side may throw any error at all.
    if let outputFolder {
      self.outputFolder = outputFolder
    } else {
      self.outputFolder = try TemporaryFolder()
    }
    var command = [try Executable.path(executable)] + arguments
    // There is no portable file action that changes the folder.
    if let workingFolder { command = ["/usr/bin/env", "-C", workingFolder] + command }
    let path = command[0]

    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    switch input {
    case .nothing: unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    case .file(let file): unsafe posix_spawn_file_actions_addopen(&actions, 0, file, O_RDONLY, 0)
    case .descriptor(let fd): unsafe posix_spawn_file_actions_adddup2(&actions, fd, 0)
    }
    for (fd, file) in [(Int32(1), "stdout"), (2, "stderr")] {
      let path = "\(self.outputFolder.path)/\(file)"
      unsafe posix_spawn_file_actions_addopen(
        &actions, fd, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // The threads on which tests run block signals, and a program inherits that.
    var noSignals = sigset_t()
    unsafe sigemptyset(&noSignals)
    unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
    let flags = POSIX_SPAWN_SETSIGMASK | (ownGroup ? POSIX_SPAWN_SETPGROUP : 0)
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

    let variables = environment ?? ProcessInfo.processInfo.environment
    var words = unsafe command.map { unsafe strdup($0) } + [nil]
    var settings = unsafe variables.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    // By index: the formatter breaks `for unsafe word in`, and the linter refuses `forEach`.
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe settings.indices { unsafe free(settings[index]) }
    }
    var started: pid_t = 0
    let fault = Self.spawning.withLock {
      unsafe posix_spawn(&started, path, &actions, &attributes, &words, &settings)
    }
    guard fault == 0 else {
      throw TestSupportError(
        "\(path) cannot be started: \(unsafe String(cString: strerror(fault)))")
    }
    pid = started
  }

  /// What the program has written to its standard output so far.
  package var stdoutSoFar: String { outputFolder.text(of: "stdout") }
  package var stderrSoFar: String { outputFolder.text(of: "stderr") }

  package func send(signal: Int32) { kill(pid, signal) }

  /// Waits for the end, and stops a program that takes longer than `timeoutSeconds`. Call it once.
  package func wait(timeoutSeconds: Double = 600) throws(TestSupportError) -> ProgramOutput {
    var status: Int32 = 0
    var pauseMicroseconds: UInt32 = 200
    let end = Date().addingTimeInterval(timeoutSeconds)
    while unsafe waitpid(pid, &status, WNOHANG) == 0 {
      guard Date() < end else {
        kill(pid, SIGKILL)
        unsafe waitpid(pid, &status, 0)
        throw TestSupportError(
          "\(name) did not end within \(timeoutSeconds) s; it wrote:\n\(stdoutSoFar)\(stderrSoFar)")
      }
      usleep(pauseMicroseconds)
      pauseMicroseconds = min(pauseMicroseconds * 2, 5_000)
    }
    let signal = status & 0x7F
    let exitCode = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    var output = ProgramOutput(exitCode: exitCode, stdout: stdoutSoFar, stderr: stderrSoFar)
    output.stdoutBytes = outputFolder.bytes(of: "stdout")
    return output
  }

  /// Runs a program to its end.
  package static func run(
    _ executable: String, _ arguments: [String], input: Input = .nothing,
    environment: [String: String]? = nil, workingFolder: String? = nil,
    timeoutSeconds: Double = 600
  ) throws(TestSupportError) -> ProgramOutput {
    try ChildProcess(
      executable, arguments, input: input, environment: environment, workingFolder: workingFolder
    ).wait(timeoutSeconds: timeoutSeconds)
  }

  static func makePipe() throws(TestSupportError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    // No other program that the tests start may keep the pipe, and with it the server, open.
    let made = spawning.withLock {
      unsafe pipe(&ends) == 0 && ends.allSatisfy { fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }
    }
    guard made else { throw TestSupportError("no pipe can be made") }
    return (ends[0], ends[1])
  }
}

package enum Executable {
  /// The absolute path of a program, from PATH and the folders of system programs.
  package static func path(_ name: String) throws(TestSupportError) -> String {
    if name.hasPrefix("/") { return name }
    let own = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for folder in own.map(String.init) + ["/usr/local/sbin", "/usr/sbin", "/usr/bin", "/bin"] {
      let path = "\(folder)/\(name)"
      if unsafe access(path, X_OK) == 0 { return path }
    }
    throw TestSupportError(
      "`\(name)` is not installed; `make test` installs what the tests need, as root or with sudo")
  }
}
