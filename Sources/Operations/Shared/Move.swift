package import Foundations

/// One table's way from its source to its target.
package struct Move: Hashable, Sendable {
  package var source: QualifiedName
  package var target: QualifiedName

  package init(_ source: QualifiedName, to target: QualifiedName) {
    self.source = source
    self.target = target
  }

  package var inverse: Move { Move(target, to: source) }
}
