/// The states in which a table with triggers can be, and the server that shows them.
enum ParkedWorld {
  struct Answers: Hashable, Sendable {
    /// `GO`, `SKIP`, `a sentence` or `nothing`.
    var verdict: String
    /// The statement that would run; -1 for none, -2 for several.
    var next: Int
  }

  struct State: Hashable, Sendable {
    /// Tables of ours by their place; more than one is a fault, as is none.
    var places: [QualifiedName]
    /// The kind of the first.
    var kind = "BASE TABLE"
    /// The triggers on the first place, by number, in their order.
    var worn: [Int]
    /// Whether the first of them has another body than the catalog's.
    var isChanged = false
    /// Whether the first of them is as planc advises to change it.
    var isAdvised = false
    /// Those whose text is not restored yet.
    var marked: Set<Int> = []
    /// Whether the table has a trigger that the catalog does not know.
    var hasStranger = false
    /// Whether another table of the target schema has a trigger of our first one's name.
    var isTaken = false
    /// What evidence from before the script is spoiled.
    var spoiled: [String: GuardValue] = [:]

    init(_ places: [QualifiedName], worn: [Int]) {
      self.places = places
      self.worn = worn
    }

    init(_ state: ParkedProof.State) {
      self.init([state.place], worn: state.worn)
      marked = state.marked
      hasStranger = state.hasStranger
    }
  }

  static func states(of move: ParkedMove) -> [State] {
    let places = ParkedMove.Place.allCases.map(move.name)
    let all = Array(move.triggers.indices)
    var states = [State([], worn: [])]
    for (index, place) in places.enumerated() {
      for count in 0...all.count {
        for marked in [Set(), Set(all[..<count]), Set(all.prefix(1))] {
          var state = State([place], worn: Array(all[..<count]))
          state.marked = marked.intersection(state.worn)
          states.append(state)
          state.hasStranger = true
          states.append(state)
        }
      }
      for other in places[(index + 1)...] { states.append(State([place, other], worn: all)) }
      let whole = State([place], worn: all)
      for change in Self.changes {
        var changed = whole
        change(&changed)
        states.append(changed)
      }
      for name in ["planc_authority"] + evidence(of: move).map(\.variable) {
        for value in [GuardValue.null, .string("no"), .int(-1)] {
          var changed = whole
          changed.spoiled[name] = value
          states.append(changed)
        }
      }
    }
    return states
  }

  private static let changes: [@Sendable (inout State) -> Void] = [
    { $0.kind = "VIEW" }, { $0.isChanged = true }, { $0.isAdvised = true },
    { $0.isTaken = true }, { $0.worn.swapAt(0, $0.worn.count - 1) },
  ]

  /// What the script must say, found without its text.
  static func expected(in state: State, of move: ParkedMove) -> Answers {
    let refusal = Answers(verdict: "a sentence", next: -1)
    guard state.places.count == 1, state.kind == "BASE TABLE" else { return refusal }
    let place = state.places[0]
    let hasAll = state.worn.count == move.count
    let isSound = isSound(state, of: move)
    let isDone = hasAll && state.marked.isEmpty && (isSound || move.isRollback)
    if place == move.target, isDone { return Answers(verdict: "SKIP", next: -1) }
    let asked = state.spoiled.keys.contains { name in
      let isForStart = name == "planc_authority" || isOfStart(name, move)
      return place == move.source || !isForStart
    }
    // A verdict that rests on a value that is NULL may have no sentence; the script has one then.
    if asked { return Answers(verdict: "no GO", next: -1) }
    if place == move.source {
      if isSound, hasAll { return state.isTaken ? refusal : Answers(verdict: "GO", next: 0) }
      return move.isRollback ? Answers(verdict: "LEAVE", next: -1) : refusal
    }
    if state.isTaken { return refusal }
    return isSound ? soundNext(state, of: move) : strangeNext(state, of: move)
  }

  /// The places of the stages in `ParkedMove.stages`.
  private static func soundNext(_ state: State, of move: ParkedMove) -> Answers {
    let (count, worn) = (move.count, state.worn.count)
    func go(_ next: Int) -> Answers { Answers(verdict: "GO", next: next) }
    switch state.places[0] {
    case move.parked: return go(1 + count - worn)
    case move.crossed:
      if state.marked.count < worn { return go(2 + 2 * count - worn) }
      return go(worn < count ? 2 + 2 * count + worn : 3 + 4 * count)
    default: return strangeNext(state, of: move)
    }
  }

