import Glibc
import Operations

/// A file to which a run adds lines. What others have written into it stays.
final class LogFile {
  private let path: String
  private let descriptor: Int32
  /// The first fault of writing; a run must not go on for long without its log.
  private(set) var fault: FileFault?

  init(path: String) throws(FileFault) {
    self.path = path
    // A pipe or a device has no start to look at.
    let start = (try? Folder.contents(ofFile: path, limit: LogEntry.start.utf8.count)) ?? []
    guard start.isEmpty || start.elementsEqual(LogEntry.start.utf8) else {
      throw FileFault(
        .write, path, "the file that is there is not a log of planc",
        help: ["pass the name of another file with `--log`"])
    }
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    // Statements may hold what the catalog holds, so others need not read them.
    descriptor = unsafe open(path, flags, 0o640)
    if descriptor < 0 { throw FileFault(.write, path, systemReason()) }
  }

  deinit { close(descriptor) }

  func add(_ entry: LogEntry) {
    let failure = writeFully(Array(entry.json.utf8), to: descriptor)
    if failure != 0, fault == nil { fault = FileFault(.write, path, systemReason(failure)) }
  }

  /// Waits until all of it is on the disk.
  func settle() {
    if fsync(descriptor) != 0, errno != EINVAL, fault == nil {
      fault = FileFault(.write, path, systemReason())
    }
  }

  /// `2026-01-31T04:05:06.789Z`
  static var now: String {
    var moment = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &moment)
    var parts = unsafe tm()
    _ = unsafe gmtime_r(&moment.tv_sec, &parts)
    func digits(_ number: some BinaryInteger, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let date = unsafe [
      digits(parts.tm_year + 1900, 4), digits(parts.tm_mon + 1, 2), digits(parts.tm_mday, 2),
    ]
    let time = unsafe [digits(parts.tm_hour, 2), digits(parts.tm_min, 2), digits(parts.tm_sec, 2)]
    return date.joined(separator: "-") + "T" + time.joined(separator: ":")
      + ".\(digits(moment.tv_nsec / 1_000_000, 3))Z"
  }
}
