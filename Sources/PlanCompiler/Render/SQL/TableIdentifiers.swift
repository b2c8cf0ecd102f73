/// Asks for InnoDB's number of each table, which survives a RENAME; creation times do not. Only an
/// account with PROCESS may read it.
struct TableIdentifiers {
  private let signs: Set<UInt8>

  init(_ moves: MovesList) { signs = moves.signs }

  func write(to script: inout Script) {
    script.line(
      "-- InnoDB's TABLE_ID, where this account may see it: it stays the same through a RENAME.")
    AccountRights.writeAccount(to: &script)
    let names = "\(name("p.ss", "p.st")) AS name FROM \(MovesList.asTable)"
    let others = "\(name("p.ts", "p.tt")) FROM \(MovesList.asTable)"
    let asides = "SELECT 0, \(name("z.s", "z.t")) FROM \(AsideList.asTable)"
    let listing =
      "SELECT i.NAME AS innodb_name, i.TABLE_ID AS innodb_table_id FROM (SELECT p.n, \(names) UNION ALL SELECT p.n, \(others) UNION ALL \(asides)) AS p LEFT JOIN (SELECT DISTINCT CAST(NAME AS CHAR(700) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS NAME, TABLE_ID FROM information_schema."
    script.line(
      """
      SET @planc_sql = 'DO 0';
      SET @planc_sql = IF(
        (SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_me AS BINARY) AND PRIVILEGE_TYPE = 'PROCESS') = 1,
        CONCAT('\(SQLText.inString(listing))', IF(VERSION() LIKE '%MariaDB%', 'INNODB_SYS_TABLES', 'INNODB_TABLES'), ') AS i ON i.NAME = p.name WHERE COALESCE(i.TABLE_ID, 0) <> 0 ORDER BY p.n, i.TABLE_ID'),
        'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      DEALLOCATE PREPARE planc;
      """)
  }

  /// `CONCAT(p.ss, '/', p.st)`, with what InnoDB writes for the other characters of ASCII that
  /// names of this migration have. What it writes for letters that are not ASCII is not done here:
  /// such a table has no number in the answer.
  private func name(_ schema: String, _ table: String) -> String {
    let parts = [schema, table].map { part in
      escapes.reduce(part) { text, sign in
        "REPLACE(\(text), _utf8mb4 0x\(Self.hex(sign)), '@00\(Self.hex(sign))')"
      }
    }
    return "CONCAT(\(parts[0]), '/', \(parts[1]))"
  }

  /// `@` first, which stands in all that is written for the others.
  private var escapes: [UInt8] {
    var found = signs
    let first = found.remove(UInt8(ascii: "@"))
    return (first.map { [$0] } ?? []) + found.sorted()
  }

  /// A table's name as InnoDB has it, where that is the one that the file asks for.
  static func name(of table: QualifiedName) -> String {
    [table.schema, table.table].map { part in
      part.unicodeScalars.map { scalar in
        scalar.isASCII && !isPlainNameByte(UInt8(scalar.value))
          ? "@00\(hex(UInt8(scalar.value)))" : String(scalar)
      }.joined()
    }.joined(separator: "/")
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }
}
