/// Columns of `information_schema` in the queries of files that are not made of sections yet.
enum Listing {
  /// A column whose text compares exactly.
  static func exact(_ column: String) -> String {
    "CAST(\(column) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS \(column)"
  }
}
