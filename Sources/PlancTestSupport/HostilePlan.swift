/// A plan that moves tables from one schema to another, which it creates; its texts are anything.
package struct HostilePlan {
  package var title = "A title"
  package var version = "1"
  package var comment = "A comment"
  package var source = "haus"
  package var target = "ziel"
  /// A table moves in each group, and stays `name` or becomes `renamed`.
  package var groups: [(title: String, name: String, renamed: String?)] = []

  package init() {}

  package var text: String {
    let count = groups.count
    var text = """
      plan: hostile
      title: \(Self.quoted(title))
      version: \(Self.quoted(version))
      schemas:
        \(Self.quoted(source)):
          alias: source
          table_count: {before: \(count + 1), after: 1}
        \(Self.quoted(target)):
          alias: target
          table_count: {before: 0, after: \(count)}
          create: {collation: utf8mb4_bin, comment: \(Self.quoted(comment))}
      code: {php: {file: schema-config.php}}
      assignments:
        - from: \(Self.quoted(source))
          to: \(Self.quoted(target))
          tables:

      """
    for group in groups {
      let name = Self.quoted(group.name)
      let table = group.renamed.map { "{table: \(name), as: \(Self.quoted($0))}" } ?? name
      text += "      \(Self.quoted(group.title)):\n        - \(table)\n"
    }
    return text
  }

  /// A double-quoted scalar; the text may hold anything but control characters.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// Whether a text can name a table or schema as far as planc's own rules go.
  package static func isName(_ text: String) -> Bool {
    text.unicodeScalars.count <= 64 && text.last != " "
      && !text.unicodeScalars.contains { $0.value > 0xFFFF }
  }
}
