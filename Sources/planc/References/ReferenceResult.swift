import CodeReferences
import Diagnostics
import Foundations

/// What a run of `planc refs` says in the end.
struct ReferenceResult {
  private(set) var files: [(file: SourceFile, references: [CodeReference])] = []
  private(set) var skipped: [SkippedPath]
  private(set) var faults: [FileFault]
  private(set) var readCount = 0
  private(set) var otherCount = 0
  /// References that a baseline knows, and its entries that nothing answers to; nil without one.
  private(set) var baselineCounts: (known: Int, stale: Int)?
  let report: ReferenceReport

  init(
    _ searched: [SearchedFile], skipped: [SkippedPath], faults: [FileFault], function: String?
  ) {
    self.skipped = skipped
    self.faults = faults
    report = ReferenceReport(function: function)
    for file in searched {
      switch file.outcome {
      case .other: otherCount += 1
      case .skipped(let path): self.skipped.append(path)
      case .fault(let fault): self.faults.append(fault)
      case .read(let source, let references):
        readCount += 1
        if let source { files.append((source, references)) }
      }
    }
  }

  var diagnostics: [Diagnostic] {
    files.flatMap { file, references in
      references.compactMap { report.diagnostic($0, in: file) }
    }
  }

  var hasErrors: Bool {
    files.contains { $0.references.contains { $0.kind == .reference } }
  }

  /// A baseline of all that was found, for a file at a path.
  func baseline(for path: String) throws(FileFault) -> Baseline {
    var baseline = try Baseline(path: path)
    for (file, references) in files {
      for case .some(let entry) in baseline.entries(of: references, in: file) {
        baseline.insert(entry)
      }
    }
    return baseline
  }

  /// Leaves out what a baseline knows.
  ///
  /// - Parameter paths: what was searched: an entry of another path may still hold.
  mutating func leaveOut(_ baseline: Baseline, searched paths: [String]) {
    var met: Set<Baseline.Entry> = []
    for index in files.indices {
      let entries = baseline.entries(of: files[index].references, in: files[index].file)
      var isNew = entries.map { _ in true }
      for (place, entry) in entries.enumerated() {
        guard let entry, baseline.entries.contains(entry) else { continue }
        met.insert(entry)
        isNew[place] = false
      }
      files[index].references = zip(files[index].references, isNew).compactMap { $1 ? $0 : nil }
    }
    let roots = paths.map(baseline.entryPath)
    let unread = Set(faults.map { baseline.entryPath($0.path) })
    let stale = baseline.entries.count { entry in
      !met.contains(entry) && !unread.contains(entry.path)
        && roots.contains {
          $0.isEmpty || entry.path == $0 || entry.path.hasPrefix($0 + "/")
        }
    }
    baselineCounts = (met.count, stale)
  }

  private func count(_ kind: CodeReference.Kind) -> Int {
    files.reduce(0) { $0 + $1.references.count { $0.kind == kind } }
  }

  func text(
    _ format: ReportOptions.Format, isSummary: Bool, isList: Bool = false, isVerbose: Bool
  ) -> String {
    switch format {
    case .text:
      (isSummary ? table : "") + (isList ? lines : "") + sentences
        + (isVerbose
          ? sortedSkips.map { "skipped \(escaped($0.path)): \($0.reason.phrase)\n" }.joined() : "")
    case .json: json
    }
  }

  /// A line a place, as compilers write it, so that editors can follow it.
  private var lines: String {
    var text = ""
    for (file, references) in files {
      for reference in references where reference.kind == .reference || reference.kind == .dynamic {
        let place = file.position(ofByte: reference.name.lowerBound)
        let table = reference.table.map { " " + $0.name } ?? ""
        text += escaped("\(file.path):\(place.line):\(place.column): \(reference.kind.rawValue)")
        text += escaped("\(table), \(reference.pattern.rawValue)") + "\n"
      }
    }
    return text
  }

  /// A line a table: its name, the number of references, of dynamic and of qualified ones.
  private var table: String {
    var counts: [String: [Int]] = [:]
    for reference in files.flatMap(\.references) {
      let name = reference.table?.name ?? "(made at run time)"
      let column = CodeReference.Kind.allCases.firstIndex(of: reference.kind) ?? 0
      counts[name, default: [0, 0, 0, 0]][column] += 1
    }
    let width = max(5, counts.keys.map(\.count).max() ?? 0)
    func line(_ name: String, _ cells: [String]) -> String {
      escaped(name) + String(repeating: " ", count: max(0, width - name.count))
        + cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined() + "\n"
    }
    return line("table", CodeReference.Kind.allCases.map(\.rawValue))
      + counts.sorted { $0.key < $1.key }.map { line($0.key, $0.value.map(String.init)) }.joined()
      + line("all", CodeReference.Kind.allCases.map { String(count($0)) })
  }

  private var sentences: String {
    var text =
      "\(counted(readCount, "file")) read: \(counted(count(.reference), "reference")), \(count(.dynamic)) dynamic, "
      + "\(count(.qualified)) qualified, \(counted(count(.mention), "mention"))\n"
    let reasons = SkippedPath.Reason.allCases.compactMap { reason -> String? in
      let number = skipped.count { $0.reason == reason }
      return number == 0 ? nil : "\(number) \(reason.phrase)"
    }
    let other = otherCount == 0 ? [] : ["\(otherCount) of no language that planc reads"]
    let unread = faults.isEmpty ? [] : ["\(faults.count) that cannot be read"]
    let parts = reasons + other + unread
    if !parts.isEmpty { text += "skipped: " + parts.joined(separator: ", ") + "\n" }
    if let counts = baselineCounts {
      text += "baseline: \(counts.known) known and not shown"
      if counts.stale > 0 {
        text += ", \(counts.stale) no longer found: write it anew with --write-baseline"
      }
      text += "\n"
    }
    return text
  }

  private var sortedSkips: [SkippedPath] {
    skipped.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private var json: String {
    let references = files.flatMap { file, references in references.map { $0.json(in: file) } }
    let skips = sortedSkips.map {
      jsonObject([("path", jsonString($0.path)), ("reason", jsonString($0.reason.rawValue))])
    }
    let baseline =
      baselineCounts.map { [("known", "\($0.known)"), ("stale", "\($0.stale)")] } ?? []
    return jsonObject(
      [("read", "\(readCount)"), ("other", "\(otherCount)")] + baseline + [
        ("references", jsonLines(references)), ("skipped", jsonLines(skips)),
      ]) + "\n"
  }
}
