/// Counts the terminal cells that a run of scalars takes, one scalar at a time.
///
/// A sequence joined by U+200D, a flag of two regional indicators and an emoji with a skin tone
/// take two cells, as in terminals that know them.
package struct CellCounter {
  package init() {}

  private var base: Unicode.Scalar?
  private var baseWidth = 0
  private var isJoining = false
  private var isHalfFlag = false

  /// The cells that this scalar adds to the ones before it.
  package mutating func add(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20, scalar.value < 0x7F {
      (base, baseWidth, isJoining, isHalfFlag) = (scalar, 1, false, false)
      return 1
    }
    switch scalar.value {
    case 0x200D:
      isJoining = baseWidth == 2
      return 0
    case 0xFE0F:
      // Asks for the coloured form, which is wide, of what was narrow.
      guard baseWidth == 1, let base, base.properties.isEmoji else { return 0 }
      baseWidth = 2
      return 1
    case 0x1F3FB...0x1F3FF where base?.properties.isEmojiModifierBase == true:
      defer { baseWidth = 2 }
      return 2 - baseWidth
    case 0x1F1E6...0x1F1FF where isHalfFlag:
      isHalfFlag = false
      return 0
    default: break
    }
    let width = Self.width(scalar)
    guard width > 0 else { return 0 }
    defer { (base, baseWidth, isJoining) = (scalar, width, false) }
    isHalfFlag = (0x1F1E6...0x1F1FF).contains(scalar.value)
    return isJoining && scalar.properties.isEmoji ? 0 : width
  }

  /// The cells of a scalar that stands alone: 0, 1 or 2.
  package static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    // The second and third letters of a Hangul syllable stand in the cells of the first.
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) {
      return 0
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if isWide(scalar.value) || scalar.properties.isEmojiPresentation { return 2 }
    return 1
  }

  /// Whether the East Asian Width of a scalar is W or F, emoji apart.
  /// - Source: https://www.unicode.org/Public/16.0.0/ucd/EastAsianWidth.txt
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F: true
    case 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4DC0...0xA4CF: true
    case 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF: true
    case 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6: true
    case 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376: true
    case 0x1F1E6...0x1F1FF, 0x1F200...0x1F265: true
    case 0x20000...0x2FFFD, 0x30000...0x3FFFD: true
    default: false
    }
  }
}
