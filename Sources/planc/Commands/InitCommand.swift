import ArgumentParser
import Catalogs
import Diagnostics
import Foundations
import Operations
import Plans

struct InitCommand: PlancCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a first plan, commented, that compiles at once.",
    discussion: """
      The plan goes to plans/<name>.yaml; a file that is there is never replaced. Without options \
      it is an example. Counts that nobody gave are those of the tables named, for you to correct.

      With a catalog the plan has its counts, and lists every table of the schema; one moves, the \
      others are comments. A table that can move without further decisions is preferred; otherwise \
      the plan lists the risks under `accept`, for you to decide.

      EXAMPLES
        $ planc init
        $ planc init next --catalog catalogs/lupopedia.yaml
        $ planc init archive --from crm --to crm_archive --table mails
        $ planc init logs --from erp --count 90 --table log_1 --table log_2

      EXIT CODES
        0 written; 1 the plan would have errors, by itself or beside the other
        plans; 3 the file is there already, or cannot be written
      """)

  @Argument(help: "The plan's name, a word in lower case.")
  var name = "first_plan"

  @Option(
    help: ArgumentHelp(
      "What the server holds, as `planc inspect` wrote it; below this folder.",
      valueName: "file"), completion: .file(extensions: ["yaml"]))
  var catalog: String?

  @Option(
    help: ArgumentHelp(
      "The schema that holds the tables today. (default: library; with --catalog its largest)",
      valueName: "schema"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The schema that they move to; the plan creates it where it is not there. (default: <from>_archive)",
      valueName: "schema"))
  var to: String?

  @Option(name: .customLong("table"), help: ArgumentHelp("A table that moves; repeatable."))
  var tables: [String] = []

  @Option(
    help: ArgumentHelp(
      "How many tables <from> holds today; not with --catalog.", valueName: "number"))
  var count: Int?

  @OptionGroup var report: ReportOptions

  var terminal: Terminal { report.terminal }

  private var moved: [String] { tables.isEmpty ? ["loans_2022", "loans_2023"] : tables }
  private static let exampleSchema = "library"

  func validate() throws {
    if let several = tables.first(where: { $0.contains(",") || $0.contains("*") }) {
      throw ValidationError(
        "--table takes the name of one table; '\(several)' is none. Write it again for each.")
    }
    if count != nil, catalog != nil {
      throw ValidationError("--catalog says how many tables there are; leave --count out.")
    }
    if let count, count < moved.count {
      throw ValidationError(
        "--count says \(count), but \(moved.count == 1 ? "1 table is" : "\(moved.count) tables are") to move: \(from ?? Self.exampleSchema) holds more."
      )
    }
  }

  func run(into outcome: inout Outcome) throws {
    if let catalog { return try writePlan(fromCatalogAt: catalog, into: &outcome) }
    let source = from ?? Self.exampleSchema
    var plan = FirstPlan(
      name: name, source: source, target: to ?? "\(source)_archive", tables: moved,
      sourceCount: count ?? (tables.isEmpty ? 41 : nil))
    plan.isCounted = count != nil
    try writeFirst(of: [plan], catalog: nil, into: &outcome)
  }

  /// - Parameter path: from the folder in which planc runs.
  private func writePlan(fromCatalogAt path: String, into outcome: inout Outcome) throws {
    guard let below = catalogPath(path, ofPlanAt: "plan.yaml") else {
      throw FileFault(
        .read, path, "it is not below this folder",
        help: ["run planc in the folder above `\(PlanFolder.defaultPath)` and the catalog's"])
    }
    let file = try PlanFolder.catalog(at: below, below: ".")
    let (catalog, faults) = readCatalog(file)
    guard let catalog, faults.isEmpty else { throw CommandFault(faults, .planHasErrors) }
    let named = catalog.schemas.filter { !$0.tables.isEmpty }.map(\.name)
    guard let source = from ?? FirstPlan.largestSchema(of: catalog), named.contains(source) else {
      var complaint = "`\(escaped(path))` shows no table"
      if let from {
        let names = named.prefix(10).map { "`\(escaped($0))`" }.joined(separator: ", ")
        complaint += " of `\(escaped(from))`; it shows those of \(names)"
        complaint += named.count > 10 ? ", …" : ""
      }
      outcome.complaint = complaint
      outcome.verdict = .planHasErrors
      return
    }
    // Each table that is tried is compiled with the whole catalog.
    let choices =
      tables.isEmpty
      ? FirstPlan.likelyTables(of: source, in: catalog, max: 20).map { [$0] } : [tables]
    let plans = choices.compactMap { tables in
      FirstPlan(
        name: name, catalog: catalog, path: "../" + below, source: source,
        target: to ?? "\(source)_archive", tables: tables)
    }
    try writeFirst(of: plans, catalog: file, into: &outcome)
  }

  /// Writes the first of some plans, of one name, that compiles beside the others of the folder.
  private func writeFirst(
    of candidates: [FirstPlan], catalog: SourceFile?, into outcome: inout Outcome
  ) throws {
    let fileName = name + PlanFolder.fileExtension
    let path = joinedPath(PlanFolder.defaultPath, fileName)
    let others = try otherPlans()
    let plans = others.compactMap { readPlan($0.file).plan }
    let aliases = plans.flatMap(\.schemas).map { ($0.name.value, $0.alias.value) }
    // A file that is there is reported as such, not as two plans of one name.
    let beside = others.filter { $0.path != path }
    func compiled(_ plan: FirstPlan) -> Compilation {
      let file = SourceFile(path: path, text: plan.text)
      return compile(beside + [PlanSource(file, path: path, catalog: catalog)])
    }
    var failed: Compilation?
    for isAccepting in [false, true] {
      for candidate in candidates {
        var plan = candidate
        plan.code = plans.first?.code ?? CodeSettings()
        plan.aliases = Dictionary(aliases, uniquingKeysWith: { first, _ in first })
        plan.follow(plans.filter { $0.file.path != path })
        var compilation = compiled(plan)
        if isAccepting, catalog != nil,
          let accepting = plan.accepting(compilation.diagnostics.filter { $0.severity == .error })
        {
          plan = accepting
          compilation = compiled(plan)
        }
        if compilation.hasErrors {
          failed = failed ?? compilation
          continue
        }
        // Compiled, the name is a word: it cannot lead out of the folder.
        let folder = try Folder.openOrMake(PlanFolder.defaultPath)
        try folder.create(fileName, Array(plan.text.utf8))
        outcome.add(compilation.diagnostics)
        switch report.format {
        case .text:
          outcome.write("\(path): wrote a first plan; now run `planc compile \(path)`\n")
        case .json: outcome.write(jsonObject([("plan", jsonString(path))]) + "\n")
        }
        return
      }
    }
    guard let failed else { preconditionFailure("there is no plan to write") }
    // No file of that name is there, or is changed: the errors show what it would say.
    let fault = FileFault(
      .write, path, "it would have these errors",
      help: [
        candidates.count > 1
          ? "none of the \(candidates.count) tables that were tried can move; fix the errors of one, "
            + "and name it with `--table`"
          : "see `planc init --help` for names to give"
      ])
    throw CommandFault(failed.diagnostics + [fault.diagnostic], .planHasErrors)
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
