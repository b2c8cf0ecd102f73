import PlancTestSupport
import Testing

/// What the options of TLS promise, by planc itself over TCP.
@Suite struct TLSTests {
  /// Certificates for a day; a server's and a client's of one authority, and another authority.
  private struct Certificates {
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      for authority in ["authority", "stranger"] {
        try openssl(
          "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=\(authority) "
            + "-keyout \(path(authority, "key")) -out \(path(authority))")
      }
      try sign("server", for: "IP:127.0.0.1")
      try sign("misnamed", for: "DNS:elsewhere.example")
      try sign("client", for: "DNS:client.example")
    }

    func path(_ name: String, _ kind: String = "pem") -> String { "\(folder.path)/\(name).\(kind)" }

    private func sign(_ name: String, for place: String) throws {
      try folder.write("\(name).ext", "subjectAltName=\(place)\n")
      try openssl(
        "req -newkey rsa:2048 -nodes -subj /CN=\(name) -keyout \(path(name, "key")) "
          + "-out \(path(name, "csr"))")
      try openssl(
        "x509 -req -days 1 -in \(path(name, "csr")) -CA \(path("authority")) "
          + "-CAkey \(path("authority", "key")) -CAcreateserial -extfile \(path(name, "ext")) "
          + "-out \(path(name))")
    }

    private func openssl(_ words: String) throws {
      let output = try ChildProcess.run("openssl", words.split(separator: " ").map(String.init))
      if output.exitCode != 0 { throw TestSupportError("openssl \(words): \(output.stderr)") }
    }

    /// A server that shows `name` and asks nobody for a certificate but where an account must have one.
    func server(_ name: String) throws -> ThrowawayServer {
      let server = try ThrowawayServer(
        options: [
          "--ssl-ca=\(path("authority"))", "--ssl-cert=\(path(name))",
          "--ssl-key=\(path(name, "key"))",
        ])
      try server.client.query(
        """
        CREATE SCHEMA shop;
        CREATE USER plain@'%' IDENTIFIED BY 'secret', safe@'%' IDENTIFIED BY 'secret';
        CREATE USER known@'%' IDENTIFIED BY 'secret';
        ALTER USER safe@'%' REQUIRE SSL;
        ALTER USER known@'%' REQUIRE X509;
        GRANT SELECT ON *.* TO plain@'%', safe@'%', known@'%';
        """)
      return server
    }
  }

  private func inspect(
    _ server: ThrowawayServer, as user: String, _ options: [String]
  ) throws -> ProgramOutput {
    var environment = ApplyProject.environment
    environment["PLANC_PASSWORD"] = "secret"
    return try ChildProcess.run(
      ApplyProject.planc,
      [
        "inspect", "--schema", "shop", "--database", "mysql://\(user)@127.0.0.1:\(server.port)",
        "--defaults-file", "/dev/null",
      ] + options, environment: environment)
  }

  private func expectAnswer(_ output: ProgramOutput) {
    #expect(output.exitCode == 0, "\(output.stderr)")
    #expect(output.stdout.contains("- schema: shop\n"))
  }

  /// - Parameter words: in the reason that is given.
  private func expectRefusal(_ output: ProgramOutput, _ words: String) {
    #expect(output.exitCode == 3)
    #expect(output.stdout == "")
    #expect(output.stderr.contains("error[P902]"), "\(output.stderr)")
    #expect(output.stderr.contains(words), "\(output.stderr)")
    #expect(!output.stderr.contains("secret"))
  }

  @Test func `a server is known by the authority that signed for it`() throws {
    let certificates = try Certificates()
    let server = try certificates.server("server")
    expectAnswer(try inspect(server, as: "safe", ["--tls-ca", certificates.path("authority")]))
    expectRefusal(
      try inspect(server, as: "plain", ["--tls-ca", certificates.path("stranger")]), "certificate")
    // The authorities of this machine have not signed for it.
    expectRefusal(try inspect(server, as: "plain", ["--tls-verify"]), "certificate")
    // Who the server is was not asked here.
    expectAnswer(try inspect(server, as: "safe", ["--tls"]))
  }

  @Test func `a certificate for another host is refused`() throws {
    let certificates = try Certificates()
    let server = try certificates.server("misnamed")
    expectRefusal(
      try inspect(server, as: "plain", ["--tls-ca", certificates.path("authority")]), "certificate")
    expectAnswer(try inspect(server, as: "plain", ["--tls"]))
  }

  @Test func `an account that must show a certificate shows it`() throws {
    let certificates = try Certificates()
    let server = try certificates.server("server")
    let authority = ["--tls-ca", certificates.path("authority")]
    expectRefusal(try inspect(server, as: "known", authority), "Access denied")
    expectAnswer(
      try inspect(
        server, as: "known",
        authority + [
          "--tls-cert", certificates.path("client"),
          "--tls-key", certificates.path("client", "key"),
        ]))
  }

  @Test(
    .enabled(
      if: ServerKind.chosen == .mariaDB1011,
      "only on MariaDB: 10.11 alone; the client of 11.8 asks for TLS, and MySQL always has it"))
  func `a server without TLS is refused where TLS is asked for`() throws {
    let server = try ThrowawayServer(options: ["--skip-ssl"])
    try server.client.query(
      "CREATE SCHEMA shop; CREATE USER plain@'%' IDENTIFIED BY 'secret';"
        + "GRANT SELECT ON *.* TO plain@'%';")
    expectRefusal(try inspect(server, as: "plain", ["--tls"]), "TLS was asked for")
    expectRefusal(try inspect(server, as: "plain", ["--tls-verify"]), "TLS was asked for")
    expectAnswer(try inspect(server, as: "plain", []))
  }

  @Test func `a file of TLS that cannot be read is named`() async throws {
    try await SharedServer.use { server in
      for option in ["--tls-ca", "--tls-cert", "--tls-key"] {
        let output = try inspect(server, as: "plain", [option, "/no/such.pem"])
        #expect(output.exitCode != 0)
        #expect(output.stderr.contains("/no/such.pem"), "\(output.stderr)")
      }
    }
  }
}
