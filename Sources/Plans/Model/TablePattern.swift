/// An item of a group that stands for the tables whose names match: `{match: shop_*, count: 5}`.
package struct TablePattern: Sendable {
  /// `*` stands for any characters, `?` for one; every other character for itself.
  package var glob: Located<String>
  /// How many tables it must stand for.
  package var count: Located<Int>
  /// Names that match and are meant to stay.
  package var except: [Located<String>]
  /// How many tables of the group are listed by name before it.
  package var place: Int
}
