package import Foundations

/// A trigger's text from the word TRIGGER up to its body.
///
/// MariaDB keeps it as it was written, but for the table: `RENAME TABLE` writes the new name there.
/// A schema before a name binds the trigger to it: a dump restores under no other name then.
package struct TriggerHead {
  private let bytes: [UInt8]
  /// The schema before the trigger's name.
  package private(set) var ownSchema: Range<Int>?
  package private(set) var tableSchema: Range<Int>?
  package private(set) var table = 0..<0
  /// Behind FOR EACH ROW.
  package private(set) var end = 0
  package private(set) var saysIfNotExists = false
  private let tokens: [BodyToken]

  /// - Parameter text: what follows the head is left alone.
  /// - Returns: nil for a text that is put together in another way than MariaDB's are.
  package init?(_ text: String, _ quoting: BodyQuoting) {
    bytes = Array(text.utf8)
    tokens = bodyTokens(text, quoting)
    var reader = HeadReader(tokens: tokens)
    guard reader.takes("TRIGGER") else { return nil }
    if reader.takes("IF") {
      guard reader.takes("NOT"), reader.takes("EXISTS") else { return nil }
      saysIfNotExists = true
    }
    guard let name = reader.takeName(), reader.takes("BEFORE", "AFTER"),
      reader.takes("INSERT", "UPDATE", "DELETE"), reader.takes("ON"),
      let place = reader.takeName(), reader.takes("FOR"), reader.takes("EACH"),
      reader.takes("ROW")
    else { return nil }
    if reader.takes("FOLLOWS", "PRECEDES") { return nil }
    ownSchema = name.schema
    tableSchema = place.schema
    table = place.name
    end = tokens[reader.place - 1].range.upperBound
  }

  /// The same text for a trigger of another table: only the names that differ are written anew.
  ///
  /// - Parameter clause: what stands behind FOR EACH ROW; the server keeps it out of the text.
  package func text(on name: QualifiedName, _ clause: String = "") -> String {
    var edits: [(range: Range<Int>, name: String)] = []
    if let ownSchema { edits.append((ownSchema, name.schema)) }
    if let tableSchema { edits.append((tableSchema, name.schema)) }
    edits.append((table, name.table))
    var text: [UInt8] = []
    var place = 0
    for edit in edits {
      guard let token = tokens.first(where: { $0.range == edit.range }), token.name != edit.name
      else { continue }
      text += bytes[place..<edit.range.lowerBound]
      text += Array(SQLText.name(edit.name).utf8)
      place = edit.range.upperBound
    }
    text += bytes[place..<end] + Array(clause.utf8) + bytes[end...]
    return String(decoding: text, as: UTF8.self)
  }
}

private struct HeadReader {
  package let tokens: [BodyToken]
  package private(set) var place = 0

  package mutating func takes(_ words: String...) -> Bool {
    guard tokens.indices.contains(place), words.contains(where: tokens[place].isWord) else {
      return false
    }
    place += 1
    return true
  }

  mutating func takeName() -> (schema: Range<Int>?, name: Range<Int>)? {
    guard tokens.indices.contains(place), tokens[place].name != nil else { return nil }
    let first = tokens[place].range
    place += 1
    guard tokens.indices.contains(place + 1), tokens[place].isSymbol(".") else {
      return (nil, first)
    }
    guard tokens[place + 1].name != nil else { return nil }
    place += 2
    return (first, tokens[place - 1].range)
  }
}
