/// Parses guard SQL: a run of `SET @a = …, @b = …;` statements.
///
/// It knows only what guards are written in; anything else is nil, and a guard that cannot be read
/// is not proved.
func parseGuard(_ text: String) -> GuardProgram? {
  guard let tokens = guardTokens(text) else { return nil }
  var parser = GuardParser(tokens: tokens)
  var assignments: [GuardAssignment] = []
  while !parser.isAtEnd {
    guard let more = parser.statement() else { return nil }
    assignments += more
  }
  return GuardProgram(variables: parser.names, assignments: assignments)
}

private struct GuardParser {
  let tokens: [GuardToken]
  var place = 0
  /// All variables, each once.
  private(set) var names: [String] = []
  /// The variables read since the last count began.
  var variables: [Int] = []
  var siteCount = 0

  init(tokens: [GuardToken]) { self.tokens = tokens }

  var isAtEnd: Bool { place >= tokens.count }
  private var next: GuardToken? { isAtEnd ? nil : tokens[place] }

  private mutating func accept(_ token: GuardToken) -> Bool {
    guard next == token else { return false }
    place += 1
    return true
  }

  private mutating func number(of variable: String) -> Int {
    if let number = names.firstIndex(of: variable) { return number }
    names.append(variable)
    return names.count - 1
  }

  mutating func statement() -> [GuardAssignment]? {
    guard accept(.word("SET")) else { return nil }
    var assignments: [GuardAssignment] = []
    repeat {
      guard case .variable(let name)? = next else { return nil }
      place += 1
      guard accept(.symbol("=")), let value = expression() else { return nil }
      assignments.append(GuardAssignment(variable: number(of: name), value: value))
    } while accept(.symbol(","))
    return accept(.symbol(";")) ? assignments : nil
  }

  private mutating func expression() -> GuardExpression? {
    guard var left = conjunction() else { return nil }
    while accept(.word("OR")) {
      guard let right = conjunction() else { return nil }
      left = .or(left, right)
    }
    return left
  }

  private mutating func conjunction() -> GuardExpression? {
    guard var left = negation() else { return nil }
    while accept(.word("AND")) {
      guard let right = negation() else { return nil }
      left = .and(left, right)
    }
    return left
  }

  private mutating func negation() -> GuardExpression? {
    if accept(.word("NOT")) { return negation().map(GuardExpression.not) }
    guard let left = primary() else { return nil }
    if case .symbol(let symbol)? = next, let comparison = GuardComparison(rawValue: symbol) {
      place += 1
      return primary().map { .compare(comparison, left, $0) }
    }
    if accept(.word("IN")) {
      return arguments().map { .isIn(left, $0) }
    }
    return left
  }

  private mutating func arguments() -> [GuardExpression]? {
    guard accept(.symbol("(")) else { return nil }
    var list: [GuardExpression] = []
    repeat {
      guard let argument = expression() else { return nil }
      list.append(argument)
    } while accept(.symbol(","))
    return accept(.symbol(")")) ? list : nil
  }

  private mutating func primary() -> GuardExpression? {
    guard let token = next else { return nil }
    place += 1
    switch token {
    case .string(let text): return .literal(.string(text))
    case .int(let number): return .literal(.int(number))
    case .variable(let name):
      let number = number(of: name)
      variables.append(number)
      return .variable(number)
    case .symbol("("):
      if accept(.word("SELECT")) { return count() }
      guard let inner = expression(), accept(.symbol(")")) else { return nil }
      return inner
    case .symbol: return nil
    case .word("NULL"): return .literal(.null)
    case .word("CASE"): return choice()
    case .word("CAST"): return cast()
    case .word(let name):
      if next == .symbol("(") {
        guard let function = GuardFunction(rawValue: name) else { return nil }
        return arguments().map { .call(function, $0) }
      }
      return GuardRow.column(name).map(GuardExpression.column)
    }
  }

  /// `COUNT(*) FROM view WHERE condition)`.
  private mutating func count() -> GuardExpression? {
    guard accept(.word("COUNT")), accept(.symbol("(")), accept(.symbol("*")), accept(.symbol(")")),
      accept(.word("FROM")), case .word(let name)? = next, let view = GuardView(rawValue: name)
    else { return nil }
    place += 1
    variables = []
    let site = siteCount
    siteCount += 1
    guard accept(.word("WHERE")), let condition = expression(), accept(.symbol(")"))
    else { return nil }
    return .count(view, condition: condition, variables: variables, site: site)
  }

  private mutating func cast() -> GuardExpression? {
    guard accept(.symbol("(")), let inner = expression(), accept(.word("AS")),
      accept(.word("BINARY")), accept(.symbol(")"))
    else { return nil }
    return .asBinary(inner)
  }

  private mutating func choice() -> GuardExpression? {
    var branches: [(when: GuardExpression, then: GuardExpression)] = []
    while accept(.word("WHEN")) {
      guard let when = expression(), accept(.word("THEN")), let then = expression()
      else { return nil }
      branches.append((when, then))
    }
    var otherwise = GuardExpression.literal(.null)
    if accept(.word("ELSE")) {
      guard let value = expression() else { return nil }
      otherwise = value
    }
    return accept(.word("END")) ? .choice(branches, otherwise: otherwise) : nil
  }
}
