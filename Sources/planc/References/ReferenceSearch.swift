import CodeReferences
import Diagnostics
import Dispatch
import Synchronization

/// What a search found in one file.
struct SearchedFile: Sendable {
  enum Outcome: Sendable {
    /// Without a language that planc reads.
    case other
    case skipped(SkippedPath)
    case fault(FileFault)
    /// Read; the source is nil where nothing was found.
    case read(SourceFile?, [CodeReference])
  }

  var path: String
  var outcome: Outcome
}

/// Searches files, several at a time, and answers in their order.
struct ReferenceSearch {
  /// Larger files are made by programs.
  static let fileSizeMax = 4 << 20

  var finder: ReferenceFinder
  /// Told from any thread, one at a time, how many files are done.
  var report: (@Sendable (Int) -> Void)?

  func search(_ files: [String]) -> [SearchedFile] {
    let results = Mutex([SearchedFile?](repeating: nil, count: files.count))
    let progress = Mutex(0)
    let chunk = 16
    let chunkCount = (files.count + chunk - 1) / chunk
    DispatchQueue.concurrentPerform(iterations: chunkCount) { number in
      let range = (number * chunk)..<min(files.count, (number + 1) * chunk)
      let found = range.map { SearchedFile(path: files[$0], outcome: outcome(files[$0])) }
      results.withLock { results in
        for (index, file) in zip(range, found) { results[index] = file }
      }
      guard let report else { return }
      progress.withLock { done in
        done += range.count
        report(done)
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  private func outcome(_ path: String) -> SearchedFile.Outcome {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    do throws(FileFault) {
      if Language(fileName: name, start: []) == nil {
        // Only a `#!` line can tell the language, and it stands in files without an ending.
        guard !name.contains("."),
          let start = try Folder.contents(ofFile: path, limit: 200),
          Language(fileName: name, start: start[...]) != nil
        else { return .other }
      }
      guard let bytes = try Folder.contents(ofFile: path, limit: Self.fileSizeMax + 1) else {
        return .other
      }
      if bytes.count > Self.fileSizeMax { return .skipped(SkippedPath(path, .tooLarge)) }
      if bytes.prefix(8192).contains(0) { return .skipped(SkippedPath(path, .binary)) }
      guard let language = Language(fileName: name, start: bytes[...]) else { return .other }
      if !finder.mayHoldReferences(bytes) { return .read(nil, []) }
      if GeneratedSentence.origin(in: bytes) != nil {
        return .skipped(SkippedPath(path, .generated))
      }
      let references = finder.references(in: bytes, language: language)
      return .read(references.isEmpty ? nil : SourceFile(path: path, bytes: bytes), references)
    } catch {
      return .fault(error)
    }
  }
}
