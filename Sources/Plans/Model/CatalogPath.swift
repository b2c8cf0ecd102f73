/// The path of a plan's catalog relative to the root, with `/`; nil when it leads out of the root.
///
/// - Parameter planPath: the plan's own path relative to the root.
package func catalogPath(_ written: String, ofPlanAt planPath: String) -> String? {
  guard !written.hasPrefix("/") else { return nil }
  var parts = planPath.split(separator: "/").dropLast().map(String.init)
  for part in written.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
    if part == ".." {
      if parts.popLast() == nil { return nil }
    } else {
      parts.append(String(part))
    }
  }
  return parts.isEmpty ? nil : parts.joined(separator: "/")
}
