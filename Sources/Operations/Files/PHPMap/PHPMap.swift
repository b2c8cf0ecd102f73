import Foundations
import Plans

/// Renders the application map: one PHP file for all plans of a folder.
///
/// Plans stand in it in the order of their paths, so that the order in which they were read does not
/// show. Checks have made sure that they agree on aliases and on `code`, and that no name stands for
/// two tables.
///
/// - Parameter migrations: at least one, of plans with `code.php`.
package func renderPHPMap(_ migrations: [Migration]) -> GeneratedFile {
  precondition(!migrations.isEmpty, "a map is made of at least one plan")
  let sorted = migrations.sorted { $0.planPath.utf8.lexicographicallyPrecedes($1.planPath.utf8) }
  guard let settings = sorted[0].code.php else { preconditionFailure("no plan asks for a map") }
  var map = PHPMap(migrations: sorted, settings: settings)
  map.render()
  return GeneratedFile(path: settings.file, origin: map.origin, bytes: map.bytes)
}

struct PHPMap {
  let migrations: [Migration]
  let settings: PHPMapSettings
  private(set) var bytes: [UInt8] = []

  init(migrations: [Migration], settings: PHPMapSettings) {
    self.migrations = migrations
    self.settings = settings
    bytes.reserveCapacity(migrations.reduce(0) { $0 + $1.moveCount } * 96)
  }

  private var function: String { settings.function }
  private var stateSwitch: String { "\(settings.constant)_STATE" }

  /// The constant for a schema. Aliases are words of small letters: ASCII upper case is enough.
  private func constant(_ schema: MigratedSchema) -> String {
    "\(settings.constant)_\(schema.alias.uppercased())"
  }

  mutating func render() {
    head()
    constants()
    line("if (!function_exists(\(PHPText.string(function)))) {")
    placeFunction()
    line(
      """

          /** The qualified name of a table, in backticks, to stand in SQL. */
          function \(function)(string $table): string
          {
              [$schema, $name] = \(function)_place($table);

              return '`' . str_replace('`', '``', $schema) . '`.`' . str_replace('`', '``', $name) . '`';
          }

          /** The schema in which a table stands. */
          function \(function)_schema(string $table): string
          {
              return \(function)_place($table)[0];
          }
      """)
    stateFunction()
    line("} elseif ((new ReflectionFunction('\(function)'))->getFileName() !== __FILE__) {")
    line("    throw new LogicException('\(function)() is not the one of ' . __FILE__);")
    line("}")
    line()
    line("// A switch that says something else must not wait for the first query.")
    for migration in migrations {
      line("\(function)_state('\(settings.stateSwitch(ofPlan: migration.name))');")
    }
  }

  /// The plans that it is made from.
  var origin: String {
    let paths = migrations.map(\.planPath)
    return switch paths.count {
    case 1: paths[0]
    case 2: "\(paths[0]) and \(paths[1])"
    default: "\(paths[0]) and \(paths.count - 1) more plans"
    }
  }

  private mutating func head() {
    line("<?php")
    line("// \(generatedSentence(planPath: PHPText.lineComment(origin)))")
    line(
      """
      //
      // Says in which schema a table stands, before its move and after.
      //
      //     \(function)('some_table')         its qualified name, in backticks, to stand in SQL
      //     \(function)_schema('some_table')  its schema
      //
      // The switch: \(stateSwitch) is 'before' or 'after'; without it, 'after' holds. It is a constant
      // defined before this file is included, or an environment variable that getenv() sees; the constant
      // wins. Anything else is an error. \(stateSwitch)_<PLAN> is the same for the tables of one plan, and
      // wins over \(stateSwitch): one plan may be done while another is not.
      //
      // Names: a table that a plan renames is known by its old name and by its new one, in both states.
      // So code may be changed before the move or after it, and survives a rollback.
      //
      """)
    line("// Tables that are not listed here stand in \(constant(firstSources[0])).")
    let others = firstSources.dropFirst().map(constant)
    if !others.isEmpty {
      line("// It is the first source of the first plan; the other plans start from")
      line(
        "// \(others.joined(separator: ", ")): a table there that does not move needs its schema")
      line("// in the code.")
    }
    line()
  }

