/// How a connection is made, besides its address.
package struct ConnectionSettings: Sendable {
  /// Nil: that of the option files, or none.
  package var password: String?
  /// Read in place of the usual option files.
  package var defaultsFile: String?
  /// Besides `[client]` the group `[client<suffix>]` is read; without one, `[planc]`.
  package var defaultsGroupSuffix: String?
  package var tls = TLS()

  package struct TLS: Sendable {
    /// Whether a connection without TLS is refused.
    package var isRequired = false
    /// Whether the server's certificate must be one for its host that an authority has signed.
    package var isVerified = false
    /// Paths of files in PEM.
    package var authority: String?
    package var certificate: String?
    package var key: String?

    package init() {}
  }

  /// Whether a server may have the password as it is; option files say so.
  package var allowsCleartext = false
  package var limits = Limits()

  /// How much a server may answer to one statement.
  package struct Limits: Sendable {
    package var bytesMax = 512 << 20
    package var rowsMax = 2_000_000
    /// From the first byte of the answer to its last.
    package var secondsMax = 900
    /// How long nothing may come; nil where a statement may wait for locks.
    package var silenceSecondsMax: Int? = 900

    package init() {}
  }

  package init() {}

  /// The same with what option files ask for besides.
  func asking(_ files: OptionFiles) -> ConnectionSettings {
    var settings = self
    settings.tls.isRequired = tls.isRequired || files.requireTLS
    settings.tls.isVerified = tls.isVerified || files.verifyServer
    settings.allowsCleartext = allowsCleartext || files.allowCleartext
    return settings
  }
}

/// Why a server could not be asked, in its own words or those of the client library.
package struct ServerFault: Error, Sendable {
  /// The number of the error; 0 for a fault that has none.
  package var number: Int
  package var sentence: String
  /// What was asked for; nil when the connection could not be made.
  package var statement: String?

  /// Whether the connection is gone, by a cut wire, a server that went down, or a KILL: what was
  /// asked for last may have run, may still run, or may never have reached the server.
  ///
  /// - Source: https://dev.mysql.com/doc/mysql-errors/8.4/en/client-error-reference.html, 2006 and
  ///   2013; 1053 for a server that shuts down, 1927 for MariaDB's KILL, 4031 for MySQL's timeout.
  package var isLostConnection: Bool { [1053, 1927, 2006, 2013, 2055, 4031].contains(number) }
}

/// Whether this build can connect to servers: the package trait `LiveServer`.
package var canConnect: Bool {
  #if LiveServer
    true
  #else
    false
  #endif
}
