import Diagnostics
import PlancTestSupport
import Testing

@testable import Operations

/// The lists of the hand-written scripts for phase A. Their headers promise 22 and 12 tables.
struct PublishedListsTests {
  let orchestration = [
    "lupo_audit_log", "lupo_search_rebuild_log", "lupo_memory_debug_log",
    "lupo_interpretation_log", "lupo_system_events", "lupo_system_config",
    "lupo_agent_context_snapshots", "lupo_agent_dependencies", "lupo_agent_external_events",
    "lupo_agent_tool_calls", "lupo_agent_versions", "lupo_memory_events", "lupo_memory_rollups",
    "lupo_anubis_events", "lupo_anubis_orphaned", "lupo_anubis_redirects",
    "lupo_api_rate_limits", "lupo_api_token_logs", "lupo_notifications",
    "lupo_governance_overrides",
  ]
  let ephemeral = [
    "lupo_sessions", "lupo_analytics_campaign_vars_daily", "lupo_analytics_paths_daily",
    "lupo_analytics_referers_daily", "lupo_analytics_visits_daily", "lupo_analytics_visits",
    "lupo_api_tokens", "lupo_api_clients", "lupo_api_webhooks", "lupo_narrative_fragments",
    "lupo_document_chunks",
  ]

  var plan: MarkedText {
    planText(
      schemas: """
        schemas:
          lupopedia:
            alias: core
            table_count: {before: 111, after: 77, budget: 111}
          lupopedia_orchestration:
            alias: orchestration
            table_count: {before: 0, after: 22}
                                            ^^ P402a `lupopedia_orchestration` is declared with 22 tables, but 20 are assigned to it
          lupopedia_ephemeral:
            alias: ephemeral
            table_count: {before: 0, after: 12}
                                            ^^ P402b `lupopedia_ephemeral` is declared with 12 tables, but 11 are assigned to it
        """,
      assignments: """
        assignments:
          - from: lupopedia
            to: lupopedia_orchestration
                ~~~~~~~~~~~~~~~~~~~~~~~ P402a
            tables: [\(orchestration.joined(separator: ", "))]
          - from: lupopedia
            to: lupopedia_ephemeral
                ~~~~~~~~~~~~~~~~~~~ P402b
            tables: [\(ephemeral.joined(separator: ", "))]
        """)
  }

  @Test func `they are refused with one error for each target, at both places`() {
    #expect(differences(plan) == [])
  }

  @Test func `the mismatch of core is a note on both errors`() {
    let diagnostics = readPlan(SourceFile(path: "plans/phase_a.yaml", text: plan.text)).diagnostics
    let note = "`lupopedia` follows: 77 declared, but 111 before - 31 out = 80 after"
    #expect(diagnostics.map(\.notes) == [[note], [note]])
    #expect(
      diagnostics.map(\.help) == [
        ["assign the 2 missing tables, or write `after: 20`"],
        ["assign the missing table, or write `after: 11`"],
      ])
  }
}
