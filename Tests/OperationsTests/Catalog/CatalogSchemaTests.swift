import Diagnostics
import Foundation
import PlancTestSupport
import Testing

@testable import Catalogs

/// The JSON Schema of catalogs, under a validator that others wrote.
@Suite struct CatalogSchemaTests {
  /// What the schema says of catalogs by file name; empty where it takes one.
  private static func faults(_ catalogs: [(name: String, text: String)]) throws -> [String: String]
  {
    let folder = try TemporaryFolder()
    let schema = try folder.write("schema.json", renderCatalogSchema())
    for catalog in catalogs { try folder.write("catalogs/\(catalog.name).yaml", catalog.text) }
    let output = try ChildProcess.run(
      "python3", ["\(Repository.root)/scripts/judge-plans", schema, "\(folder.path)/catalogs"])
    guard output.exitCode == 0 else { throw TestSupportError(output.stderr) }
    let verdicts =
      try JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [String: [String: Any]]
    return (verdicts ?? [:]).compactMapValues { verdict in
      verdict.values.compactMap { $0 as? String }.first
    }
  }

  @Test func `the file in the repository is what planc prints`() throws {
    let file = try Repository.bytes(of: "schema/catalog.schema.json")
    #expect(String(decoding: file, as: UTF8.self) == renderCatalogSchema())
  }

  @Test func `it takes every catalog that planc writes`() throws {
    var catalogs = (1...120 as ClosedRange<UInt64>).map { seed in
      var random = RandomCatalogs(seed: seed)
      return (name: "\(seed)", text: CatalogTextTests.text(random.next()))
    }
    let lupopedia = try Repository.bytes(of: "catalogs/lupopedia.yaml")
    catalogs.append(("lupopedia", String(decoding: lupopedia, as: UTF8.self)))
    catalogs.append(("shop", CatalogTextTests.text(CatalogTextTests.shop)))
    #expect(try Self.faults(catalogs) == [:])
  }

  /// A line of a catalog, and what stands there in its place.
  static let spoiled = [
    ("catalog: 1", "catalog: 2"), ("server: mariadb", "server: oracle"),
    ("lower_case_table_names: 0", "lower_case_table_names: 3"), ("server: mariadb\n", ""),
    ("kind: system versioned", "kind: view"), ("partitioned: true", "partitioned: 1"),
    ("on_delete: cascade", "on_delete: never"), ("\n      on_delete: cascade", ""),
    ("timing: ", "time: "), ("order: 1", "order: 0"), ("security: ", "security: x"),
    ("check_option: ", "check: "), ("    engine: InnoDB", "    motor: InnoDB"),
    ("  sequences:\n  - numbers\n", "  sequences: []\n"),
  ]

  @Test func `what planc refuses of a catalog's shape, it refuses`() throws {
    let whole = CatalogTextTests.text(CatalogTextTests.shop)
    var catalogs: [(name: String, text: String)] = []
    for (index, (line, other)) in Self.spoiled.enumerated() {
      let text = whole.replacing(line, with: other)
      #expect(text != whole, "\(line) is not in the catalog")
      #expect(!CatalogTextTests.read(text).faults.isEmpty, "planc takes \(other)")
      catalogs.append(("\(index)", text))
    }
    let faults = try Self.faults(catalogs)
    for index in catalogs.indices {
      #expect(faults["\(index).yaml"] != nil, "\(Self.spoiled[index].1)")
    }
  }
}
