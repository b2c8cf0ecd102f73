extension Lexer {
  /// Reads markup up to the next piece of code, and the delimiter that opens it.
  mutating func lexMarkup() {
    let start = position
    while position < bytes.count {
      guard let (opened, length) = islandStart() else {
        position += 1
        continue
      }
      if position > start { add(.markup, start, position) }
      position += length
      if opened == .none {
        lexTemplateComment()
        return
      }
      island = opened
      islandDepth = 0
      contexts[0].shape = .code
      return
    }
    add(.markup, start, position)
  }

  /// The code that starts at the current position, and the length of what opens it. `.none` for a
  /// template's comment.
  private func islandStart() -> (Island, Int)? {
    switch bytes[position] {
    case 0x3C:  // <
      switch language {
      case .php, .blade:
        guard bytes.at(position + 1) == 0x3F else { return nil }
        if bytes.hasFolded("<?php", at: position) { return (.php, 5) }
        if bytes.has("<?=", at: position) { return (.php, 3) }
        return bytes.hasFolded("<?xml", at: position) ? nil : (.php, 2)
      case .ruby:
        return bytes.at(position + 1) == 0x25
          ? (.ruby, bytes.at(position + 2) == 0x3D ? 3 : 2) : nil
      case .twig, .python, .javascript, .java, .kotlin, .csharp, .go, .perl, .shell, .sql:
        return nil
      }
    case 0x7B where language == .blade:  // {
      if bytes.has("{{--", at: position) { return (.none, 4) }
      if bytes.has("{{", at: position) { return (.braces, 2) }
      return bytes.has("{!!", at: position) ? (.bangs, 3) : nil
    case 0x7B where language == .twig:
      if bytes.has("{#", at: position) { return (.none, 2) }
      if bytes.has("{{", at: position) { return (.braces, 2) }
      return bytes.has("{%", at: position) ? (.percent, 2) : nil
    case 0x40 where language == .blade:  // @
      return directive()
    default:
      return nil
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

  /// The rest of a comment of Blade or Twig, whose opening has been read.
  private mutating func lexTemplateComment() {
    let start = position
    while position < bytes.count {
      if language == .twig, bytes.has("#}", at: position) {
        position += 2
        break
      }
      if language == .blade, bytes.has("--}}", at: position) {
        position += 4
        break
      }
      position += 1
    }
    add(.comment, start, position)
  }

  /// Whether the code ends here; then the delimiter is read and markup goes on.
  mutating func endsIsland(_ byte: UInt8) -> Bool {
    let length: Int
    switch island {
    case .none: return false
    case .php: length = bytes.has("?>", at: position) ? 2 : 0
    case .braces: length = bytes.has("}}", at: position) ? 2 : 0
    case .bangs: length = bytes.has("!!}", at: position) ? 3 : 0
    case .percent:
      length = bytes.has("%}", at: position) ? 2 : bytes.has("-%}", at: position) ? 3 : 0
    case .ruby: length = bytes.has("%>", at: position) ? 2 : bytes.has("-%>", at: position) ? 3 : 0
    case .block: length = bytes.has("@endphp", at: position) ? 7 : 0
    case .directive:
      if byte == 0x28 { islandDepth += 1 }
      guard byte == 0x29 else { return false }
      islandDepth -= 1
      guard islandDepth <= 0 else { return false }
      add(.sign, position, position + 1)
      length = 1
    }
    if length == 0 { return false }
    position += length
    // Two pieces of code are never one expression.
    if island != .directive { add(.sign, position - length, position) }
    island = .none
    contexts[0].shape = .markup
    return true
  }
}
