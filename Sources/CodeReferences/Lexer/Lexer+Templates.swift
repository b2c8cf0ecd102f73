/// Files that are markup with code in it: PHP, Blade, and Ruby's ERB.
extension Lexer {
  /// A piece of code in markup, by what opens it.
  enum Island {
    /// No code: markup, or a file that has none.
    case none
    /// `<?php … ?>`
    case php
    /// `{{ … }}`
    case braces
    /// `{!! … !!}`
    case bangs
    /// `@foreach(…)`, up to the closing bracket
    case directive
    /// `@php … @endphp`
    case block
    /// `<% … %>`
    case ruby

    fileprivate var closers: [StaticString] {
      switch self {
      case .none, .directive: []
      case .php: ["?>"]
      case .braces: ["}}"]
      case .bangs: ["!!}"]
      case .block: ["@endphp"]
      case .ruby: ["%>", "-%>"]
      }
    }
  }

  /// Reads markup up to the next piece of code, and the delimiter that opens it.
  mutating func lexMarkup() {
    let start = position
    while position < bytes.count {
      if language == .blade, bytes.has("{{--", at: position) { break }
      if let (opened, length) = islandStart() {
        if position > start { add(.markup, start, position) }
        position += length
        island = opened
        islandDepth = 0
        contexts[0].shape = .code
        return
      }
      position += 1
    }
    if position > start { add(.markup, start, position) }
    lexTemplateComment()
  }

  /// The code that starts at the current position, and the length of what opens it.
  private func islandStart() -> (Island, Int)? {
    switch bytes[position] {
    case 0x3C where language == .ruby:  // <
      guard bytes.at(position + 1) == 0x25 else { return nil }
      return (.ruby, bytes.at(position + 2) == 0x3D ? 3 : 2)
    case 0x3C:
      guard bytes.at(position + 1) == 0x3F else { return nil }
      if bytes.hasFolded("<?php", at: position) { return (.php, 5) }
      if bytes.has("<?=", at: position) { return (.php, 3) }
      return bytes.hasFolded("<?xml", at: position) ? nil : (.php, 2)
    case 0x7B where language == .blade:  // {
      if bytes.has("{{", at: position) { return (.braces, 2) }
      return bytes.has("{!!", at: position) ? (.bangs, 3) : nil
    case 0x40 where language == .blade: return directive()  // @
    default: return nil
    }
  }

  /// `@php`, or a directive with arguments such as `@foreach(…)`.
  private func directive() -> (Island, Int)? {
    var end = position + 1
    guard bytes.at(end).isASCIILetter, position == 0 || !bytes[position - 1].continuesName else {
      return nil
    }
    while bytes.at(end).continuesName { end += 1 }
    let isBlock = end - position == 4 && bytes.has("@php", at: position)
    while bytes.at(end) == 0x20 { end += 1 }
    if bytes.at(end) == 0x28 { return (.directive, end - position) }
    return isBlock ? (.block, 4) : nil
  }

  /// Reads `{{-- … --}}`, if one starts here.
  private mutating func lexTemplateComment() {
    let start = position
    while position < bytes.count, !bytes.has("--}}", at: position) { position += 1 }
    position = min(position + 4, bytes.count)
    if position > start { add(.comment, start, position) }
  }

  /// Whether the code ends here; then the delimiter is read and markup goes on.
  mutating func endsIsland(_ byte: UInt8) -> Bool {
    var length = 0
    if island == .directive {
      if byte == 0x28 { islandDepth += 1 }
      if byte == 0x29 { islandDepth -= 1 }
      if byte == 0x29, islandDepth <= 0 { length = 1 }
    } else if let closer = island.closers.first(where: { bytes.has($0, at: position) }) {
      length = closer.utf8CodeUnitCount
    }
    if length == 0 { return false }
    // The sign keeps two pieces of code from being one expression.
    add(.sign, position, position + length)
    position += length
    island = .none
    contexts[0].shape = .markup
    return true
  }
}