  /// The table gets its public name, with all triggers; those of the catalog that are missing are
  /// recreated before, the others marked, and texts are restored after.
  private static func strangeNext(_ state: State, of move: ParkedMove) -> Answers {
    let (count, worn) = (move.count, state.worn.count)
    func go(_ next: Int) -> Answers { Answers(verdict: "GO", next: next) }
    let refusal = Answers(verdict: "a sentence", next: -1)
    switch state.places[0] {
    case move.parked:
      if worn < count { return refusal }
      return go(plain(state, of: move).min().map { 2 + 3 * count + $0 } ?? 2 + 4 * count)
    case move.crossed:
      if worn < count { return go(2 + 2 * count + worn) }
      return go(plain(state, of: move).min().map { 2 + 3 * count + $0 } ?? 3 + 4 * count)
    default:
      guard worn == count, let marked = state.marked.min(), !state.marked.isEmpty else {
        return refusal
      }
      return go(4 + 4 * count + marked)
    }
  }

  /// The catalog's triggers that have no mark.
  private static func plain(_ state: State, of move: ParkedMove) -> Set<Int> {
    var plain = Set(state.worn).subtracting(state.marked)
    if state.isChanged { plain.remove(state.worn[0]) }
    if state.isAdvised, move.parking.advised[0] != nil { plain.remove(0) }
    return plain
  }

  /// Whether every trigger is one of the catalog's, or as this plan writes or advises it there.
  private static func isSound(_ state: State, of move: ParkedMove) -> Bool {
    let places = move.isRollback ? [move.source, move.parked] : [move.target]
    let isAdvice =
      !state.isAdvised || move.parking.advised[0] == nil || places.contains(state.places[0])
    return !state.isChanged && !state.hasStranger && isAdvice && inOrder(state, of: move)
  }

  /// The order counts within one timing and event alone.
  private static func inOrder(_ state: State, of move: ParkedMove) -> Bool {
    orders(state.worn, of: move) == state.worn.map { move.triggers[$0].order }
  }

  private static func orders(_ worn: [Int], of move: ParkedMove) -> [Int] {
    worn.enumerated().map { place, index in
      let trigger = move.triggers[index]
      return worn[...place].count {
        move.triggers[$0].timing == trigger.timing && move.triggers[$0].event == trigger.event
      }
    }
  }

  private static func evidence(of move: ParkedMove) -> [GuardCondition.Evidence] {
    (move.conditions + move.startConditions).flatMap(\.evidence)
  }

  private static func isOfStart(_ name: String, _ move: ParkedMove) -> Bool {
    move.startConditions.flatMap(\.evidence).contains { $0.variable == name }
  }

  /// What the script has found out before, good but for what the state spoils.
  static func evidence(
    in state: State, of move: ParkedMove
  ) -> [(variable: String, value: GuardValue)] {
    [("planc_authority", .string("OK"))] + evidence(of: move).map { ($0.variable, $0.good) }
      + state.spoiled.map { ($0.key, $0.value) }
  }

  static func server(
    _ state: State, of move: ParkedMove, _ memory: GuardMemory
  ) -> GuardServer {
    var tables: [GuardRow] = []
    for (index, place) in state.places.enumerated() {
      tables.append(table(place, index == 0 ? state.kind : "BASE TABLE"))
    }
    for place in ParkedMove.Place.allCases.map(move.name) {
      tables.append(table(QualifiedName(place.schema, place.table + "_x"), "BASE TABLE"))
    }
    var triggers: [GuardRow] = []
    if let place = state.places.first {
      let orders = orders(state.worn, of: move)
      for (order, index) in zip(orders, state.worn) {
        var trigger = move.triggers[index]
        trigger.order = order
        if state.isChanged, index == state.worn[0] { trigger.body += " " }
        if state.isAdvised, index == 0 { trigger.body = (move.parking.advised[0] ?? trigger).body }
        if state.marked.contains(index) { trigger.body += TriggerText.mark }
        triggers.append(row(trigger, on: place))
      }
      if state.hasStranger {
        var stranger = move.triggers[0]
        stranger.name += "_x"
        triggers.append(row(stranger, on: place))
      }
    }
    if state.isTaken {
      var other = move.triggers[0]
      if move.parking.ignoresCase { other.name = other.name.uppercased() }
      let schema = move.target.schema
      triggers.append(row(other, on: QualifiedName(schema, move.target.table + "_x")))
    }
    return GuardServer(
      tables: [GuardRows(number: 0, rows: tables)],
      triggers: [GuardRows(number: 0, rows: triggers)], memory: memory)
  }

  private static func table(_ name: QualifiedName, _ kind: String) -> GuardRow {
    GuardRow(values: [.string(name.schema), .string(name.table), .string(kind)])
  }

  private static func row(_ trigger: Catalog.Trigger, on table: QualifiedName) -> GuardRow {
    GuardRow(values: [
      .string(table.schema), .string(table.table), .null, .string(trigger.name),
      .string(trigger.timing.rawValue.uppercased()), .string(trigger.event.rawValue.uppercased()),
      .int(trigger.order), .string(trigger.definer.text), .string(trigger.settings.sqlMode),
      .string(trigger.settings.characterSetClient),
      .string(trigger.settings.collationConnection), .string(trigger.body),
    ])
  }
}
