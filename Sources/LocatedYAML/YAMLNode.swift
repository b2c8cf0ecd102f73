package import Diagnostics

/// A node of a YAML document with the place where it stands.
///
/// A collection's span ends where its last child ends: libyaml ends a block node at the next token,
/// lines further down.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  package var content: Content
  package var span: Span

  package init(_ content: Content, span: Span) {
    self.content = content
    self.span = span
  }
}

/// A key with its value. Keys are always scalars, and unique within their mapping.
package struct YAMLEntry: Sendable {
  package var key: String
  package var keySpan: Span
  /// Tells the name `'yes'` from a plain `yes`, which other readers take for true.
  package var keyStyle: YAMLScalar.Style
  package var value: YAMLNode

  package init(
    key: String, keySpan: Span, keyStyle: YAMLScalar.Style = .plain, value: YAMLNode
  ) {
    self.key = key
    self.keySpan = keySpan
    self.keyStyle = keyStyle
    self.value = value
  }
}

/// A scalar as written: quotes and escapes undone, no type guessed.
package struct YAMLScalar: Sendable {
  package enum Style: Sendable { case plain, singleQuoted, doubleQuoted, literal, folded }

  package var text: String
  package var style: Style

  package init(_ text: String, style: Style) {
    self.text = text
    self.style = style
  }
}
