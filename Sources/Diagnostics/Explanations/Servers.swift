extension Explanation {
  static let damagedAnswer = Explanation(
    "what a server answered is not there as a whole",
    meaning: "`planc inspect --from` reads what a client printed when it ran the SQL of "
      + "`planc inspect --print-query`. Each row of it has a number, the number of all, and a "
      + "checksum. One is missing, changed, there twice or not in its place.",
    reason: "A catalog that lacks a trigger is worse than none: planc would not carry it along.",
    example: .situation(
      "The client stopped with an error after half of the statements, and its output was kept."),
    remedy: "Run the SQL again, look at the client's errors, and keep all that it prints on "
      + "standard output. Any mode of the client will do.",
    references: ["docs/catalog.md#taking-one"])

  static let unreachableServer = Explanation(
    "a server cannot be asked",
    meaning: "No connection could be made, the server did not let the account in, it refused a "
      + "statement, or this planc was built without a connection to servers.",
    reason: "What cannot be asked is not taken for absent.",
    example: .situation(
      "`planc inspect --database mysql://root@db.example` is run, and the port "
        + "is closed."),
    remedy: "The message has the words of the client library or of the server. Where planc cannot "
      + "connect, the client can: `planc inspect --print-query` prints what it has to run.",
    references: [
      "https://mariadb.com/kb/en/mariadb-error-code-reference/",
      "https://dev.mysql.com/doc/mysql-errors/8.4/en/client-error-reference.html",
    ])

  static let schemaNotOnServer = Explanation(
    "a schema that was asked for is not there",
    meaning: "The server does not show a schema of this name to the account.",
    reason: "A misspelt name would make a catalog in which a schema is missing. A schema that a "
      + "plan is to create is not there either: then the warning is to be expected.",
    example: .situation("`--schema shpo` is asked for, and the server has `shop`."),
    remedy: "Write the name as the server does, with its capitals, or let the account see it.",
    severities: [.error, .warning], references: ["docs/catalog.md#taking-one"])

  static let contradictoryAnswer = Explanation(
    "two answers of a server do not fit together",
    meaning: "One answer is about a table or schema that another answer does not have, or holds a "
      + "word that this release of planc does not know; or an answer is missing, since the server "
      + "refused a statement. Then nothing is concluded from the others.",
    reason: "A server is asked in several statements. What is created or dropped between two of "
      + "them is in one answer and not in the other.",
    example: .situation("A nightly job created tables while the catalog was taken."),
    remedy: "Ask again, when nobody changes the schemas. Where the message tells of a refusal, "
      + "give the account the right that it lacks.",
    references: ["docs/catalog.md#taking-one"])
}
