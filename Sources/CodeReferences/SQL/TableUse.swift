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
  /// The default schema where the text says it: by a `USE` before it, or by the name of the stored
  /// program that it is in.
  var usedSchema: SQLToken?
  /// Whether the name is one that the statement defines: by `WITH`, or as the alias of a table.
  var isDefinedByStatement = false
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

/// A table that a statement creates, or drops, as a temporary one.
struct TemporaryTable {
  var name: SQLToken
  var qualifier: SQLToken?
  /// As of a `TableUse`.
  var usedSchema: SQLToken?
  /// Where the statement that creates it ends in the text. Up to there, a name with a schema is
  /// that of the other table. 0 for a statement that drops it.
  var end: Int
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
  var temporaries: [TemporaryTable] = []
  /// Texts within the SQL that may hold SQL themselves, as `PREPARE s FROM '…'`, with the default
  /// schema where they are.
  var texts: [(text: SQLToken, usedSchema: SQLToken?)] = []
  /// Whether the text is SQL, or a piece of it.
  var isSQL = false
}
