package import Catalogs
package import Diagnostics
import Foundations
import LocatedYAML
package import Plans

/// What the plans of one folder compile to.
package struct Compilation: Sendable {
  /// In no particular order; `presented(_:)` orders them, with those of the disk.
  package var diagnostics: [Diagnostic] = []
  /// One for each plan, in the order of the plans' paths. Empty when any diagnostic is an error.
  package var migrations: [Migration] = []
  /// The plan of each migration, with its patterns resolved.
  package var plans: [Plan] = []
  /// The server before each migration; nil for a plan without a catalog.
  package var catalogs: [Catalog?] = []
  /// In which order the plans come, by their places in `plans`.
  package var order: PlanOrder { PlanOrder(plans, allAreRead: true) }
  /// Empty when any diagnostic is an error.
  package var files: [GeneratedFile] = []

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Compiles the plans of one folder: bytes in, files and diagnostics out.
///
/// This function names every stage. Each is a pure function; the caller compares the files with the
/// disk. The order in which the plans are given changes nothing.
package func compile(_ sources: [PlanSource]) -> Compilation {
  var compilation = analyse(sources)
  compilation.files = render(compilation.migrations)
  return compilation
}

/// Compiles for a rehearsal under other schema names; see `Migration.renamingSchemas(_:)`.
package func compile(
  _ sources: [PlanSource], renamingSchemas map: [(from: String, to: String)]
) throws(SchemaMapFault) -> Compilation {
  var compilation = analyse(sources)
  let names = Dictionary(map.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
  let renamed = try rehearsals(of: compilation.migrations, map)
  compilation.diagnostics += compilation.migrations.flatMap { $0.rehearsalFindings(names) }
  compilation.migrations = compilation.hasErrors ? [] : renamed
  compilation.files = render(compilation.migrations)
  return compilation
}

/// The plans of a folder without which some of them cannot be compiled: those that come before, and
/// those that come after and are applied, since a catalog shows the server behind these.
///
/// - Parameters:
///   - paths: of the plans that are wanted.
///   - withLater: whether all that come after belong to them, and what these need.
package func sourcesNeeded(
  by paths: [String], among sources: [PlanSource], withLater: Bool
) -> [PlanSource] {
  let plans = sources.map { decodePlan($0.file).plan }
  var needed = Set(sources.indices.filter { paths.contains(sources[$0].path) })
  while true {
    let names = Set(needed.compactMap { plans[$0]?.name.value })
    let before = Set(needed.flatMap { plans[$0]?.after.map(\.value) ?? [] })
    let found = sources.indices.filter { index in
      guard let plan = plans[index], !needed.contains(index) else { return false }
      return before.contains(plan.name.value)
        || (plan.isApplied || withLater) && plan.after.contains { names.contains($0.value) }
    }
    if found.isEmpty { return needed.sorted().map { sources[$0] } }
    needed.formUnion(found)
  }
}

/// Read, decode, look up what the server holds, check, compile.
private func analyse(_ sources: [PlanSource]) -> Compilation {
  var compilation = Compilation()
  var readings: [PlanReading] = []
  var catalogs = CatalogCache()
  for source in sources.sorted(by: { $0.path < $1.path }) {
    let (plan, diagnostics) = decodePlan(source.file)
    guard let plan else {
      compilation.diagnostics += diagnostics
      continue
    }
    readings.append(
      PlanReading(
        source: source, plan: plan,
        diagnostics: diagnostics + checkCatalogPath(plan, at: source.path),
        shown: source.catalog.flatMap { catalogs.catalog($0) }))
  }
  let order = PlanOrder(readings.map(\.plan), allAreRead: readings.count == sources.count)
  checkWithCatalogs(&readings, order)
  let plans = readings.map(\.plan)
  let sound = readings.filter { !$0.hasErrors }
  compilation.diagnostics += order.diagnostics + checkOrder(&readings, order)
  compilation.diagnostics += catalogs.diagnostics + readings.flatMap(\.diagnostics)
  // The moves of the only plan cannot meet when its names stand once.
  let mayMeet = sound.count > 1 || !sound.allSatisfy(\.namesStandOnce)
  let together = checkTogether(plans, moving: sound.map(\.plan), mayMeet: mayMeet)
  // Plans that are in each other's way are told of that first.
  compilation.diagnostics += together.isEmpty ? withoutOrder(plans, order) : together
  if !compilation.hasErrors {
    compilation.plans = sound.map(\.plan)
    compilation.catalogs = sound.map(\.before)
    compilation.migrations = sound.map { reading in
      makeMigration(
        from: reading.plan, planPath: reading.source.path, catalog: reading.before,
        acceptedRisks: reading.acceptedRisks)
    }
  }
  return compilation
}

/// Reads, decodes and checks one plan by itself. What it returns is good for compiling only if no
/// diagnostic is an error.
package func readPlan(_ file: SourceFile) -> (plan: Plan?, diagnostics: [Diagnostic]) {
  let (decoded, faults) = decodePlan(file)
  guard let decoded else { return (nil, faults) }
  let (plan, unresolved) = resolvingPatterns(of: decoded, in: nil)
  return (plan, faults + unresolved + checkPlan(plan).diagnostics)
}

/// Reads one plan to be held against another version of it: as it is written, with its patterns, and
/// with nothing asked that a catalog alone can answer.
package func readPlanAsWritten(_ file: SourceFile) -> (plan: Plan?, diagnostics: [Diagnostic]) {
  let (plan, faults) = decodePlan(file)
  guard let plan else { return (nil, faults) }
  var checked = plan
  let hasPatterns = plan.assignments.contains { $0.groups.contains { !$0.patterns.isEmpty } }
  // How many tables move is not known here.
  if hasPatterns { checked.omissions.tables = true }
  let foldsNames = plan.catalog == nil ? nil : 0
  return (plan, faults + checkPlan(checked, lowerCaseTableNames: foldsNames).diagnostics)
}

private func decodePlan(_ file: SourceFile) -> (plan: Plan?, diagnostics: [Diagnostic]) {
  var (node, readerDiagnostics) = readYAML(file)
  guard let node else { return (nil, readerDiagnostics) }
  var (plan, decoderDiagnostics) = decodePlan(node, file: file)
  // `{before: 1,041, budget: 1,041}`: the rest of a number is no key that stands twice.
  let numbers = decoderDiagnostics.filter { $0.code == .notAnInteger }.compactMap(\.primary)
  readerDiagnostics.removeAll { diagnostic in
    guard diagnostic.code == .duplicateKey, let place = diagnostic.secondary.first?.location.span
    else { return false }
    return numbers.contains { $0.location.span.holds(place) }
  }
  // What the reader refused within a value has said what is wrong with the value.
  let refused = readerDiagnostics.filter { $0.code == .syntaxFault }.compactMap(\.primary)
  if !refused.isEmpty {
    decoderDiagnostics.removeAll { diagnostic in
      guard let span = diagnostic.primary?.location.span else { return false }
      return refused.contains { span.holds($0.location.span) }
    }
    plan?.omissions.tables = true
  }
  // Keys that the reader left out, since they are repeated or stand elsewhere, are not missing.
  if readerDiagnostics.contains(where: \.code.hidesKeys) {
    decoderDiagnostics.removeAll { $0.code == .missingKey }
    plan?.omissions.tables = true
  }
  return (plan, readerDiagnostics + decoderDiagnostics)
}

/// The catalog's path must stay within the root, whatever folders are above it.
private func checkCatalogPath(_ plan: Plan, at path: String) -> [Diagnostic] {
  guard let catalog = plan.catalog, catalogPath(catalog.value, ofPlanAt: path) == nil else {
    return []
  }
  return [
    Diagnostic(
      .unsafePath, "`catalog`: `\(shown(catalog.value))` leads out of the folder above the plan's",
      at: plan.location(catalog.span),
      help: ["write a path relative to the plan, such as `../catalogs/server.yaml`"])
  ]
}

/// The files of each migration, and the one map for all of them, if there is one.
private func render(_ migrations: [Migration]) -> [GeneratedFile] {
  if migrations.isEmpty { return [] }
  return migrations.flatMap { renderSQL($0) + [renderRunbook($0)] }
    + (migrations[0].code.php == nil ? [] : [renderPHPMap(migrations)])
}

extension Span {
  fileprivate func holds(_ other: Span) -> Bool { start <= other.start && other.end <= end }
}

extension DiagnosticCode {
  /// Whether the reader leaves out keys and values after a diagnostic of this code.
  fileprivate var hidesKeys: Bool {
    [.duplicateKey, .severalDocuments, .anchorAliasOrTag].contains(self)
  }
}
