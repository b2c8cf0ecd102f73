import Glibc
import PlancTestSupport
import Testing

/// What docs/servers.md says of locks, where it takes several sessions.
@Suite struct LockFactsTests {
  @Test func `whoever asks for a table waits behind the RENAME that waits for it`() async throws {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t1 (id INT); CREATE TABLE a.t2 (id INT);")
      func waiting() throws -> Int {
        Int(
          try server.client.value(
            """
            SELECT COUNT(*) FROM information_schema.PROCESSLIST
             WHERE STATE = 'Waiting for table metadata lock';
            """)) ?? 0
      }
      let holder = try ClientSession(server.client)
      try holder.execute("START TRANSACTION; SELECT * FROM a.t2;")
      let mover = try ClientSession(server.client)
      mover.send("SET SESSION lock_wait_timeout = 600;\nRENAME TABLE a.t1 TO b.t1, a.t2 TO b.t2;\n")
      while try waiting() < 1 { usleep(10_000) }
      // Nobody else holds the first table; the statement that waits has its lock already.
      let reader = try ClientSession(server.client)
      reader.send("SELECT * FROM a.t1;\n")
      while try waiting() < 2 { usleep(10_000) }
      holder.end()
      try mover.execute("DO 0;")
      try reader.execute("DO 0;")
      #expect(mover.errors == "")
      #expect(reader.errors.contains("ERROR 1146"), "\(reader.errors)")
      #expect(try server.client.value("SELECT COUNT(*) FROM b.t2;") == "0")
    }
  }

  @Test func `a statement that gives up waiting has moved nothing, and lets the others go`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t1 (id INT); CREATE TABLE a.t2 (id INT);")
      let holder = try ClientSession(server.client)
      try holder.execute("START TRANSACTION; SELECT * FROM a.t2;")
      let output = try server.client.run(
        text: "SET SESSION lock_wait_timeout = 1; RENAME TABLE a.t1 TO b.t1, a.t2 TO b.t2;")
      #expect(output.stderr.contains("ERROR 1205 (HY000)"))
      // The holder's transaction goes on, and so does whoever waited.
      #expect(try holder.execute("SELECT COUNT(*) FROM a.t1;") == "0\n")
      #expect(try server.client.value("SELECT COUNT(*) FROM a.t2;") == "0")
      holder.end()
    }
  }
}
