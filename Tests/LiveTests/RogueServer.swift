import Foundation
import Glibc
import PlancTestSupport
import Synchronization

/// A listener that speaks the protocol up to where it does harm, and keeps what it was sent. It offers
/// no TLS.
final class RogueServer: Sendable {
  enum Manner: Sendable {
    /// Asks for the password as it is.
    case asksForPassword
    /// Lets everybody in, and answers the first statement with rows of so many bytes, without end.
    case answersForEver(rowBytes: Int, pauseMilliseconds: UInt32)
    /// Lets everybody in, and never answers.
    case isSilent
  }

  let port: Int
  private let listener: Int32
  private let bytes = Mutex<[UInt8]>([])

  /// What clients have sent.
  var received: [UInt8] { bytes.withLock(\.self) }

  init(_ manner: Manner) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isNamed = unsafe withUnsafeMutablePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isNamed, listen(descriptor, 4) == 0 else { throw TestSupportError("no port") }
    listener = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        if client < 0 { break }
        serve(client, manner)
        close(client)
      }
      close(listener)
    }
  }

  /// Ends the thread, which closes the listener: closed here, its number could already be another one's.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ client: Int32, _ manner: Manner) {
    guard send(Self.greeting, 0, client), read(client) else { return }
    var number: UInt8 = 2
    if case .asksForPassword = manner {
      guard send([0xFE] + Array("mysql_clear_password\0".utf8), number, client), read(client) else {
        return
      }
      number = 4
    }
    guard send([0, 0, 0, 2, 0, 0, 0], number, client) else { return }
    guard case .answersForEver(let size, let pause) = manner else {
      while read(client) {}
      return
    }
    guard read(client), send([1], 1, client), send(Self.column, 2, client),
      send([0xFE, 0, 0, 2, 0], 3, client)
    else { return }
    let row = [0xFC, UInt8(size & 0xFF), UInt8(size >> 8)] + [UInt8](repeating: 0x78, count: size)
    number = 4
    while send(row, number, client) {
      number &+= 1
      usleep(pause * 1_000)
    }
  }

  private func send(_ payload: [UInt8], _ number: UInt8, _ client: Int32) -> Bool {
    let size = payload.count
    let packet = [UInt8(size & 0xFF), UInt8(size >> 8 & 0xFF), UInt8(size >> 16), number] + payload
    return unsafe packet.withUnsafeBytes {
      unsafe Glibc.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    } == packet.count
  }

  private func read(_ client: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe Glibc.read(client, &buffer, buffer.count)
    if count > 0 { bytes.withLock { $0 += buffer[..<count] } }
    return count > 0
  }

  /// The capabilities of a server without TLS.
  private static let greeting: [UInt8] = {
    let flags: UInt32 = 1 | 8 | 0x200 | 0x2000 | 0x8000 | 0x80000
    let (low, high) = (UInt16(flags & 0xFFFF), UInt16(flags >> 16))
    return [10] + Array("10.11.19-rogue\0".utf8) + [1, 0, 0, 0] + Array("12345678\0".utf8)
      + [UInt8(low & 0xFF), UInt8(low >> 8), 45, 2, 0, UInt8(high & 0xFF), UInt8(high >> 8), 21]
      + [UInt8](repeating: 0, count: 10) + Array("123456789012\0".utf8)
      + Array("mysql_native_password\0".utf8)
  }()

  /// A column of text, `planc`.
  private static let column: [UInt8] =
    [3] + Array("def".utf8) + [0, 0, 0, 5] + Array("planc".utf8)
    + [0, 12, 45, 0, 255, 255, 0, 0, 0xFD, 0, 0, 0, 0, 0]
}
