package import Operations

/// A connection that may be made, lost and made anew.
///
/// Unlike `ServerConnection` it is there in every build: where planc cannot connect, it says so.
package final class ServerSession {
  package let address: ServerAddress
  private let settings: ConnectionSettings
  #if LiveServer
    private var connection: ServerConnection?
  #endif
  /// The server's number of this session; nil without a connection.
  package private(set) var threadID: UInt?

  /// A session without a connection.
  package init(_ address: ServerAddress, _ settings: ConnectionSettings) {
    self.address = address
    self.settings = settings
  }

  /// Closes the connection, if there is one, and makes one.
  package func connect() throws(ServerFault) {
    #if LiveServer
      close()
      let made = ServerConnection(settings)
      try made.connect(to: address)
      threadID = made.threadID
      connection = consume made
    #else
      throw ServerFault(
        number: 0, sentence: "this planc was built without a connection to servers")
    #endif
  }

  /// Ends the session on the server, which gives up all locks of it.
  package func close() {
    #if LiveServer
      connection = nil
    #endif
    threadID = nil
  }

  /// Runs one statement, and waits for its end; see `ServerConnection.run(_:)`.
  package func run(_ statement: String) throws(ServerFault) -> [ServerAnswer] {
    #if LiveServer
      if let answers = try connection?.run(statement) { return answers }
    #endif
    throw ServerFault(number: 2006, sentence: "there is no connection", statement: statement)
  }
}
