/// The table names of the Lupopedia core schema before phase A: 111 tables, 34 of which move.
package enum PhaseATables {
  /// A heading of the plan with the tables under it, in plan order.
  package struct Group: Sendable {
    package var title: String
    package var tables: [String]
  }

  package static let source = "lupopedia"
  package static let orchestrationSchema = "lupopedia_orchestration"
  package static let ephemeralSchema = "lupopedia_ephemeral"

  package static var moved: [String] { (orchestration + ephemeral).flatMap(\.tables) }
  package static var all: [String] { moved + core }

  /// The 22 tables that move to `lupopedia_orchestration`.
  package static let orchestration = [
    Group(
      title: "Migration management",
      tables: [
        "lupo_search_rebuild_log",
        "lupo_interpretation_log",
      ]),
    Group(
      title: "System monitoring",
      tables: [
        "lupo_system_events",
        "lupo_system_config",
      ]),
    Group(
      title: "Audit logging",
      tables: [
        "lupo_audit_log"
      ]),
    Group(
      title: "Agent orchestration",
      tables: [
        "lupo_agent_context_snapshots",
        "lupo_agent_dependencies",
        "lupo_agent_external_events",
        "lupo_agent_tool_calls",
        "lupo_agent_versions",
      ]),
    Group(
      title: "Memory and event management",
      tables: [
        "lupo_memory_debug_log",
        "lupo_memory_events",
        "lupo_memory_rollups",
        "lupo_anubis_events",
        "lupo_anubis_mirrored",
        "lupo_anubis_orphaned",
        "lupo_anubis_redirects",
        "lupo_anubis_revised",
      ]),
    Group(
      title: "API rate limiting",
      tables: [
        "lupo_api_rate_limits",
        "lupo_api_token_logs",
      ]),
    Group(
      title: "Notifications and governance",
      tables: [
        "lupo_governance_overrides",
        "lupo_notifications",
      ]),
  ]

  /// The 12 tables that move to `lupopedia_ephemeral`.
  package static let ephemeral = [
    Group(
      title: "Session management",
      tables: [
        "lupo_sessions",
        "lupo_session_events",
        "lupo_unified_sessions",
      ]),
    Group(
      title: "Daily analytics aggregations",
      tables: [
        "lupo_analytics_campaign_vars_daily",
        "lupo_analytics_referers_daily",
        "lupo_analytics_visits_daily",
      ]),
    Group(
      title: "Temporary page views",
      tables: [
        "lupo_analytics_visits"
      ]),
    Group(
      title: "API tokens and clients",
      tables: [
        "lupo_api_tokens",
        "lupo_api_clients",
        "lupo_api_webhooks",
      ]),
    Group(
      title: "Temporary content processing",
      tables: [
        "lupo_narrative_fragments",
        "lupo_document_chunks",
      ]),
  ]

  /// The 77 tables that stay.
  package static let core = [
    "lupo_actor_actions",
    "lupo_actor_capabilities",
    "lupo_actor_channel_roles",
    "lupo_actor_channels",
    "lupo_actor_collections",
    "lupo_actor_conflicts",
    "lupo_actor_departments",
    "lupo_actor_edges",
    "lupo_actor_events",
    "lupo_actor_group_membership",
    "lupo_actor_handshakes",
    "lupo_actor_meta",
    "lupo_actor_moods",
    "lupo_actor_object_edges",
    "lupo_actor_persona_relationships",
    "lupo_actor_properties",
    "lupo_actor_reply_templates",
    "lupo_actor_roles",
    "lupo_actor_truth_edges",
    "lupo_actors",
    "lupo_agent_properties",
    "lupo_agent_registry",
    "lupo_agents",
    "lupo_analytics_campaign_vars_monthly",
    "lupo_analytics_referers_monthly",
    "lupo_analytics_visits_monthly",
    "lupo_atoms",
    "lupo_auth_providers",
    "lupo_auth_users",
    "lupo_channels",
    "lupo_collection_tab_map",
    "lupo_collection_tabs",
    "lupo_collections",
    "lupo_content_atom_map",
    "lupo_content_category_map",
    "lupo_content_engagement_summary",
    "lupo_content_events",
    "lupo_content_hashtag",
    "lupo_content_inbound_links",
    "lupo_content_likes",
    "lupo_content_media",
    "lupo_content_question_map",
    "lupo_content_references",
    "lupo_content_revisions",
    "lupo_content_shares",
    "lupo_content_tag_relationships",
    "lupo_contents",
    "lupo_crafty_syntax_auto_invite",
    "lupo_crafty_syntax_chat_mod_departments",
    "lupo_crafty_syntax_chat_questions",
    "lupo_crafty_syntax_layer_invites",
    "lupo_crafty_syntax_leave_message",
    "lupo_crafty_user_mapping",
    "lupo_crm_lead_messages",
    "lupo_crm_leads",
    "lupo_departments",
    "lupo_dialog_channels",
    "lupo_dialog_messages",
    "lupo_dialog_threads",
    "lupo_documents",
    "lupo_edge_types",
    "lupo_edges",
    "lupo_federation_nodes",
    "lupo_groups",
    "lupo_hashtags",
    "lupo_modules",
    "lupo_permissions",
    "lupo_persona_profiles",
    "lupo_relationships",
    "lupo_search_index",
    "lupo_semantic_relationships",
    "lupo_semantic_tags",
    "lupo_truth_evidence",
    "lupo_truth_questions_map",
    "lupo_truth_relations",
    "lupo_truth_sources",
    "lupo_truth_topics",
  ]

  /// The lists of the scripts that were once written by hand. They claim 22 and 12 tables and hold 20
  /// and 11; `lupo_analytics_paths_daily` no longer exists.
  package enum Published {
    package static let orchestration = [
      "lupo_audit_log",
      "lupo_search_rebuild_log",
      "lupo_memory_debug_log",
      "lupo_interpretation_log",
      "lupo_system_events",
      "lupo_system_config",
      "lupo_agent_context_snapshots",
      "lupo_agent_dependencies",
      "lupo_agent_external_events",
      "lupo_agent_tool_calls",
      "lupo_agent_versions",
      "lupo_memory_events",
      "lupo_memory_rollups",
      "lupo_anubis_events",
      "lupo_anubis_orphaned",
      "lupo_anubis_redirects",
      "lupo_api_rate_limits",
      "lupo_api_token_logs",
      "lupo_notifications",
      "lupo_governance_overrides",
    ]

    package static let ephemeral = [
      "lupo_sessions",
      "lupo_analytics_campaign_vars_daily",
      "lupo_analytics_paths_daily",
      "lupo_analytics_referers_daily",
      "lupo_analytics_visits_daily",
      "lupo_analytics_visits",
      "lupo_api_tokens",
      "lupo_api_clients",
      "lupo_api_webhooks",
      "lupo_narrative_fragments",
      "lupo_document_chunks",
    ]
  }
}
