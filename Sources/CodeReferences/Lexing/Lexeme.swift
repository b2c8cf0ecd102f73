/// A piece of a source text, as a lexer saw it.
///
/// A string literal is not one lexeme but a run of them: `string`, then `text` and holes in turn,
/// then `stringEnd`. A hole is `holeStart`, the lexemes of its expression, `holeEnd`. Holes hold
/// strings and strings hold holes, to any depth, so the stream is flat and nothing recurses.
package struct Lexeme: Sendable {
  package enum Kind: UInt8, Sendable {
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

  package var kind: Kind
  package var start: Int32
  package var end: Int32
  /// For `string` what kind of literal it is; 0 otherwise.
  package var literal: LiteralKind

  package var range: Range<Int> { Int(start)..<Int(end) }
}

/// How a string literal is written: what a rewriter must know to change it.
package enum LiteralKind: UInt8, Sendable {
  /// Not a literal.
  case none
  /// `'…'`, escapes `\\` and `\'` only: PHP, Perl, Ruby.
  case plainSingle
  /// `'…'` or `"…"` with backslash escapes and no holes.
  case escaped
  /// `"…"` with backslash escapes and holes.
  case interpolated
  /// A PHP heredoc.
  case heredoc
  /// A PHP nowdoc.
  case nowdoc
  /// A heredoc of Ruby, Perl or a shell, with holes.
  case bodyHeredoc
  /// A heredoc of Ruby, Perl or a shell, without holes.
  case bodyNowdoc
  /// `` `…` `` with `${…}` in JavaScript.
  case template
  /// Without escapes or holes: Go's back-ticks, `r'…'`, a shell's `'…'`, Kotlin's `"""`.
  case raw
  /// Without escapes, with holes.
  case rawInterpolated
  /// Where a doubled quote stands for one: C#'s `@"…"`.
  case doubled
  /// C#'s `$@"…"`.
  case doubledInterpolated
  /// Ruby's `:name`.
  case symbol
  /// Back-ticks that run a command: PHP, Perl, Ruby, shells.
  case command
  /// The text of a file that is SQL as a whole.
  case sqlFile

  /// Whether a backslash starts an escape other than `\\` and the quote's own.
  var hasEscapes: Bool {
    switch self {
    case .escaped, .interpolated, .heredoc, .template, .command, .bodyHeredoc: true
    case .none, .plainSingle, .nowdoc, .bodyNowdoc, .raw, .rawInterpolated, .doubled,
      .doubledInterpolated, .symbol, .sqlFile:
      false
    }
  }

  package var name: String {
    switch self {
    case .none: "none"
    case .plainSingle: "single-quoted"
    case .escaped: "escaped"
    case .interpolated: "interpolated"
    case .heredoc, .bodyHeredoc: "heredoc"
    case .nowdoc, .bodyNowdoc: "nowdoc"
    case .template: "template"
    case .raw: "raw"
    case .rawInterpolated: "raw-interpolated"
    case .doubled: "verbatim"
    case .doubledInterpolated: "verbatim-interpolated"
    case .symbol: "symbol"
    case .command: "command"
    case .sqlFile: "sql"
    }
  }
}
