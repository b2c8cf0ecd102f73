/// Why a reference is left as it is: why no call is possible, or none is safe.
package enum FixObstacle: String, Error, CaseIterable {
  case language
  case noMap = "no-map"
  case constant
  case passedOn = "passed-on"
  case searched
  case renaming
  case parent
  case trigger
  case question
  case prefixUnknown = "prefix-unknown"
  case prefixElsewhere = "prefix-elsewhere"
  case oldSchemaOfColumn = "old-schema-of-column"
  case renamedColumn = "renamed-column"
  case deletedByName = "deleted-by-name"
  case command
  case escape
  case operand
  case heredoc
  case unclosed
  case property
  case variable
  case temporaryTable = "temporary-table"
  case usedSchema = "used-schema"
  case sharedName = "shared-name"
  case doubt

  /// One sentence without a full stop, after "left as it is: ".
  package var sentence: String {
    switch self {
    case .language: "planc rewrites PHP and SQL only"
    case .noMap: "without `code.php` in the plan there is no map to call"
    case .constant: "a constant expression cannot call a function"
    case .passedOn: "what gets the name may quote it, and would quote the schema with it"
    case .searched: "the text is searched for, compared or measured, and not only run"
    case .parent: "the statement references another table by its unqualified name"
    case .renaming: "a qualified name would move the table when it is renamed"
    case .trigger: "a trigger must be made in the schema of its table"
    case .question: "the question must be asked of the new schema"
    case .prefixUnknown: "without `code.table_prefix` in the plan the prefix is a guess"
    case .prefixElsewhere: "the prefix is put before the name elsewhere"
    case .oldSchemaOfColumn: "a column of the statement is named with the old schema"
    case .renamedColumn: "a column is named with the table's old name, which the plan changes"
    case .deletedByName: "the statement deletes by the name, and cannot be given an alias safely"
    case .command: "the text is run by a shell"
    case .escape: "the name is written with a backslash"
    case .operand: "an operator beside the text binds more tightly than a concatenation"
    case .heredoc: "this heredoc cannot be divided"
    case .unclosed: "the text is not closed"
    case .property: "the name is set where the object is made"
    case .variable: "the variable is used for more than a table's name in SQL"
    case .temporaryTable: "it can mean the temporary table of that name in this file"
    case .usedSchema: "the file sets the default schema at run time, with `USE`"
    case .sharedName: "tables of that name move out of several schemas"
    case .doubt: "planc is not sure of its own result"
    }
  }
}
