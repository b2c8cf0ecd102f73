import Foundations

/// The schemas that the body of a trigger names, each before a dot.
///
/// Without the server's parser `a.b` may be a column of the alias `a`. An alias is also written
/// without a dot behind it, and a table behind one; a schema never is.
package struct BodySchemas {
  package struct Place: Hashable {
    package var schema: String
    /// Bytes of the body.
    package var range: Range<Int>
    /// Whether it can be nothing but a schema.
    package var isCertain: Bool
  }

  /// In the order of the body.
  package private(set) var places: [Place] = []
  private let body: [UInt8]

  /// - Parameters:
  ///   - readings: what only one of them finds is not certain.
  ///   - known: schemas of the plan and the catalog, in lower case.
  package init(_ body: String, _ readings: [BodyQuoting], known: Set<String>) {
    self.body = Array(body.utf8)
    let found = readings.map { Self.places(in: bodyTokens(body, $0), known) }
    for place in Set(found.joined()) {
      var place = place
      if !found.allSatisfy({ $0.contains(place) }) { place.isCertain = false }
      places.append(place)
    }
    places.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static func places(in tokens: [BodyToken], _ known: Set<String>) -> [Place] {
    var starts: [(index: Int, name: String, isClear: Bool)] = []
    var others: Set<String> = []
    var index = 0
    while index < tokens.count {
      guard let name = tokens[index].name else {
        index += 1
        continue
      }
      let start = index
      // What follows is a column, and no alias.
      let isRow = tokens[start].isWord("NEW") || tokens[start].isWord("OLD")
      while index + 2 < tokens.count, tokens[index + 1].isSymbol("."),
        let part = tokens[index + 2].name
      {
        if !isRow { others.insert(part.lowercased()) }
        index += 2
      }
      if index == start {
        others.insert(name.lowercased())
      } else if !isRow {
        let follows =
          start > 0 && Self.wordsBeforeSchemas.contains { tokens[start - 1].isWord($0) }
        starts.append((start, name, index > start + 2 || follows))
      }
      index += 1
    }
    return starts.compactMap { start in
      let name = start.name.lowercased()
      let isCertain = start.isClear || !others.contains(name)
      if systemSchemas.contains(name) || !isCertain && !known.contains(name) { return nil }
      return Place(schema: start.name, range: tokens[start.index].range, isCertain: isCertain)
    }
  }

  /// `FROM` is none of them: `EXTRACT(YEAR FROM a.b)`.
  private static let wordsBeforeSchemas = ["INTO", "JOIN", "CALL", "TABLE"]

  /// The body with other names; a name without quotes keeps none where it can.
  package func renaming(_ newName: (String) -> String?) -> String {
    var result: [UInt8] = []
    var end = 0
    for place in places where place.isCertain {
      guard let name = newName(place.schema), name != place.schema else { continue }
      let wasPlain = body[place.range.lowerBound] | 0x20 >= 0x61
      result += body[end..<place.range.lowerBound]
      result += Array((wasPlain && isPlain(name) ? name : SQLText.name(name)).utf8)
      end = place.range.upperBound
    }
    return String(decoding: result + body[end...], as: UTF8.self)
  }

  private func isPlain(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
      && bytes.contains { $0 == 0x5F } && bytes[0] &- 0x30 >= 10
  }

  /// "line 2, column 7 of its body"
  package func shown(_ place: Place) -> String {
    let before = body[..<place.range.lowerBound]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return "line \(before.count { $0 == 0x0A } + 1), column \(column) of its body"
  }
}
