import CodeReferences
import Testing

/// `refs --fix` leaves a text alone that is searched for or compared.
struct `Searched texts` {
  private func expectLeft(_ code: String) {
    let text = "<?php\n\(code)\n"
    let result = FixCase.fixed(text)
    #expect(String(decoding: result.bytes, as: UTF8.self) == text)
    #expect(result.left.contains { $0.obstacle == .searched }, "\(code)")
  }

  @Test(arguments: [
    "substr_count($q, 'select 1 from lupo_users')", "strpos($q, 'select 1 from lupo_users')",
    "stripos($q, \"select 1 from lupo_users\")", "str_contains($q, 'select 1 from lupo_users')",
    "str_starts_with($q, 'select 1 from lupo_users')", "mb_strpos($q, 'select 1 from lupo_users')",
    "str_replace('from lupo_users where', $x, $q)",
    "preg_match('/' . preg_quote('select 1 from lupo_users') . '/i', $q)",
    "explode('select 1 from lupo_users', $q)", "$q == 'select 1 from lupo_users'",
    "'select 1 from lupo_users' === $q", "$q != (('select 1 from lupo_users'))",
    "in_array($q, ['select 1 from lupo_users'])", "in_array($q, array('select 1 from lupo_users'))",
    "strpos(strtolower($q), strtolower(trim('select 1 from lupo_users')))",
    "strlen('select 1 from lupo_users')", "$a = ['select 1 from lupo_users' => 1]",
    "$names['select 1 from lupo_users'] = 1", "Str::contains($q, ['select 1 from lupo_users'])",
    "$this->assertSame('select 1 from lupo_users', $q)",
    "switch ($q) { case 'select 1 from lupo_users': f(); }",
    "$x = match ($q) { 'select 1 from lupo_users' => 1 }",
  ])
  func `as an operand or an argument`(expression: String) { expectLeft("\(expression);") }

  @Test(arguments: [
    "query('select 1 from lupo_users') == null", "$q = 'select 1 from lupo_users'; query($q);",
    "$q = 'select 1 from lupo_users'; if ($q == '') f(); query($q);",
    "$q = 'select 1 from lupo_users'; if (stripos($q, 'select') === 0) query($q);",
    "in_array($x, query('select 1 from lupo_users'))", "$a = ['sql' => 'select 1 from lupo_users']",
    "array_filter($x, function ($y) { return query('select 1 from lupo_users'); })",
    "$x == 1 ? query('select 1 from lupo_users') : 0", "query(sprintf('select 1 from lupo_users'))",
  ])
  func `and what is run is fixed as before`(code: String) {
    let result = FixCase.fixed("<?php\n\(code);\n")
    #expect(result.left.isEmpty, "\(code)")
    #expect(result.fixed.count == 1, "\(code)")
  }

  @Test func `an obstacle says why`() {
    #expect(FixObstacle.searched.sentence.contains("searched for"))
  }
}
