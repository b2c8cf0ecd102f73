import Foundation
import Glibc

/// A server that tests can start.
package enum ServerKind: String, CaseIterable, Sendable {
  /// Of Debian's own release.
  case mariaDB1011 = "mariadb-10.11"
  /// These two are in the folders that `scripts/servers` makes.
  case mariaDB118 = "mariadb-11.8"
  case mySQL97 = "mysql-9.7"

  package enum Family: Sendable { case mariaDB, mySQL }

  package var family: Family {
    switch self {
    case .mariaDB1011, .mariaDB118: .mariaDB
    case .mySQL97: .mySQL
    }
  }

  /// The one that `PLANC_SERVER` names; MariaDB 10.11 without it.
  package static let chosen: ServerKind = {
    guard let name = ProcessInfo.processInfo.environment["PLANC_SERVER"], !name.isEmpty else {
      return .mariaDB1011
    }
    guard let kind = ServerKind(rawValue: name) else {
      let known = allCases.map(\.rawValue).joined(separator: ", ")
      fatalError("PLANC_SERVER is '\(name)', which is none of: \(known)")
    }
    return kind
  }()

  /// The folder of the server's own `usr`; nil for the system's.
  var folder: String? {
    switch self {
    case .mariaDB1011: return nil
    case .mariaDB118, .mySQL97:
      let environment = ProcessInfo.processInfo.environment
      let cache = environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? "")/.cache"
      return "\(environment["PLANC_SERVERS"] ?? "\(cache)/planc/servers")/\(rawValue)"
    }
  }

  /// The path of one of the server's programs.
  ///
  /// - Throws: `TestSupportError` with what to run when it is not there.
  func path(_ program: String) throws(TestSupportError) -> String {
    guard let folder else { return try Executable.path(program) }
    for path in ["\(folder)/usr/bin/\(program)", "\(folder)/usr/sbin/\(program)"] {
      if unsafe access(path, X_OK) == 0 { return path }
    }
    throw TestSupportError(
      "`\(program)` is not in \(folder); `scripts/servers \(rawValue)` makes it")
  }

  /// The client that operators of the server have.
  package var clientProgram: String {
    switch family {
    case .mariaDB: "mariadb"
    case .mySQL: "mysql"
    }
  }

  var serverProgram: String {
    switch family {
    case .mariaDB: "mariadbd"
    case .mySQL: "mysqld"
    }
  }

  /// Options of the server for files of its own that stand elsewhere than it was built for.
  var ownFiles: [String] {
    guard let folder else { return [] }
    switch family {
    case .mariaDB:
      return [
        "--basedir=\(folder)/usr", "--lc-messages-dir=\(folder)/usr/share/mariadb",
        "--character-sets-dir=\(folder)/usr/share/mariadb/charsets",
        "--plugin-dir=\(folder)/usr/lib/mysql/plugin",
      ]
    case .mySQL:
      return [
        "--basedir=\(folder)/usr", "--lc-messages-dir=\(folder)/usr/share/mysql",
        "--character-sets-dir=\(folder)/usr/share/mysql/charsets",
        "--plugin-dir=\(folder)/usr/lib/mysql/plugin", "--secure-file-priv=NULL",
      ]
    }
  }
}
