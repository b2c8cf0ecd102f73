/// A server as guards see it: rows of information_schema, and a session's variables.
struct GuardServer {
  let tables: [GuardRows]
  let triggers: [GuardRows]
  /// Shared by the servers of a proof: most of their rows are the same.
  let memory: GuardMemory
  /// By their place in `GuardProgram.variables`.
  private var values: [GuardValue] = []

  init(tables: [GuardRows], triggers: [GuardRows], memory: GuardMemory) {
    self.tables = tables
    self.triggers = triggers
    self.memory = memory
  }

  /// What a variable is after the assignments have run in order. Nil when one of them uses what a
  /// guard may not.
  ///
  /// - Parameters:
  ///   - given: what variables are before; of two for one variable the later counts.
  ///   - result: the variable.
  mutating func verdict(
    of program: GuardProgram, given: [(variable: String, value: GuardValue)],
    in result: String = "planc_verdict"
  ) -> GuardValue? {
    values = Array(repeating: .null, count: program.variables.count)
    for (variable, value) in given {
      if let place = program.variables.firstIndex(of: variable) { values[place] = value }
    }
    for assignment in program.assignments {
      guard let value = value(of: assignment.value, in: nil) else { return nil }
      values[assignment.variable] = value
    }
    return program.variables.firstIndex(of: result).map { values[$0] } ?? .null
  }

  private func value(of expression: GuardExpression, in row: GuardRow?) -> GuardValue? {
    switch expression {
    case .literal(let value): return value
    case .variable(let place): return values[place]
    case .column(let place): return row?.values[place]
    case .asBinary(let inner):
      guard let value = value(of: inner, in: row) else { return nil }
      return value.bytes.map { .text($0, isBinary: true) } ?? .null
    case .not(let inner):
      return value(of: inner, in: row).map { .truth($0.truth.map { !$0 }) }
    case .and(let left, let right):
      guard let a = value(of: left, in: row) else { return nil }
      if a.truth == false { return .int(0) }
      guard let b = value(of: right, in: row) else { return nil }
      if b.truth == false { return .int(0) }
      return .truth(a.truth == nil || b.truth == nil ? nil : true)
    case .or(let left, let right):
      guard let a = value(of: left, in: row), let b = value(of: right, in: row) else { return nil }
      if a.truth == true || b.truth == true { return .int(1) }
      return .truth(a.truth == nil || b.truth == nil ? nil : false)
    case .compare(let comparison, let left, let right):
      guard let a = value(of: left, in: row), let b = value(of: right, in: row) else { return nil }
      return .truth(compare(comparison, a, b))
    case .isIn(let left, let list):
      guard let a = value(of: left, in: row) else { return nil }
      return isIn(a, list, row)
    case .choice(let branches, let otherwise):
      for branch in branches {
        guard let when = value(of: branch.when, in: row) else { return nil }
        if when.truth == true { return value(of: branch.then, in: row) }
      }
      return value(of: otherwise, in: row)
    case .count(let view, let condition, let variables, let site):
      memory.enter(site, variables.map { values[$0] })
      return count(view, condition, site)
    case .call(let function, let arguments):
      return call(function, arguments, row)
    }
  }

  private func count(_ view: GuardView, _ condition: GuardExpression, _ site: Int) -> GuardValue? {
    var total = 0
    for group in view == .tables ? tables : triggers {
      if let known = memory.count(site, group.number) {
        total += known
        continue
      }
      var count = 0
      for row in group.rows {
        guard let holds = value(of: condition, in: row) else { return nil }
        if holds.truth == true { count += 1 }
      }
      memory.keep(site, group.number, count)
      total += count
    }
    return .int(total)
  }

  /// `=` on a name and a constant is exact, as both families look the name up.
  private func compare(_ comparison: GuardComparison, _ a: GuardValue, _ b: GuardValue) -> Bool? {
    if case .int(let left) = a, case .int(let right) = b {
      switch comparison {
      case .equal: return left == right
      case .unequal: return left != right
      case .greater: return left > right
      case .less: return left < right
      }
    }
    guard let left = a.bytes, let right = b.bytes else { return nil }
    switch comparison {
    case .equal: return left == right
    case .unequal: return left != right
    case .greater, .less: return nil
    }
  }

