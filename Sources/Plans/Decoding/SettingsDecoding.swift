import Diagnostics
import Foundations
package import LocatedYAML

extension PlanDecoder {
  /// The settings under `code:`; the defaults where one is absent or has a fault.
  package mutating func code(_ entry: YAMLEntry) -> CodeSettings {
    var code = CodeSettings()
    guard let fields = fields(entry.value, of: "`code`", at: entry.keySpan, .code)
    else { return code }
    if let prefix = fields["table_prefix"].flatMap({ tablePrefix($0.value) }) {
      code.tablePrefix = prefix.value
    }
    if let entry = fields["prefix_expressions"] {
      code.prefixExpressions = items(entry.value, "`prefix_expressions`").compactMap {
        text($0, "an expression", max: PlanLimits.expressionLengthMax)
      }
    }
    if let entry = fields["query_functions"] {
      code.queryFunctions = items(entry.value, "`query_functions`").compactMap {
        phpName($0, "a function")?.value
      }
    }
    guard let phpEntry = fields["php"],
      let php = self.fields(phpEntry.value, of: "`php`", at: phpEntry.keySpan, .php)
    else { return code }
    var settings = PHPMapSettings()
    if let file = php["file"].flatMap({ fileName($0.value, "`file`", ending: ".php") }) {
      settings.file = file.value
    }
    if let function = php["function"].flatMap({ phpName($0.value, "`function`") }) {
      settings.function = function.value
    }
    if let constant = php["constant"].flatMap({ phpName($0.value, "`constant`") }) {
      settings.constant = constant.value
    }
    code.php = settings
    return code
  }

  private mutating func tablePrefix(_ node: YAMLNode) -> Located<String>? {
    word(node, "`table_prefix`", max: PlanLimits.prefixLengthMax, shape: "[A-Za-z0-9_]+") { text in
      !text.isEmpty
        && text.utf8.allSatisfy {
          ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
            || $0 == UInt8(ascii: "_")
        }
    }
  }

  /// The items of a list that must have some; none where there is no list.
  private mutating func items(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
    guard case .sequence(let items) = node.content else {
      reportNoList(node, what, expected: "a list")
      return []
    }
    if items.isEmpty { reportEmpty(node, what, "leave it out, or give it an item") }
    return items
  }

  /// The file names under `outputs:`.
  package mutating func outputs(_ entry: YAMLEntry) -> [OutputRole: Located<String>] {
    guard
      let fields = fields(
        entry.value, of: "`outputs`", at: entry.keySpan, .outputs)
    else { return [:] }
    var outputs: [OutputRole: Located<String>] = [:]
    for role in OutputRole.allCases {
      guard let given = fields[role.rawValue] else { continue }
      outputs[role] = fileName(given.value, "`\(role.rawValue)`", ending: ".sql")
    }
    return outputs
  }

  /// A plain file name, safe in a shell, in a link and on every file system.
  private mutating func fileName(
    _ node: YAMLNode, _ what: String, ending: String
  ) -> Located<String>? {
    guard let name = name(node, what) else { return nil }
    guard let fault = fault(ofFileName: name.value, ending: ending) else { return name }
    let last = name.value.split(separator: "/").last.map(String.init) ?? ""
    // `verify.txt` is mended to `verify.sql`; `phase_1.0` has no ending yet.
    let extensionStart = last.lastIndex(of: ".") ?? last.endIndex
    let hasExtension = last[extensionStart...].dropFirst().contains { $0.isLetter }
    let stem = hasExtension ? String(last[..<extensionStart]) : last
    let near = [last, stem, stem + ending, last + ending].first {
      self.fault(ofFileName: $0, ending: ending) == nil
    }
    report(
      Diagnostic(
        .unsafePath, "\(what): the file name `\(shown(name.value))` \(fault)",
        at: location(node.span), help: near.map { ["write `\($0)`"] } ?? [],
        edit: near.map { edit(node.span, $0) }))
    return nil
  }

  /// What is wrong with a file name; completes "the file name …".
  private func fault(ofFileName name: String, ending: String) -> String? {
    let isSafe = name.utf8.allSatisfy {
      ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
        || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    let startsSafely = name.utf8.first.map { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
    let hasParent = zip(name.utf8, name.utf8.dropFirst()).contains {
      $0 == UInt8(ascii: ".") && $1 == UInt8(ascii: ".")
    }
    if name.utf8.contains(UInt8(ascii: "/")) { return "is a path, but must be a plain file name" }
    if !isSafe { return "has characters other than letters, digits, `_`, `-` and `.`" }
    if startsSafely != true { return "must start with a letter, a digit or `_`" }
    if hasParent { return "must not have `..` in it" }
    if !name.hasSuffix(ending) || name.utf8.count == ending.utf8.count {
      return "must end in `\(ending)`"
    }
    if name.utf8.count > PlanLimits.fileNameLengthMax {
      return
        "has \(name.utf8.count) characters, but may have at most \(PlanLimits.fileNameLengthMax)"
    }
    return nil
  }

  private mutating func phpName(_ node: YAMLNode, _ what: String) -> Located<String>? {
    let name = word(
      node, what, max: PlanLimits.phpNameLengthMax, shape: "[A-Za-z_][A-Za-z0-9_]*"
    ) { text in
      guard let first = text.utf8.first, !(first >= 0x30 && first <= 0x39) else { return false }
      return text.utf8.allSatisfy {
        ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
          || $0 == UInt8(ascii: "_")
      }
    }
    guard let name, phpReservedWords.contains(name.value.lowercased()) else { return name }
    report(
      Diagnostic(
        .malformedWord, "\(what) is `\(name.value)`, which is a reserved word of PHP",
        at: location(node.span), help: ["choose another name, such as `\(name.value)_table`"]))
    return nil
  }
}

/// Words that PHP refuses as the name of a function or a constant, in lower case.
///
/// - Source: https://www.php.net/manual/en/reserved.keywords.php,
///   https://www.php.net/manual/en/reserved.other-reserved-words.php
let phpReservedWords: Set<String> = [
  "__halt_compiler", "abstract", "and", "array", "as", "break", "callable", "case", "catch",
  "class", "clone", "const", "continue", "declare", "default", "die", "do", "echo", "else",
  "elseif", "empty", "enddeclare", "endfor", "endforeach", "endif", "endswitch", "endwhile",
  "enum", "eval", "exit", "extends", "false", "final", "finally", "fn", "for", "foreach",
  "function", "global", "goto", "if", "implements", "include", "include_once", "instanceof",
  "insteadof", "interface", "isset", "list", "match", "namespace", "new", "null", "or", "print",
  "private", "protected", "public", "readonly", "require", "require_once", "return", "self",
  "static", "switch", "throw", "trait", "true", "try", "unset", "use", "var", "while", "xor",
  "yield", "__class__", "__dir__", "__file__", "__function__", "__line__", "__method__",
  "__namespace__", "__trait__", "__property__", "parent",
]
