import Diagnostics

/// Builds a document's node from events, and refuses what libyaml lets pass.
///
/// It keeps its own stack: a recursive composer dies of 100,000 brackets, and the limit must hold
/// while the events arrive, since libyaml needs quadratic time for what lies beyond it.
struct Composer {
  private(set) var diagnostics: [Diagnostic] = []
  private let file: SourceFile
  private let allowingEscapedControls: Bool
  private var cursor: SourceCursor
  private var frames: [CollectionFrame] = []
  private var root: YAMLNode?
  private var documentCount = 0
  /// The line of the last key that is a collection.
  private var refusedKeyLine: Int?

  init(_ file: SourceFile, allowingEscapedControls: Bool) {
    self.file = file
    self.allowingEscapedControls = allowingEscapedControls
    cursor = SourceCursor(file)
  }

  /// - Returns: nil when a fault leaves the document's structure unknown.
  mutating func compose(_ parser: inout EventParser) -> YAMLNode? {
    do throws(ParserFault) {
      while try take(parser.next()) {
        // A file of nothing but faults must not fill the memory with diagnostics.
        guard diagnostics.count <= diagnosticsMax else { return nil }
      }
    } catch {
      let bracket = frames.last { $0.hasOwnEnd }?.start
      let fault = SyntaxFault(error, in: file, bracket: bracket)
      // `[draft] Other:`: the rest of a line whose start was refused says nothing more.
      if fault.problem.position.line == refusedKeyLine { return nil }
      let found = fault.diagnostic
      // A tag is refused where it is read, and may also be what cannot stand there.
      let isTold = diagnostics.contains {
        $0.code == found.code && $0.primary?.location.span == found.primary?.location.span
      }
      if !isTold { diagnostics.append(found) }
      return nil
    }
    return root
  }

  /// - Returns: whether to go on.
  private mutating func take(_ event: Event) -> Bool {
    var event = event
    // libyaml ends a last line without a line end as if it had one, a line below the file.
    if event.span.end.line > file.lineCount {
      event.span.start = file.clamped(event.span.start)
      event.span.end = file.clamped(event.span.end)
    }
    switch event.kind {
    case .streamStart: break
    case .streamEnd:
      if documentCount == 0 { refuseEmpty() }
      return false
    case .documentStart(let hasTagDirectives):
      documentCount += 1
      if hasTagDirectives { refuseTagDirective(below: event.span.start.line) }
      guard documentCount == 1 else {
        refuseSecondDocument(event.span)
        return false
      }
    case .documentEnd: break
    case .alias:
      let (text, span) = cursor.word(at: event.span.start)
      refuse(property: text, span)
      add(YAMLNode(.scalar(YAMLScalar(text, style: .plain)), span: event.span), isAlias: true)
    case .scalar(let scalar, let hasProperties):
      if hasProperties { refuseProperties(at: event.span.start) }
      take(scalar, event.span, hasProperties: hasProperties)
    case .sequenceStart(let isBlock, let hasProperties):
      return open(isMapping: false, isBlock, event.span, hasProperties: hasProperties)
    case .mappingStart(let isBlock, let hasProperties):
      return open(isMapping: true, isBlock, event.span, hasProperties: hasProperties)
    case .sequenceEnd, .mappingEnd: close(event.span)
    }
    return true
  }

  private mutating func take(_ scalar: YAMLScalar, _ written: Span, hasProperties: Bool) {
    var span = written
    switch scalar.style {
    case .plain:
      if frames.isEmpty, scalar.text.isEmpty, !hasProperties {
        refuseEmpty()
        return
      }
    case .singleQuoted: break
    case .doubleQuoted:
      if !allowingEscapedControls, let control = scalar.firstControl {
        refuse(control: control, span)
      }
    case .literal, .folded: span = file.withoutBlankEnd(span)
    }
    add(YAMLNode(.scalar(scalar), span: span), isAlias: false)
  }

  /// Takes a finished node as the root, an item, a key or a value.
  private mutating func add(_ node: YAMLNode, isAlias: Bool) {
    guard let top = frames.indices.last else {
      root = node
      return
    }
    frames[top].end = max(frames[top].end, node.span.end)
    guard frames[top].awaitsKey else {
      frames[top].addValue(node)
      return
    }
    guard !isAlias, case .scalar(let scalar) = node.content else {
      frames[top].refuseKey()
      return
    }
    if scalar.text == "<<", scalar.style == .plain {
      diagnostics.append(
        Diagnostic(
          .anchorAliasOrTag, "`<<` merges another mapping into this one, which planc does not read",
          at: Location(file, node.span),
          notes: ["reviewers must see each value in its place"],
          help: ["write the keys out here"]))
      frames[top].refuseKey()
    } else if let first = frames[top].addKey(scalar, node.span) {
      refuseRepeated(scalar, node.span, first: first)
    }
  }

  /// - Returns: false when the collection stands too deep.
  private mutating func open(
    isMapping: Bool, _ isBlock: Bool, _ span: Span, hasProperties: Bool
  ) -> Bool {
    if hasProperties { refuseProperties(at: span.start) }
    guard frames.count < nestingDepthMax else {
      let end = Position(line: span.start.line, column: span.start.column + 1)
      diagnostics.append(
        Diagnostic(
          .nestingTooDeep, "collections stand in one another more than \(nestingDepthMax) deep",
          at: Location(file, Span(start: span.start, end: end)),
          label: "level \(nestingDepthMax + 1) starts here",
          notes: ["what follows in this file was not read"]))
      return false
    }
    if frames.last?.awaitsKey == true { refuseComplexKey(isMapping: isMapping, span) }
    frames.append(
      CollectionFrame(
        isMapping: isMapping, start: span.start,
        hasOwnEnd: !isBlock && !isPair(isMapping: isMapping, span, hasProperties: hasProperties)))
    return true
  }

