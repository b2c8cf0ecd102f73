/// Finds the places in code that name moved tables.
///
/// A pure function of the file's bytes, its language and the settings; it never fails, whatever the
/// bytes are, and its time grows with their number.
package struct ReferenceFinder: Sendable {
  let names: NameIndex
  let sieve: NameSieve

  package init(_ settings: ReferenceSettings) {
    names = NameIndex(settings)
    sieve = NameSieve(names)
  }

  /// Whether a file can hold a reference or a dynamic name. False is certain, true is a guess.
  ///
  /// A file without either can still hold mentions of nothing: they are names, too.
  package func mayHoldReferences(_ bytes: [UInt8]) -> Bool { sieve.passes(bytes) }

  /// The references in a file, by their places.
  ///
  /// - Parameter isSieved: whether texts that the sieve holds back are left out. It must make no
  ///   difference but in time.
  package func references(in bytes: [UInt8], language: Language, isSieved: Bool = true)
    -> [CodeReference]
  {
    let hits = isSieved ? sieve.hits(in: bytes) : SieveHits(isEverywhere: true)
    var scan = FileScan(bytes, language, names, hits)
    return scan.scan()
  }
}
