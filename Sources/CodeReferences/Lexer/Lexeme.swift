/// A piece of a source text, as a lexer saw it.
///
/// A string literal is not one lexeme but a run of them: `string`, then `text` and holes in turn,
/// then `stringEnd`. A hole is `holeStart`, the lexemes of its expression, `holeEnd`. Holes contain
/// strings and strings contain holes, to any depth, so the stream is flat and nothing recurses.
struct Lexeme {
  enum Kind: UInt8 {
    /// An identifier or a keyword; in PHP, Perl and shells with its `$`.
    case word
    case number
    /// An operator or a bracket, the longest that the lexer knows.
    case sign
    /// The opening delimiter of a literal.
    case string
    /// Literal text, with its escapes as written.
    case text
    case holeStart
    case holeEnd
    /// The closing delimiter; empty where the literal is not closed.
    case stringEnd
    case comment
    /// Text outside code: HTML around PHP, the text of a template.
    case markup
  }

  var kind: Kind
  /// For `string` what kind of literal it is.
  var literal: LiteralKind
  // A file has many lexemes, and at most 4 MiB.
  private let from: Int32
  private let to: Int32

  init(_ kind: Kind, _ start: Int, _ end: Int, literal: LiteralKind = .none) {
    self.kind = kind
    self.literal = literal
    from = Int32(start)
    to = Int32(end)
  }

  var start: Int { Int(from) }
  var end: Int { Int(to) }
  var range: Range<Int> { start..<end }
}

/// How a string literal is written: what a rewriter must know to change it.
package enum LiteralKind: String, Sendable {
  /// Not a literal.
  case none
  /// `'…'`, escapes `\\` and `\'` only: PHP, Perl, Ruby.
  case plainSingle = "single-quoted"
  /// `'…'` or `"…"` with backslash escapes and no holes.
  case escaped
  /// `"…"` with backslash escapes and holes.
  case interpolated
  /// A heredoc with holes.
  case heredoc
  /// A heredoc without holes.
  case nowdoc
  /// `` `…` `` with `${…}` in JavaScript.
  case template
  /// Without escapes: Go's back-ticks, `r'…'`, a shell's `'…'`, Kotlin's `"""`.
  case raw
  /// Where a doubled quote is one: C#'s `@"…"`.
  case doubled = "verbatim"
  /// Ruby's `:name`.
  case symbol
  /// Back-ticks that run a command: PHP, Perl, Ruby, shells.
  case command
  /// The text of a file that is SQL as a whole.
  case sqlFile = "sql"

  /// Whether a backslash starts an escape other than `\\` and the quote's own.
  var hasEscapes: Bool {
    switch self {
    case .escaped, .interpolated, .heredoc, .template, .command: true
    case .none, .plainSingle, .nowdoc, .raw, .doubled, .symbol, .sqlFile: false
    }
  }
}
