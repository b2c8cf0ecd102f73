import ArgumentParser
import Servers

/// How a server is reached; the same for every command that asks one.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A server: mysql://user@host:port. Never with a password.", valueName: "url"))
  var database: String?

  @Option(
    help: ArgumentHelp("The server's Unix socket.", valueName: "path"), completion: .file())
  var socket: String?

  @Option(
    help: ArgumentHelp(
      "Read this option file, not the usual ones.", valueName: "file"),
    completion: .file())
  var defaultsFile: String?

  @Option(
    help: ArgumentHelp(
      "Read the group [client<suffix>] of option files too.", valueName: "suffix"))
  var defaultsGroupSuffix: String?

  @Flag(help: "Refuse a connection without TLS.")
  var tls = false

  @Flag(help: "Refuse a server whose certificate is not good.")
  var tlsVerify = false

  @Option(
    help: ArgumentHelp("Certificates of authorities; implies --tls-verify.", valueName: "file"),
    completion: .file())
  var tlsCa: String?

  @Option(help: ArgumentHelp("The client's certificate.", valueName: "file"), completion: .file())
  var tlsCert: String?

  @Option(help: ArgumentHelp("The client's key.", valueName: "file"), completion: .file())
  var tlsKey: String?

  /// The options as given, without `--database`. No password is among them.
  private var connectionWords: [[String]] {
    let options = [
      ("--socket", socket), ("--defaults-file", defaultsFile),
      ("--defaults-group-suffix", defaultsGroupSuffix), ("--tls-ca", tlsCa),
      ("--tls-cert", tlsCert), ("--tls-key", tlsKey),
    ]
    return options.compactMap { name, value in value.map { [name, $0] } }
      + (tls ? [["--tls"]] : []) + (tlsVerify ? [["--tls-verify"]] : [])
  }

  /// For a command line that names the same server.
  var words: [String] {
    (database.map { ["--database", $0] } ?? []) + connectionWords.joined()
  }

  func validate() throws {
    if let database {
      do throws(ServerAddress.Fault) {
        _ = try ServerAddress(url: database)
      } catch {
        throw ValidationError("--database: \(error.sentence).")
      }
      if let address, address.port != nil, let socket = address.socket {
        throw ValidationError(
          "A port and the socket \(escaped(socket)) are two ways to a server; name one of them.")
      }
    } else if let option = connectionWords.first?[0] {
      throw ValidationError("\(option) goes with --database.")
    }
  }

  /// Nil without `--database`.
  var address: ServerAddress? {
    guard let database, var address = try? ServerAddress(url: database) else { return nil }
    if let socket { address.socket = socket }
    return address
  }

  func expectDatabase() throws {
    guard database != nil else {
      throw ValidationError("Say which server: --database mysql://USER@HOST.")
    }
  }

  /// A session that is not connected yet.
  ///
  /// - Parameter waitsForLocks: whether a statement may take as long as other sessions hold locks.
  func session(waitsForLocks: Bool) throws(FileFault) -> ServerSession {
    guard let address else { preconditionFailure("validated") }
    try expectReadableFiles()
    var settings = settings
    if waitsForLocks { settings.limits.silenceSecondsMax = nil }
    return ServerSession(address, settings)
  }

  var settings: ConnectionSettings {
    var settings = ConnectionSettings()
    settings.password = environment("PLANC_PASSWORD") ?? environment("MYSQL_PWD")
    settings.defaultsFile = defaultsFile
    settings.defaultsGroupSuffix = defaultsGroupSuffix
    settings.tls.isRequired =
      tls || tlsVerify || [tlsCa, tlsCert, tlsKey].contains { $0 != nil }
    settings.tls.isVerified = tlsVerify || tlsCa != nil
    settings.tls.authority = tlsCa
    settings.tls.certificate = tlsCert
    settings.tls.key = tlsKey
    return settings
  }

  /// The client library passes over a file that it cannot read.
  func expectReadableFiles() throws(FileFault) {
    for file in [defaultsFile, tlsCa, tlsCert, tlsKey].compactMap(\.self) {
      try Folder.expectReadable(file)
    }
  }
}
