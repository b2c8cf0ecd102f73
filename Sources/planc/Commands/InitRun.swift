import Diagnostics
import Foundations
import Operations
import Plans

/// One run of `planc init`: one new file, or none.
struct InitRun {
  var terminal: Terminal
  /// Where the plan's catalog stands, and what it holds; nil for a plan without one.
  var catalog: SourceFile?

  /// Writes the first of some plans, of one name, that compiles beside the others of the folder.
  func verdict(of candidates: [FirstPlan]) -> Verdict {
    do throws(FileFault) {
      let others = try otherPlans()
      let plans = others.compactMap { readPlan($0.file).plan }
      let code = plans.first?.code ?? CodeSettings()
      let aliases = plans.flatMap(\.schemas).map { ($0.name.value, $0.alias.value) }
      var failed: (plan: FirstPlan, compilation: Compilation, path: String)?
      for isAccepting in [false, true] {
        for candidate in candidates {
          var plan = candidate
          plan.code = code
          plan.aliases = Dictionary(aliases, uniquingKeysWith: { first, _ in first })
          let path = joinedPath(PlanFolder.defaultPath, plan.name + PlanFolder.fileExtension)
          plan.follow(plans.filter { $0.file.path != path })
          // A file that is there is reported as such, not as two plans of one name.
          let beside = others.filter { $0.path != path }
          func compiled(_ plan: FirstPlan) -> Compilation {
            let file = SourceFile(path: path, text: plan.text)
            return compile(beside + [PlanSource(file, path: path, catalog: catalog)])
          }
          var compilation = compiled(plan)
          if isAccepting, catalog != nil,
            let accepting = plan.accepting(compilation.diagnostics.filter { $0.severity == .error })
          {
            plan = accepting
            compilation = compiled(plan)
          }
          if compilation.hasErrors {
            failed = failed ?? (plan, compilation, path)
            continue
          }
          // Compiled, the name is a word: it cannot lead out of the folder.
          let folder = try Folder.openOrMake(PlanFolder.defaultPath)
          try folder.create(plan.name + PlanFolder.fileExtension, Array(plan.text.utf8))
          terminal.show(compilation.diagnostics)
          try terminal.writeResult(result(path))
          return .yes
        }
      }
      guard let failed else { preconditionFailure("there is no plan to write") }
      // No file of that name is there, or is changed: the errors show what it would say.
      let fault = FileFault(
        .write, failed.path, "it would have these errors",
        help: [
          candidates.count > 1
            ? "none of the \(candidates.count) tables that were tried can move; fix the errors of one, "
              + "and name it with `--table`"
            : "see `planc init --help` for names to give"
        ])
      terminal.show(failed.compilation.diagnostics + [fault.diagnostic])
      return .planHasErrors
    } catch {
      terminal.show([error.diagnostic])
      return .unreachable
    }
  }

  private func result(_ path: String) -> String {
    switch terminal.options.format {
    case .text: "\(path): wrote a first plan; now run `planc compile \(path)`\n"
    case .json: "{\"plan\": \(jsonString(path))}\n"
    }
  }

  /// The plans that stand beside the new one; none where there is no folder yet.
  private func otherPlans() throws(FileFault) -> [PlanSource] {
    guard let folder = try Folder.open(PlanFolder.defaultPath) else { return [] }
    let names = try folder.entries().map(\.name)
    guard names.contains(where: { $0.hasSuffix(PlanFolder.fileExtension) && !$0.hasPrefix(".") })
    else { return [] }
    return try PlanFolder.find([]).flatMap(\.plans).map(\.compiled)
  }
}
