import Foundation
import PlancTestSupport
import Testing

@testable import Foundations

/// A page of the docs whose console blocks are sessions: below each heading of the second level the
/// commands of all blocks run one after the other in one folder.
struct ConsoleGuide {
  struct Session: Sendable, CustomTestStringConvertible {
    var heading: String
    var commands: [String] = []
    var testDescription: String { heading }
  }

  let path: String
  private let lines: [String]
  private(set) var sessions: [Session] = []

  init(_ path: String) {
    self.path = path
    let text = (try? Repository.bytes(of: path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    lines = text.components(separatedBy: "\n")
    visit { line, heading in
      guard let line, line.hasPrefix("$ ") else { return }
      if sessions.last?.heading != heading { sessions.append(Session(heading: heading)) }
      sessions[sessions.count - 1].commands.append(String(line.dropFirst(2)))
    }
  }

  /// Calls back for each line of a console block, and with nil where a block ends.
  private func visit(_ body: (_ line: String?, _ heading: String) -> Void) {
    var heading = ""
    var isInside = false
    for line in lines {
      if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
      if line.hasPrefix("```") {
        if isInside { body(nil, heading) }
        isInside = line == "```console"
      } else if isInside {
        body(line, heading)
      }
    }
  }

  /// What the page shows behind a session's commands, each with its command.
  func shown(of session: Session) -> [String] {
    var shown: [String] = []
    visit { line, heading in
      guard heading == session.heading, let line else { return }
      if line.hasPrefix("$ ") {
        shown.append(line + "\n")
      } else {
        shown[shown.count - 1] += line + "\n"
      }
    }
    return shown
  }

  /// Writes the page anew, with what the commands really say.
  func rewrite(_ session: Session, _ outputs: [String]) throws {
    var written: [String] = []
    var rest = outputs[...]
    var heading = ""
    var isInside = false
    for line in lines {
      if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
      if line.hasPrefix("```") { isInside = !isInside && line == "```console" }
      let isOwn = isInside && heading == session.heading && !line.hasPrefix("```")
      guard isOwn else {
        written.append(line)
        continue
      }
      guard line.hasPrefix("$ "), let output = rest.popFirst() else { continue }
      written += output.components(separatedBy: "\n").dropLast()
    }
    try written.joined(separator: "\n").write(
      toFile: "\(Repository.root)/\(path)", atomically: true, encoding: .utf8)
  }
}
