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
  private var isFirst = true
  private var source = ""
  private var target = ""
  /// The text before the source's table, from the start of the line.
  private var before = ""
  /// The text between the tables.
  private var between = ""

  init(_ form: Form) {
    self.form = form
    quote = UInt8(ascii: form.quote)
  }

  /// Works on the moves where they are, and on texts that do not change while it does: a copy of
  /// each would count its texts up and down.
  mutating func write(_ moves: [Move], to script: inout Script) {
    let moves = moves.span
    let closing = form.closing
    var index = 0
    while index < moves.count {
      makeTexts(for: moves[index])
      let (source, target, before, between) = (source, target, before, between)
      let end = isFirst ? index + 1 : moves.count
      isFirst = false
      repeat {
        script.write(before)
        write(table: moves[index].source.table, to: &script)
        script.write(between)
        write(table: moves[index].target.table, to: &script)
        script.write(closing)
        index += 1
      } while index < end && moves[index].source.schema == source
        && moves[index].target.schema == target
    }
  }

  private mutating func makeTexts(for move: Move) {
    let lead = isFirst ? "    " : "  , "
    if before.starts(with: lead), source == move.source.schema, target == move.target.schema {
      return
    }
    source = move.source.schema
    target = move.target.schema
    before = lead + form.opening + form.quoted(source) + form.separator
    between = form.between + form.quoted(target) + form.separator
  }

  private func write(table: String, to script: inout Script) {
    if !script.writePlain(table, between: quote) { script.write(form.quoted(table)) }
  }
}
