import CodeReferences
import Testing

/// Plans whose tables' names are words of English, with no prefix to know them by.
struct `Names without a prefix` {
  private static let finder = ReferenceFinder(
    ReferenceSettings(
      tables: ["user", "text", "page", "user_groups", "page_props"].map {
        MovedTable($0, from: "wiki", to: "wiki_new")
      }))

  /// What is found, as `kind pattern table`.
  private func found(_ code: String) -> [String] {
    Self.finder.references(in: Array("<?php \(code)".utf8), language: .php)
      .filter { $0.kind != .mention }
      .map { "\($0.kind.rawValue) \($0.pattern.rawValue) \($0.table?.name ?? "")" }
  }

  @Test(arguments: [
    ("$q = ['tables' => ['user', 'user_groups']];", ["user", "user_groups"]),
    ("$tables = ['page', 'text'];", ["page", "text"]),
  ])
  func `in a list of tables are references`(code: String, tables: [String]) {
    #expect(found(code) == tables.map { "reference array-value \($0)" })
  }

  @Test func `added to a list of tables are references`() {
    #expect(found("$tables[] = 'user';") == ["reference variable user"])
  }

  @Test(arguments: [
    "$dbr->newSelectQueryBuilder()->select('a')->from('page')->fetchRow();",
    "$this->addTables('page');", "$this->addTables(['page', 'other'], 'p');",
  ])
  func `given to a query are references`(code: String) {
    #expect(found(code) == ["reference builder page"])
  }

  @Test(arguments: [
    "$this->check($params, \"{$prefix}text\", \"{$prefix}user\");",
    "$key = $this->prefix . 'PROPS';", "$container->get('user');", "$x = ['user' => ['page']];",
    "$form->add('text')->where('a')->label('page');", "$a = ['users' => 'tables', 'page'];",
  ])
  func `elsewhere are words`(code: String) {
    #expect(found(code).isEmpty)
  }

  @Test func `as keys of an update are columns`() {
    #expect(found("$db->update('page', ['page_props' => '']);") == ["reference builder page"])
  }
}
