package import Catalogs

/// Asks a server what a catalog holds: the same statements that the command-line client would run,
/// and the same records as its answer.
///
/// - Throws: `ServerFault`, also where this build cannot connect.
package func answers(
  to query: InspectionQuery, at address: ServerAddress, _ settings: ConnectionSettings
) throws(ServerFault) -> [UInt8] {
  #if LiveServer
    let connection = ServerConnection(settings)
    try connection.connect(to: address)
    var bytes: [UInt8] = []
    for statement in query.preparations { try connection.append(answersTo: statement, to: &bytes) }
    for question in query.questions {
      try connection.append(answersTo: question.sql, to: &bytes)
    }
    return bytes
  #else
    throw ServerFault(
      number: 0, sentence: "this planc was built without a connection to servers")
  #endif
}
