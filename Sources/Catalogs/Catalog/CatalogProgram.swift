package import Foundations

extension Catalog {
  /// The settings under which the server parsed a trigger, a routine or an event.
  package struct ParseSettings: Hashable, Sendable {
    /// As `information_schema` has it: names with commas between them; may be empty.
    package var sqlMode: String
    package var characterSetClient: String
    package var collationConnection: String
    package var databaseCollation: String

    package init(
      sqlMode: String, characterSetClient: String, collationConnection: String,
      databaseCollation: String
    ) {
      self.sqlMode = sqlMode
      self.characterSetClient = characterSetClient
      self.collationConnection = collationConnection
      self.databaseCollation = databaseCollation
    }
  }

  package struct Trigger: Hashable, Sendable {
    package enum Timing: String, CaseIterable, Sendable { case before, after }
    package enum Event: String, CaseIterable, Sendable { case insert, update, delete }

    package var name: String
    /// In the trigger's own schema, as the server demands.
    package var table: String
    package var timing: Timing
    package var event: Event
    /// From 1, among the triggers of one table with equal timing and event.
    package var order: Int
    package var definer: Account
    package var settings: ParseSettings
    /// `ACTION_STATEMENT`, to the byte: what a guard can compare.
    package var body: String
    /// The body as it was written, from `SHOW CREATE TRIGGER`, where `body` has lost something: on
    /// MariaDB backslashes, introducers of character sets and characters beyond U+FFFF. Nil where
    /// the two are the same, or where nobody looked.
    package var original: String?
    /// What `SHOW CREATE TRIGGER` has from the word TRIGGER up to the body, as it was written; nil
    /// where it is unknown. It keeps the names that it had when it was read: see `TriggerHead`.
    package var head: String?
    /// Whether somebody looked at `SHOW CREATE TRIGGER`, and it has the same text.
    package var isCompared: Bool
    package var origin: Origin
    /// Where the body starts, for places within it.
    package var bodyOrigin: Origin

    package init(
      _ name: String, table: String, timing: Timing, event: Event, order: Int = 1,
      definer: Account, settings: ParseSettings, body: String, original: String? = nil,
      head: String? = nil, isCompared: Bool = false, origin: Origin = Origin(),
      bodyOrigin: Origin = Origin()
    ) {
      self.name = name
      self.table = table
      self.timing = timing
      self.event = event
      self.order = order
      self.definer = definer
      self.settings = settings
      self.body = body
      self.original = original
      self.head = head
      self.isCompared = isCompared
      self.origin = origin
      self.bodyOrigin = bodyOrigin
    }
  }

  package struct View: Hashable, Sendable {
    package enum Algorithm: String, CaseIterable, Sendable { case undefined, merge, temptable }
    package enum Security: String, CaseIterable, Sendable { case definer, invoker }
    package enum CheckOption: String, CaseIterable, Sendable { case none, local, cascaded }

    package var name: String
    /// Nil where the server does not tell: MySQL has it in `SHOW CREATE VIEW` alone.
    package var algorithm: Algorithm?
    package var definer: Account
    package var security: Security
    package var checkOption: CheckOption
    package var characterSetClient: String
    package var collationConnection: String
    /// `VIEW_DEFINITION`, to the byte: all names qualified. Nil when the account may not see it.
    package var definition: String?
    /// The definition in `SHOW CREATE VIEW`, from its `select`, without the check option, where
    /// the texts in `definition` have lost something.
    package var original: String?
    /// Whether somebody looked at `SHOW CREATE VIEW`, and it has the same texts.
    package var isCompared: Bool
    package var origin: Origin
    /// Where the definition starts, for places within it.
    package var definitionOrigin: Origin

    package init(
      _ name: String, algorithm: Algorithm? = .undefined, definer: Account,
      security: Security = .definer, checkOption: CheckOption = .none, characterSetClient: String,
      collationConnection: String, definition: String?, original: String? = nil,
      isCompared: Bool = false, origin: Origin = Origin(), definitionOrigin: Origin = Origin()
    ) {
      self.name = name
      self.algorithm = algorithm
      self.definer = definer
      self.security = security
      self.checkOption = checkOption
      self.characterSetClient = characterSetClient
      self.collationConnection = collationConnection
      self.definition = definition
      self.original = original
      self.isCompared = isCompared
      self.origin = origin
      self.definitionOrigin = definitionOrigin
    }
  }

  package struct Routine: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
      case function, procedure, package
      case packageBody = "package body"
    }

    package var name: String
    package var kind: Kind
    package var definer: Account
    package var settings: ParseSettings
    /// `ROUTINE_DEFINITION`, to the byte. Nil when the account may not see it.
    package var body: String?
    /// Types of its parameters that are those of columns or tables, as in
    /// `TYPE OF shop.orders.id`, with commas between; nil where there is none.
    package var anchors: String?
    package var origin: Origin
    package var bodyOrigin: Origin

    package init(
      _ name: String, kind: Kind, definer: Account, settings: ParseSettings, body: String?,
      anchors: String? = nil, origin: Origin = Origin(), bodyOrigin: Origin = Origin()
    ) {
      self.name = name
      self.kind = kind
      self.definer = definer
      self.settings = settings
      self.body = body
      self.anchors = anchors
      self.origin = origin
      self.bodyOrigin = bodyOrigin
    }
  }

  package struct Event: Hashable, Sendable {
    package var name: String
    package var definer: Account
    package var settings: ParseSettings
    /// `EVENT_DEFINITION`, to the byte.
    package var body: String
    package var origin: Origin
    package var bodyOrigin: Origin

    package init(
      _ name: String, definer: Account, settings: ParseSettings, body: String,
      origin: Origin = Origin(), bodyOrigin: Origin = Origin()
    ) {
      self.name = name
      self.definer = definer
      self.settings = settings
      self.body = body
      self.origin = origin
      self.bodyOrigin = bodyOrigin
    }
  }

  /// What one grantee may do on a schema, a table or a column.
  package struct Grant: Hashable, Sendable {
    package enum Object: Hashable, Sendable {
      /// A pattern as the server keeps it: `_` and `%` stand for other characters unless a
      /// backslash is before them.
      case schema(pattern: String)
      /// The table need not exist: a grant stays on a name that has moved away or was dropped.
      case table(QualifiedName)
      case column(QualifiedName, column: String)
    }

    package var object: Object
    package var grantee: Account
    /// In capitals, sorted: `INSERT`, `SELECT`.
    package var privileges: [String]
    /// For a column always false: the server keeps it with the table.
    package var isGrantable: Bool
    package var origin: Origin

    package init(
      on object: Object, to grantee: Account, privileges: [String], isGrantable: Bool = false,
      origin: Origin = Origin()
    ) {
      self.object = object
      self.grantee = grantee
      self.privileges = privileges
      self.isGrantable = isGrantable
      self.origin = origin
    }
  }
}
