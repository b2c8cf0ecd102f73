import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Plans
@testable import Servers

/// Servers that want the password before TLS, or keep planc reading for ever.
@Suite struct RogueServerTests {
  private func ask(_ server: RogueServer, _ settings: ConnectionSettings) -> ServerFault? {
    var settings = settings
    settings.password = "secret"
    if settings.limits.silenceSecondsMax ?? 900 > 2 { settings.limits.silenceSecondsMax = 2 }
    do throws(ServerFault) {
      let address = try! ServerAddress(url: "mysql://dba@127.0.0.1:\(server.port)")
      _ = try answers(to: InspectionQuery(schemas: ["shop"]), at: address, settings)
      return nil
    } catch {
      return error
    }
  }

  /// Settings with an option file.
  private func settings(_ text: String, _ folder: TemporaryFolder) throws -> ConnectionSettings {
    var settings = ConnectionSettings()
    settings.defaultsFile = try folder.write("my.cnf", text)
    return settings
  }

  @Test(arguments: [
    "[client]\nssl-verify-server-cert\n", "[client]\nssl-mode=REQUIRED\n",
    "[client]\nssl_mode = \"VERIFY_CA\" # as asked\n", "[mysql]\nloose-ssl-mode=verify_identity\n",
    "[client-mariadb]\nssl\n", "[mariadb-client]\nssl = 1\n", "[planc]\nssl-ca=/dev/null\n",
    "[client]\nssl-cert=/dev/null\n", "[client]\nssl_cipher=AES256-SHA\n",
    "[client]\nssl-mode=DISABLED\n[mysql]\nssl-mode=REQUIRED\n",
  ])
  func `nothing leaves where an option file asks for TLS`(text: String) throws {
    let server = try RogueServer(.asksForPassword)
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let fault = try #require(ask(server, try settings(text, folder)))
    #expect(server.received == [], "\(fault)")
  }

  @Test func `nothing leaves where an included file asks for TLS`() throws {
    let server = try RogueServer(.asksForPassword)
    defer { server.stop() }
    let folder = try TemporaryFolder()
    try folder.write("more/tls.cnf", "[client]\nssl-mode=REQUIRED\n")
    let settings = try settings("!includedir \(folder.path)/more\n", folder)
    let fault = try #require(ask(server, settings))
    #expect(
      fault.sentence == "TLS was asked for, and the server does not offer it; nothing was sent")
    #expect(server.received == [])
  }

  @Test(arguments: [(true, false), (true, true), (false, true)])
  func `nothing leaves where an option of planc asks for TLS`(required: Bool, verified: Bool) throws
  {
    let server = try RogueServer(.asksForPassword)
    defer { server.stop() }
    var settings = ConnectionSettings()
    settings.defaultsFile = "/dev/null"
    settings.tls.isRequired = required
    settings.tls.isVerified = verified
    #expect(ask(server, settings)?.sentence.hasPrefix("TLS was asked for") == true)
    #expect(server.received == [])
  }

  @Test(arguments: ["", "[client]\nenable-cleartext-plugin\n"])
  func `the password leaves as it is only where an option file allows it`(text: String) throws {
    let server = try RogueServer(.asksForPassword)
    defer { server.stop() }
    let folder = try TemporaryFolder()
    _ = ask(server, try settings(text + "[client]\nssl-mode=DISABLED\n", folder))
    #expect(!server.received.isEmpty)
    #expect(server.received.contains(sequence: Array("secret".utf8)) == !text.isEmpty)
  }

  @Test func `an answer without end is cut by its bytes, its rows or its time`() throws {
    var few = ConnectionSettings()
    few.defaultsFile = "/dev/null"
    few.limits.bytesMax = 10_000_000
    few.limits.rowsMax = 1_000
    few.limits.secondsMax = 1
    few.limits.silenceSecondsMax = 1
    for (manner, sentence) in [
      (.answersForEver(rowBytes: 60_000, pauseMilliseconds: 0), "longer than 10000000 bytes"),
      (.answersForEver(rowBytes: 1, pauseMilliseconds: 0), "has more than 1000 rows"),
      (.answersForEver(rowBytes: 1, pauseMilliseconds: 20), "took more than 1 s"), (.isSilent, ""),
    ] as [(RogueServer.Manner, String)] {
      let server = try RogueServer(manner)
      defer { server.stop() }
      let fault = try #require(ask(server, few))
      #expect(fault.sentence.contains(sentence), "\(fault)")
    }
  }
}

extension [UInt8] {
  fileprivate func contains(sequence: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: sequence) }
  }
}
