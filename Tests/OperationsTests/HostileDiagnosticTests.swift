import Diagnostics
import Foundation
import PlancTestSupport
import Testing

@testable import Operations

/// Characters that no text of a plan may hold: refused, and never shown as they are.
@Suite struct HostileDiagnosticTests {
  /// Where a plan can say a text. The last two are no places for any text at all.
  private static let places = [
    "title", "version", "comment", "source", "target", "group", "table", "as", "key", "syntax",
  ]

  /// A plan that says a double-quoted scalar at one place.
  private static func plan(_ scalar: String, at place: String) -> String {
    func text(_ here: String, _ other: String) -> String { here == place ? scalar : other }
    return """
      plan: hostile
      title: \(text("title", "A title"))
      version: \(text("version", "'1'"))
      schemas:
        \(text("source", "haus")): {alias: haus, table_count: {before: 2, after: 1}}
        \(text("target", "ziel")):
          alias: ziel
          table_count: {before: 0, after: 1}
          create: {collation: utf8mb4_bin, comment: \(text("comment", "'A comment'"))}
      assignments:
        - from: \(text("source", "haus"))
          to: \(text("target", "ziel"))
          tables:
            \(text("group", "A group")):
              - {table: \(text("table", "a")), as: \(text("as", "b"))}
      \(place == "key" ? "\(scalar): 1\n" : place == "syntax" ? "\(scalar): [\n" : "")
      """
  }

  private static func diagnostics(_ text: String) -> [Diagnostic] {
    let file = SourceFile(path: "plans/hostile.yaml", text: text)
    return presented(compile([PlanSource(file, path: file.path)]).diagnostics)
  }

  @Test(arguments: HostileTexts.refused.map(\.written))
  func `an escape for what a text must not hold is refused at every place`(written: String) throws {
    let code = HostileTexts.refused.first { $0.written == written }?.code
    for place in Self.places {
      let found = Self.diagnostics(Self.plan("\"a\(written)b\"", at: place))
      #expect(!found.isEmpty && found.allSatisfy { $0.severity == .error }, "\(place)")
      if place != "key", place != "syntax" {
        #expect(found.contains { $0.code.rawValue == code }, "\(place): \(found.map(\.code))")
      }
      try Self.expectShownSafely(found)
    }
  }

  @Test(arguments: HostileTexts.refusedRaw.map(\.character))
  func `what a text must not hold is refused at every place, and spelled out`(
    character: String
  ) throws {
    let code = HostileTexts.refusedRaw.first { $0.character == character }?.code
    let scalar = try #require(character.unicodeScalars.first)
    for place in Self.places {
      let found = Self.diagnostics(Self.plan("\"a\(character)b\"", at: place))
      #expect(!found.isEmpty && found.allSatisfy { $0.severity == .error }, "\(place)")
      if place != "key", place != "syntax" {
        #expect(found.contains { $0.code.rawValue == code }, "\(place): \(found.map(\.code))")
      }
      try Self.expectShownSafely(found)
      let spelled = "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      #expect(renderText(found, color: false).contains(spelled), "\(place)")
    }
  }

  @Test func `texts that a plan may hold are shown as they are, whatever else is wrong`() throws {
    for text in HostilePlanTests.distinct(HostileTexts.allowed(marker: "/tmp/x")) {
      for place in Self.places {
        let plan = Self.plan(HostilePlan.quoted(text), at: place)
          .replacing("before: 2", with: "before: 3")
        let found = Self.diagnostics(plan)
        #expect(!found.isEmpty)
        try Self.expectShownSafely(found)
      }
    }
  }

  /// In text and in JSON: nothing acts on a terminal, and the JSON says the same.
  private static func expectShownSafely(_ diagnostics: [Diagnostic]) throws {
    let text = renderText(diagnostics, color: false)
    let json = renderJSON(diagnostics)
    for scalar in (text + json).unicodeScalars {
      #expect(scalar == "\n" || !isActing(scalar), "U+\(String(scalar.value, radix: 16))")
    }
    let objects = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    #expect(objects?.map { $0["message"] as? String } == diagnostics.map(\.message))
    // Each diagnostic begins a line; no text begins one that looks like another diagnostic.
    let heads = text.split(separator: "\n").filter {
      $0.hasPrefix("error[") || $0.hasPrefix("warning[")
    }
    #expect(heads.count == diagnostics.count, "\(text)")
  }

  private static func isActing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    // Joiners belong to words and emoji.
    case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    case _: false
    }
  }
}
