/// The places of a file where a reference may be.
struct PrefilterHits: Sendable {
  /// In order.
  var offsets: [Int] = []
  /// Every place counts, whatever the pre-filter says.
  var isEverywhere = false

  /// Whether one of them is within a stretch of the file.
  func meet(_ range: Range<Int>) -> Bool {
    if isEverywhere { return true }
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < offsets.count && offsets[low] < range.upperBound
  }
}
