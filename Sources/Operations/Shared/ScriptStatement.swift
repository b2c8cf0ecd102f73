/// One statement of a rendered file.
package struct ScriptStatement: Equatable, Sendable {
  /// From its first word to its last character, without the semicolon; comments within it stay.
  package var text: String
  /// The line of its first word in the file, from 1.
  package var line: Int
  /// Whether it may open the session for writing: what follows may change something.
  package var opensSession: Bool

  package init(_ text: String, line: Int, opensSession: Bool = false) {
    self.text = text
    self.line = line
    self.opensSession = opensSession
  }
}
