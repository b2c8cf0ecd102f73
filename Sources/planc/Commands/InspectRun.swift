import Catalogs
import Diagnostics
import Servers

/// One run of `planc inspect`.
struct InspectRun {
  enum Source {
    /// Nothing is asked: the SQL is the result.
    case query
    /// What a client printed; `-` for standard input.
    case file(String)
    /// A server that planc asks itself, and the files that the connection needs.
    case server(ServerAddress, ConnectionSettings, files: [String])
  }

  var source: Source
  var schemas: [String]
  /// As written; nil for standard output.
  var out: String?
  var terminal: Terminal

  /// What a client printed of 100,000 tables is below 100 MB.
  private static let sizeMax = 1 << 30

  func verdict() -> Verdict {
    do throws(FileFault) {
      switch source {
      case .query:
        try write(Array(InspectionQuery(schemas: schemas).text.utf8))
        return .yes
      case .file(let path):
        return try takeCatalog(
          of: try contents(of: path), from: path == "-" ? "standard input" : path)
      case .server(let address, let settings, let files):
        for file in files { try Folder.expectReadable(file) }
        return try ask(address, settings)
      }
    } catch {
      terminal.show([error.diagnostic])
      return .unreachable
    }
  }

  private func contents(of path: String) throws(FileFault) -> [UInt8] {
    if path == "-" { return try Folder.standardInput(limit: Self.sizeMax) }
    guard let bytes = try Folder.contents(ofFile: path, limit: Self.sizeMax) else {
      throw FileFault(.read, path, "there is no such file")
    }
    return bytes
  }

  private func ask(
    _ address: ServerAddress, _ settings: ConnectionSettings
  ) throws(FileFault) -> Verdict {
    let bytes: [UInt8]
    do throws(ServerFault) {
      bytes = try answers(to: InspectionQuery(schemas: schemas), at: address, settings)
    } catch {
      terminal.show([diagnostic(error, address)])
      return .unreachable
    }
    return try takeCatalog(of: bytes, from: address.shown)
  }

  private func diagnostic(_ fault: ServerFault, _ address: ServerAddress) -> Diagnostic {
    let what = fault.statement == nil ? "cannot be asked" : "refused a statement"
    let help =
      canConnect
      ? "`planc inspect --print-query` prints the same SQL for the mariadb or mysql client"
      : "install libmariadb-dev and build with the trait LiveServer, which is on by default, or give the SQL of `planc inspect --print-query` to the mariadb or mysql client"
    let password = "set PLANC_PASSWORD, or write the password into an option file"
    // 1045, access denied; 1698, the account has another way to prove itself.
    let more = [1045, 1698].contains(fault.number) ? [password] : []
    return Diagnostic(
      .unreachableServer, "`\(address.shown)` \(what): \(fault.sentence)",
      notes: fault.number == 0 ? [] : ["error \(fault.number)"], help: more + [help])
  }

  private func takeCatalog(of bytes: [UInt8], from name: String) throws(FileFault) -> Verdict {
    let (catalog, diagnostics) = readAnswer(bytes, from: name)
    terminal.show(diagnostics)
    guard let catalog, !diagnostics.contains(where: { $0.severity == .error }) else {
      return .planHasErrors
    }
    try write(renderCatalog(catalog))
    return .yes
  }

  /// Writes the result, to a file in one step; a file whose bytes are equal is not touched.
  private func write(_ bytes: [UInt8]) throws(FileFault) {
    guard let out else { return try terminal.writeResult(bytes) }
    let (path, name) = split(out)
    guard let folder = try Folder.open(path, for: .write) else {
      throw FileFault(
        .write, out, "there is no such folder", help: ["run `mkdir -p \(shellWord(path))`"])
    }
    let isQuery = if case .query = source { true } else { false }
    if isQuery {
      try folder.replace(name, with: bytes, onlyIf: "a query of `planc inspect`") {
        $0.starts(with: bytes.prefix { $0 != 0x0A })
      }
    } else {
      // Also one that was written by hand: the key must come early.
      try folder.replace(name, with: bytes, onlyIf: "a catalog") { start in
        start.split(separator: 0x0A).contains { $0.starts(with: "catalog: 1".utf8) }
      }
    }
  }

  private func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
  }
}

/// The catalog in a server's answer; nil when it has faults.
func readAnswer(_ bytes: [UInt8], from name: String) -> (catalog: Catalog?, [Diagnostic]) {
  let answer: InspectionAnswer
  do throws(InspectionAnswer.Fault) {
    answer = try InspectionAnswer(bytes)
  } catch {
    let diagnostic = Diagnostic(
      .damagedAnswer, "`\(name)` is no whole answer: line \(error.line): \(error.reason)",
      help: ["run the SQL again, and look at what the client says on standard error"])
    return (nil, [diagnostic])
  }
  do throws(InspectionContradiction) {
    return try inspectedCatalog(answer)
  } catch {
    let diagnostic = Diagnostic(
      .contradictoryAnswer, "the answers do not fit together: \(error.sentence)",
      help: ["take the catalog again, while nobody changes the schemas"])
    return (nil, [diagnostic])
  }
}
