package import Diagnostics
import MarkedYAML

/// A plan to compile: its text, and where it stands below the root of its folder's project.
package struct PlanSource: Sendable {
  package var file: SourceFile
  /// Relative to the root, with `/`: `plans/phase_a.yaml`. Generated files show it.
  package var path: String

  package init(_ file: SourceFile, path: String) {
    self.file = file
    self.path = path
  }
}

/// What the plans of one folder compile to.
package struct Compilation: Sendable {
  /// In no particular order; whoever shows them settles them, with those of the disk.
  package var diagnostics: [Diagnostic] = []
  /// One for each plan, in the order of the plans' paths. Empty when any diagnostic is an error.
  package var migrations: [Migration] = []
  /// Empty when any diagnostic is an error.
  package var files: [GeneratedFile] = []

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Compiles the plans of one folder: bytes in, files and diagnostics out.
///
/// This function names every stage. Each is a pure function; the caller settles the files with the
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
  compilation.migrations = try renamingSchemas(map, of: compilation.migrations)
  compilation.files = render(compilation.migrations)
  return compilation
}

/// Read, decode, check, compile.
private func analyse(_ sources: [PlanSource]) -> Compilation {
  var compilation = Compilation()
  var plans: [Plan] = []
  var sound: [(plan: Plan, path: String)] = []
  var namesStandOnce = true
  for source in sources.sorted(by: { $0.path < $1.path }) {
    let (plan, findings) = readAndCheck(source.file)
    compilation.diagnostics += findings.diagnostics
    guard let plan else { continue }
    plans.append(plan)
    if !findings.diagnostics.contains(where: { $0.severity == .error }) {
      sound.append((plan, source.path))
      namesStandOnce = namesStandOnce && findings.namesStandOnce
    }
  }
  // The moves of the only plan cannot meet when its names stand once.
  let mayMeet = sound.count > 1 || !namesStandOnce
  compilation.diagnostics += checkTogether(plans, moving: sound.map(\.plan), mayMeet: mayMeet)
  if !compilation.hasErrors {
    compilation.migrations = sound.map { makeMigration(from: $0.plan, planPath: $0.path) }
  }
  return compilation
}

/// Reads, decodes and checks one plan. What it returns is good for compiling only if no diagnostic
/// is an error.
package func readPlan(_ file: SourceFile) -> (plan: Plan?, diagnostics: [Diagnostic]) {
  let (plan, findings) = readAndCheck(file)
  return (plan, findings.diagnostics)
}

private func readAndCheck(_ file: SourceFile) -> (plan: Plan?, findings: PlanFindings) {
  let (node, readerDiagnostics) = readYAML(file)
  guard let node else { return (nil, PlanFindings(diagnostics: readerDiagnostics)) }
  var (plan, decoderDiagnostics) = decodePlan(node, file: file)
  // Keys that the reader left out, since they are repeated or stand elsewhere, are not missing.
  if readerDiagnostics.contains(where: \.code.hidesKeys) {
    decoderDiagnostics.removeAll { $0.code == .missingKey }
    plan?.omissions.tables = true
  }
  var findings = plan.map(checkPlan) ?? PlanFindings()
  findings.diagnostics = readerDiagnostics + decoderDiagnostics + findings.diagnostics
  return (plan, findings)
}

/// Proves each migration, then writes its files, and the one map for all of them.
private func render(_ migrations: [Migration]) -> [GeneratedFile] {
  if migrations.isEmpty { return [] }
  return migrations.flatMap { migration in
    prove(migration)
    return renderSQL(migration) + [renderRunbook(migration)]
  } + [renderPHPMap(migrations)]
}

extension DiagnosticCode {
  /// Whether the reader leaves out keys and values after a diagnostic of this code.
  fileprivate var hidesKeys: Bool {
    [.duplicateKey, .severalDocuments, .anchorAliasOrTag].contains(self)
  }
}