  /// Whether a flow mapping is a single pair without braces, as in `[a: 1]`: its end event stands
  /// at the next token.
  private mutating func isPair(isMapping: Bool, _ span: Span, hasProperties: Bool) -> Bool {
    guard isMapping, !hasProperties, frames.last?.isMapping == false else { return false }
    return cursor.byte(at: span.start) != UInt8(ascii: "{")
  }

  private mutating func close(_ span: Span) {
    guard let frame = frames.popLast() else {
      preconditionFailure("libyaml ended a collection that it had not started")
    }
    add(frame.node(end: frame.hasOwnEnd ? span.end : frame.end), isAlias: false)
  }
}

// MARK: - Refusals

extension Composer {
  private mutating func refuseEmpty() {
    let start = Position(line: 1, column: 1)
    diagnostics.append(
      Diagnostic(
        .emptyFile, "the file holds no document",
        at: Location(file, Span(start: start, end: start)),
        help: ["write a plan, or remove the file"]))
  }

  private mutating func refuseSecondDocument(_ span: Span) {
    diagnostics.append(
      Diagnostic(
        .severalDocuments, "the file holds a second document", at: Location(file, span),
        label: "it starts here", notes: ["what follows here was not read"],
        help: ["remove `---`, or move what follows to a file of its own"],
        edit: Diagnostic.Edit(Location(file, span), replacement: "")))
  }

  private mutating func refuseTagDirective(below first: Int) {
    let directive = Array("%TAG".utf8)
    let line = (first...file.lineCount).first { file.line($0).starts(with: directive) } ?? first
    let start = Position(line: line, column: 1)
    diagnostics.append(
      Diagnostic(
        .anchorAliasOrTag, "`%TAG` declares YAML tags, which planc does not read",
        at: Location(file, Span(start: start, end: file.endOfLine(line))),
        help: ["remove the line"]))
  }

  private mutating func refuseComplexKey(isMapping: Bool, _ span: Span) {
    let kind = isMapping ? "mapping" : "sequence"
    let end = Position(line: span.start.line, column: span.start.column + 1)
    // `{{ x }}:` is a key within a key.
    if refusedKeyLine == span.start.line { return }
    refusedKeyLine = span.start.line
    diagnostics.append(
      Diagnostic(
        .syntaxFault, "a \(kind) cannot be a key",
        at: Location(file, Span(start: span.start, end: end)),
        label: "this \(kind) is used as a key",
        help: ["quote a string that starts with a bracket"]))
  }

  /// Refuses a key that its mapping has already. Where an item repeats its first key and another
  /// one, what is missing is the dash of the next item.
  private mutating func refuseRepeated(
    _ scalar: YAMLScalar, _ span: Span, first: (text: String, span: Span)
  ) {
    let top = frames.count - 1
    if frames[top].lacksDash { return }
    if first.span.start == frames[top].start { frames[top].repeatsFirstKey = true }
    frames[top].repeatedKeys.append(diagnostics.count)
    diagnostics.append(
      Diagnostic(
        .duplicateKey, "the key `\(scalar.text)` is repeated", at: Location(file, span),
        label: "repeated here",
        secondary: [Diagnostic.Label(Location(file, first.span), "first here")],
        notes: scalar.text.utf8.elementsEqual(first.text.utf8)
          ? [] : ["the two are different characters that look the same"],
        help: ["keep one of the two"]))
    let isBlockItem = top > 0 && !frames[top].hasOwnEnd && !frames[top - 1].isMapping
    let told = frames[top].repeatedKeys
    guard isBlockItem, frames[top].repeatsFirstKey, told.count > 1 else { return }
    frames[top].lacksDash = true
    diagnostics[told[0]] = missingDash(diagnostics[told[0]], first: frames[top].start)
    for index in told.dropFirst().reversed() { diagnostics.remove(at: index) }
  }

  /// - Parameter repeated: what told that a key of the item is repeated.
  private func missingDash(_ repeated: Diagnostic, first: Position) -> Diagnostic {
    guard let place = repeated.primary?.location.span.start else { return repeated }
    var diagnostic = repeated
    diagnostic.notes = ["keys after it are repeated as well"]
    diagnostic.help = ["start it with `- `, if another item of the list starts here"]
    // The dash of the new item stands below the one above: as far before its key.
    let margins = Array(FaultyLine(file, first).indentations.suffix(2))
    if margins.count == 2, margins[1] + 1 == place.column {
      let width = margins[1] - margins[0]
      let start = Position(line: place.line, column: place.column - width)
      diagnostic.edit = Diagnostic.Edit(
        Location(file, Span(start: start, end: place)),
        replacement: "-" + String(repeating: " ", count: width - 1))
    }
    return diagnostic
  }

  private mutating func refuse(control: Unicode.Scalar, _ span: Span) {
    diagnostics.append(
      Diagnostic(
        .escapedControlCharacter,
        "an escape in this text makes the control character \(control.name)",
        at: Location(file, span),
        notes: ["it would reach SQL, the runbook and a terminal, where nobody sees it"],
        help: ["remove the escape"]))
  }

  /// Refuses the anchor, the tag or both that stand before a node.
  private mutating func refuseProperties(at start: Position) {
    let (text, span) = cursor.word(at: start)
    refuse(property: text, span)
    let (second, secondSpan) = cursor.word(at: cursor.skippingBlanks(from: span.end))
    if second.hasPrefix(text.hasPrefix("&") ? "!" : "&") { refuse(property: second, secondSpan) }
  }

  private mutating func refuse(property text: String, _ span: Span) {
    diagnostics.append(.property(text, at: Location(file, span)))
  }
}
