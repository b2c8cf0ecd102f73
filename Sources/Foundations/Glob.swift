/// Whether a name matches a glob. Takes time in proportion to the product of both lengths at most.
package func matches(_ name: String, glob: String) -> Bool {
  let name = Array(name.unicodeScalars)
  let glob = Array(glob.unicodeScalars)
  var (n, g) = (0, 0)
  var star: (name: Int, glob: Int)?
  while n < name.count {
    if g < glob.count, glob[g] == "*" {
      star = (n, g)
      g += 1
    } else if g < glob.count, glob[g] == "?" || glob[g] == name[n] {
      n += 1
      g += 1
    } else if let last = star {
      // The last star takes one character more.
      star = (last.name + 1, last.glob)
      n = last.name + 1
      g = last.glob + 1
    } else {
      return false
    }
  }
  return glob[g...].allSatisfy { $0 == "*" }
}
