/// What a text says about tables, as SQL.
struct SQLReading {
  var uses: [TableUse] = []
  var queries: [CatalogQuery] = []
  var temporaries: [TemporaryTable] = []
  /// Strings within the SQL that may contain SQL themselves, as `PREPARE s FROM '…'`, with the
  /// default schema where they are.
  var texts: [(text: SQLToken, usedSchema: SQLToken?)] = []
  /// The schema that the text selects with `USE` before anything else.
  var selectedSchema: SQLToken?
  var tokens: [SQLToken] = []
}

/// A place in SQL where a table's name is.
struct TableUse {
  enum Clause {
    case from, join, into, update, using, alter, references, rename, trigger
    case create, createIfNotExists
    /// The one table of any other clause: `DESCRIBE t`, `ON t` of an index, `LIKE t`.
    case table
    /// A list of tables: `DROP TABLE a, b`, `LOCK TABLES`, `CHECK TABLE`, `TRUNCATE`.
    case tables
  }

  var clause: Clause
  /// The token of the name, and its number.
  var name: SQLToken
  var index: Int
  /// What is before it, joined by a dot: the schema; nil without any.
  var qualifier: SQLToken?
  /// The default schema where the text says it: by a `USE` before it, or by the name of the stored
  /// program that it is in.
  var usedSchema: SQLToken?
  /// Whether the name is one that the statement defines by `WITH`.
  var isDefinedByStatement = false
  /// The statement's verb; of a piece of a statement the word that it starts with.
  var verb: SQLKeyword?
  var alias = Alias.none
  /// `DELETE a FROM a JOIN b`: what rows are deleted from is named before the tables are.
  var isDeletedByName = false

  enum Alias {
    case none, some
    /// Something that may bring one, or is where one would be.
    case unclear
  }
}

/// A table that a statement creates, or drops, as a temporary one.
struct TemporaryTable {
  var name: SQLToken
  var qualifier: SQLToken?
  /// As of a `TableUse`.
  var usedSchema: SQLToken?
}

/// A question to the server's catalog whose answer depends on where tables are.
struct CatalogQuery {
  /// Where it is: `TABLES`, `information_schema`.
  var place: SQLToken
  /// The text compared with a table's name; nil when it asks for all.
  var pattern: SQLToken?
  var isLike = false
  /// The schema asked about; nil for the current one.
  var schema: SQLToken?
  var isInformationSchema = false
}
