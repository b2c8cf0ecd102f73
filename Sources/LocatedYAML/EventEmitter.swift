import CLibYAML

/// Owns a libyaml emitter and the bytes that it has written.
@safe struct EventEmitter: ~Copyable {
  private let emitter: UnsafeMutablePointer<yaml_emitter_t>
  private let output: UnsafeMutablePointer<[UInt8]>

  init() {
    unsafe emitter = .allocate(capacity: 1)
    unsafe output = .allocate(capacity: 1)
    unsafe output.initialize(to: [])
    guard unsafe yaml_emitter_initialize(emitter) == 1 else {
      preconditionFailure("libyaml has no memory for an emitter")
    }
    unsafe yaml_emitter_set_output(
      emitter,
      { output, buffer, size in
        guard let output = unsafe output, let buffer = unsafe buffer else { return 0 }
        unsafe output.assumingMemoryBound(to: [UInt8].self).pointee
          .append(contentsOf: UnsafeBufferPointer(start: buffer, count: size))
        return 1
      }, output)
    unsafe yaml_emitter_set_unicode(emitter, 1)
    // Without a limit: a folded line would read back the same, but its diff would not be the fact.
    unsafe yaml_emitter_set_width(emitter, -1)
    var event = unsafe yaml_event_t()
    unsafe emit(&event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING))
    unsafe emit(&event, yaml_document_start_event_initialize(&event, nil, nil, nil, 1))
  }

  deinit {
    unsafe yaml_emitter_delete(emitter)
    unsafe emitter.deallocate()
    unsafe output.deinitialize(count: 1)
    unsafe output.deallocate()
  }

  mutating func scalar(_ text: String, style: YAMLScalar.Style) {
    let style =
      switch style {
      case .plain: YAML_PLAIN_SCALAR_STYLE
      case .singleQuoted: YAML_SINGLE_QUOTED_SCALAR_STYLE
      case .doubleQuoted: YAML_DOUBLE_QUOTED_SCALAR_STYLE
      case .literal: YAML_LITERAL_SCALAR_STYLE
      case .folded: YAML_FOLDED_SCALAR_STYLE
      }
    // The zero at the end gives an empty text an address, which libyaml asks for.
    let bytes = Array(text.utf8) + [0]
    var event = unsafe yaml_event_t()
    let made = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe yaml_scalar_event_initialize(
        &event, nil, nil, buffer.baseAddress, Int32(bytes.count - 1), 1, 1, style)
    }
    unsafe emit(&event, made)
  }

  mutating func sequenceStart() {
    var event = unsafe yaml_event_t()
    unsafe emit(
      &event,
      yaml_sequence_start_event_initialize(&event, nil, nil, 1, YAML_BLOCK_SEQUENCE_STYLE))
  }

  mutating func sequenceEnd() {
    var event = unsafe yaml_event_t()
    unsafe emit(&event, yaml_sequence_end_event_initialize(&event))
  }

  mutating func mappingStart() {
    var event = unsafe yaml_event_t()
    unsafe emit(
      &event, yaml_mapping_start_event_initialize(&event, nil, nil, 1, YAML_BLOCK_MAPPING_STYLE))
  }

  mutating func mappingEnd() {
    var event = unsafe yaml_event_t()
    unsafe emit(&event, yaml_mapping_end_event_initialize(&event))
  }

  /// Ends the document. Nothing may follow.
  mutating func finish() -> [UInt8] {
    var event = unsafe yaml_event_t()
    unsafe emit(&event, yaml_document_end_event_initialize(&event, 1))
    unsafe emit(&event, yaml_stream_end_event_initialize(&event))
    return unsafe output.pointee
  }

  /// - Parameter made: what the event's initializer returned.
  private func emit(_ event: inout yaml_event_t, _ made: Int32) {
    guard made == 1, unsafe yaml_emitter_emit(emitter, &event) == 1 else {
      let problem = unsafe emitter.pointee.problem.map { unsafe String(cString: $0) }
      preconditionFailure("libyaml cannot write: \(problem ?? "no memory, or not UTF-8")")
    }
  }
}
