import ArgumentParser
import Diagnostics
import Operations

/// One run of `planc show`. It writes nothing.
struct ShowRun {
  var name: String
  var request: Request
  var terminal: Terminal

  /// - Throws: `ValidationError` for what the command line cannot ask.
  func verdict() throws -> Verdict {
    var diagnostics: [Diagnostic] = []
    do throws(Request.Fault) {
      let found = try request.compileFolders()
      diagnostics = found.flatMap(\.compilation.diagnostics)
      if diagnostics.contains(where: { $0.severity == .error }) {
        terminal.show(diagnostics)
        return .planHasErrors
      }
      do throws(FileFault) {
        terminal.show(diagnostics)
        diagnostics = []
        var isKnown = false
        var nearest: [String] = []
        for (folder, compilation) in found {
          let answer = lookUpName(of: name, in: compiledPlans(folder, compilation))
          let generated = joinedPath(folder.root, Destination.folderName)
          switch terminal.options.format {
          case .text: try terminal.writeResult(answer.text(generated: generated))
          case .json: try terminal.writeResult(answer.json(generated: generated))
          }
          isKnown = isKnown || answer.isKnown
          nearest += answer.nearest
        }
        if isKnown { return .yes }
        complain(nearest)
        return .planHasErrors
      } catch {
        throw .file(error)
      }
    } catch {
      switch error {
      case .file(let fault):
        terminal.show(diagnostics + [fault.diagnostic])
        return .unreachable
      case .usage(let sentence):
        throw ValidationError(sentence)
      }
    }
  }

  /// Those that were asked for, each with its migration.
  private func compiledPlans(
    _ folder: PlanFolder, _ compilation: Compilation
  ) -> [CompiledPlan] {
    folder.plans.filter(\.isAsked).compactMap { file in
      guard
        let index = compilation.migrations.firstIndex(where: { $0.planPath == file.relativePath })
      else { return nil }
      return CompiledPlan(
        plan: compilation.plans[index], migration: compilation.migrations[index],
        files: compilation.files, catalog: compilation.catalogs[index])
    }
  }

  private func complain(_ nearest: [String]) {
    let names = nearest.prefix(5).map { "`\(escaped($0))`" }
    let hint =
      names.isEmpty
      ? "" : "; near it \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))"
    terminal.complain("no plan names `\(escaped(name))`\(hint)")
  }
}
