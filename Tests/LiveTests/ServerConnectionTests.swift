import PlancTestSupport
import Servers
import Testing

@testable import Operations
@testable import Plans

/// Statements that planc sends itself.
@Suite struct ServerConnectionTests {
  static func connect(
    _ server: ThrowawayServer, as user: String = "root"
  ) throws(ServerFault) -> ServerConnection {
    var settings = ConnectionSettings()
    settings.defaultsFile = "/dev/null"
    let connection = ServerConnection(settings)
    guard
      let address = try? ServerAddress(url: "mysql://\(user)@localhost/?socket=\(server.socket)")
    else { preconditionFailure("a socket's path is plain") }
    try connection.connect(to: address)
    return connection
  }

  @Test func `a statement tells its results by column, NULL as nothing`() async throws {
    try await SharedServer.use { server in
      let connection = try Self.connect(server)
      #expect(try connection.run("SET @a = 'ü;'") == [])
      #expect(
        try connection.run("SELECT @a AS a, NULL AS `b c` UNION ALL SELECT '', 'x\\0y'")
          == [ServerAnswer(columns: ["a", "b c"], rows: [["ü;", nil], ["", "x\u{0}y"]])])
      #expect(try connection.run("SELECT 1 AS one WHERE FALSE").first?.rows == [])
      #expect(
        try connection.run("SELECT CONNECTION_ID()").first?.rows == [["\(connection.threadID)"]])
    }
  }

  /// By itself the client library takes the socket for `localhost`, and any port for another host.
  @Test func `the port and the socket that are named are those that are asked`() throws {
    let (here, there) = (try ThrowawayServer(), try ThrowawayServer())
    let folder = try TemporaryFolder()
    let file = try folder.write("my.cnf", "[client]\nsocket=\(here.socket)\nport=\(here.port)\n")
    for url in [
      "mysql://root@localhost:\(there.port)", "mysql://root@127.0.0.1/?socket=\(there.socket)",
    ] {
      var settings = ConnectionSettings()
      settings.defaultsFile = file
      let connection = ServerConnection(settings)
      try connection.connect(to: try ServerAddress(url: url))
      let answer = try connection.run("SELECT @@port").first?.rows
      #expect(answer == [["\(there.port)"]], "\(url)")
    }
  }

  @Test func `a refusal keeps the connection, a KILL loses it`() async throws {
    try await SharedServer.use { server in
      let connection = try Self.connect(server)
      do throws(ServerFault) {
        _ = try connection.run("SELECT * FROM no.where")
        Issue.record("there is no such table")
      } catch {
        #expect([1049, 1146].contains(error.number) && !error.isLostConnection)
        #expect(error.statement == "SELECT * FROM no.where")
      }
      #expect(try connection.run("SELECT 1").count == 1)
      try server.client.query("KILL \(connection.threadID);")
      do throws(ServerFault) {
        _ = try connection.run("SELECT 1")
        Issue.record("the connection was killed")
      } catch {
        #expect(error.isLostConnection, "\(error)")
      }
    }
  }

  /// The client's own way of reading a file, and planc's, come to the same.
  @Test func `the files of a plan run a statement at a time, there and back`() async throws {
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(SmallMove.migration)
      for file in scripts.forward + [scripts.names.verify] + scripts.back {
        let connection = try Self.connect(server)
        var last: [[String?]] = []
        for statement in clientStatements(in: Array(scripts.text(file).utf8)) {
          last = try connection.run(statement.text).last?.rows ?? last
        }
        let word = last.last?.first.flatMap { $0 } ?? ""
        #expect(
          word.hasPrefix(file == scripts.names.verify ? "VERIFIED" : "DONE: "), "\(file): \(word)")
      }
      #expect(try ServerState(of: server) == start)
    }
  }
}
