import Catalogs
import Foundations

/// What an account needs for the operations of a file, beyond the privileges for its moves.
struct RequiredPrivileges {
  /// By schema, in the order in which they are found; each privilege once.
  private(set) var privileges: [(schema: String, privileges: [String])] = []
  /// The definers of triggers and views, each once.
  private(set) var definers: [String] = []
  /// Whether the file creates triggers.
  var hasTriggers = false

  init(of operations: [any Operation], in file: ScriptKind) {
    for operation in operations { operation.addPrivileges(in: file, to: &self) }
  }

  var isEmpty: Bool { privileges.isEmpty && definers.isEmpty }

  mutating func add(_ privilege: String, on schema: String) {
    guard let place = privileges.firstIndex(where: { $0.schema == schema }) else {
      privileges.append((schema, [privilege]))
      return
    }
    if !privileges[place].privileges.contains(privilege) {
      privileges[place].privileges.append(privilege)
    }
  }

  mutating func add(definer: Catalog.Account) {
    if !definers.contains(definer.text) { definers.append(definer.text) }
  }

  /// Who grants needs each privilege and GRANT OPTION. The grants of others are read from `mysql`.
  mutating func add(granting privileges: some Swift.Sequence<String>, on schema: String) {
    for privilege in Set(privileges).sorted(by: precedes) + [GrantedPrivilege.grantOption.privilege]
    {
      add(privilege, on: schema)
    }
  }

  /// `@planc_needs`.
  func write(to script: inout SQLScript) {
    HeadList.write(
      "needs",
      privileges.map { [.text("schema", $0.schema), .texts("privileges", $0.privileges)] }
        + definers.map { [.text("definer", $0)] } + (hasTriggers ? [[.number("triggers", 1)]] : []),
      to: &script)
  }
}
