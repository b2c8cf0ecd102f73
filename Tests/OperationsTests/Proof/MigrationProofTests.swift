import Testing

@testable import Catalogs
@testable import Operations

@Suite struct MigrationProofTests {
  @Test(arguments: ["small", "two sources", "odd names"])
  func `a migration reaches its promises and comes back`(name: String) throws {
    #expect(violations(of: try #require(ProvenMigrations.all[name])) == [])
  }

  @Test func `from every prefix of the batches the inverses restore the start`() {
    for migration in ProvenMigrations.all.values {
      let start = migration.createdSchemas.reduce(impliedCatalog(of: migration)) { $0.creating($1) }
      for end in 0...migration.batches.count {
        let batches = migration.batches.prefix(end)
        let there = batches.reduce(start) { $0.moving($1) }.sorted()
        #expect((there == start.sorted()) == (end == 0))
        #expect(batches.reversed().reduce(there) { $0.moving($1.inverse) } == start.sorted())
      }
    }
  }

  @Test func `an inverse that forgets a table is found`() {
    #expect(
      violations(of: ProvenMigrations.small) { batch in
        Batch(groups: [.init(title: nil, moves: [batch.inverse.moves[0]])])
      } == ["rollback: the start is not restored"])
  }

  @Test func `a count that is not reached is found`() {
    var migration = ProvenMigrations.small
    migration.schemas[1].tablesAfter = 3
    #expect(
      violations(of: migration) == ["forward: new_home holds 2 tables, declared are 3"])
  }

  @Test func `a schema that nobody creates is found`() {
    var migration = ProvenMigrations.small
    for index in migration.schemas.indices { migration.schemas[index].create = nil }
    migration.catalog = impliedCatalog(of: ProvenMigrations.small)
    #expect(violations(of: migration).first == "forward: schema new_home is not there")
  }

  @Test func `a batch that moves a table twice is found`() {
    var migration = ProvenMigrations.small
    migration.batches.append(migration.batches[1])
    #expect(
      violations(of: migration) == [
        "forward: core.c_table is not there", "forward: second_home.c_table is there already",
      ])
  }
}
