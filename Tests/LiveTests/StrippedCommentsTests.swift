import PlancTestSupport
import Testing

@testable import Plans

/// A client that takes comments out, also those that MariaDB reads: that of MySQL 8.0 does.
@Suite(.onlyOnMariaDB("MySQL reads nothing in such comments"))
struct StrippedCommentsTests {
  @Test func `a client that strips comments moves nothing, there and back`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      for file in scripts.forward + [scripts.names.rollback] {
        let text = scripts.text(file).replacing(/\/\*M![^*]*\*\//, with: "")
        #expect(text != scripts.text(file))
        let start = try ServerState(of: server)
        let output = try server.client.run(text: text)
        #expect(output.exitCode == 1)
        #expect(
          output.stderr.contains("this client strips executable comments"),
          "\(output.stderr)")
        #expect(try ServerState(of: server) == start)
        if file != scripts.names.rollback { try scripts.run(file, on: server) }
      }
    }
  }
}
