/// A language that planc reads, by the rules of its literals.
package enum Language: String, CaseIterable, Sendable {
  case php, blade, python, javascript, ruby, java, kotlin, csharp, go, perl, shell, sql

  /// The language of a file by its name, or by a `#!` line; nil for what planc does not read.
  package init?(fileName: String, start: ArraySlice<UInt8>) {
    let lower = fileName.lowercased()
    if lower.hasSuffix(".blade.php") {
      self = .blade
      return
    }
    if let dot = lower.lastIndex(of: "."), dot != lower.startIndex,
      let language = Language.byExtension[String(lower[lower.index(after: dot)...])]
    {
      self = language
      return
    }
    if let language = Language.byName[lower] {
      self = language
      return
    }
    guard start.starts(with: [0x23, 0x21]) else { return nil }
    let line = String(decoding: start.prefix { $0 != 0x0A }.prefix(200), as: UTF8.self)
    guard let match = Language.byInterpreter.first(where: { line.contains($0.0) }) else {
      return nil
    }
    self = match.1
  }

  private static let byExtension: [String: Language] = [
    "php": .php, "phtml": .php, "inc": .php, "php5": .php, "php7": .php, "module": .php,
    "install": .php, "theme": .php, "profile": .php, "tpl": .php, "ctp": .php,
    "py": .python, "pyi": .python, "pyw": .python, "pyx": .python,
    "js": .javascript, "mjs": .javascript, "cjs": .javascript, "jsx": .javascript,
    "ts": .javascript, "tsx": .javascript, "mts": .javascript, "cts": .javascript,
    "vue": .javascript, "svelte": .javascript,
    "rb": .ruby, "rake": .ruby, "gemspec": .ruby, "ru": .ruby, "erb": .ruby,
    "java": .java, "groovy": .java, "scala": .java, "kt": .kotlin, "kts": .kotlin,
    "cs": .csharp, "go": .go, "pl": .perl, "pm": .perl, "t": .perl, "cgi": .perl,
    "sh": .shell, "bash": .shell, "zsh": .shell, "ksh": .shell, "sql": .sql, "ddl": .sql,
    "mysql": .sql, "pgsql": .sql,
  ]

  private static let byName: [String: Language] = [
    "rakefile": .ruby, "gemfile": .ruby, "capfile": .ruby, ".bashrc": .shell, ".profile": .shell,
  ]

  private static let byInterpreter: [(String, Language)] = [
    ("php", .php), ("python", .python), ("node", .javascript), ("deno", .javascript),
    ("ruby", .ruby), ("perl", .perl), ("bash", .shell), ("zsh", .shell), ("ksh", .shell),
    ("/sh", .shell), (" sh", .shell),
  ]

  /// The operator that joins strings; 0 where none does.
  var concatenation: UInt8 {
    switch self {
    case .php, .blade, .perl: UInt8(ascii: ".")
    case .python, .javascript, .ruby, .java, .kotlin, .csharp, .go: UInt8(ascii: "+")
    case .shell, .sql: 0
    }
  }

  /// Whether literals side by side are one.
  var joinsAdjacent: Bool { self == .python || self == .ruby || self == .shell }

  /// Whether functions are marked by indentation, as `def` and its lines.
  var isIndented: Bool { self == .python || self == .ruby }

  package var isPHP: Bool { self == .php || self == .blade }
}
