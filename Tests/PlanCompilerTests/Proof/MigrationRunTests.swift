import Testing

@testable import PlanCompiler

@Suite struct MigrationRunTests {
  @Test(arguments: ["small", "two sources", "odd names"])
  func `a migration reaches its promises and comes back`(name: String) throws {
    #expect(runViolations(try #require(ProvenMigrations.all[name])) == [])
  }

  @Test func `from every prefix of the steps the inverses restore the start`() {
    for migration in ProvenMigrations.all.values {
      let steps = NumberedSteps(migration)
      for end in 0...migration.steps.count {
        var run = MigrationRun(before: steps)
        for operation in steps.forward.prefix(end) { run.apply(operation) }
        for operation in steps.inverses.prefix(end).reversed() { run.apply(operation) }
        #expect(run.fault == nil)
        #expect(run.schemas == MigrationRun(before: steps).schemas)
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
    #expect(runViolations(migration) == ["rollback: the start is not restored"])
  }

  @Test func `a count that is not reached is found`() {
    var migration = ProvenMigrations.small
    migration.schemas[1].tablesAfter = 3
    #expect(
      runViolations(migration) == ["forward: new_home holds 2 tables, declared are 3"])
  }

  @Test func `a schema that is created after its tables arrive is found`() {
    var migration = ProvenMigrations.small
    migration.steps.swapAt(0, 2)
    #expect(runViolations(migration) == ["forward: schema new_home is not there"])
  }

  @Test func `a step that moves a table twice is found`() {
    var migration = ProvenMigrations.small
    migration.steps.append(migration.steps[3])
    #expect(runViolations(migration) == ["forward: table core.c_table is not there"])
  }
}
