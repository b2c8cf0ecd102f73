import Diagnostics
import PlancTestSupport
import Testing

struct CountCheckTests {
  @Test func `a schema that is created holds nothing before`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 4, after: 5}, create: {collation: utf8mb4_bin}}
                                          ^ P401 `archive` is created by the plan, but declared with 4 tables before
                                                                            ~~~~~~~~~~~ P401
        """)
    #expect(differences(marked) == [])
  }

  @Test func `budgets hold before and after`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2, budget: 2}}
                                       ^ P403a `shop` holds 3 tables before the move, but its budget is 2
                                                            ~ P403a
          archive: {table_count: {before: 0, after: 1, budget: 0}}
                                                    ^ P403b `archive` holds 1 table after the move, but its budget is 0
                                                               ~ P403b
        """)
    #expect(differences(marked) == [])
  }

  @Test func `a budget that is reached`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2, budget: 3}}
          archive: {table_count: {before: 0, after: 1, budget: 1}}
        """)
    #expect(differences(marked) == [])
  }

  @Test(arguments: [0, 2])
  func `a target with a wrong count`(after: Int) {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 0, after: \(after)}}
                                                    ^ P402
        """,
      assignments: """
        assignments:
          - from: shop
            to: archive
                ~~~~~~~ P402
            tables: [orders_2023]
        """)
    #expect(differences(marked) == [])
  }

  @Test func `only the source is wrong`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 3}}
                                                 ^ P402 `shop` is declared with 3 tables after the move, but 3 before - 1 out = 2 after
          archive: {table_count: {before: 0, after: 1}}
        """,
      assignments: """
        assignments:
          - {from: shop, to: archive, tables: [a]}
                   ~~~~ P402
        """)
    #expect(differences(marked) == [])
  }

  @Test func `source and target are wrong by different numbers`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 9, after: 5}}
                                                 ^ P402a
          archive: {table_count: {before: 0, after: 2}}
                                                    ^ P402b `archive` is declared with 2 tables, but 1 is assigned to it
        """,
      assignments: """
        assignments:
          - {from: shop, to: archive, tables: [a]}
                   ~~~~ P402a
                             ~~~~~~~ P402b
        """)
    #expect(differences(marked) == [])
  }

  @Test func `two sources that follow from one target`() throws {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 1}}
          depot: {table_count: {before: 3, after: 1}}
          archive: {table_count: {before: 0, after: 4}}
                                                    ^ P402 `archive` is declared with 4 tables, but 2 are assigned to it
        """,
      assignments: """
        assignments:
          - {from: shop, to: archive, tables: [a]}
                             ~~~~~~~ P402
          - {from: depot, to: archive, tables: [b]}
                              ~~~~~~~ P402
        """)
    #expect(differences(marked) == [])
    #expect(diagnostics(marked.text)[0].notes.count == 2)
  }

  @Test func `schemas that exchange tables never excuse each other`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 5, after: 6}}
                                                 ^ P402a
          archive: {table_count: {before: 5, after: 4}}
                                                    ^ P402b
        """,
      assignments: """
        assignments:
          - {from: shop, to: archive, tables: [a]}
                   ~~~~ P402a
                             ~~~~~~~ P402b
          - {from: archive, to: shop, tables: [b]}
                   ~~~~~~~ P402b
                                ~~~~ P402a
        """)
    #expect(differences(marked) == [])
  }

  @Test func `more tables leave than there are`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 1, after: 0}}
                                       ^ P402 `shop` is declared with 1 table before the move, but 2 tables are moved out of it
          archive: {table_count: {before: 0, after: 2}}
        """,
      assignments: """
        assignments:
          - {from: shop, to: archive, tables: [a, b]}
                   ~~~~ P402
        """)
    #expect(differences(marked) == [])
  }

  @Test func `counts are not compared while a table is in doubt`() {
    let marked = planText(
      assignments: """
        assignments:
          - {from: shop, to: archive, tables: [a, {table: b}]}
                                                   ^^^^^ P202
        """)
    #expect(differences(marked) == [])
  }
}
