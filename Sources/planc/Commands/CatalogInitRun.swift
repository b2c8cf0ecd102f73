import Catalogs
import Diagnostics
import Operations
import Plans

/// One run of `planc init --catalog`.
struct CatalogInitRun {
  var name: String
  /// From the folder in which planc runs.
  var path: String
  /// Nil for the schema with the most tables.
  var source: String?
  var target: String?
  /// Empty for the first table that can move.
  var tables: [String]
  var terminal: Terminal

  /// Each table that is tried is compiled with the whole catalog.
  private static let triesMax = 20

  func verdict() -> Verdict {
    let file: SourceFile
    do throws(FileFault) {
      guard let below = catalogPath(path, ofPlanAt: "plan.yaml") else {
        throw FileFault(
          .read, path, "it is not below this folder",
          help: ["run planc in the folder above `\(PlanFolder.defaultPath)` and the catalog's"])
      }
      file = try PlanFolder.catalog(at: below, below: ".")
      let (catalog, faults) = readCatalog(file)
      guard let catalog, faults.isEmpty else {
        terminal.show(faults)
        return .planHasErrors
      }
      return verdict(of: catalog, in: file, at: below)
    } catch {
      terminal.show([error.diagnostic])
      return .unreachable
    }
  }

  private func verdict(of catalog: Catalog, in file: SourceFile, at below: String) -> Verdict {
    guard let source = source ?? FirstPlan.largestSchema(of: catalog) else {
      terminal.complain("`\(escaped(path))` shows no table")
      return .planHasErrors
    }
    guard catalog.schemas.contains(where: { $0.name == source && !$0.tables.isEmpty }) else {
      let names = catalog.schemas.filter { !$0.tables.isEmpty }.map { "`\(escaped($0.name))`" }
      terminal.complain(
        "`\(escaped(path))` shows no table of `\(escaped(source))`; it shows those of "
          + names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : ""))
      return .planHasErrors
    }
    let choices =
      tables.isEmpty
      ? FirstPlan.likelyTables(of: source, in: catalog, max: Self.triesMax).map { [$0] } : [tables]
    let plans = choices.compactMap { tables in
      FirstPlan(
        name: name, catalog: catalog, path: "../" + below, source: source,
        target: target ?? "\(source)_archive", tables: tables)
    }
    return InitRun(terminal: terminal, catalog: file).verdict(of: plans)
  }
}
