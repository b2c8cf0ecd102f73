import ArgumentParser

/// `--map shop=shop_stg`
struct SchemaRenaming {
  var from: String
  var to: String

  init(_ argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw ValidationError("write SCHEMA=NAME, the plan's name first")
    }
    from = String(parts[0])
    to = String(parts[1])
  }
}

extension [SchemaRenaming] {
  /// As a command line says them again.
  var words: [String] { flatMap { ["--map", "\($0.from)=\($0.to)"] } }
}
