import Diagnostics
import PlanCompiler

/// One run of `planc init`: one new file, or none.
struct InitRun {
  var name: String
  var source: String
  var target: String
  var tables: [String]
  var sourceCount: Int?
  var terminal: Terminal

  func verdict() -> Verdict {
    do throws(FileFault) {
      let others = try otherPlans()
      let first = FirstPlan(
        name: name, source: source, target: target, tables: tables, sourceCount: sourceCount,
        code: others.first.flatMap { readPlan($0.file).plan?.code } ?? CodeSettings())
      let path = joinedPath(PlanFolder.defaultPath, name + PlanFolder.fileExtension)
      let file = SourceFile(path: path, text: first.text)
      // A file that is there is told as such, not as two plans of one name.
      let beside = others.filter { $0.path != path }
      let compilation = compile(beside + [PlanSource(file, path: path)])
      if compilation.hasErrors {
        // No file of that name is there, or is changed: the errors show what it would say.
        let fault = FileFault(
          .write, path, "it would have these errors",
          help: ["see `planc init --help` for names to give"])
        terminal.show(compilation.diagnostics + [fault.diagnostic])
        return .planHasErrors
      }
      // Compiled, the name is a word: it cannot lead out of the folder.
      let folder = try Folder.openOrMake(PlanFolder.defaultPath)
      try folder.create(name + PlanFolder.fileExtension, file.bytes)
      terminal.show(compilation.diagnostics)
      try terminal.writeResult(result(path))
      return .yes
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
