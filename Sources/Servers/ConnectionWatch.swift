#if LiveServer
  internal import CMariaDB
  internal import Glibc
  internal import Synchronization

  /// Watches what a connection reads, and cuts it: before anything is sent to a server that does not
  /// offer TLS where it was asked for, and where a server's answer is without end.
  ///
  /// The client library calls `sawBytes` after each read. By itself it authenticates without TLS to a
  /// server that does not offer it, and it reads as long as something comes.
  struct ConnectionWatch {
    /// How the greeting of a server begins: 4 bytes of the packet's head, the protocol's number, the
    /// version up to a 0, 4 bytes of the session's number, 8 and a 0, 2 of capabilities.
    ///
    /// - Source: https://mariadb.com/kb/en/connection/#initial-handshake-packet
    private enum Greeting { case partial, failure, withTLS, withoutTLS }

    private var needsTLS: Bool
    private var greeting: [UInt8] = []
    private let limits: ConnectionSettings.Limits
    private var bytes = 0
    /// When the first byte of the answer came.
    private var start: ContinuousClock.Instant?
    /// Why the connection was cut.
    private(set) var fault: String?

    private init(needsTLS: Bool, _ limits: ConnectionSettings.Limits) {
      self.needsTLS = needsTLS
      self.limits = limits
    }

    private mutating func saw(_ read: UnsafeBufferPointer<UInt8>) {
      if fault != nil { return }
      if needsTLS { check(unsafe Array(read.prefix(1024))) }
      bytes += read.count
      if bytes > limits.bytesMax {
        fault = "the server's answer is longer than \(limits.bytesMax) bytes"
      }
      let now = ContinuousClock.now
      if now - (start ?? now) > .seconds(limits.secondsMax) {
        fault = "the server's answer took more than \(limits.secondsMax) s"
      }
      start = start ?? now
    }

    private mutating func check(_ read: [UInt8]) {
      greeting += read
      switch Self.reading(greeting) {
      case .partial where greeting.count <= 1024: break
      case .failure, .withTLS: needsTLS = false
      case .withoutTLS, .partial:
        fault = "TLS was asked for, and the server does not offer it; nothing was sent"
      }
    }

    private static func reading(_ bytes: [UInt8]) -> Greeting {
      guard bytes.count > 4 else { return .partial }
      if bytes[4] == 0xFF { return .failure }
      guard bytes[4] == 10 else { return .withoutTLS }
      guard let end = bytes[5...].firstIndex(of: 0) else { return .partial }
      let place = end + 1 + 4 + 8 + 1
      guard bytes.count > place + 1 else { return .partial }
      return (Int(bytes[place]) | Int(bytes[place + 1]) << 8) & Int(CLIENT_SSL) != 0
        ? .withTLS : .withoutTLS
    }

    // MARK: The connections that are watched

    private static let all = Mutex<[UInt: ConnectionWatch]>([:])

    /// Once for all connections: the library's list of them is not made for several threads.
    private static let isRegistered: Bool = {
      unsafe ma_pvio_register_callback(1, sawBytes) == 0
    }()

    private static let sawBytes:
      @convention(c) (Int32, UnsafeMutablePointer<MYSQL>?, UnsafePointer<UInt8>?, Int) -> Void = {
        mode, handle, bytes, count in
        guard mode == 0, count > 0, count < Int.max / 2, let handle = unsafe handle else { return }
        let read = unsafe UnsafeBufferPointer(start: bytes, count: count)
        let isCut = all.withLock { watches in
          unsafe watches[UInt(bitPattern: handle)]?.saw(read)
          return watches[UInt(bitPattern: handle)]?.fault != nil
        }
        if isCut { shutdown(unsafe mysql_get_socket(handle), Int32(SHUT_RDWR)) }
      }

    static func begin(
      _ handle: UnsafeMutablePointer<MYSQL>, needsTLS: Bool, _ limits: ConnectionSettings.Limits
    ) {
      precondition(isRegistered, "the client library takes no callback")
      all.withLock {
        $0[UInt(bitPattern: handle)] = ConnectionWatch(needsTLS: needsTLS, limits)
      }
    }

    static func end(_ handle: UnsafeMutablePointer<MYSQL>) {
      all.withLock { _ = $0.removeValue(forKey: UInt(bitPattern: handle)) }
    }

    /// A new answer is measured by itself.
    static func restart(_ handle: UnsafeMutablePointer<MYSQL>) {
      all.withLock {
        $0[UInt(bitPattern: handle)]?.bytes = 0
        $0[UInt(bitPattern: handle)]?.start = nil
      }
    }

    static func fault(_ handle: UnsafeMutablePointer<MYSQL>) -> String? {
      all.withLock { $0[UInt(bitPattern: handle)]?.fault }
    }
  }
#endif
