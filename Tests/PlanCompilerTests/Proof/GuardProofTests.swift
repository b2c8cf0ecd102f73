import Testing

@testable import PlanCompiler

@Suite struct GuardProofTests {
  @Test(arguments: ["small", "two sources", "odd names"])
  func `the guards of both directions are proved`(name: String) throws {
    let migration = try #require(ProvenMigrations.all[name])
    #expect(guardViolations(migration) == [])
  }

  @Test(arguments: ["small", "two sources"])
  func `every mutant of a guard fails the proof, but for those that change nothing`(
    name: String
  ) throws {
    let migration = try #require(ProvenMigrations.all[name])
    let move = MoveScript(migration: migration, target: migration.batches[0].targetSchemas[0])
    let rollback = RollbackScript(migration: migration)
    let guards = [
      move.guardOf(migration.batches[0].sample(), 0),
      rollback.guardOf(migration.batches[0].inverse.sample()),
    ]
    for batchGuard in guards {
      var proof = proof(of: batchGuard)
      let mutants = try Self.mutants(of: proof.text)
      #expect(mutants.count > 60)
      for mutant in mutants {
        proof.text = mutant.text
        let survives = proof.violations(limit: 1).isEmpty
        let isEquivalent = Self.equivalents.contains { mutant.name.contains($0) }
        #expect(survives == isEquivalent, "\(mutant.name) survives: \(survives)")
      }
    }
  }

  /// A pattern never stands at the very start of the text, which begins with RENAME.
  static let equivalents = ["0 -> 1 in ) ) > 0"]

  struct Mutant {
    var name: String
    var text: String
  }

  /// One change at a time, from the first count to GO, wherever the text still parses. Before it
  /// stand the variables' NULLs, behind it the words of the refusals.
  static func mutants(of text: String) throws -> [Mutant] {
    let tokens = try #require(guardTokens(text))
    let start = try #require(tokens.firstIndex(of: .word("SELECT")))
    let end = try #require(tokens.firstIndex(of: .string("GO")))
    var mutants: [Mutant] = []
    for index in start...end {
      for change in changes(of: tokens[index]) {
        var changed = tokens
        changed.replaceSubrange(index...index, with: change)
        let text = changed.map(sql).joined(separator: " ")
        guard parseGuard(text) != nil else { continue }
        let context = tokens[max(0, index - 3)...min(tokens.count - 1, index + 3)].map(sql)
        let now = change.map(sql).joined()
        mutants.append(
          Mutant(
            name: "\(index): \(sql(tokens[index])) -> \(now) in \(context.joined(separator: " "))",
            text: text))
      }
    }
    return mutants
  }

  private static func changes(of token: GuardToken) -> [[GuardToken]] {
    switch token {
    case .int(let number): [[.int(number + 1)], [.int(number - 1)]]
    case .symbol("="): [[.symbol("<>")], [.symbol(">")]]
    case .symbol("<>"): [[.symbol("=")]]
    case .symbol(">"): [[.symbol("=")], [.symbol("<")]]
    case .word("AND"): [[.word("OR")]]
    case .word("OR"): [[.word("AND")]]
    case .word("NOT"), .word("LOWER"): [[]]
    case .word("TABLE_NAME"): [[.word("TABLE_SCHEMA")]]
    case .string("GO"): [[.string("SKIP")], [.string("STOP")]]
    case .string("SKIP"): [[.string("GO")], [.string("STOP")]]
    case .string("BASE TABLE"), .string("SYSTEM VERSIONED"): [[.string("VIEW")]]
    case .string(let text) where text.hasPrefix("` TO") || text.hasPrefix(" `"):
      [[.string("x" + text)], [.string("`" + text.drop { $0 == " " })]]
    case .variable(let name) where name.hasPrefix("planc_"):
      ["planc_at_source", "planc_at_target", "planc_left", "planc_taken"].filter { $0 != name }
        .map { [.variable($0)] }
    case .string, .symbol, .word, .variable: []
    }
  }

  private static func sql(_ token: GuardToken) -> String {
    switch token {
    case .word(let word): word
    case .variable(let name): "@" + name
    case .string(let text): SQLText.string(text)
    case .int(let number): String(number)
    case .symbol(let symbol): symbol
    }
  }
}
