import Foundation
import Glibc
import PlancTestSupport
import Synchronization

/// Stands between planc and a server, counts the statements, and may cut the connection at one.
final class FaultProxy: Sendable {
  enum Action {
    case forward
    /// The statement never reaches the server.
    case cut
    /// It does, and the client is gone while it runs.
    case forwardAndCut
    /// It has run when the connection ends, and nobody has heard so.
    case loseAnswer
    /// The statement never reaches the server, and who connects again meets another one.
    case cutAndMove(to: ThrowawayServer)
  }

  let socket: String
  private let folder: TemporaryFolder
  private let upstream: Box<String>
  private let listener: Int32
  private let count = Atomic<Int>(0)
  private let ended = Once()
  private let onStatement: @Sendable (Int, String) -> Action
  private let withoutLocks: Bool

  /// - Parameters:
  ///   - withoutLocks: whether named locks are taken out of the statements: `INTERVAL('name', 0)` is
  ///     1 on every server, and as long as `GET_LOCK('name', 0)`.
  ///   - onStatement: is given each statement, with its number from 1 through all connections,
  ///     before the server is.
  init(
    _ server: ThrowawayServer, withoutLocks: Bool = false,
    onStatement: @escaping @Sendable (Int, String) -> Action
  ) throws {
    self.withoutLocks = withoutLocks
    folder = try TemporaryFolder()
    socket = "\(folder.path)/p.sock"
    upstream = Box(server.socket)
    self.onStatement = onStatement
    let listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    let isBound = unsafe Self.withAddress(socket) {
      unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
    }
    guard isBound, listen(listener, 16) == 0 else {
      throw TestSupportError("no socket at \(socket)")
    }
    Thread.detachNewThread { [weak self] in
      defer { close(listener) }
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0, let self else { return }
        self.relay(client)
      }
    }
  }

  deinit { end() }

  /// Takes no further connections. It does so once: the thread that accepts them closes the listener
  /// then, and its number may be another file's.
  func end() {
    guard ended.exchange() else { return }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// How many statements were sent.
  var statementCount: Int { count.load(ordering: .relaxed) }

  private func relay(_ client: Int32) {
    let server = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let isConnected = unsafe Self.withAddress(upstream.content) {
      unsafe connect(server, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
    }
    guard isConnected else {
      close(client)
      close(server)
      return
    }
    let losesAnswer = Flag()
    @Sendable func cut() {
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      while let bytes = Self.read(server, most: 1 << 16), !losesAnswer.isSet {
        guard Self.write(client, bytes) else { break }
      }
      cut()
      ended.signal()
    }
    Thread.detachNewThread { [self] in
      loop: while var packet = Self.readPacket(client) {
        if withoutLocks { packet.replace(Array("GET_LOCK(".utf8), with: Array("INTERVAL(".utf8)) }
        // A command begins a sequence of packets; 3 is COM_QUERY.
        if packet.count > 4, packet[3] == 0, packet[4] == 3 {
          let number = count.add(1, ordering: .relaxed).newValue
          let action = onStatement(number, String(decoding: packet[5...], as: UTF8.self))
          switch action {
          case .forward: break
          case .cut: break loop
          case .cutAndMove(let other):
            upstream.content = other.socket
            break loop
          case .forwardAndCut:
            _ = Self.write(server, packet)
            break loop
          case .loseAnswer: losesAnswer.set()
          }
        }
        guard Self.write(server, packet) else { break }
      }
      // A statement whose answer is to be lost ends the connection from the other side.
      if !losesAnswer.isSet { cut() }
      ended.wait()
      close(client)
      close(server)
    }
  }

  private static func withAddress<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>) -> Result
  ) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0) }
    }
  }

  private static func readPacket(_ file: Int32) -> [UInt8]? {
    guard let head = readFully(file, 4) else { return nil }
    let length = Int(head[0]) | Int(head[1]) << 8 | Int(head[2]) << 16
    guard let body = readFully(file, length) else { return nil }
    return head + body
  }

  private static func readFully(_ file: Int32, _ length: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < length {
      guard let more = read(file, most: length - bytes.count) else { return nil }
      bytes += more
    }
    return bytes
  }

  private static func read(_ file: Int32, most: Int) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: most)
    let count = unsafe Glibc.read(file, &buffer, most)
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  private static func write(_ file: Int32, _ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe send(file, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}

/// Set once.
final class Flag: Sendable {
  private let value = Atomic<Bool>(false)
  var isSet: Bool { value.load(ordering: .acquiring) }
  func set() { value.store(true, ordering: .releasing) }
}

/// A value that one thread gives and others take.
final class Box<Value: Sendable>: Sendable {
  private let value: Mutex<Value>
  init(_ value: Value) { self.value = Mutex(value) }
  var content: Value {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}

extension MariaDBClient {
  /// To a proxy. The client of MariaDB 11.8 would ask for TLS, which the proxy cannot look into: it would
  /// wait for 10 s and end without a statement.
  func through(_ socket: String) -> MariaDBClient {
    var client = self
    client.socket = socket
    if client.kind == .mariaDB118 { client.options.append("--skip-ssl") }
    return client
  }
}
