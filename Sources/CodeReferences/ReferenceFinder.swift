/// Finds the places in code that name moved tables.
///
/// A pure function of the file's bytes, its language and the settings; it never fails, whatever the
/// bytes are, and its time grows with their number.
package struct ReferenceFinder: Sendable {
  let names: TableNames
  let prefilter: Prefilter

  package init(_ settings: ReferenceSettings) {
    names = TableNames(settings)
    prefilter = Prefilter(names)
  }

  /// Whether a file can contain a reference or a dynamic name. False is certain, true is a guess.
  package func mayHoldReferences(_ bytes: [UInt8]) -> Bool { prefilter.passes(bytes) }

  /// The references in a file, by their places.
  ///
  /// - Parameter isPrefiltered: whether strings in which the pre-filter finds nothing are left out. It
  ///   must make no difference but in time.
  package func references(in bytes: [UInt8], language: Language, isPrefiltered: Bool = true)
    -> [CodeReference]
  {
    let hits = isPrefiltered ? prefilter.hits(in: bytes) : PrefilterHits(isEverywhere: true)
    var scan = FileScan(bytes, language, names, hits)
    return scan.scan()
  }
}
