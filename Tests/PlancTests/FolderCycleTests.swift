import Foundation
import PlancTestSupport
import Testing

/// Targets depend on each other in one direction: the compiler sees to that. Within a target this test does, folder by
/// folder: a folder uses the types and functions of those below it, and none of these uses its own.
struct FolderCycleTests {
  struct Use: CustomStringConvertible {
    var user: String
    var used: String
    var names: Set<String>

    var description: String {
      "\(user) uses \(used): \(names.sorted().prefix(5).joined(separator: ", "))"
    }
  }

  @Test(arguments: [
    "Catalogs", "Diagnostics", "Foundations", "LocatedYAML", "MySQL", "Operations", "Plans",
  ])
  func `no folders of a target use each other in a circle`(target: String) throws {
    let uses = Self.uses(try Self.sources(of: target))
    #expect(Self.cycle(in: uses) == nil, "\(target): a circle")
  }

  @Test func `a circle is found, and names in comments and texts are none`() {
    let uses = Self.uses([
      "A/a.swift": "struct First { var other: Second }", "B/b.swift": "struct Second {}",
      "C/c.swift": "// First\nlet text = \"First\"\nstruct Third { var name = \"\\(Fourth())\" }",
      "D/d.swift": "func Fourth() { Third() }",
    ])
    #expect(
      uses.map(\.description).sorted() == [
        "A uses B: Second", "C uses D: Fourth", "D uses C: Third",
      ])
    #expect(Self.cycle(in: uses) == ["C", "D", "C"])
  }

  private static func sources(of target: String) throws -> [String: String] {
    let folder = "\(Repository.root)/Sources/\(target)"
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var sources: [String: String] = [:]
    for file in files where file.hasSuffix(".swift") {
      sources[file] = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
    }
    #expect(!sources.isEmpty)
    return sources
  }

  /// Which folder uses names that another one declares at the top level of a file.
  private static func uses(_ sources: [String: String]) -> [Use] {
    let declaration =
      /^(?:(?:package|final|indirect) )*(?:struct|enum|class|protocol|typealias|func) +(\w+)/
      .anchorsMatchLineEndings()
    var owners: [String: Set<String>] = [:]
    for (file, text) in sources {
      for match in text.matches(of: declaration) {
        owners[String(match.1), default: []].insert((file as NSString).deletingLastPathComponent)
      }
    }
    var uses: [[String]: Set<String>] = [:]
    for (file, text) in sources {
      let user = (file as NSString).deletingLastPathComponent
      for word in Set(code(text).matches(of: /\.?\w+/).map { String($0.0) }) {
        // A name that several folders declare is a word of each.
        guard let owner = owners[word], owner.count == 1, let used = owner.first, used != user
        else { continue }
        // A function with a common name is used only where it is called.
        if word.first?.isLowercase == true, !code(text).contains("\(word)(") { continue }
        uses[[user, used], default: []].insert(word)
      }
    }
    return uses.map { Use(user: $0[0], used: $0[1], names: $1) }.sorted {
      ($0.user, $0.used) < ($1.user, $1.used)
    }
  }

  /// Without comments, and of texts only what is interpolated.
  private static func code(_ text: String) -> String {
    text.replacing(/\/\/[^\n]*/, with: "")
      .replacing(/"(?:\\.|[^"\\\n])*"/) { match in
        match.0.matches(of: /\\\(([^()]*(?:\([^()]*\))?[^()]*)\)/).map { " \($0.1) " }.joined()
      }
  }

  private static func cycle(in uses: [Use]) -> [String]? {
    let used = Dictionary(grouping: uses, by: \.user).mapValues { $0.map(\.used) }
    var isDone: Set<String> = []
    func search(_ folder: String, _ path: [String]) -> [String]? {
      if let start = path.firstIndex(of: folder) { return path[start...] + [folder] }
      if isDone.contains(folder) { return nil }
      for next in used[folder] ?? [] {
        if let found = search(next, path + [folder]) { return found }
      }
      isDone.insert(folder)
      return nil
    }
    for folder in used.keys.sorted() {
      if let found = search(folder, []) { return found }
    }
    return nil
  }
}