  private func isIn(_ a: GuardValue, _ list: [GuardExpression], _ row: GuardRow?) -> GuardValue? {
    var isUnknown = false
    for item in list {
      guard let b = value(of: item, in: row) else { return nil }
      switch GuardValue.areEqual(a, b) {
      case true?: return .int(1)
      case false?: continue
      case nil: isUnknown = true
      }
    }
    return .truth(isUnknown ? nil : false)
  }

  private func call(
    _ function: GuardFunction, _ arguments: [GuardExpression], _ row: GuardRow?
  ) -> GuardValue? {
    if function == .coalesce { return coalesce(arguments, row) }
    var texts: [[UInt8]] = []
    texts.reserveCapacity(arguments.count)
    var (isNull, isBinary) = (false, false)
    for argument in arguments {
      guard let value = value(of: argument, in: row) else { return nil }
      if let bytes = value.bytes { texts.append(bytes) } else { isNull = true }
      isBinary = isBinary || value.isBinary
    }
    if isNull { return .null }
    switch (function, texts.count) {
    case (.concat, _): return .text(texts.reduce(into: []) { $0 += $1 }, isBinary: isBinary)
    case (.concatWithSeparator, _):
      return .text(Array(texts.dropFirst().joined(separator: texts[0])), isBinary: isBinary)
    case (.sha2, 2) where texts[1] == Array("256".utf8):
      return .text(memory.hashes.hash(of: texts[0]), isBinary: false)
    case (.lower, 1): return .text(memory.lowered(texts[0]), isBinary: isBinary)
    case (.replace, 3):
      return .text(replacing(texts[1], in: texts[0], by: texts[2]), isBinary: isBinary)
    case (.locate, 2):
      let lower = isBinary ? { $0 } : GuardValue.lowered
      return .int(offset(of: lower(texts[0]), in: lower(texts[1])))
    case (.coalesce, _), (.sha2, _), (.lower, _), (.replace, _), (.locate, _): return nil
    }
  }

  private func coalesce(_ arguments: [GuardExpression], _ row: GuardRow?) -> GuardValue? {
    for argument in arguments {
      guard let value = value(of: argument, in: row) else { return nil }
      if value != .null { return value }
    }
    return .null
  }

  private func replacing(_ part: [UInt8], in text: [UInt8], by new: [UInt8]) -> [UInt8] {
    guard let first = part.first, text.contains(first) else { return text }
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      if text[place...].starts(with: part) {
        result += new
        place += part.count
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return result
  }

  /// Counts from 1; 0 when it is not there.
  private func offset(of part: [UInt8], in text: [UInt8]) -> Int {
    guard let first = part.first, part.count <= text.count else { return part.isEmpty ? 1 : 0 }
    for start in 0...(text.count - part.count) where text[start] == first {
      var length = 1
      while length < part.count, text[start + length] == part[length] { length += 1 }
      if length == part.count { return start + 1 }
    }
    return 0
  }
}

/// The hashes of texts, shared by all states of a proof.
final class HashMemory {
  private var known: [[UInt8]: [UInt8]] = [:]

  func hash(of text: [UInt8]) -> [UInt8] {
    if let hash = known[text] { return hash }
    let hash = Array(sha256Hex(text).utf8)
    known[text] = hash
    return hash
  }
}

/// How many rows of a group a count counts, as long as the variables in its condition stay the same.
final class GuardMemory {
  /// A text and its lower case: the text of what runs is lowered again in each state.
  private var lowering: (text: [UInt8], lowered: [UInt8]) = ([], [])
  private var inputs: [[GuardValue]] = []
  /// By site, then by group; -1 is not known.
  private var counts: [[Int]] = []
  let hashes: HashMemory

  init(_ hashes: HashMemory = HashMemory()) { self.hashes = hashes }

  func lowered(_ text: [UInt8]) -> [UInt8] {
    if lowering.text != text { lowering = (text, GuardValue.lowered(text)) }
    return lowering.lowered
  }

  func enter(_ site: Int, _ inputs: [GuardValue]) {
    while self.inputs.count <= site {
      self.inputs.append([])
      counts.append([])
    }
    if self.inputs[site] != inputs {
      self.inputs[site] = inputs
      counts[site] = []
    }
  }

  func count(_ site: Int, _ group: Int) -> Int? {
    guard group < counts[site].count, counts[site][group] >= 0 else { return nil }
    return counts[site][group]
  }

  func keep(_ site: Int, _ group: Int, _ count: Int) {
    while counts[site].count <= group { counts[site].append(-1) }
    counts[site][group] = count
  }
}
