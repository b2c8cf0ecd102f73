import Foundation
import Testing

@testable import PlanCompiler

/// The proof of the scripts for tables with triggers must hold, and fail for each mutant.
@Suite struct ParkedProofTests {
  static let migration: Migration = {
    let settings = Catalog.ParseSettings(
      sqlMode: "STRICT_ALL_TABLES", characterSetClient: "utf8mb4",
      collationConnection: "utf8mb4_general_ci", databaseCollation: "utf8mb4_general_ci")
    func trigger(_ name: String, _ event: Catalog.Trigger.Event, _ order: Int) -> Catalog.Trigger {
      Catalog.Trigger(
        name, table: "orders", timing: .before, event: event, order: order,
        definer: Catalog.Account("app", host: "%"), settings: settings, body: "SET NEW.n = \(order)"
      )
    }
    var parking = Parking(
      name: "__planc_orders",
      triggers: [
        trigger("a", .insert, 1), trigger("b", .insert, 2), trigger("c", .update, 1),
      ])
    var advised = parking.triggers[0]
    advised.body = "SET NEW.n = (SELECT 1 FROM `cold`.`orders_2023`)"
    parking.advised[0] = advised
    parking.ignoresCase = true
    let batch = Batch.parked(
      Move(QualifiedName("shop", "orders"), to: QualifiedName("cold", "orders_2023")),
      parking)
    return Migration(
      name: "worn", planPath: "plans/worn.yaml", title: "Worn", version: "1",
      lockWaitTimeoutSeconds: 5,
      schemas: [
        MigratedSchema(name: "shop", alias: "shop", tablesBefore: 3, tablesAfter: 2),
        MigratedSchema(name: "cold", alias: "cold", tablesBefore: 0, tablesAfter: 1),
      ],
      steps: [.moving(batch)], code: CodeSettings(),
      fileNames: FileNames(plan: "worn", moves: [("cold", "cold")]))
  }()

  @Test(arguments: [100, 101])
  func `a guard asks for the number of all tables only where the file reads it`(schemas: Int) {
    var migration = Self.migration
    for number in 2..<schemas {
      migration.schemas.append(
        MigratedSchema(name: "s\(number)", alias: "s\(number)", tablesBefore: 0, tablesAfter: 0))
    }
    let script = MoveScript(migration: migration, target: "cold").render()
    let text = String(decoding: script.bytes, as: UTF8.self)
    #expect(text.contains("SET @planc_in_all = (") == (schemas == 100))
    #expect(text.contains("@planc_in_all = 3") == (schemas == 100))
  }

  private static var proof: ParkedProof {
    let move = MoveScript(migration: migration, target: "cold")
    return ParkedProof(
      forward: move.parkedMove(of: move.batches[0], 0),
      rollback: RollbackScript(migration: migration).parkedMove(of: move.batches[0].inverse))
  }

  @Test func `a table with triggers is proved in every state and from every cut`() {
    #expect(parkedViolations(Self.migration) == [])
    let forward = ParkedRun(Self.proof.forward)
    let start = ParkedProof.State(place: QualifiedName("shop", "orders"), worn: [0, 1, 2])
    #expect(forward?.states(from: start).count == 13)
  }

  /// Each takes one condition out of the verdict, or out of what is asked of the server.
  @Test(arguments: [
    ("@planc_names = 1", "@planc_names > 0"),
    ("@planc_taken = 0", "@planc_taken > 0 OR @planc_taken = 0"),
    ("@planc_worn = @planc_known", "@planc_worn > 0 OR @planc_worn = 0"),
    ("@planc_authority = 'OK'", "@planc_names = 1"),
    ("@planc_session = 'OK'", "@planc_names = 1"),
    ("@planc_in_all = 3", "@planc_names = 1"),
    ("@planc_marked = 0 THEN 'SKIP'", "@planc_names = 1 THEN 'SKIP'"),
    ("@planc_named = 3", "@planc_names = 1"),
    ("OR (CAST(EVENT_OBJECT_SCHEMA", "OR @planc_names = 0 AND (CAST(EVENT_OBJECT_SCHEMA"),
    ("TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')", "TABLE_TYPE <> ''"),
    ("ACTION_STATEMENT", "'x'"),
    ("ACTION_ORDER", "1"),
  ])
  func `a mutated verdict is not proved`(part: String, mutant: String) {
    for isForward in [true, false] where isForward || !part.contains("in_all") {
      var proof = Self.proof
      let text = isForward ? proof.forward.text : proof.rollback.text
      #expect(text.contains(part), "\(part)")
      let mutated = text.replacing(part, with: mutant)
      if isForward { proof.forward.text = mutated } else { proof.rollback.text = mutated }
      #expect(proof.violations() != [], "\(part)")
    }
  }

  @Test(arguments: 0..<19)
  func `a mutated stage is not proved`(index: Int) {
    for condition in ["@planc_verdict = 'GO'", "@planc_verdict = 'SKIP'"] {
      var proof = Self.proof
      let text = proof.forward.decisions[index].text
      let cut = text.range(of: "@planc_go = ")
      guard let cut else { return }
      proof.forward.decisions[index].text =
        String(text[..<cut.upperBound]) + condition + ";"
      #expect(proof.violations() != [])
    }
  }
}
