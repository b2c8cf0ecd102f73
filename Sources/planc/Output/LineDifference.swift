/// Which lines two texts share, and which only one of them has.
///
/// Lines that are unique in both texts are matched first (patience), which follows the structure of
/// SQL; what lies between them is matched by Myers' algorithm, up to a bound. Time is linear for
/// equal texts, and n log n for texts that share unique lines.
struct LineDifference {
  /// A stretch of lines in either text; at least one of the ranges is not empty.
  struct Change: Equatable {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// In the order of the texts; between two changes lies at least one shared line.
  private(set) var changes: [Change] = []

  /// How many insertions and deletions Myers' algorithm tries before it takes a stretch for
  /// changed as a whole. It needs time and room in proportion to the square of this.
  private static let editsMax = 256

  private let old: [Int]
  private let new: [Int]

  init(old oldLines: [ArraySlice<UInt8>], new newLines: [ArraySlice<UInt8>]) {
    // Comparing numbers instead of lines: equal lines get equal numbers.
    var head = 0
    while head < oldLines.count, head < newLines.count, oldLines[head] == newLines[head] {
      head += 1
    }
    var tail = 0
    while tail < oldLines.count - head, tail < newLines.count - head,
      oldLines[oldLines.count - 1 - tail] == newLines[newLines.count - 1 - tail]
    {
      tail += 1
    }
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let number = numbers[line] { return number }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    // The shared head and tail need no numbers of their own.
    old = oldLines.indices.map {
      $0 < head || $0 >= oldLines.count - tail ? -1 : number(oldLines[$0])
    }
    new = newLines.indices.map {
      $0 < head || $0 >= newLines.count - tail ? -1 : number(newLines[$0])
    }
    compare(head..<(old.count - tail), head..<(new.count - tail))
  }

  /// Compares stretches from first to last. A list of work instead of recursion: the depth would
  /// follow the text.
  private mutating func compare(_ old: Range<Int>, _ new: Range<Int>) {
    var work = [(old, new)]
    while var (old, new) = work.popLast() {
      while let a = old.first, let b = new.first, self.old[a] == self.new[b] {
        old = old.dropFirst()
        new = new.dropFirst()
      }
      while let a = old.last, let b = new.last, self.old[a] == self.new[b] {
        old = old.dropLast()
        new = new.dropLast()
      }
      if old.isEmpty || new.isEmpty {
        add(old, new)
        continue
      }
      let anchors = uniqueMatches(old, new)
      if anchors.isEmpty {
        compareBounded(old, new)
        continue
      }
      var oldStart = old.lowerBound
      var newStart = new.lowerBound
      var gaps: [(Range<Int>, Range<Int>)] = []
      for (a, b) in anchors {
        gaps.append((oldStart..<a, newStart..<b))
        oldStart = a + 1
        newStart = b + 1
      }
      gaps.append((oldStart..<old.upperBound, newStart..<new.upperBound))
      work += gaps.reversed()
    }
  }

  private mutating func add(_ old: Range<Int>, _ new: Range<Int>) {
    if old.isEmpty, new.isEmpty { return }
    if let last = changes.last, last.old.upperBound == old.lowerBound,
      last.new.upperBound == new.lowerBound
    {
      changes[changes.count - 1] = Change(
        old: last.old.lowerBound..<old.upperBound, new: last.new.lowerBound..<new.upperBound)
    } else {
      changes.append(Change(old: old, new: new))
    }
  }

  /// The longest chain of lines that are unique in both stretches and stand in the same order.
  private func uniqueMatches(_ old: Range<Int>, _ new: Range<Int>) -> [(Int, Int)] {
    var places: [Int: (old: Int, new: Int, oldCount: Int, newCount: Int)] = [:]
    for index in old {
      places[self.old[index], default: (index, 0, 0, 0)].oldCount += 1
    }
    for index in new where places[self.new[index]] != nil {
      places[self.new[index]]!.new = index
      places[self.new[index]]!.newCount += 1
    }
    // In the order of the old text; the order of the dictionary decides nothing.
    let pairs = old.compactMap { index -> (Int, Int)? in
      let place = places[self.old[index]]!
      return place.oldCount == 1 && place.newCount == 1 ? (index, place.new) : nil
    }
    // Patience sorting: `ends[n]` is the pair with which the best chain of n + 1 pairs ends.
    var ends: [Int] = []
    var previous = [Int](repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var low = 0
      var high = ends.count
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
      }
      if low > 0 { previous[index] = ends[low - 1] }
      if low == ends.count { ends.append(index) } else { ends[low] = index }
    }
    var chain: [(Int, Int)] = []
    var next = ends.last ?? -1
    while next >= 0 {
      chain.append(pairs[next])
      next = previous[next]
    }
    return chain.reversed()
  }

  /// Myers' greedy algorithm, from "An O(ND) Difference Algorithm and Its Variations" (1986).
  private mutating func compareBounded(_ old: Range<Int>, _ new: Range<Int>) {
    let limit = min(LineDifference.editsMax, old.count + new.count)
    // `furthest[k + limit]` is how far down the old text diagonal k has come.
    var furthest = [Int](repeating: 0, count: 2 * limit + 2)
    var history: [[Int]] = []
    for edits in 0...limit {
      history.append(furthest)
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let isDown =
          diagonal == -edits
          || (diagonal != edits && furthest[diagonal - 1 + limit] < furthest[diagonal + 1 + limit])
        var x = isDown ? furthest[diagonal + 1 + limit] : furthest[diagonal - 1 + limit] + 1
        var y = x - diagonal
        while x < old.count, y < new.count, y >= 0,
          self.old[old.lowerBound + x] == self.new[new.lowerBound + y]
        {
          x += 1
          y += 1
        }
        furthest[diagonal + limit] = x
        if x >= old.count, y >= new.count {
          addPath(history, limit: limit, old: old, new: new)
          return
        }
      }
    }
    add(old, new)
  }

  /// Walks back along the path that Myers' algorithm found, and adds its changes.
  private mutating func addPath(
    _ history: [[Int]], limit: Int, old: Range<Int>, new: Range<Int>
  ) {
    var x = old.count
    var y = new.count
    var edits: [(Range<Int>, Range<Int>)] = []
    for (count, furthest) in history.enumerated().reversed() where count > 0 {
      let diagonal = x - y
      let isDown =
        diagonal == -count
        || (diagonal != count && furthest[diagonal - 1 + limit] < furthest[diagonal + 1 + limit])
      let startX =
        isDown ? furthest[diagonal + 1 + limit] : furthest[diagonal - 1 + limit]
      let startY = startX - (isDown ? diagonal + 1 : diagonal - 1)
      let (a, b) = (old.lowerBound + startX, new.lowerBound + startY)
      edits.append(isDown ? (a..<a, b..<(b + 1)) : (a..<(a + 1), b..<b))
      x = startX
      y = startY
    }
    for (a, b) in edits.reversed() { add(a, b) }
  }
}
