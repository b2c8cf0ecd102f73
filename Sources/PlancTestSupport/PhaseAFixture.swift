/// The schema `lupopedia` as phase A finds it: 111 tables with rows, of many engines and key shapes.
///
/// The same SQL always makes the same bytes: no clock, no random value.
package enum PhaseAFixture {
  /// Loads the fixture in about two seconds.
  package static func load(into server: ThrowawayServer) throws(TestSupportError) {
    try server.client.query(sql(for: server.kind.family))
  }

  /// The fixture in the family's dialect. Where MySQL lacks a kind of table, another stands in.
  package static func sql(for family: ServerKind.Family) -> String {
    var parts = [prelude]
    for (index, table) in PhaseATables.all.enumerated() {
      parts.append(shape(of: table, index).sql(table, rows: 3 + index % 7, for: family))
    }
    parts.append(links)
    return parts.joined(separator: "\n")
  }

  // System versioning and TIMESTAMP columns take the session's clock; here it stands still.
  private static let prelude = """
    SET NAMES utf8mb4;
    SET SESSION time_zone = '+00:00', timestamp = 1700000000, sql_mode = 'STRICT_ALL_TABLES';
    CREATE SCHEMA `lupopedia` DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
      /*M!100502 COMMENT 'Lupopedia core' */;
    """

  /// Tables at either end of a foreign key have the plain shape, with `id` and `parent_id`.
  private static let linked: [String] = [
    "lupo_agents", "lupo_agent_versions", "lupo_agent_dependencies", "lupo_sessions",
    "lupo_session_events", "lupo_unified_sessions", "lupo_audit_log", "lupo_actor_events",
    "lupo_memory_events", "lupo_api_tokens", "lupo_api_token_logs", "lupo_channels",
    "lupo_dialog_channels",
  ]

  private static func shape(of table: String, _ index: Int) -> FixtureShape {
    if linked.contains(table) { return .plain }
    return FixtureShape.allCases[index % FixtureShape.allCases.count]
  }

  /// Foreign keys in every relation to the move: into it, out of it, within one target, across the
  /// two targets, to the table itself, and between tables that stay; named by us and by the server.
  private static let links = """
    ALTER TABLE `lupopedia`.`lupo_agent_versions`
      ADD CONSTRAINT `fk_version_agent` FOREIGN KEY (`parent_id`)
      REFERENCES `lupopedia`.`lupo_agents` (`id`);
    ALTER TABLE `lupopedia`.`lupo_agent_dependencies`
      ADD FOREIGN KEY (`parent_id`) REFERENCES `lupopedia`.`lupo_agents` (`id`) ON DELETE SET NULL;
    ALTER TABLE `lupopedia`.`lupo_actor_events`
      ADD CONSTRAINT `fk_event_session` FOREIGN KEY (`parent_id`)
      REFERENCES `lupopedia`.`lupo_sessions` (`id`) ON UPDATE CASCADE;
    ALTER TABLE `lupopedia`.`lupo_session_events`
      ADD CONSTRAINT `fk_session_event` FOREIGN KEY (`parent_id`)
      REFERENCES `lupopedia`.`lupo_sessions` (`id`) ON DELETE CASCADE;
    ALTER TABLE `lupopedia`.`lupo_unified_sessions`
      ADD CONSTRAINT `fk_unified_audit` FOREIGN KEY (`parent_id`)
      REFERENCES `lupopedia`.`lupo_audit_log` (`id`);
    ALTER TABLE `lupopedia`.`lupo_api_token_logs`
      ADD CONSTRAINT `fk_log_token` FOREIGN KEY (`parent_id`)
      REFERENCES `lupopedia`.`lupo_api_tokens` (`id`) ON DELETE CASCADE;
    ALTER TABLE `lupopedia`.`lupo_memory_events`
      ADD CONSTRAINT `fk_memory_cause` FOREIGN KEY (`parent_id`)
      REFERENCES `lupopedia`.`lupo_memory_events` (`id`);
    ALTER TABLE `lupopedia`.`lupo_dialog_channels`
      ADD FOREIGN KEY (`parent_id`) REFERENCES `lupopedia`.`lupo_channels` (`id`);

    """
}
