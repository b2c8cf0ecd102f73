import Testing

@testable import Catalogs
@testable import Operations

@Suite struct MigrationProofTests {
  @Test(arguments: ["small", "two sources", "odd names"])
  func `a migration reaches its promises and comes back`(name: String) throws {
    #expect(violations(of: try #require(ProvenMigrations.all[name])) == [])
  }

  @Test func `from every prefix of the steps the inverses restore the start`() {
    for migration in ProvenMigrations.all.values {
      let start = impliedCatalog(of: migration).sorted()
      for end in 0...migration.steps.count {
        let steps = migration.steps.prefix(end)
        let there = steps.reduce(start) { $0.applying($1.forward) }
        #expect((there == start) == (end == 0))
        #expect(steps.reversed().reduce(there) { $0.applying($1.inverse) } == start)
      }
    }
  }

  @Test func `an inverse that forgets a table is found`() {
    var migration = ProvenMigrations.small
    guard case .move(let batch) = migration.steps[2].inverse else {
      Issue.record("the third step is no move")
      return
    }
    let short = Batch(groups: [.init(title: nil, moves: [batch.moves[0]])])
    migration.steps[2].inverse = .move(short)
    #expect(violations(of: migration) == ["rollback: the start is not restored"])
  }

  @Test func `a count that is not reached is found`() {
    var migration = ProvenMigrations.small
    migration.schemas[1].tablesAfter = 3
    #expect(
      violations(of: migration) == ["forward: new_home holds 2 tables, declared are 3"])
  }

  @Test func `a schema that is created after its tables arrive is found`() {
    var migration = ProvenMigrations.small
    migration.steps.swapAt(0, 2)
    #expect(violations(of: migration).first == "forward: schema new_home is not there")
  }

  @Test func `a step that moves a table twice is found`() {
    var migration = ProvenMigrations.small
    migration.steps.append(migration.steps[3])
    #expect(
      violations(of: migration) == [
        "forward: core.c_table is not there", "forward: second_home.c_table is there already",
      ])
  }
}
