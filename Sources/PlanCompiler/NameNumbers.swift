/// Numbers for names, from 0, by order of appearance.
///
/// Names that Swift takes for equal have one number: two ways to write an accented letter are one.
struct NameNumbers {
  private var numbers: [String: Int] = [:]

  var count: Int { numbers.count }

  mutating func reserve(_ count: Int) { numbers.reserveCapacity(count) }

  subscript(name: String) -> Int {
    mutating get {
      let next = numbers.count
      // Nearly all names are new: they are looked up and entered in one step.
      guard let known = numbers.updateValue(next, forKey: name) else { return next }
      numbers[name] = known
      return known
    }
  }
}
