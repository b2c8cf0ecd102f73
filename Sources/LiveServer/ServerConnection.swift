#if LiveServer
  internal import CMariaDB
  package import PlanCompiler

  /// An open connection, closed with its owner. The only place that opens a socket.
  ///
  /// - Source: https://mariadb.com/kb/en/mariadb-connectorc-api-functions/
  @safe package struct ServerConnection: ~Copyable {
    private let handle: UnsafeMutablePointer<MYSQL>

    /// How long the server may take to answer at all.
    private static let connectTimeoutSeconds: UInt32 = 10

    /// A connection that is not made yet.
    package init(_ settings: ConnectionSettings) {
      guard let handle = unsafe mysql_init(nil) else { preconditionFailure("no memory is left") }
      unsafe self.handle = unsafe handle
      configure(settings)
    }

    package func connect(
      to address: ServerAddress, _ settings: ConnectionSettings
    ) throws(ServerFault) {
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
      guard
        unsafe mysql_real_connect(
          handle, host, address.user, settings.password, nil, UInt32(address.port ?? 0),
          address.socket, flags) != nil
      else { throw fault(nil) }
      let wantsTLS = settings.tls.isRequired || settings.tls.isVerified
      if wantsTLS, unsafe mysql_get_ssl_cipher(handle) == nil {
        throw ServerFault(number: 0, sentence: "the connection is not encrypted")
      }
    }

    deinit { unsafe mysql_close(handle) }

    private func configure(_ settings: ConnectionSettings) {
      let group = settings.defaultsGroupSuffix.map { "client\($0)" } ?? "planc"
      set(MYSQL_READ_DEFAULT_GROUP, group)
      if let file = settings.defaultsFile { set(MYSQL_READ_DEFAULT_FILE, file) }
      set(MYSQL_SET_CHARSET_NAME, "utf8mb4")
      set(MYSQL_OPT_CONNECT_TIMEOUT, Self.connectTimeoutSeconds)
      // A server could ask for any file of this machine.
      set(MYSQL_OPT_LOCAL_INFILE, UInt32(0))
      if let path = settings.tls.authority { set(MYSQL_OPT_SSL_CA, path) }
      if let path = settings.tls.certificate { set(MYSQL_OPT_SSL_CERT, path) }
      if let path = settings.tls.key { set(MYSQL_OPT_SSL_KEY, path) }
      if settings.tls.isRequired || settings.tls.isVerified { set(MYSQL_OPT_SSL_ENFORCE, CChar(1)) }
      if settings.tls.isVerified { set(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, CChar(1)) }
    }

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
      try unsafe send(statement) { result in
        let count = Int(unsafe mysql_num_fields(result))
        while let row = unsafe mysql_fetch_row(result),
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
      try unsafe send(statement) { result in
        let count = Int(unsafe mysql_num_fields(result))
        let fields = unsafe mysql_fetch_fields(result)
        var answer = ServerAnswer(columns: [], rows: [])
        for index in 0..<count {
          answer.columns.append(unsafe fields.map { unsafe String(cString: $0[index].name) } ?? "")
        }
        while let row = unsafe mysql_fetch_row(result),
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
      _ statement: String, read: (UnsafeMutablePointer<MYSQL_RES>) -> Void
    ) throws(ServerFault) {
      guard unsafe mysql_real_query(handle, statement, UInt(statement.utf8.count)) == 0 else {
        throw fault(statement)
      }
      while true {
        if let result = unsafe mysql_use_result(handle) {
          unsafe read(result)
          unsafe mysql_free_result(result)
        }
        guard unsafe mysql_errno(handle) == 0 else { throw fault(statement) }
        let next = unsafe mysql_next_result(handle)
        if next > 0 { throw fault(statement) }
        if next < 0 { return }
      }
    }

    private func fault(_ statement: String?) -> ServerFault {
      ServerFault(
        number: Int(unsafe mysql_errno(handle)),
        sentence: unsafe String(cString: mysql_error(handle)), statement: statement)
    }
  }
#endif
