import Foundation
import PlancTestSupport
import Testing

/// The rules of the house that no compiler checks.
struct SourceTreeTests {
  private struct Source {
    var path: String
    var text: String
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// Line numbers, from 1, and the lines without what stands in comments.
    var code: [(Int, Substring)] {
      lines.enumerated().compactMap { index, line in
        let bare = line.drop { $0 == " " }
        return bare.hasPrefix("//") ? nil : (index + 1, line)
      }
    }
  }

  /// The root of the checkout, from this file's own place in it.
  private static let root = (#filePath as NSString).pathComponents.dropLast(3)
    .reduce("") { ($0 as NSString).appendingPathComponent($1) }

  /// Every file that is or would be committed.
  private static let files: [String] = {
    let output = try! ChildProcess.run(
      "git", ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"],
      workingFolder: root)
    return output.stdout.split(separator: "\n").map(String.init)
      .filter { FileManager.default.fileExists(atPath: "\(root)/\($0)") }
  }()

  private static func sources(_ prefix: String, _ suffix: String = ".swift") -> [Source] {
    files.filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }.map { path in
      Source(
        path: path,
        text: String(
          decoding: FileManager.default.contents(atPath: "\(root)/\(path)") ?? Data(),
          as: UTF8.self))
    }
  }

  @Test func `the tree is seen at all`() {
    #expect(Self.files.contains("Package.swift"))
    #expect(Self.sources("Sources/").count > 20)
    #expect(Self.sources("Tests/").count > 5)
  }

  @Test func `no source is longer than 400 lines`() {
    for source in Self.sources("") {
      #expect(source.lines.count <= 401, "\(source.path)")
    }
  }

  @Test func `the core imports no Foundation, clock or C library`() {
    for target in [
      "Catalogs", "CodeReferences", "Diagnostics", "Foundations", "LocatedYAML", "MySQL",
      "Operations",
      "Plans",
    ] {
      for source in Self.sources("Sources/\(target)/") {
        for (number, line) in source.code where line.contains("import ") {
          for module in ["Foundation", "Dispatch", "Glibc", "Musl", "Synchronization"] {
            #expect(!line.hasSuffix("import \(module)"), "\(source.path):\(number)")
          }
        }
      }
    }
  }

  @Test func `only files that touch disks, terminals and signals use the C library`() {
    let users = Self.sources("Sources/planc/").filter { $0.text.contains("import Glibc") }
    #expect(
      users.map(\.path).sorted() == [
        "Sources/planc/Files/Folder+Writing.swift", "Sources/planc/Files/Folder.swift",
        "Sources/planc/Files/LogFile.swift", "Sources/planc/Files/Revision.swift",
        "Sources/planc/Terminal/StopRequest.swift", "Sources/planc/Terminal/Terminal.swift",
      ])
    #expect(!Self.sources("Sources/planc/").contains { $0.text.contains("import Foundation\n") })
  }

  /// A switch that lists cases of an enum, and has a `default:`, hides the next new case.
  @Test func `no switch over an enum has a default`() throws {
    let enumCase = try Regex(#"^ *case (let )?\.[a-z]"#)
    // Unicode's general categories are an enum of the standard library, which may grow.
    let foreignEnums = ["Sources/Foundations/CellWidth.swift"]
    for source in Self.sources("Sources/") {
      var open: [(indent: Int, hasEnumCase: Bool)] = []
      for (number, line) in source.code {
        let indent = line.prefix { $0 == " " }.count
        let bare = line.dropFirst(indent)
        while let last = open.last, indent < last.indent { open.removeLast() }
        if bare.hasPrefix("switch ") || bare.contains(" switch ") { open.append((indent, false)) }
        guard let last = open.indices.last else { continue }
        if line.starts(with: enumCase), bare.hasSuffix(":") || bare.contains(": ") {
          open[last].hasEnumCase = true
        }
        if bare.hasPrefix("default:"), open[last].hasEnumCase {
          #expect(foreignEnums.contains(source.path), "\(source.path):\(number)")
        }
      }
    }
  }

  @Test func `no work is left for later, no machine is named`() {
    // Written in two parts: this file is read, too.
    let words = [
      "TO" + "DO", "FIX" + "ME", "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/",
    ]
    let own = Self.files.filter { !$0.hasPrefix("generated/") }
    for source in own.flatMap({ Self.sources($0, "") }) where !source.path.hasSuffix(".png") {
      for word in words {
        #expect(!source.text.contains(word), "\(source.path): \(word)")
      }
    }
  }

  @Test func `every file of tests has tests or helps those that have`() {
    let targets = Dictionary(
      grouping: Self.sources("Tests/").filter { !$0.path.contains("/Golden/") }
    ) { $0.path.split(separator: "/")[1] }
    for (target, sources) in targets {
      #expect(sources.contains { $0.text.contains("@Test") }, "\(target)")
      for source in sources where source.path.hasSuffix("Tests.swift") {
        #expect(source.text.contains("@Test"), "\(source.path)")
      }
      for source in sources where source.text.contains("@Test") {
        #expect(source.path.hasSuffix("Tests.swift"), "\(source.path)")
      }
    }
  }

  @Test func `every target of tests is named after what it tests`() {
    let targets = Set(Self.sources("Sources/").map { $0.path.split(separator: "/")[1] })
    for test in Set(Self.sources("Tests/").map { $0.path.split(separator: "/")[1] }) {
      guard test != "LiveTests" else { continue }
      #expect(test.hasSuffix("Tests"))
      let tested = test.dropLast("Tests".count)
      #expect(targets.contains { $0.lowercased() == tested.lowercased() }, "\(test)")
    }
  }

  @Test func `what a build makes is not committed, and nothing is over 1 MiB`() {
    for file in Self.files {
      #expect(!file.hasSuffix("Package.resolved") && !file.contains(".build"), "\(file)")
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(Self.root)/\(file)")
      #expect((attributes?[.size] as? Int ?? 0) <= 1 << 20, "\(file)")
    }
  }

  @Test func `text files end with one newline and hold no carriage return`() {
    for source in Self.files.flatMap({ Self.sources($0, "") }) {
      let path = source.path
      if path.hasPrefix("Tests/Golden/") || path.hasPrefix("fuzz/corpus/") || path.hasSuffix(".png")
        || source.text.isEmpty
      {
        continue
      }
      #expect(source.text.hasSuffix("\n") && !source.text.hasSuffix("\n\n"), "\(path)")
      #expect(!source.text.utf8.contains(0x0D), "\(path)")
    }
  }
}