  private mutating func constants() {
    line(
      "// Constants defined before this file is included win: another server may use other names.")
    var known: [String: String] = [:]
    for schema in migrations.flatMap(\.schemas) {
      let name = constant(schema)
      if let other = known[name] {
        precondition(other == schema.name, "an alias stands for one schema in all plans")
        continue
      }
      known[name] = schema.name
      line("defined('\(name)') || define('\(name)', \(PHPText.string(schema.name)));")
    }
    line()
  }

  /// The schema from which each plan starts, each once. A table that no plan moves is taken to
  /// stand in the first.
  private var firstSources: [MigratedSchema] {
    var sources: [MigratedSchema] = []
    for migration in migrations {
      guard let move = migration.batches.first?.groups.first?.moves.first else {
        preconditionFailure("plan \(migration.name) moves no table")
      }
      let source = schema(move.source.schema, of: migration)
      if !sources.contains(where: { $0.name == source.name }) { sources.append(source) }
    }
    return sources
  }

  private func schema(_ name: String, of migration: Migration) -> MigratedSchema {
    guard let schema = migration.schemas.first(where: { $0.name == name }) else {
      preconditionFailure("a migration lists each schema that it moves from or to")
    }
    return schema
  }

  private mutating func placeFunction() {
    line(
      """
          /** The schema and the name of a table. */
          function \(function)_place(string $table): array
          {
              // By plan: the table's schema before and after, and its names where they differ.
              static $plans = [
      """)
    for migration in migrations {
      line("            // \(PHPText.lineComment(migration.planPath))")
      line("            '\(settings.stateSwitch(ofPlan: migration.name))' => [")
      tables(of: migration)
      line("            ],")
    }
    line(
      """
              ];
              foreach ($plans as $switch => $tables) {
                  if (isset($tables[$table])) {
                      $place = $tables[$table];

                      return \(function)_state($switch) === 'before'
                          ? [$place[0], $place[2] ?? $table]
                          : [$place[1], $place[3] ?? $table];
                  }
              }

      """)
    line("        return [\(constant(firstSources[0])), $table];")
    line("    }")
  }

  /// A line for each table that moves.
  private mutating func tables(of migration: Migration) {
    let constants = Dictionary(
      uniqueKeysWithValues: migration.schemas.map { ($0.name, constant($0)) })
    for batch in migration.batches {
      for group in batch.groups {
        // The schemas are nearly always those of the move before.
        var schemas = (source: "", target: "")
        var places = ""
        var end = ""
        let moves = group.moves.span
        for index in moves.indices {
          if moves[index].source.schema != schemas.source
            || moves[index].target.schema != schemas.target
          {
            schemas = (moves[index].source.schema, moves[index].target.schema)
            guard let before = constants[schemas.source], let after = constants[schemas.target]
            else { preconditionFailure("a migration lists each schema that it moves from or to") }
            places = " => [\(before), \(after)"
            end = "\(places)],\n"
          }
          bytes.append("                ")
          let table = moves[index].source.table
          if table == moves[index].target.table {
            if !bytes.appendPlain(table, between: UInt8(ascii: "'")) {
              bytes.append(PHPText.string(table))
            }
            bytes.append(end)
          } else {
            let old = PHPText.string(table)
            let new = PHPText.string(moves[index].target.table)
            let place = "\(places), \(old), \(new)]"
            line("\(old)\(place), \(new)\(place),")
          }
        }
      }
    }
  }

  private mutating func stateFunction() {
    line(
      """

          /** 'before' or 'after', for the tables of the plan that has this switch. */
          function \(function)_state(string $switch): string
          {
              foreach ([$switch, '\(stateSwitch)'] as $name) {
                  $state = defined($name) ? constant($name) : getenv($name);
                  if ($state === 'before' || $state === 'after') {
                      return $state;
                  }
                  if (defined($name) || $state !== false) {
                      throw new UnexpectedValueException(
                          $name . " must be 'before' or 'after', but is " . var_export($state, true)
                      );
                  }
              }

              return 'after';
          }
      """)
  }

  private mutating func line(_ line: String = "") {
    bytes.append(line)
    bytes.append(0x0A)
  }
}
