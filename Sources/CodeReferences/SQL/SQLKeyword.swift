/// The words of SQL that decide where a table's name is.
enum SQLKeyword: String, CaseIterable {
  case select, insert, replace, update, delete, truncate, create, alter, drop, rename, lock
  case show, describe, desc, explain, analyze, optimize, check, repair, checksum, with, load
  case flush, grant, revoke, use, call, set, values, value
  case from, into, join, table, tables, using, references, on, to, like, `where`, `as`, `if`
  case not, exists, temporary, unique, fulltext, spatial, or, index, trigger, view, user
  case ignore, quick, delayed, recursive, lateral, columns, fields, indexes, keys, status, full
  case group, order, having, limit, union, except, intersect, left, right, inner, outer, cross
  case natural, force, key, `for`, partition, offset, fetch, window, begin, then, `else`, `do`
  case loop, `in`, read, write, and, add, column, change, modify, engine, `default`, distinct
  case all, database, schema, returning, extended, data, infile, before, after, each
  case straightJoin = "straight_join"
  case lowPriority = "low_priority"
  case highPriority = "high_priority"
  case sqlCalcFoundRows = "sql_calc_found_rows"
  case sqlNoCache = "sql_no_cache"

  private static let byHash: [UInt64: SQLKeyword] = {
    var table: [UInt64: SQLKeyword] = [:]
    for keyword in allCases { table[hash(Array(keyword.rawValue.utf8)[...])] = keyword }
    precondition(table.count == allCases.count, "two keywords share a hash")
    return table
  }()

  /// FNV-1a over the letters in lower case.
  private static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte.lowercased)) &* 0x100_0000_01B3 }
    return hash
  }

  init?(_ word: ArraySlice<UInt8>) {
    guard word.count >= 2, word.count <= 19, let keyword = Self.byHash[Self.hash(word)],
      keyword.rawValue.utf8.count == word.count
    else { return nil }
    self = keyword
  }

  /// Whether it goes on a statement after a table and its alias.
  var followsTable: Bool {
    switch self {
    case .where, .set, .on, .order, .group, .limit, .join, .values, .value, .using, .union, .having,
      .inner, .left, .right, .cross, .natural, .straightJoin, .use, .force, .ignore, .for, .as,
      .select, .partition, .offset, .returning, .window, .except, .intersect, .read, .write, .add,
      .drop, .rename, .change, .modify, .engine, .to, .like, .from, .fetch, .default, .full, .alter,
      .and, .or:
      true
    case _: false
    }
  }
}
