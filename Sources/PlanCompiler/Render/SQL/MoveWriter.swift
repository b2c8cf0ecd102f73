/// Writes many moves in one quoting, a line for each, without a string for each name.
///
/// Nearly all names hold nothing that any quoting escapes; those are copied between the quotes. The
/// schemas are nearly always those of the move before; what stands around the names is kept.
struct MoveWriter {
  /// How a line is built: `opening`, the source, `between`, the target, `closing`.
  struct Form {
    var opening = ""
    var between: String
    var closing: String
    /// What stands on both sides of a plain name, and between a schema and its table.
    var quote: Unicode.Scalar
    var separator: String
    /// The whole quoting of one name; for a plain name, the name between quotes.
    var quoted: (String) -> String
  }

  private let form: Form
  private let quote: UInt8
  /// The first line of a list starts in another way than those that follow.
  private var lead = "    "
  private var source = ""
  private var target = ""
  /// The text before the source's table; empty when the texts have to be made anew.
  private var before = ""
  /// The text between the tables.
  private var between = ""

  init(_ form: Form) {
    self.form = form
    quote = UInt8(ascii: form.quote)
  }

  /// Works on the moves where they are: a copy of each would count its four texts up and down.
  mutating func write(_ moves: [Move], to script: inout Script) {
    let moves = moves.span
    for index in moves.indices {
      if before.isEmpty || moves[index].source.schema != source
        || moves[index].target.schema != target
      {
        source = moves[index].source.schema
        target = moves[index].target.schema
        before = lead + form.opening + form.quoted(source) + form.separator
        between = form.between + form.quoted(target) + form.separator
      }
      script.write(before)
      write(table: moves[index].source.table, to: &script)
      script.write(between)
      write(table: moves[index].target.table, to: &script)
      script.write(form.closing)
      if index == 0, lead != "  , " {
        lead = "  , "
        before = ""
      }
    }
  }

  private func write(table: String, to script: inout Script) {
    if !script.writePlain(table, between: quote) { script.write(form.quoted(table)) }
  }
}
