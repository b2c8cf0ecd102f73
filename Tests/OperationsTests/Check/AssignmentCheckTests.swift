import Diagnostics
import PlancTestSupport
import Testing

struct AssignmentCheckTests {
  /// Counts do not matter here: these schemas hold enough, and only names are looked at.
  static func differences(_ assignments: String) -> [String] {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 9, after: 9}}
          depot: {table_count: {before: 9, after: 9}}
          archive: {table_count: {before: 9, after: 9}}
        """, assignments: assignments)
    let found = diagnostics(marked.text).filter {
      $0.code != .countMismatch && $0.code != .unusedSchema
    }
    return marked.differences(from: found)
  }

  @Test func `a target that is the source`() {
    let assignments = """
      assignments:
        - from: shop
                ~~~~ P303
          to: shop
              ^^^^ P303 2 tables are assigned to `shop`, where they are already
          tables: [a, b, {table: c, as: d}]
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `a target that is the source of one table`() {
    let assignments = """
      assignments:
        - from: shop
                ~~~~ P303
          to: shop
              ^^^^ P303 1 table is assigned to `shop`, where it is already
          tables: [a]
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `one source to two targets`() {
    let assignments = """
      assignments:
        - from: shop
          to: depot
          tables: [a, orders]
                      ~~~~~~ P304
        - from: shop
          to: archive
          tables: [orders, b]
                   ^^^^^^ P304 `shop.orders` is assigned to both `depot.orders` and `archive.orders`
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `one source under two names`() {
    let assignments = """
      assignments:
        - from: shop
          to: depot
          tables: [orders, {table: orders, as: orders_old}]
                   ~~~~~~ P304
                                   ^^^^^^ P304 `shop.orders` is assigned to both `depot.orders` and `depot.orders_old`
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `a table that is listed three times`() {
    let assignments = """
      assignments:
        - from: shop
          to: depot
          tables:
            First: [orders]
                    ~~~~~~ P304a
                    ~~~~~~ P304b
            Second: [orders, orders]
                     ^^^^^^ P304a `shop.orders` is listed twice
                             ^^^^^^ P304b `shop.orders` is listed twice
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `two sources to one target`() {
    let assignments = """
      assignments:
        - {from: shop, to: archive, tables: [orders]}
                                             ~~~~~~ P305
        - {from: depot, to: archive, tables: [{table: o, as: orders}]}
                                                             ^^^^^^ P305 `shop.orders` and `depot.o` would both become `archive.orders`
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `two sources to one target, of which the first gets another name`() {
    let assignments = """
      assignments:
        - {from: shop, to: archive, tables: [{table: a, as: b}, b]}
                                                            ~ P305
                                                                ^ P305 `shop.a` and `shop.b` would both become `archive.b`
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `two sources to one target, of which one differs in case from itself`() {
    let assignments = """
      assignments:
        - {from: shop, to: archive, tables: [{table: a, as: A}, a]}
                                                     ~ P304
                                                            ^ P307
                                                                ^ P304
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `two targets that differ in case`() {
    let assignments = """
      assignments:
        - {from: shop, to: archive, tables: [orders]}
                                             ~~~~~~ P305
        - {from: depot, to: archive, tables: [{table: o, as: Orders}]}
                                                             ^^^^^^ P305 `archive.orders` and `archive.Orders` may be one table to the server
                                                             ^^^^^^ P307 the name of table `Orders` has capital letters
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `two targets that differ in how an accent is written`() {
    let found = diagnostics(
      planText(
        schemas: """
          schemas:
            shop: {table_count: {before: 9, after: 7}}
            archive: {table_count: {before: 0, after: 2}}
          """,
        assignments: """
          assignments:
            - {from: shop, to: archive, tables: ["caf\\u00E9", {table: b, as: "cafe\\u0301"}]}
          """
      ).text)
    #expect(found.map(\.code) == [.severalSources])
  }

  @Test func `a chain`() {
    let assignments = """
      assignments:
        - {from: depot, to: archive, tables: [orders]}
                                              ^^^^^^ P306 the moves `shop.orders` -> `depot.orders` -> `archive.orders` form a chain
        - {from: shop, to: depot, tables: [orders]}
                                           ~~~~~~ P306
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `a cycle`() {
    let assignments = """
      assignments:
        - {from: shop, to: depot, tables: [a]}
                                           ~ P306
        - {from: depot, to: archive, tables: [a]}
                                              ^ P306 the moves `shop.a` -> `depot.a` -> `archive.a` -> `shop.a` form a cycle
        - {from: archive, to: shop, tables: [a]}
                                             ~ P306
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `a cycle within one schema`() {
    let assignments = """
      assignments:
        - from: shop
          to: shop
          tables: [{table: a, as: b}, {table: b, as: a}]
                                  ~ P306
                                              ^ P306
      """
    #expect(Self.differences(assignments) == [])
  }

  @Test func `the same names in other schemas do not meet`() {
    let assignments = """
      assignments:
        - {from: shop, to: archive, tables: [a, {table: b, as: c}]}
        - {from: shop, to: depot, tables: [{table: c, as: b}]}
      """
    #expect(Self.differences(assignments) == [])
  }
}
