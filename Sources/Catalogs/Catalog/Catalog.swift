package import Diagnostics
import Plans

/// What a server holds, as far as a migration can depend on it. Never rows, never secrets.
///
/// Every list is sorted by the bytes of its names (`sorted()`), so that equal servers make equal
/// catalogs. Origins take no part in `==`: a catalog equals the one read back from its text.
package struct Catalog: Hashable, Sendable {
  package var server: Server
  /// The server's `lower_case_table_names`: 0, 1 or 2.
  package var lowerCaseTableNames: Located
  package var schemas: [Schema] = []
  /// Grants on schemas, tables and columns; those to the whole server are left out, since a move
  /// changes nothing for them.
  package var grants: [Grant] = []
  /// What the account that took the catalog could not see. Empty when it saw all.
  package var unseen: [Unseen] = []
  package var origin = Origin()

  package init(server: Server, lowerCaseTableNames: Int, origin: Origin = Origin()) {
    self.server = server
    self.lowerCaseTableNames = Located(lowerCaseTableNames)
    self.origin = origin
  }

  /// Where a fact stands in the catalog's file; nil when it was taken from a server or made up.
  ///
  /// All origins are equal: where a fact was written down is no part of it.
  package struct Origin: Hashable, Sendable {
    package var location: Location?

    package init(_ location: Location? = nil) { self.location = location }

    package static func == (a: Origin, b: Origin) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}
  }

  /// A number with its origin.
  package struct Located: Hashable, Sendable {
    package var value: Int
    package var origin: Origin

    package init(_ value: Int, origin: Origin = Origin()) {
      self.value = value
      self.origin = origin
    }
  }

  package struct Server: Hashable, Sendable {
    package enum Flavor: String, CaseIterable, Sendable { case mariadb, mysql }

    package var flavor: Flavor
    /// The digits and dots of `VERSION()`: `10.11.19`.
    package var version: String

    package init(_ flavor: Flavor, version: String) {
      self.flavor = flavor
      self.version = version
    }
  }

  /// An account or a role.
  package struct Account: Hashable, Sendable {
    package var user: String
    /// Empty for a role of MariaDB.
    package var host: String

    package init(_ user: String, host: String) {
      self.user = user
      self.host = host
    }

    /// Reads `user@host`; the user's name may hold further `@`. A text without any is a role.
    package init(_ text: String) {
      if let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) {
        self.init(String(text[..<at]), host: String(text[text.utf8.index(after: at)...]))
      } else {
        self.init(text, host: "")
      }
    }

    /// `user@host`; a role ends in `@`.
    package var text: String { "\(user)@\(host)" }
  }

  /// What of a schema, or of the server, the account could not see.
  package struct Unseen: Hashable, Sendable {
    package enum Facts: String, CaseIterable, Sendable {
      case schemas, tables, columns, sequences, triggers, views, routines, events, grants
      case foreignKeys = "foreign_keys"
    }

    package var facts: Facts
    /// Nil for the whole server.
    package var schema: String?
    /// For people: what right was missing, or what was seen in part.
    package var reason: String
    package var origin: Origin

    package init(
      _ facts: Facts, schema: String? = nil, reason: String, origin: Origin = Origin()
    ) {
      self.facts = facts
      self.schema = schema
      self.reason = reason
      self.origin = origin
    }
  }
}

extension Catalog {
  package struct Schema: Hashable, Sendable {
    /// How much of a schema is in the catalog.
    package enum Extent: String, CaseIterable, Sendable {
      case whole
      /// Only what refers to other schemas: tables with a foreign key out of the schema, and its
      /// triggers, views, routines and events. Its tables cannot be counted.
      case dependents
    }

    package var name: String
    package var extent: Extent
    package var characterSet: String
    package var collation: String
    /// MySQL knows no comments on schemas: nil there, and where it is empty.
    package var comment: String?
    package var tables: [Table] = []
    package var sequences: [Sequence] = []
    package var triggers: [Trigger] = []
    package var views: [View] = []
    package var routines: [Routine] = []
    package var events: [Event] = []
    package var origin: Origin

    package init(
      _ name: String, extent: Extent = .whole, characterSet: String, collation: String,
      comment: String? = nil, origin: Origin = Origin()
    ) {
      self.name = name
      self.extent = extent
      self.characterSet = characterSet
      self.collation = collation
      self.comment = comment
      self.origin = origin
    }
  }

  package struct Sequence: Hashable, Sendable {
    package var name: String
    package var origin: Origin

    package init(_ name: String, origin: Origin = Origin()) {
      self.name = name
      self.origin = origin
    }
  }
}
