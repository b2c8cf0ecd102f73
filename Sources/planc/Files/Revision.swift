import Glibc

/// A file as it was at a revision of the git repository that holds it.
///
/// git runs as a child process and only reads. Its arguments name objects, never patterns, so the
/// repository's configuration and the names of files do not change the answer.
struct Revision {
  /// As the user wrote it: `main`, `HEAD~2`, `v1.0`.
  var name: String
  /// The folder that holds the file.
  var folder: String
  /// The file's name in that folder.
  var file: String
  /// The file as the user knows it.
  var path: String

  /// Nil where the revision has no such file.
  ///
  /// - Throws: a fault of reading that says which is missing: the repository or the revision.
  func contents() throws(FileFault) -> [UInt8]? {
    let inside = try git("rev-parse", "--is-inside-work-tree")
    guard inside.status == 0 else { throw fault(inside.complaint) }
    let commit = try git(
      "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
    guard commit.status == 0 else {
      throw FileFault(.read, name, "it is neither a file nor a revision of this git repository")
    }
    let listing = try git("ls-tree", "-z", commit.line, "--", "./" + file)
    guard listing.status == 0 else { throw fault(listing.complaint) }
    // mode, type and object, then a tab and the path; nothing when there is no such entry.
    let words = listing.line.split(separator: "\t").first?.split(separator: " ") ?? []
    guard words.count == 3 else { return nil }
    guard words[1] == "blob", words[0] != "120000" else {
      throw fault("it is not a file in that revision")
    }
    let blob = try git("cat-file", "blob", String(words[2]))
    guard blob.status == 0 else {
      // In a partial clone git would fetch the file from the remote that the configuration names.
      let copy = "before-" + file
      let show = "git -C \(shellWord(folder)) show \(shellWord("\(name):./\(file)"))"
      throw fault(
        blob.complaint,
        help: [
          "if this is a partial clone whose configuration you trust, run "
            + "`\(show) > \(shellWord(copy))`, then pass `--against \(shellWord(copy))`"
        ])
    }
    return blob.output
  }

  private func fault(_ reason: String, help: [String] = []) -> FileFault {
    FileFault(.read, "\(name):\(path)", reason, help: help)
  }

  /// Runs git so that nothing in the repository's configuration starts a program. Every call of git
  /// goes through here.
  ///
  /// A missing object of a partial clone is fetched by any command that reads it: over `ext::`, over
  /// ssh with `core.sshCommand`, by a helper that `remote.<name>.vcs` names. With an empty list no
  /// transport is allowed, whatever `protocol.allow` says.
  /// - Source: https://git-scm.com/docs/git#Documentation/git.txt-codeGITALLOWPROTOCOLcode
  private func git(_ arguments: String...) throws(FileFault) -> ChildOutput {
    let command = [
      "git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C",
      folder,
    ]
    do throws(SystemFault) {
      return try runProgram(
        command + arguments,
        setting: [
          "GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0",
          "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C",
        ])
    } catch {
      throw fault("git cannot be run: \(systemReason(error.number))")
    }
  }
}

/// What a child process wrote, and how it ended.
private struct ChildOutput {
  var status: Int32
  var output: [UInt8]
  var errors: [UInt8]

  /// The output as text, without the line's end.
  var line: String {
    String(decoding: output.prefix { $0 != 0x0A && $0 != 0 }, as: UTF8.self)
  }

  /// The first line of what git complained of.
  var complaint: String {
    let text = String(decoding: errors.prefix { $0 != 0x0A }, as: UTF8.self)
    let sentence = text.hasPrefix("fatal: ") ? String(text.dropFirst(7)) : text
    return sentence.isEmpty ? "git ended with status \(status)" : "git says: \(sentence)"
  }
}

private struct SystemFault: Error { var number: Int32 }

/// Runs a program of PATH to its end, with nothing to read.
///
/// - Parameter variables: replace those of planc's own environment.
private func runProgram(
  _ command: [String], setting variables: [String: String]
) throws(SystemFault) -> ChildOutput {
  var outputEnds: [Int32] = [-1, -1]
  var errorEnds: [Int32] = [-1, -1]
  guard unsafe pipe(&outputEnds) == 0, unsafe pipe(&errorEnds) == 0 else {
    throw SystemFault(number: errno)
  }
  // No other thread starts a program meanwhile. The child keeps no end but those it is given.
  for end in outputEnds + errorEnds { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  unsafe posix_spawn_file_actions_adddup2(&actions, outputEnds[1], 1)
  unsafe posix_spawn_file_actions_adddup2(&actions, errorEnds[1], 2)

  var words = unsafe command.map { unsafe strdup($0) } + [nil]
  defer { for index in unsafe words.indices { unsafe free(words[index]) } }
  for (name, value) in variables { unsafe setenv(name, value, 1) }
  var child: pid_t = 0
  let fault = unsafe posix_spawnp(&child, words[0]!, &actions, nil, &words, environ)
  close(outputEnds[1])
  close(errorEnds[1])
  defer {
    close(outputEnds[0])
    close(errorEnds[0])
  }
  guard fault == 0 else { throw SystemFault(number: fault) }
  let (output, errors) = readBoth(outputEnds[0], errorEnds[0])
  var status: Int32 = 0
  while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
  let signal = status & 0x7F
  return ChildOutput(
    status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: output, errors: errors)
}

/// Reads two pipes until both end; neither may fill up while the other is waited for.
private func readBoth(_ first: Int32, _ second: Int32) -> ([UInt8], [UInt8]) {
  var texts: [[UInt8]] = [[], []]
  var ends = [
    pollfd(fd: first, events: Int16(POLLIN), revents: 0),
    pollfd(fd: second, events: Int16(POLLIN), revents: 0),
  ]
  var buffer = [UInt8](repeating: 0, count: 65536)
  while ends.contains(where: { $0.fd >= 0 }) {
    if unsafe poll(&ends, nfds_t(ends.count), -1) < 0, errno != EINTR { break }
    for index in ends.indices where ends[index].fd >= 0 && ends[index].revents != 0 {
      let amount = unsafe read(ends[index].fd, &buffer, buffer.count)
      if amount > 0 {
        texts[index] += buffer[..<amount]
      } else if amount == 0 || errno != EINTR {
        ends[index].fd = -1
      }
    }
  }
  return (texts[0], texts[1])
}
