import Diagnostics
import Foundation
import PlancTestSupport
import Testing

@testable import Operations

/// Plans whose texts try to be more than text, from their bytes to what other programs make of the
/// files: PHP of the map, cmark-gfm of the runbook. What servers make of the SQL is in `LiveTests`.
@Suite struct HostilePlanTests {
  private static let texts = distinct(HostileTexts.allowed(marker: "/tmp/planc-must-not-be"))

  /// A plan that says one text wherever a plan can say a text.
  private static func plan(saying text: String) -> HostilePlan {
    var plan = HostilePlan()
    plan.title = text
    plan.version = String(text.unicodeScalars.prefix(64))
    if !text.contains("*/") { plan.comment = text }
    let name = HostilePlan.isName(text) ? text : "name"
    plan.source = name
    plan.target = name + "x"
    plan.groups = [(text, name, nil), ("x" + text, "a" + name, name + "b")]
    return plan
  }

  private static func files(of plan: HostilePlan) throws -> [String: String] {
    let file = SourceFile(path: "plans/hostile.yaml", text: plan.text)
    let compilation = compile([PlanSource(file, path: file.path)])
    // Names with braces are warned of.
    let errors = compilation.diagnostics.filter { $0.severity == .error }
    #expect(messages(of: errors) == [], "\(plan.text)")
    return Dictionary(
      uniqueKeysWithValues: compilation.files.map {
        ($0.path, String(decoding: $0.bytes, as: UTF8.self))
      })
  }

  private static func messages(of diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map { "\($0.code.rawValue) \($0.message)" }
  }

  @Test func `whatever a text says, every file has the same lines, and no line of its own making`()
    throws
  {
    let harmless = try Self.files(of: Self.plan(saying: "word"))
    for text in Self.texts {
      let files = try Self.files(saying: text)
      #expect(files.keys.sorted() == harmless.keys.sorted())
      for (path, content) in files {
        let lines = Self.lines(of: content)
        let expected = Self.lines(of: try #require(harmless[path]))
        #expect(lines.count == expected.count, "\(path) of \(text)")
        #expect(!content.unicodeScalars.contains { Self.isUnseen($0) }, "\(path) of \(text)")
      }
    }
  }

  /// A script breaks what is too wide: an entry of a list before its next member, a pair before its TO, the
  /// title of a group, which is a comment within the text of the statements, between two words.
  private static func lines(of content: String) -> [Substring] {
    content.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      let text = line.drop { $0 == " " }
      // A title may begin with a combining mark.
      let isTitle = line.utf8.starts(with: "    -- ".utf8)
      return !isTitle && !text.hasPrefix("\"") && !text.hasPrefix("TO `")
    }
  }

  @Test func `PHP gives every name back`() throws {
    var plan = HostilePlan()
    let names = Self.texts.filter(HostilePlan.isName)
    plan.source = "haus ' \\ ` ?> {$x}"
    plan.target = "ziel \\' \\"
    plan.groups = names.map { ($0, $0, nil) }
    let folder = try TemporaryFolder()
    let map = try #require(try Self.files(of: plan)["schema-config.php"])
    let path = try folder.write("map.php", map)
    try folder.write("names.json", bytes: Array(try JSONEncoder().encode(names)))
    let main = try folder.write(
      "main.php",
      """
      <?php error_reporting(E_ALL); include 'map.php';
      $answers = [];
      foreach (json_decode(file_get_contents('names.json')) as $name) {
        $answers[] = [planc_table($name), planc_table_schema($name)];
      }
      echo json_encode($answers);
      """)
    let syntax = try ChildProcess.run("php", ["-n", "-l", path])
    #expect(syntax.exitCode == 0, "\(syntax.stdout)\(syntax.stderr)")
    let output = try ChildProcess.run(
      "php", ["-n", "-d", "display_errors=1", main], workingFolder: folder.path)
    let answers = try JSONDecoder().decode([[String]].self, from: Data(output.stdout.utf8))
    let target = "`\(Self.doublingBackticks(plan.target))`"
    let expected = names.map { ["\(target).`\(Self.doublingBackticks($0))`", plan.target] }
    // Text by text: names that Swift takes for equal may be two names.
    #expect(answers.map { $0.map { Array($0.utf8) } } == expected.map { $0.map { Array($0.utf8) } })
  }

  /// `cmark-gfm` is the reference of GitHub's Markdown; every extension is on, and so is raw HTML.
  @Test func `a Markdown renderer finds no markup in a text, and shows it as it is`() throws {
    let harmless = try Self.html(Self.runbook(of: Self.plan(saying: "word")))
    for text in Self.texts {
      let html = try Self.html(Self.runbook(saying: text))
      #expect(Self.tags(in: html) == Self.tags(in: harmless), "\(text)")
      let shown = Self.shownText(of: html)
      let trimmed = text.trimmingCharacters(in: .whitespaces)
      // The title, its version, two groups, and the names.
      let seen = shown.ranges(of: Array(trimmed.utf8)).count
      #expect(seen >= (HostilePlan.isName(text) ? 12 : 3), "\(text): \(seen)")
    }
  }

  @Test func `no text reaches a template engine that runs over the runbook`() throws {
    for text in Self.texts {
      let runbook = try Self.runbook(saying: text)
      for opening in ["{{", "{%", "{#", "<%", "]]>", "[["] {
        #expect(!runbook.contains(opening), "\(opening) of \(text)")
      }
    }
  }

