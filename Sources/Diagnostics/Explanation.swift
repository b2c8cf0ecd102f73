/// The page of a diagnostic code: what `planc explain` prints and the manual holds.
///
/// Every text is prose in sentences, one paragraph, with names and values in backticks.
package struct Explanation: Sendable {
  package enum Example: Sendable {
    /// A piece of a plan that is refused with the code.
    case plan(String)
    /// What happened, in prose, where no piece of a plan can show it.
    case situation(String)
  }

  /// The fault in one line: lower case, no full stop.
  package var title: String
  package var meaning: String
  /// Why planc does not let it pass.
  package var reason: String
  package var example: Example
  package var remedy: String
  /// With which severities the code is reported, the gravest first.
  package var severities: [Diagnostic.Severity]
  /// Where more is said: addresses of manuals, and sections of the docs, `docs/catalog.md#the-file`.
  /// Nil where nobody has said so yet, which a test refuses.
  package var references: [String]?

  /// What the sections of the docs start with.
  package static let docsFolder = "docs/"

  package init(
    _ title: String, meaning: String, reason: String, example: Example, remedy: String,
    severities: [Diagnostic.Severity] = [.error], references: [String]? = nil
  ) {
    self.title = title
    self.meaning = meaning
    self.reason = reason
    self.example = example
    self.remedy = remedy
    self.severities = severities
    self.references = references
  }
}

extension DiagnosticCode {
  package var explanation: Explanation {
    switch self {
    case .notUTF8: .notUTF8
    case .controlCharacter: .controlCharacter
    case .lineSeparator: .lineSeparator
    case .syntaxFault: .syntaxFault
    case .fileTooLarge: .fileTooLarge
    case .nestingTooDeep: .nestingTooDeep
    case .duplicateKey: .duplicateKey
    case .severalDocuments: .severalDocuments
    case .anchorAliasOrTag: .anchorAliasOrTag
    case .emptyFile: .emptyFile
    case .tooManyFaults: .tooManyFaults
    case .mergeConflict: .mergeConflict

    case .unknownKey: .unknownKey
    case .missingKey: .missingKey
    case .wrongType: .wrongType
    case .emptyCollection: .emptyCollection
    case .notAnInteger: .notAnInteger
    case .outOfRange: .outOfRange
    case .ambiguousScalar: .ambiguousScalar
    case .escapedControlCharacter: .escapedControlCharacter
    case .malformedWord: .malformedWord
    case .unsafeText: .unsafeText
    case .unsafePath: .unsafePath

    case .malformedIdentifier: .malformedIdentifier
    case .undeclaredSchema: .undeclaredSchema
    case .redundantAssignment: .redundantAssignment
    case .severalTargets: .severalTargets
    case .severalSources: .severalSources
    case .chainedAssignment: .chainedAssignment
    case .capitalLetters: .capitalLetters
    case .duplicateAlias: .duplicateAlias
    case .duplicateSchema: .duplicateSchema
    case .duplicatePlan: .duplicatePlan
    case .conflictingCodeSettings: .conflictingCodeSettings
    case .fileNameCollision: .fileNameCollision
    case .unusedSchema: .unusedSchema
    case .nameOverSeveralLines: .nameOverSeveralLines
    case .doubtfulName: .doubtfulName
    case .missingPlan: .missingPlan
    case .planCycle: .planCycle
    case .unorderedPlans: .unorderedPlans

    case .beforeNotZero: .beforeNotZero
    case .countMismatch: .countMismatch
    case .budgetExceeded: .budgetExceeded
    case .countAfterPlan: .countAfterPlan

    case .contradictoryCatalog: .contradictoryCatalog
    case .missingSource: .missingSource
    case .takenTarget: .takenTarget
    case .notATable: .notATable
    case .wrongTableCount: .wrongTableCount
    case .patternCount: .patternCount
    case .otherCase: .otherCase
    case .otherCollation: .otherCollation
    case .takenForeignKeyName: .takenForeignKeyName
    case .takenCheckName: .takenCheckName
    case .awaitedName: .awaitedName
    case .mergeTable: .mergeTable
    case .sequenceDefault: .sequenceDefault
    case .missingSchema: .missingSchema
    case .existingSchema: .existingSchema
    case .otherCatalog: .otherCatalog
    case .alreadyApplied: .alreadyApplied
    case .notApplied: .notApplied
    case .forbiddenObject: .forbiddenObject
    case .misplacedTable: .misplacedTable
    case .unusedAcceptance: .unusedAcceptance
    case .notAcceptable: .notAcceptable

    case .unqualifiedTriggerName: .unqualifiedTriggerName
    case .triggerNamesMovedTable: .triggerNamesMovedTable
    case .triggerNotCarried: .triggerNotCarried
    case .triggerNameTaken: .triggerNameTaken
    case .foreignKeyCrossesSchemas: .foreignKeyCrossesSchemas
    case .viewNamesMovedTable: .viewNamesMovedTable
    case .routineNamesMovedTable: .routineNamesMovedTable
    case .eventNamesMovedTable: .eventNamesMovedTable
    case .grantLeftBehind: .grantLeftBehind
    case .triggerCollation: .triggerCollation
    case .unseenDependents: .unseenDependents
    case .refusedTrigger: .refusedTrigger
    case .grantOnNewName: .grantOnNewName
    case .grantNotToldApart: .grantNotToldApart
    case .noGrantsToCopy: .noGrantsToCopy
    case .unprovenText: .unprovenText
    case .viewCrashesServer: .viewCrashesServer

    case .unqualifiedReference: .unqualifiedReference
    case .dynamicTableName: .dynamicTableName
    case .emptyTwin: .emptyTwin
    case .shrinkingAnswer: .shrinkingAnswer
    case .oldSchemaReference: .oldSchemaReference

    case .missingGeneratedFile: .missingGeneratedFile
    case .changedGeneratedFile: .changedGeneratedFile
    case .staleGeneratedFile: .staleGeneratedFile
    case .foreignFile: .foreignFile
    case .unreadableFile: .unreadableFile
    case .unwritableFile: .unwritableFile
    case .rehearsalNamesSchema: .rehearsalNamesSchema
    case .rehearsalDiffers: .rehearsalDiffers
    case .abandonedMap: .abandonedMap

    case .damagedAnswer: .damagedAnswer
    case .unreachableServer: .unreachableServer
    case .schemaNotOnServer: .schemaNotOnServer
    case .contradictoryAnswer: .contradictoryAnswer

    case .unsuitableServer: .unsuitableServer
    case .lockedByOperator: .lockedByOperator
    case .preflightFinding: .preflightFinding
    case .manualRepairRequired: .manualRepairRequired
    case .heldTable: .heldTable
    case .scriptRefused: .scriptRefused
    case .stoppedRun: .stoppedRun
    case .notVerified: .notVerified
    }
  }
}
