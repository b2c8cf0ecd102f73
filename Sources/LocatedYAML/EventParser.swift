import CLibYAML
import Diagnostics

/// Owns a libyaml parser and turns its events into values; each event is freed as soon as it is
/// copied, the parser with its owner.
///
/// libyaml's lines and columns count characters from 0, which is `Position` less 1. It neither
/// resolves types nor checks keys, aliases or depth: the composer does.
@safe struct EventParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// Runs `body` with a parser over bytes that are UTF-8 and bear no byte-order mark.
  static func parsing<Result>(
    _ bytes: ArraySlice<UInt8>, _ body: (inout EventParser) -> Result
  ) -> Result {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var parser = unsafe EventParser(buffer)
      return body(&parser)
    }
  }

  /// - Parameter buffer: must outlive the parser, which reads it and does not copy it.
  private init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe parser = .allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      preconditionFailure("libyaml has no memory for a parser")
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// The next event. Not to be called again after `streamEnd` or a fault.
  mutating func next() throws(ParserFault) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault() }
    defer { unsafe yaml_event_delete(&event) }
    let span = unsafe Span(
      start: Position(event.start_mark), end: Position(event.end_mark))
    return unsafe Event(kind: Self.kind(event), span: span)
  }

  private static func kind(_ event: yaml_event_t) -> Event.Kind {
    switch unsafe event.type {
    case YAML_NO_EVENT: preconditionFailure("libyaml was asked for an event after the last one")
    case YAML_STREAM_START_EVENT: .streamStart
    case YAML_STREAM_END_EVENT: .streamEnd
    case YAML_DOCUMENT_START_EVENT:
      unsafe .documentStart(
        hasTagDirectives: event.data.document_start.tag_directives.start
          != event.data.document_start.tag_directives.end)
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_ALIAS_EVENT: .alias
    case YAML_SCALAR_EVENT: unsafe scalar(event)
    case YAML_SEQUENCE_START_EVENT:
      unsafe .sequenceStart(
        isBlock: event.data.sequence_start.style != YAML_FLOW_SEQUENCE_STYLE,
        hasProperties: event.data.sequence_start.anchor != nil
          || event.data.sequence_start.tag != nil)
    case YAML_SEQUENCE_END_EVENT: .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      unsafe .mappingStart(
        isBlock: event.data.mapping_start.style != YAML_FLOW_MAPPING_STYLE,
        hasProperties: event.data.mapping_start.anchor != nil
          || event.data.mapping_start.tag != nil)
    case YAML_MAPPING_END_EVENT: .mappingEnd
    default: preconditionFailure("libyaml made an event of an unknown type")
    }
  }

  private static func scalar(_ event: yaml_event_t) -> Event.Kind {
    let scalar = unsafe event.data.scalar
    let style: YAMLScalar.Style =
      switch unsafe scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let text = unsafe String(decoding: bytes, as: UTF8.self)
    return unsafe .scalar(
      YAMLScalar(text, style: style), hasProperties: scalar.anchor != nil || scalar.tag != nil)
  }

  private func fault() -> ParserFault {
    let failed = unsafe parser.pointee
    guard unsafe failed.error != YAML_MEMORY_ERROR else {
      preconditionFailure("libyaml has no memory left")
    }
    let isReader = unsafe failed.error == YAML_READER_ERROR
    return unsafe ParserFault(
      problem: failed.problem.map { unsafe String(cString: $0) } ?? "",
      context: failed.context.map { unsafe String(cString: $0) },
      problemPosition: Position(failed.problem_mark),
      contextPosition: Position(failed.context_mark),
      // The mark of a reader fault is not set; the byte offset is.
      problemOffset: isReader ? failed.problem_offset : nil)
  }
}

/// One event of libyaml, copied.
struct Event {
  enum Kind {
    case streamStart, streamEnd, documentEnd
    case documentStart(hasTagDirectives: Bool)
    case alias
    case scalar(YAMLScalar, hasProperties: Bool)
    case sequenceStart(isBlock: Bool, hasProperties: Bool)
    case sequenceEnd
    case mappingStart(isBlock: Bool, hasProperties: Bool)
    case mappingEnd
  }

  var kind: Kind
  /// As libyaml has it: a block collection's end event stands at the next token.
  var span: Span
}

/// Where and why libyaml gave up, in its own words.
struct ParserFault: Error {
  var problem: String
  var context: String?
  var problemPosition: Position
  /// Meaningless when `context` is nil.
  var contextPosition: Position
  /// The byte at which the bytes could not be read; nil unless libyaml's reader failed.
  var problemOffset: Int?
}

extension Position {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
