/// The stable code of a diagnostic. Codes are never reused or renumbered.
///
/// `P1xx` text, `P2xx` shape, `P3xx` names and assignments, `P4xx` counts and budgets, `P8xx`
/// files.
package enum DiagnosticCode: String, CaseIterable, Sendable {
  case notUTF8 = "P101"
  case controlCharacter = "P102"
  case lineSeparator = "P103"
  case syntaxFault = "P104"
  case fileTooLarge = "P105"
  case nestingTooDeep = "P106"
  case duplicateKey = "P107"
  case severalDocuments = "P108"
  case anchorAliasOrTag = "P109"
  case emptyFile = "P110"
  case tooManyFaults = "P111"

  case unknownKey = "P201"
  case missingKey = "P202"
  case wrongType = "P203"
  case emptyCollection = "P204"
  case notAnInteger = "P205"
  case outOfRange = "P206"
  case ambiguousScalar = "P207"
  case escapedControlCharacter = "P208"
  case malformedWord = "P209"
  case unsafeText = "P210"
  case unsafePath = "P211"

  case malformedIdentifier = "P301"
  case undeclaredSchema = "P302"
  case redundantAssignment = "P303"
  case severalTargets = "P304"
  case severalSources = "P305"
  case chainedAssignment = "P306"
  case capitalLetters = "P307"
  case duplicateAlias = "P308"
  case duplicateSchema = "P309"
  case duplicatePlan = "P310"
  case conflictingCodeSettings = "P311"
  case fileNameCollision = "P312"
  case unusedSchema = "P313"

  case beforeNotZero = "P401"
  case countMismatch = "P402"
  case budgetExceeded = "P403"

  case missingGeneratedFile = "P801"
  case changedGeneratedFile = "P802"
  case staleGeneratedFile = "P803"
  case foreignFile = "P804"
  case unreadableFile = "P805"
  case unwritableFile = "P806"
}
