/// Numbers for names, from 0, by order of appearance.
///
/// Names that Swift takes for equal have one number: two ways to write an accented letter are one.
///
/// A table of its own, since plans have up to 100,000 names and all are numbered twice: a Dictionary
/// keeps each name a second time, and compares it with those that it meets on its way.
package struct NameNumbers {
  /// By their numbers.
  package private(set) var names: [String] = []
  /// Where a name's hash leads, or the next place that was free: its number + 1, and what is left of
  /// the hash. A power of two of them, at most half of them filled.
  private var places: [(follower: UInt32, hash: UInt32)] = []

  package init() {}

  package var count: Int { names.count }

  package mutating func reserve(_ count: Int) {
    names.reserveCapacity(count)
    spread(over: count)
  }

  package subscript(name: String) -> Int {
    mutating get {
      if 2 * (names.count + 1) > places.count { spread(over: 2 * names.count + 8) }
      let hash = Self.hash(of: name)
      var place = Int(hash) & (places.count - 1)
      while places[place].follower != 0 {
        let number = Int(places[place].follower) - 1
        if places[place].hash == hash, names[number] == name { return number }
        place = (place + 1) & (places.count - 1)
      }
      names.append(name)
      places[place] = (UInt32(names.count), hash)
      return names.count - 1
    }
  }

  private static func hash(of name: String) -> UInt32 {
    UInt32(truncatingIfNeeded: name.hashValue)
  }

  /// Makes room for so many names.
  private mutating func spread(over count: Int) {
    var size = max(places.count, 16)
    while size < 2 * count { size *= 2 }
    guard size > places.count else { return }
    var roomier = [(follower: UInt32, hash: UInt32)](repeating: (0, 0), count: size)
    for entry in places where entry.follower != 0 {
      var place = Int(entry.hash) & (size - 1)
      while roomier[place].follower != 0 { place = (place + 1) & (size - 1) }
      roomier[place] = entry
    }
    places = roomier
  }
}
