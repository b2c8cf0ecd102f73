package import Foundations

extension Catalog {
  /// A table that counts as one: never a view, a sequence or a temporary table.
  package struct Table: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
      case base = "base table"
      case systemVersioned = "system versioned"
    }

    package var name: String
    package var kind: Kind
    /// `InnoDB`, `MRG_MyISAM`; nil where the server names none, as for a table that is damaged.
    package var engine: String?
    package var collation: String?
    package var isPartitioned: Bool
    /// The constraints of which this table is the child.
    package var foreignKeys: [ForeignKey] = []
    /// The names of CHECK constraints on the table and, on MySQL, on its columns: there they are
    /// unique within the schema.
    package var checks: [Check] = []
    /// The columns whose default takes a value from a sequence.
    package var sequenceDefaults: [SequenceDefault] = []
    /// The tables that a MERGE table reads; nil when they are not known.
    package var union: [QualifiedName]?
    package var origin: Origin

    package init(
      _ name: String, kind: Kind = .base, engine: String? = "InnoDB", collation: String? = nil,
      isPartitioned: Bool = false, origin: Origin = Origin()
    ) {
      self.name = name
      self.kind = kind
      self.engine = engine
      self.collation = collation
      self.isPartitioned = isPartitioned
      self.origin = origin
    }

    /// Servers spell it `MRG_MyISAM` and `MRG_MYISAM`.
    package var isMerge: Bool { engine?.lowercased() == "mrg_myisam" }
  }

  /// A foreign key of the table in which it stands.
  package struct ForeignKey: Hashable, Sendable {
    package enum Rule: String, CaseIterable, Sendable {
      case restrict, cascade
      case setNull = "set null"
      case noAction = "no action"
      case setDefault = "set default"
    }

    /// Unique within the child's schema.
    package var name: String
    /// In the order of the constraint, as are `referencedColumns`.
    package var columns: [String]
    package var referenced: QualifiedName
    package var referencedColumns: [String]
    package var onUpdate: Rule
    package var onDelete: Rule
    package var origin: Origin

    package init(
      _ name: String, columns: [String], referenced: QualifiedName, referencedColumns: [String],
      onUpdate: Rule = .restrict, onDelete: Rule = .restrict, origin: Origin = Origin()
    ) {
      self.name = name
      self.columns = columns
      self.referenced = referenced
      self.referencedColumns = referencedColumns
      self.onUpdate = onUpdate
      self.onDelete = onDelete
      self.origin = origin
    }
  }

  package struct Check: Hashable, Sendable {
    package var name: String
    package var origin: Origin

    package init(_ name: String, origin: Origin = Origin()) {
      self.name = name
      self.origin = origin
    }
  }

  /// A column with `DEFAULT nextval(…)`: a rename of the sequence leaves the default as it is.
  package struct SequenceDefault: Hashable, Sendable {
    package var column: String
    package var sequence: QualifiedName
    package var origin: Origin

    package init(column: String, sequence: QualifiedName, origin: Origin = Origin()) {
      self.column = column
      self.sequence = sequence
      self.origin = origin
    }
  }
}
