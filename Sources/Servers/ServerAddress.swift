/// Where a server is, and as whom it is asked: what a URL says.
///
///     mysql://user@host:3306
///     mysql://user@localhost/?socket=/run/mysqld/mysqld.sock
///
/// `mariadb://` means the same. What is left out comes from the option files, or is as the client
/// library has it. A password has no place in a URL.
package struct ServerAddress: Equatable, Sendable {
  package var user: String?
  package var host: String?
  package var port: Int?
  package var socket: String?

  /// Why a text is no address; a sentence that never repeats a password.
  package struct Fault: Error, Equatable, Sendable {
    package var sentence: String
  }

  package init(url: String) throws(Fault) {
    guard let scheme = ["mysql://", "mariadb://"].first(where: { url.hasPrefix($0) }) else {
      throw Fault(sentence: "a database is given as mysql://user@host:port")
    }
    var rest = url.dropFirst(scheme.count)
    var query = Substring()
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    var path = Substring()
    if let slash = rest.firstIndex(of: "/") {
      path = rest[rest.index(after: slash)...]
      rest = rest[..<slash]
    }
    if let at = rest.lastIndex(of: "@") {
      let account = rest[..<at]
      guard !account.contains(":") else {
        throw Fault(
          sentence:
            "a password does not belong in a URL, where shells and lists of processes keep it: "
            + "set PLANC_PASSWORD, or write it into an option file")
      }
      user = try Self.decoded(account)
      rest = rest[rest.index(after: at)...]
    }
    guard path.isEmpty else {
      throw Fault(
        sentence: "a database's URL ends behind the port: schemas are given with --schema")
    }
    try readHost(rest)
    try readQuery(query)
  }

  private mutating func readHost(_ text: Substring) throws(Fault) {
    var host = text
    // The address of IPv6 has colons, and stands in brackets.
    let end = text.lastIndex(of: "]") ?? text.startIndex
    if let colon = text[end...].lastIndex(of: ":") {
      host = text[..<colon]
      let digits = text[text.index(after: colon)...]
      guard let number = Int(digits), (1...65535).contains(number) else {
        throw Fault(sentence: "a port is a number from 1 to 65535")
      }
      port = number
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    self.host = host.isEmpty ? nil : try Self.decoded(host)
  }

  private mutating func readQuery(_ text: Substring) throws(Fault) {
    for item in text.split(separator: "&") {
      guard item.hasPrefix("socket=") else {
        throw Fault(sentence: "a database's URL knows ?socket=PATH, and nothing else behind the ?")
      }
      socket = try Self.decoded(item.dropFirst("socket=".count))
    }
  }

  /// Two digits behind a percent sign stand for a byte.
  private static func decoded(_ text: Substring) throws(Fault) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte != UInt8(ascii: "%") {
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard rest.count >= 2, let decoded = UInt8(digits, radix: 16), decoded != 0 else {
        throw Fault(sentence: "a percent sign in a URL stands before two digits, as in %40 for @")
      }
      bytes.append(decoded)
      rest = rest.dropFirst(2)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else {
      throw Fault(sentence: "a URL is text in UTF-8")
    }
    return decoded
  }

  /// As people are told of it.
  package var shown: String {
    let account = user.map { "\($0)@" } ?? ""
    let place = (host ?? "") + (port.map { ":\($0)" } ?? "")
    return "mysql://\(account)\(place)" + (socket.map { "/?socket=\($0)" } ?? "")
  }
}
