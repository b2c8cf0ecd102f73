/// The candidate that `name` was probably meant to be; nil when none is near.
///
/// Near is at most one slip (a character more, less, other, or two swapped) in three characters.
/// Of equally near candidates the first wins.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let word = Array(name.lowercased().unicodeScalars)
  var best: (name: String, slips: Int)?
  for candidate in candidates {
    let other = Array(candidate.lowercased().unicodeScalars)
    let limit = min(max(word.count, other.count) / 3, (best?.slips ?? .max) - 1)
    guard limit >= 0, abs(word.count - other.count) <= limit else { continue }
    let slips = slipCount(word, other)
    if slips <= limit { best = (candidate, slips) }
  }
  return best?.name
}

/// The candidates that are near to `name`, the nearest first; equally near ones keep their order.
package func nearestNames(to name: String, among candidates: [String], max: Int) -> [String] {
  let word = Array(name.lowercased().unicodeScalars)
  let near: [(slips: Int, index: Int)] = candidates.indices.compactMap { index in
    let other = Array(candidates[index].lowercased().unicodeScalars)
    let limit = Swift.max(word.count, other.count) / 3
    guard abs(word.count - other.count) <= limit else { return nil }
    let slips = slipCount(word, other)
    return slips <= limit ? (slips, index) : nil
  }
  return near.sorted { ($0.slips, $0.index) < ($1.slips, $1.index) }.prefix(max)
    .map { candidates[$0.index] }
}

/// The optimal string alignment distance.
private func slipCount(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in 0..<b.count {
      var slips = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        slips = min(slips, beforeLast[j - 1] + 1)
      }
      row.append(slips)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
