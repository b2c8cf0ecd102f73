import CodeReferences
import Diagnostics
import Foundations

/// What `planc refs --fix` does with the files in which references were found.
///
/// Only the bytes of a file change: it is written in place, so that owner, permissions and attributes
/// stay. A file for which that is not possible, or that has changed since it was read, is left alone.
struct ReferenceFix {
  let finder: ReferenceFinder
  let report: ReferenceReport
  /// Whether nothing is written.
  let isDryRun: Bool

  /// A reference in the file that holds it.
  struct Place {
    var reference: CodeReference
    var file: SourceFile
    /// Nil for one that is mended.
    var obstacle: FixObstacle?
  }

  private(set) var diff = ""
  private(set) var mended: [Place] = []
  private(set) var left: [Place] = []
  private(set) var faults: [FileFault] = []
  private(set) var fileCount = 0

  init(_ finder: ReferenceFinder, _ report: ReferenceReport, isDryRun: Bool) {
    self.finder = finder
    self.report = report
    self.isDryRun = isDryRun
  }

  mutating func fix(
    _ files: [(file: SourceFile, references: [CodeReference])], style: UnifiedDiff.Style
  ) {
    for (file, references) in files where references.contains(where: { $0.kind == .reference }) {
      fix(file, style)
    }
  }

  private mutating func fix(_ file: SourceFile, _ style: UnifiedDiff.Style) {
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    guard let language = Language(fileName: name, start: file.bytes[...]) else { return }
    let fix = finder.fix(file.bytes, language: language)
    if fix.fixed.isEmpty {
      left += fix.left.map { Place(reference: $0.reference, file: file, obstacle: $0.obstacle) }
      return
    }
    do throws(FileFault) {
      try replace(file, with: fix.bytes)
    } catch {
      faults.append(error)
      return
    }
    diff += UnifiedDiff(old: (file.path, file.bytes), new: (file.path, fix.bytes)).text(style)
    fileCount += 1
    mended += fix.fixed.map { Place(reference: $0, file: file) }
    // Where they are now, not where they were.
    let after = isDryRun ? file : SourceFile(path: file.path, bytes: fix.bytes)
    let rest = isDryRun ? fix.left : finder.fix(fix.bytes, language: language).left
    left += rest.map { Place(reference: $0.reference, file: after, obstacle: $0.obstacle) }
  }

  private func replace(_ file: SourceFile, with bytes: [UInt8]) throws(FileFault) {
    let (path, name) = splitPath(file.path)
    guard let folder = try Folder.open(path, for: .write) else {
      throw FileFault(.write, file.path, systemReason(2))
    }
    try folder.overwrite(name, file.bytes, with: bytes, isDryRun: isDryRun)
  }

  /// What stays, each with the reason.
  var diagnostics: [Diagnostic] {
    left.compactMap { place in
      guard var diagnostic = report.diagnostic(place.reference, in: place.file) else { return nil }
      if let obstacle = place.obstacle {
        diagnostic.notes.append("left as it is: \(obstacle.sentence)")
      }
      return diagnostic
    } + faults.map(\.diagnostic)
  }

  func text(_ format: ReportOptions.Format) -> String {
    switch format {
    case .text:
      let words = isDryRun ? ("would be mended", "would stay") : ("mended", "left")
      return diff + "\(counted(mended.count, "reference")) \(words.0) in "
        + "\(counted(fileCount, "file")), \(left.count) \(words.1)\n"
        + (isDryRun ? "nothing was written\n" : "")
    case .json:
      return jsonObject([
        ("written", "\(!isDryRun)"), ("mended", jsonLines(mended.map(json))),
        ("left", jsonLines(left.map(json))),
      ]) + "\n"
    }
  }

  private func json(_ place: Place) -> String {
    place.reference.json(
      in: place.file, more: place.obstacle.map { [("reason", jsonString($0.rawValue))] } ?? [])
  }
}