  /// The words of a shell that the runbook's commands hold are what they are in the plan.
  @Test func `a shell takes every schema's name of the runbook for one word`() throws {
    for text in Self.texts.filter(HostilePlan.isName) {
      let runbook = try Self.runbook(saying: text)
      let command = try #require(runbook.firstMatch(of: #/--databases (.*) > before\.sql/#)).output
      let output = try ChildProcess.run("sh", ["-c", "printf '%s\\n' \(command.1)"])
      #expect(Array(output.stdout.utf8) == Array("\(text)\n".utf8), "\(output.stderr)")
    }
  }

  /// Mermaid was shown each of these labels by hand, as docs/runbooks.md says; that its syntax holds
  /// no more than this is what keeps a label a label.
  @Test func `a label of the picture holds letters and character references alone`() throws {
    let label = #/ +(?:before|after)\d\[\("(?<text>.*)<br/>\d+ tables?"\)\]/#
      .matchingSemantics(.unicodeScalar)
    for text in Self.texts.filter(HostilePlan.isName) {
      let runbook = try Self.runbook(saying: text)
      let picture = try #require(runbook.firstRange(of: "```mermaid\n"))
      let lines = runbook[picture.upperBound...].split(separator: "\n").prefix { $0 != "```" }
      let labels = lines.filter { $0.unicodeScalars.contains("[") }.filter {
        !$0.hasPrefix("  subgraph")
      }
      #expect(labels.count == 3, "\(lines.joined(separator: "\n"))")
      for (line, name) in zip(labels, [text, text, text + "x"]) {
        let match = try #require(line.wholeMatch(of: label), "\(line)")
        let (plain, decoded) = Self.decodingReferences(String(match.text))
        let isSafe = plain.unicodeScalars.allSatisfy {
          !$0.isASCII || $0.properties.isAlphabetic || "0123456789_ .,".unicodeScalars.contains($0)
        }
        #expect(isSafe, "\(line)")
        let shown = decoded.unicodeScalars.filter { $0 != "\u{200B}" }
        #expect(shown.elementsEqual(name.unicodeScalars), "\(line)")
      }
    }
  }

  // MARK: -

  static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    return texts.filter { seen.insert(Array($0.utf8)).inserted }
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && scalar.properties.generalCategory == .control
  }

  /// Compiled once for all tests.
  private static let filesByText: [[UInt8]: [String: String]] = Dictionary(
    uniqueKeysWithValues: texts.map {
      (Array($0.utf8), (try? files(of: plan(saying: $0))) ?? [:])
    })

  private static func files(saying text: String) throws -> [String: String] {
    try #require(filesByText[Array(text.utf8)])
  }

  private static func runbook(saying text: String) throws -> String {
    try #require(try files(saying: text)["hostile/README.md"])
  }

  private static func runbook(of plan: HostilePlan) throws -> String {
    try #require(try files(of: plan)["hostile/README.md"])
  }

  private static func doublingBackticks(_ text: String) -> String {
    text.unicodeScalars.map { $0 == "`" ? "``" : String($0) }.joined()
  }

  private static func html(_ markdown: String) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write("README.md", markdown)
    let extensions = ["table", "autolink", "strikethrough", "tasklist", "footnotes", "tagfilter"]
    let output = try ChildProcess.run(
      "cmark-gfm", ["--unsafe"] + extensions.flatMap { ["-e", $0] } + [path])
    #expect(output.exitCode == 0, "\(output.stderr)")
    return output.stdout
  }

  /// Every tag with its attributes and every comment, in order. In the text `<` is a reference.
  private static func tags(in html: String) -> [String] {
    var tags: [String] = []
    var tag: String.UnicodeScalarView?
    for scalar in html.unicodeScalars {
      if scalar == "<" { tag = .init() }
      tag?.append(scalar)
      if scalar == ">", let whole = tag {
        tags.append(String(whole))
        tag = nil
      }
    }
    // An empty comment shows nothing: it parts what a renderer would make a link of.
    return tags.filter { $0 != "<!-- -->" }
  }

  /// What a reader sees.
  private static func shownText(of html: String) -> [UInt8] {
    var text = ""
    var isInTag = false
    for scalar in html.unicodeScalars {
      if scalar == "<" { isInTag = true }
      if !isInTag { text.unicodeScalars.append(scalar) }
      if scalar == ">" { isInTag = false }
    }
    for (reference, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&"),
    ] {
      // Literally: to Swift `&` and a combining mark behind it are one character.
      text = (text as NSString).replacingOccurrences(
        of: reference, with: character, options: .literal,
        range: NSRange(location: 0, length: (text as NSString).length))
    }
    return Array(text.utf8)
  }

  /// `a#59;b` as `ab`, what is not a reference, and as `a;b`, what a reader sees.
  private static func decodingReferences(_ label: String) -> (plain: String, decoded: String) {
    var plain = ""
    var decoded = ""
    var digits: String?
    for scalar in label.unicodeScalars {
      if let known = digits {
        if scalar == ";", let value = UInt32(known), let character = Unicode.Scalar(value) {
          decoded.unicodeScalars.append(character)
          digits = nil
        } else {
          digits = known + String(scalar)
        }
      } else if scalar == "#" {
        digits = ""
      } else {
        plain.unicodeScalars.append(scalar)
        decoded.unicodeScalars.append(scalar)
      }
    }
    return (plain, decoded)
  }
}
