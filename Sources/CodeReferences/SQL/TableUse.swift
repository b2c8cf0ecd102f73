/// A place in SQL where a table's name stands.
struct TableUse {
  enum Clause: String {
    case from, join, into, update, using, truncate, alter, drop, lock, describe, references, like
    case rename, index, trigger, maintain, copy
    case create
    case createIfNotExists
  }

  var clause: Clause
  /// The token of the name.
  var name: SQLToken
  /// The tokens before it, joined by dots: the schema; nil without any.
  var qualifier: SQLToken?
  /// The schema that a `USE` before it in the text has set.
  var usedSchema: SQLToken?
  /// Whether the name is one that a `WITH` of the statement defines.
  var isDefinedByWith = false
  /// The statement's verb; of a piece of a statement the word that it starts with.
  var verb: SQLKeyword?
  var alias = Alias.none
  /// `DELETE a FROM a JOIN b`: what rows are deleted from is named before the tables are.
  var isDeletedByName = false

  enum Alias {
    case none, some
    /// Something that may bring one, or stand where one would.
    case unclear
  }
}

/// A question to the server's catalog whose answer depends on where tables are.
struct CatalogQuery {
  /// Where it stands: `TABLES`, `information_schema`.
  var place: SQLToken
  /// The text compared with a table's name; nil when it asks for all.
  var pattern: SQLToken?
  var isLike = false
  /// The schema asked about; nil for the current one.
  var schema: SQLToken?
  var isInformationSchema = false
}

/// What a text says about tables, as SQL.
struct SQLReading {
  var uses: [TableUse] = []
  var queries: [CatalogQuery] = []
  /// Texts within the SQL that may hold SQL themselves: `PREPARE s FROM '…'`.
  var texts: [SQLToken] = []
  /// Whether the text is SQL, or a piece of it.
  var isSQL = false
}
