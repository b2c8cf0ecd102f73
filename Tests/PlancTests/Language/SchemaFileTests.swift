import Foundation
import PlancTestSupport
import Testing

@testable import Plans

struct SchemaFileTests {
  @Test func `the schema that editors read is what planc prints`() throws {
    let output = try PlancProgram.run("schema", in: "/")
    #expect(output.exitCode == 0)
    #expect(output.stderr == "")
    let file = try Repository.bytes(of: "schema/plan.schema.json")
    #expect(
      output.stdout == String(decoding: file, as: UTF8.self),
      "run `make docs`")
  }

  @Test(arguments: ["phase_a", "year_end_archive"])
  func `a plan names its schema to the editor`(name: String) throws {
    let plan = try Repository.bytes(of: "plans/\(name).yaml")
    let line = String(decoding: plan.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    #expect(line == "# yaml-language-server: $schema=../schema/plan.schema.json")
  }

  /// A key that the decoder knew by itself would be missing in the schema and in the manual.
  @Test func `the decoder of plans takes its keys from their description`() throws {
    let folder = "Sources/Plans/Decoding"
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(Repository.root)/\(folder)")
    var readers = 0
    for file in files where file != "NodeReading.swift" {
      let text = String(decoding: try Repository.bytes(of: "\(folder)/\(file)"), as: UTF8.self)
      #expect(!text.contains("known:"), "\(file)")
      readers += text.components(separatedBy: "fields(").count - 1
    }
    #expect(readers >= 9)
  }
}
