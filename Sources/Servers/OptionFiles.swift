import Glibc

/// What the option files of the `mariadb` and `mysql` clients ask of a connection's safety, besides
/// what the client library reads itself: it does not know `ssl-mode`, and without the server's offer of
/// TLS it would go on.
///
/// - Source: https://dev.mysql.com/doc/refman/8.4/en/option-files.html and
///   https://mariadb.com/kb/en/configuring-mariadb-with-option-files/
struct OptionFiles {
  /// The last value of each option, by its name with hyphens.
  private var values: [String: String] = [:]
  private let groups: Set<String>

  init(_ settings: ConnectionSettings) {
    let suffix = settings.defaultsGroupSuffix ?? ""
    let names = ["client", "client-server", "client-mariadb", "mysql", "mariadb", "mariadb-client"]
    groups = Set(names + ["planc"] + (suffix.isEmpty ? [] : names.map { $0 + suffix }))
    for path in settings.defaultsFile.map({ [$0] }) ?? Self.usual { read(path, depth: 0) }
  }

  /// As the clients read them: those later in the list win.
  private static var usual: [String] {
    func folder(_ variable: String, _ file: String) -> [String] {
      guard let value = unsafe getenv(variable) else { return [] }
      return ["\(unsafe String(cString: value))/\(file)"]
    }
    return ["/etc/my.cnf", "/etc/mysql/my.cnf"] + folder("MARIADB_HOME", "my.cnf")
      + folder("MYSQL_HOME", "my.cnf") + folder("HOME", ".my.cnf")
  }

  // MARK: What is asked

  /// Whether a connection without TLS is refused.
  var requireTLS: Bool {
    if verifyServer || ["required", "verify_ca", "verify_identity"].contains(mode) { return true }
    if mode == "disabled" || values["ssl"].map(Self.isOn) == false { return false }
    let files = [
      "ssl-ca", "ssl-capath", "ssl-cert", "ssl-key", "ssl-cipher", "ssl-crl", "ssl-crlpath",
      "ssl-fp", "ssl-fplist", "tls-fp", "tls-fplist", "tls-peer-fp", "tls-version",
      "tls-ciphersuites",
    ]
    return values["ssl"] != nil || files.contains { values[$0].map { !$0.isEmpty } ?? false }
  }

  var verifyServer: Bool {
    ["verify_ca", "verify_identity"].contains(mode)
      || values["ssl-verify-server-cert"].map(Self.isOn) ?? false
  }

  /// Whether a server may have the password as it is.
  var allowCleartext: Bool { values["enable-cleartext-plugin"].map(Self.isOn) ?? false }

  private var mode: String { values["ssl-mode"]?.lowercased() ?? "" }

  private static func isOn(_ value: String) -> Bool {
    !["0", "off", "false", "no"].contains(value.lowercased())
  }

  // MARK: Reading

  private static let depthMax = 10
  private static let bytesMax = 1 << 20

  private mutating func read(_ path: String, depth: Int) {
    guard depth < Self.depthMax, let text = Self.text(of: path) else { return }
    var isOurs = false
    for raw in text.split(whereSeparator: \.isNewline) {
      let line = Self.trimmed(raw)
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("!includedir") {
        let folder = Self.trimmed(line.dropFirst("!includedir".count))
        for file in Self.files(in: String(folder)) { read(file, depth: depth + 1) }
      } else if line.hasPrefix("!include") {
        read(String(Self.trimmed(line.dropFirst("!include".count))), depth: depth + 1)
      } else if line.hasPrefix("[") {
        isOurs = groups.contains(String(Self.trimmed(line.dropFirst().prefix { $0 != "]" })))
      } else if isOurs {
        readOption(line)
      }
    }
  }

  private mutating func readOption(_ line: Substring) {
    let name = Self.trimmed(line.prefix { $0 != "=" })
    var value = line.count > name.count ? Self.trimmed(line.drop { $0 != "=" }.dropFirst()) : ""
    if let comment = value.firstRange(of: " #") {
      value = Self.trimmed(value[..<comment.lowerBound])
    }
    if value.count > 1, let quote = value.first, quote == "'" || quote == "\"", value.last == quote
    {
      value = value.dropFirst().dropLast()
    }
    var option = name.lowercased().replacing("_", with: "-")
    if option.hasPrefix("loose-") { option.removeFirst("loose-".count) }
    for prefix in ["skip-", "disable-"] where option.hasPrefix(prefix) {
      values[String(option.dropFirst(prefix.count))] = "0"
    }
    values[option] = value.isEmpty && !line.contains("=") ? "1" : String(value)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return text.drop(while: \.isWhitespace)
  }

  /// A file that cannot be read is passed over, as the clients do.
  private static func text(of path: String) -> String? {
    let file = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    var count = 0
    while count < bytesMax {
      let got = unsafe bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(file, $0.baseAddress! + count, bytesMax - count)
      }
      if got <= 0 { break }
      count += got
    }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// The `.cnf` files of a folder, by name.
  private static func files(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name.hasSuffix(".cnf") { names.append("\(folder)/\(name)") }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
