import Testing

@testable import Foundations
@testable import MySQL

@Suite struct BodyTokenTests {
  /// Tokens as text: names in backticks, strings in quotes.
  private static func spelled(_ body: String, _ quoting: BodyQuoting = BodyQuoting()) -> [String] {
    bodyTokens(body, quoting).map { token in
      switch token.kind {
      case .word(let word): word
      case .quotedName(let name): "`\(name)`"
      case .string(let text): "'\(text)'"
      case .number: "number"
      case .variable: "@"
      case .symbol(let byte): String(UnicodeScalar(byte))
      }
    }
  }

  @Test(arguments: [
    ("a.t", ["a", ".", "t"]),
    ("`a b`.`c``d`", ["`a b`", ".", "`c`d`"]),
    ("t1 t$x _t täg 1abc 12 0x1F", ["t1", "t$x", "_t", "täg", "1abc", "number", "0x1F"]),
    ("'it''s' \"x\" 'a\\'b'", ["'it's'", "'x'", "'a\\'b'"]),
    ("a -- t\nb # t\nc /* t */ d", ["a", "b", "c", "d"]),
    ("1--t", ["number", "-", "-", "t"]),
    (
      "shop.2024 1.5 (.5)", ["shop", ".", "2024", "number", ".", "number", "(", ".", "number", ")"]
    ),
    ("`a`.7 t . 8", ["`a`", ".", "7", "t", ".", "number"]),
    ("a --", ["a"]),
    ("/*! t1 */ /*!50100 t2 */ /*M!100100 t3 */", ["t1", "t2", "t3"]),
    ("/*!99999 a /* no */ b */ c", ["a", "b", "c"]),
    ("@t @`t` @@session.t @'t' u", ["@", "@", "@", "@", "u"]),
    (":NEW.x := 1;", [":", "NEW", ".", "x", ":", "=", "number", ";"]),
    ("'never closed", ["'never closed'"]),
    ("/* never closed", []),
    ("", []),
  ])
  func `a body is split as a server splits it`(body: String, tokens: [String]) {
    #expect(Self.spelled(body) == tokens)
  }

  @Test func `what quotes mean follows from the SQL mode`() {
    let ansi = BodyQuoting(sqlMode: "REAL_AS_FLOAT,PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ANSI")
    #expect(Self.spelled("\"t\".'x'", ansi) == ["`t`", ".", "'x'"])
    let plain = BodyQuoting(sqlMode: "NO_BACKSLASH_ESCAPES")
    #expect(Self.spelled("'a\\' t", plain) == ["'a\\'", "t"])
    #expect(Self.spelled("'a\\' t'", BodyQuoting(sqlMode: "")) == ["'a\\' t'"])
  }

  @Test func `a token knows its bytes`() {
    let body = "ä /* x */ `b`"
    #expect(bodyTokens(body).map(\.range) == [0..<2, 11..<14])
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `SHA-256 gives the digests of its standard`(text: String, digest: String) {
    #expect(sha256Hex(Array(text.utf8)) == digest)
  }
}

@Suite struct BodyReferenceTests {
  static let moved = [QualifiedName("shop", "orders"), QualifiedName("shop", "odd `t`")]

  private static func found(_ body: String, in schema: String = "shop") -> [String] {
    BodyReferences(to: moved, ignoresCase: false).references(
      in: body, BodyQuoting(), defaultSchema: schema
    ).map { "\($0.table.table) \($0.form) \($0.line):\($0.column)" }
  }

  @Test(arguments: [
    ("SELECT 1 FROM orders", ["orders unqualified 1:15"]),
    ("SELECT 1\n FROM shop . `orders`", ["orders qualified 2:7"]),
    (
      "SELECT ä, orders.id FROM orders o",
      ["orders columnQualifier 1:11", "orders unqualified 1:26"]
    ),
    ("SELECT shop.orders.id", ["orders qualified 1:8"]),
    ("INSERT INTO orders(id) VALUES (1)", ["orders unqualified 1:13"]),
    ("INSERT orders(id) VALUES (1)", ["orders unqualified 1:8"]),
    ("REPLACE LOW_PRIORITY orders (id) VALUES (1)", ["orders unqualified 1:22"]),
    ("INSERT HIGH_PRIORITY orders (id) VALUES (1)", ["orders unqualified 1:22"]),
    ("CREATE INDEX i ON orders (id)", ["orders unqualified 1:19"]),
    ("CREATE TABLE IF NOT EXISTS orders (id INT)", ["orders unqualified 1:28"]),
    ("SELECT orders(1)", []), ("SELECT 1 WHERE INSERT('a', 1, 1, orders(1)) = 'b'", []),
    ("SELECT 1 FROM orders_archive, my_orders, `orders `, ordersx", []),
    ("SELECT 'orders', x -- orders\n # orders\n /* orders */", []),
    ("SELECT 1 /*!50100 FROM orders */", ["orders unqualified 1:24"]),
    ("SELECT * FROM other.orders", []),
    ("SELECT * FROM `odd ``t```", ["odd `t` unqualified 1:15"]),
    ("SET NEW.orders = OLD.orders", []),
    ("SELECT * FROM Orders", []),
    ("PREPARE p FROM 'DROP TABLE orders'", ["orders inString 1:16"]),
    // How information_schema of MariaDB shows `'%\\'`: nothing behind it may be missed.
    (
      "IF @p LIKE '%\\' THEN INSERT INTO shop.orders VALUES ('x'); END IF",
      ["orders qualified 1:34"]
    ),
    ("SET @x = 'it\\'s', @y = (SELECT 1 FROM orders)", ["orders unqualified 1:39"]),
    ("SET @x = 'a\\nb'; DELETE FROM orders", ["orders unqualified 1:30"]),
  ])
  func `a table is found by its name, and by nothing like it`(body: String, places: [String]) {
    #expect(Self.found(body) == places)
  }

  @Test func `an unqualified name means the schema of the object`() {
    #expect(Self.found("SELECT 1 FROM orders", in: "reports") == [])
    #expect(Self.found("SELECT 1 FROM shop.orders", in: "reports") == ["orders qualified 1:15"])
  }

  @Test func `case counts only where the server lets it`() {
    let references = BodyReferences(to: Self.moved, ignoresCase: true)
    let found = references.references(
      in: "SELECT 1 FROM Shop.ORDERS", BodyQuoting(), defaultSchema: "x")
    #expect(found.map(\.range) == [14..<25])
  }
}
