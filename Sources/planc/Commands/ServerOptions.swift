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

  /// The options that mean nothing without `--database`, as written.
  private var needless: [String] {
    let given = [
      ("--socket", socket), ("--defaults-file", defaultsFile),
      ("--defaults-group-suffix", defaultsGroupSuffix), ("--tls-ca", tlsCa),
      ("--tls-cert", tlsCert), ("--tls-key", tlsKey),
    ].filter { $0.1 != nil }.map(\.0)
    return given + (tls ? ["--tls"] : []) + (tlsVerify ? ["--tls-verify"] : [])
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
    } else if let option = needless.first {
      throw ValidationError("\(option) goes with --database.")
    }
  }

  /// Nil without `--database`.
  var address: ServerAddress? {
    guard let database, var address = try? ServerAddress(url: database) else { return nil }
    if let socket { address.socket = socket }
    return address
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
  var files: [String] { [defaultsFile, tlsCa, tlsCert, tlsKey].compactMap(\.self) }
}
