#if LiveServer
  internal import CMariaDB
  internal import Glibc
  package import Operations

  /// An open connection, closed with its owner. The only place that opens a socket.
  ///
  /// - Source: https://mariadb.com/kb/en/mariadb-connectorc-api-functions/
  @safe package struct ServerConnection: ~Copyable {
    private let handle: UnsafeMutablePointer<MYSQL>
    /// With what option files ask for.
    private let settings: ConnectionSettings

    /// How long the server may take to answer at all.
    private static let connectTimeoutSeconds: UInt32 = 10

    /// A connection that is not made yet.
    package init(_ settings: ConnectionSettings) {
      self.settings = settings.asking(OptionFiles(settings))
      guard let handle = unsafe mysql_init(nil) else { preconditionFailure("no memory is left") }
      unsafe self.handle = unsafe handle
      configure(self.settings)
    }

    package func connect(to address: ServerAddress) throws(ServerFault) {
      // A port or a socket that is named is the way that is gone: by itself the library takes the
      // socket of an option file for `localhost` whatever its port, and the port of every other host.
      if address.socket != nil {
        set(MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_SOCKET.rawValue)
      } else if address.port != nil {
        set(MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_TCP.rawValue)
      }
      let host = address.socket == nil ? address.host : "localhost"
      // Several results: a statement that was prepared may answer more than once.
      let flags = UInt(CLIENT_MULTI_RESULTS)
      let needsTLS = settings.tls.isRequired || settings.tls.isVerified
      unsafe ConnectionWatch.begin(handle, needsTLS: needsTLS, settings.limits)
      guard
        unsafe mysql_real_connect(
          handle, host, address.user, settings.password, nil, UInt32(address.port ?? 0),
          address.socket, flags) != nil
      else { throw fault(nil) }
      if needsTLS, unsafe mysql_get_ssl_cipher(handle) == nil {
        throw ServerFault(number: 0, sentence: "the connection is not encrypted")
      }
    }

    deinit {
      unsafe mysql_close(handle)
      unsafe ConnectionWatch.end(handle)
    }

    private func configure(_ settings: ConnectionSettings) {
      let group = settings.defaultsGroupSuffix.map { "client\($0)" } ?? "planc"
      set(MYSQL_READ_DEFAULT_GROUP, group)
      if let file = settings.defaultsFile { set(MYSQL_READ_DEFAULT_FILE, file) }
      set(MYSQL_SET_CHARSET_NAME, "utf8mb4")
      set(MYSQL_OPT_CONNECT_TIMEOUT, Self.connectTimeoutSeconds)
      // A server could ask for any file of this machine.
      set(MYSQL_OPT_LOCAL_INFILE, UInt32(0))
      if let seconds = settings.limits.silenceSecondsMax {
        set(MYSQL_OPT_READ_TIMEOUT, UInt32(seconds))
      }
      if !settings.allowsCleartext { set(MARIADB_OPT_RESTRICTED_AUTH, Self.plugins) }
      if let path = settings.tls.authority { set(MYSQL_OPT_SSL_CA, path) }
      if let path = settings.tls.certificate { set(MYSQL_OPT_SSL_CERT, path) }
      if let path = settings.tls.key { set(MYSQL_OPT_SSL_KEY, path) }
      if settings.tls.isRequired || settings.tls.isVerified { set(MYSQL_OPT_SSL_ENFORCE, CChar(1)) }
      if settings.tls.isVerified { set(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, CChar(1)) }
    }

    /// Those that never send the password as it is: not `mysql_clear_password`, and not `dialog`.
    private static let plugins =
      "mysql_native_password,caching_sha2_password,sha256_password,client_ed25519,parsec,auth_gssapi_client"

    private func set(_ option: mysql_option, _ text: String) {
      _ = unsafe text.withCString { unsafe mysql_options(handle, option, $0) }
    }

    private func set<Number: FixedWidthInteger>(_ option: mysql_option, _ number: Number) {
      _ = unsafe withUnsafePointer(to: number) { unsafe mysql_options(handle, option, $0) }
    }

    /// Appends every row that a statement answers with, a line each, as a client prints it in batch
    /// mode: with tabs between columns, and backslashes before what would not be told apart.
    package func append(
      answersTo statement: String, to bytes: inout [UInt8]
    ) throws(ServerFault) {
      try unsafe send(statement) { result, rows in
        let count = Int(unsafe mysql_num_fields(result))
        while rows.take(), let row = unsafe mysql_fetch_row(result),
          let lengths = unsafe mysql_fetch_lengths(result)
        {
          for index in 0..<count {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            // NULL, as of a row that is too long for the server, makes the answer incomplete.
            guard let value = unsafe row[index] else {
              bytes += Array("NULL".utf8)
              continue
            }
            let length = Int(unsafe lengths[index])
            unsafe value.withMemoryRebound(to: UInt8.self, capacity: length) {
              for index in 0..<length { append(unsafe $0[index], to: &bytes) }
            }
          }
          bytes.append(UInt8(ascii: "\n"))
        }
      }
    }

    private func append(_ byte: UInt8, to bytes: inout [UInt8]) {
      switch byte {
      case 0: bytes += Array("\\0".utf8)
      case UInt8(ascii: "\t"): bytes += Array("\\t".utf8)
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
      default: bytes.append(byte)
      }
    }

    /// Runs one statement, and waits for its end.
    ///
    /// - Returns: its results in order; none for a statement that has no rows to tell.
    /// - Throws: the server's refusal; or the loss of the connection, after which nobody knows yet
    ///   whether the statement has run: `ServerFault.isLostConnection`.
    package func run(_ statement: String) throws(ServerFault) -> [ServerAnswer] {
      var answers: [ServerAnswer] = []
      try unsafe send(statement) { result, rows in
        let count = Int(unsafe mysql_num_fields(result))
        let fields = unsafe mysql_fetch_fields(result)
        var answer = ServerAnswer(columns: [], rows: [])
        for index in 0..<count {
          answer.columns.append(unsafe fields.map { unsafe String(cString: $0[index].name) } ?? "")
        }
        while rows.take(), let row = unsafe mysql_fetch_row(result),
          let lengths = unsafe mysql_fetch_lengths(result)
        {
          answer.rows.append(
            (0..<count).map { index in
              unsafe row[index].map { value in
                let bytes = unsafe UnsafeRawBufferPointer(
                  start: value, count: Int(unsafe lengths[index]))
                return unsafe String(decoding: bytes, as: UTF8.self)
              }
            })
        }
        answers.append(answer)
      }
      return answers
    }

    /// The server's number of this connection, as `KILL` and the process list have it.
    package var threadID: UInt { unsafe UInt(mysql_thread_id(handle)) }

    /// Sends a statement, and reads each of its results with `read`.
    private func send(
      _ statement: String, read: (UnsafeMutablePointer<MYSQL_RES>, inout RowBudget) -> Void
    ) throws(ServerFault) {
      unsafe ConnectionWatch.restart(handle)
      var rows = RowBudget(left: settings.limits.rowsMax)
      guard unsafe mysql_real_query(handle, statement, UInt(statement.utf8.count)) == 0 else {
        throw fault(statement)
      }
      while true {
        if let result = unsafe mysql_use_result(handle) {
          unsafe read(result, &rows)
          // The library would read the rest of the rows to free them.
          if rows.isExceeded { shutdown(unsafe mysql_get_socket(handle), Int32(SHUT_RDWR)) }
          unsafe mysql_free_result(result)
        }
        if rows.isExceeded {
          throw ServerFault(
            number: 0,
            sentence: "the server's answer has more than \(settings.limits.rowsMax) rows",
            statement: statement)
        }
        guard unsafe mysql_errno(handle) == 0 else { throw fault(statement) }
        let next = unsafe mysql_next_result(handle)
        if next > 0 { throw fault(statement) }
        if next < 0 { return }
      }
    }

    private struct RowBudget {
      var left: Int
      var isExceeded: Bool { left < 0 }

      /// Whether one row more may be read.
      mutating func take() -> Bool {
        left -= 1
        return left >= 0
      }
    }

    private func fault(_ statement: String?) -> ServerFault {
      if let sentence = unsafe ConnectionWatch.fault(handle) {
        return ServerFault(number: 0, sentence: sentence, statement: statement)
      }
      return ServerFault(
        number: Int(unsafe mysql_errno(handle)),
        sentence: unsafe String(cString: mysql_error(handle)), statement: statement)
    }
  }
#endif
