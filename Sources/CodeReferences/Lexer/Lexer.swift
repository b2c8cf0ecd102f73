/// Turns the bytes of a source file into lexemes.
///
/// It survives anything: what is not closed ends at the end of the line or of the file, what no
/// rule knows is a sign. Each byte is looked at a bounded number of times; nothing recurses.
struct Lexer {
  /// What the lexer is inside of.
  struct Context {
    enum Shape { case markup, code, string }

    var shape: Shape
    /// For code within a hole, the bracket that ends it; 0 otherwise.
    var closer: UInt8 = 0
    /// Brackets open within a hole, or within a string whose delimiters nest.
    var depth = 0
    var literal = LiteralKind.none
    /// The delimiter that ends a string, and how many of it; 0 for a body that ends at `limit`.
    var quote: UInt8 = 0
    var quoteCount = 1
    /// The delimiter that nests, as in `q{a {b} c}`; 0 for none.
    var opener: UInt8 = 0
    var hasHoles = false
    /// Whether a backslash keeps the byte after it from ending the string.
    var skipsEscapes = false
    /// Whether a line end ends it, too.
    var isOneLine = false
    var limit = Int.max
    /// Where the code goes on after a body that is apart from its opening; nil for after it.
    var resume: Int?
  }

  let bytes: [UInt8]
  let language: Language
  /// What opens a string by its delimiter alone.
  let literals: [Context]
  var position = 0
  var lexemes: [Lexeme] = []
  var contexts: [Context] = []
  var island = Island.none
  /// Round brackets open in a Blade directive's arguments.
  var islandDepth = 0
  /// Where the bodies of heredocs end that were opened on the current line; nil without any.
  var bodiesEnd: Int?
  /// How many words looked like a heredoc's opening and were none.
  var missingLabels = 0
  /// No regular expression ends on the line that ends here.
  var regexFailure = -1

  private init(_ bytes: [UInt8], _ language: Language) {
    self.bytes = bytes
    self.language = language
    literals = Self.literals(of: language)
    lexemes.reserveCapacity(bytes.count / 6)
  }

  /// The lexemes of a file. Bodies of heredocs come where the heredoc is opened.
  static func lexemes(of bytes: [UInt8], in language: Language) -> [Lexeme] {
    guard bytes.count < Int(Int32.max) else { return [] }
    var lexer = Lexer(bytes, language)
    lexer.run()
    return lexer.lexemes
  }

  private mutating func run() {
    // A Ruby file is a template if its first byte that is not blank is `<`.
    let isTemplate =
      language.isPHP || language == .ruby && bytes.first { !$0.isBlank } == 0x3C
    contexts = [Context(shape: isTemplate ? .markup : .code)]
    while position < bytes.count {
      switch contexts[contexts.count - 1].shape {
      case .markup: lexMarkup()
      case .code: lexCode()
      case .string: lexString()
      }
    }
    while contexts.count > 1 { closeContext(at: bytes.count) }
  }

  mutating func add(_ kind: Lexeme.Kind, _ start: Int, _ end: Int) {
    lexemes.append(Lexeme(kind, start, end))
  }

  /// Ends a string or a hole whose closing delimiter is `length` bytes from an offset.
  mutating func closeContext(at offset: Int, length: Int = 0) {
    let context = contexts.removeLast()
    switch context.shape {
    case .string: add(.stringEnd, offset, offset + length)
    case .code: add(.holeEnd, offset, offset + length)
    case .markup: break
    }
    position = context.resume ?? (offset + length)
  }

  /// Opens a string whose delimiter is `length` bytes from the current position.
  mutating func open(_ context: Context, length: Int) {
    lexemes.append(Lexeme(.string, position, position + length, literal: context.literal))
    position += length
    var context = context
    context.limit = min(context.limit, limit)
    contexts.append(context)
  }

  /// Opens a hole whose delimiter is `length` bytes from the current position.
  mutating func openHole(length: Int, closer: UInt8) {
    add(.holeStart, position, position + length)
    position += length
    contexts.append(Context(shape: .code, closer: closer, limit: limit))
  }

  /// Where the innermost body ends that has a known end; what is in it must not read past it.
  var limit: Int { min(contexts[contexts.count - 1].limit, bytes.count) }

  /// The last lexeme that is not a comment; nil at the start.
  var lastCode: Lexeme? {
    guard let last = lexemes.last else { return nil }
    return last.kind == .comment ? lexemes.last { $0.kind != .comment } : last
  }
}
