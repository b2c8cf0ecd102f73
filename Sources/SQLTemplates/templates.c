#include "SQLTemplates.h"

// Each section is an array of the bytes of its file. A file that is not named here is in no program.

static const unsigned char reading[] = {
#embed "reading.sql"
};
static const unsigned char listing[] = {
#embed "listing.sql"
};
static const unsigned char locations[] = {
#embed "locations.sql"
};
static const unsigned char privileges[] = {
#embed "privileges.sql"
};
static const unsigned char extras[] = {
#embed "extras.sql"
};
static const unsigned char triggers[] = {
#embed "triggers.sql"
};
static const unsigned char views[] = {
#embed "views.sql"
};
static const unsigned char table_grants[] = {
#embed "table_grants.sql"
};
static const unsigned char schema_grants[] = {
#embed "schema_grants.sql"
};
static const unsigned char session[] = {
#embed "session.sql"
};
static const unsigned char locks[] = {
#embed "locks.sql"
};
static const unsigned char pairs[] = {
#embed "pairs.sql"
};
static const unsigned char create_schemas[] = {
#embed "create_schemas.sql"
};
static const unsigned char create_schema[] = {
#embed "create_schema.sql"
};
static const unsigned char create_schemas_result[] = {
#embed "create_schemas_result.sql"
};
static const unsigned char drop_schemas[] = {
#embed "drop_schemas.sql"
};
static const unsigned char drop_schema[] = {
#embed "drop_schema.sql"
};
static const unsigned char drop_schema_run[] = {
#embed "drop_schema_run.sql"
};
static const unsigned char drop_schema_result[] = {
#embed "drop_schema_result.sql"
};
static const unsigned char drop_schemas_result[] = {
#embed "drop_schemas_result.sql"
};
static const unsigned char move[] = {
#embed "move.sql"
};
static const unsigned char move_statement[] = {
#embed "move_statement.sql"
};
static const unsigned char move_rename[] = {
#embed "move_rename.sql"
};
static const unsigned char move_result[] = {
#embed "move_result.sql"
};
static const unsigned char rollback[] = {
#embed "rollback.sql"
};
static const unsigned char rollback_statement[] = {
#embed "rollback_statement.sql"
};
static const unsigned char rollback_rename[] = {
#embed "rollback_rename.sql"
};
static const unsigned char rollback_result[] = {
#embed "rollback_result.sql"
};
static const unsigned char granted[] = {
#embed "granted.sql"
};
static const unsigned char compare_grants[] = {
#embed "compare_grants.sql"
};
static const unsigned char copy_grants_check[] = {
#embed "copy_grants_check.sql"
};
static const unsigned char copy_grants_after[] = {
#embed "copy_grants_after.sql"
};
static const unsigned char copy_grant[] = {
#embed "copy_grant.sql"
};
static const unsigned char copy_grants_count[] = {
#embed "copy_grants_count.sql"
};
static const unsigned char copy_grants_result[] = {
#embed "copy_grants_result.sql"
};
static const unsigned char revoke_grants_check[] = {
#embed "revoke_grants_check.sql"
};
static const unsigned char revoke_grant[] = {
#embed "revoke_grant.sql"
};
static const unsigned char revoke_grants_after[] = {
#embed "revoke_grants_after.sql"
};
static const unsigned char revoke_grants_left[] = {
#embed "revoke_grants_left.sql"
};
static const unsigned char revoke_grants_result[] = {
#embed "revoke_grants_result.sql"
};
static const unsigned char compare_schema_grants[] = {
#embed "compare_schema_grants.sql"
};
static const unsigned char copy_schema_grants[] = {
#embed "copy_schema_grants.sql"
};
static const unsigned char copy_schema_grants_after[] = {
#embed "copy_schema_grants_after.sql"
};
static const unsigned char copy_schema_grant[] = {
#embed "copy_schema_grant.sql"
};
static const unsigned char copy_schema_grants_result[] = {
#embed "copy_schema_grants_result.sql"
};
static const unsigned char revoke_schema_grant[] = {
#embed "revoke_schema_grant.sql"
};
static const unsigned char revoke_schema_grants_after[] = {
#embed "revoke_schema_grants_after.sql"
};
static const unsigned char revoke_own_schema_grant[] = {
#embed "revoke_own_schema_grant.sql"
};
static const unsigned char needs[] = {
#embed "needs.sql"
};
static const unsigned char compare_views[] = {
#embed "compare_views.sql"
};
static const unsigned char views_check[] = {
#embed "views_check.sql"
};
static const unsigned char recreate_view[] = {
#embed "recreate_view.sql"
};
static const unsigned char views_result[] = {
#embed "views_result.sql"
};
static const unsigned char accepted_objects[] = {
#embed "accepted_objects.sql"
};
static const unsigned char trigger_tables[] = {
#embed "trigger_tables.sql"
};
static const unsigned char trigger_table[] = {
#embed "trigger_table.sql"
};
static const unsigned char trigger_check[] = {
#embed "trigger_check.sql"
};
static const unsigned char trigger_rows[] = {
#embed "trigger_rows.sql"
};
static const unsigned char trigger_message[] = {
#embed "trigger_message.sql"
};
static const unsigned char trigger_step[] = {
#embed "trigger_step.sql"
};
static const unsigned char trigger_count[] = {
#embed "trigger_count.sql"
};
static const unsigned char triggers_result[] = {
#embed "triggers_result.sql"
};
static const unsigned char release[] = {
#embed "release.sql"
};
static const unsigned char status_counts[] = {
#embed "status_counts.sql"
};
static const unsigned char status_result[] = {
#embed "status_result.sql"
};
static const unsigned char status_trigger_rows[] = {
#embed "status_trigger_rows.sql"
};
static const unsigned char status_view_rows[] = {
#embed "status_view_rows.sql"
};
static const unsigned char status_table_grant_rows[] = {
#embed "status_table_grant_rows.sql"
};
static const unsigned char status_schema_grant_rows[] = {
#embed "status_schema_grant_rows.sql"
};
static const unsigned char status_schemas[] = {
#embed "status_schemas.sql"
};
static const unsigned char status_copies[] = {
#embed "status_copies.sql"
};
static const unsigned char verify[] = {
#embed "verify.sql"
};
static const unsigned char verify_triggers[] = {
#embed "verify_triggers.sql"
};
static const unsigned char verify_views[] = {
#embed "verify_views.sql"
};
static const unsigned char verify_table_grants[] = {
#embed "verify_table_grants.sql"
};
static const unsigned char verify_schema_grants[] = {
#embed "verify_schema_grants.sql"
};
static const unsigned char verify_findings[] = {
#embed "verify_findings.sql"
};
static const unsigned char verify_rows[] = {
#embed "verify_rows.sql"
};
static const unsigned char verify_result[] = {
#embed "verify_result.sql"
};
static const unsigned char preflight_server[] = {
#embed "preflight_server.sql"
};
static const unsigned char preflight_session[] = {
#embed "preflight_session.sql"
};
static const unsigned char preflight_privileges[] = {
#embed "preflight_privileges.sql"
};
static const unsigned char preflight_replication[] = {
#embed "preflight_replication.sql"
};
static const unsigned char preflight_state[] = {
#embed "preflight_state.sql"
};
static const unsigned char preflight_tables[] = {
#embed "preflight_tables.sql"
};
static const unsigned char preflight_schemas[] = {
#embed "preflight_schemas.sql"
};
static const unsigned char preflight_schema_options[] = {
#embed "preflight_schema_options.sql"
};
static const unsigned char preflight_created_schemas[] = {
#embed "preflight_created_schemas.sql"
};
static const unsigned char preflight_constraints[] = {
#embed "preflight_constraints.sql"
};
static const unsigned char preflight_dependents[] = {
#embed "preflight_dependents.sql"
};
static const unsigned char preflight_code[] = {
#embed "preflight_code.sql"
};
static const unsigned char preflight_merge[] = {
#embed "preflight_merge.sql"
};
static const unsigned char preflight_triggers[] = {
#embed "preflight_triggers.sql"
};
static const unsigned char preflight_views[] = {
#embed "preflight_views.sql"
};
static const unsigned char preflight_table_grants[] = {
#embed "preflight_table_grants.sql"
};
static const unsigned char preflight_schema_grants[] = {
#embed "preflight_schema_grants.sql"
};
static const unsigned char preflight_access[] = {
#embed "preflight_access.sql"
};
static const unsigned char preflight_locks[] = {
#embed "preflight_locks.sql"
};
static const unsigned char preflight_result[] = {
#embed "preflight_result.sql"
};

#define TEMPLATE(name) {#name, name, sizeof name}
static const struct sql_template templates[] = {
    TEMPLATE(reading),
    TEMPLATE(listing),
    TEMPLATE(locations),
    TEMPLATE(privileges),
    TEMPLATE(extras),
    TEMPLATE(triggers),
    TEMPLATE(views),
    TEMPLATE(table_grants),
    TEMPLATE(schema_grants),
    TEMPLATE(session),
    TEMPLATE(locks),
    TEMPLATE(pairs),
    TEMPLATE(create_schemas),
    TEMPLATE(create_schema),
    TEMPLATE(create_schemas_result),
    TEMPLATE(drop_schemas),
    TEMPLATE(drop_schema),
    TEMPLATE(drop_schema_run),
    TEMPLATE(drop_schema_result),
    TEMPLATE(drop_schemas_result),
    TEMPLATE(move),
    TEMPLATE(move_statement),
    TEMPLATE(move_rename),
    TEMPLATE(move_result),
    TEMPLATE(rollback),
    TEMPLATE(rollback_statement),
    TEMPLATE(rollback_rename),
    TEMPLATE(rollback_result),
    TEMPLATE(granted),
    TEMPLATE(compare_grants),
    TEMPLATE(copy_grants_check),
    TEMPLATE(copy_grants_after),
    TEMPLATE(copy_grant),
    TEMPLATE(copy_grants_count),
    TEMPLATE(copy_grants_result),
    TEMPLATE(revoke_grants_check),
    TEMPLATE(revoke_grant),
    TEMPLATE(revoke_grants_after),
    TEMPLATE(revoke_grants_left),
    TEMPLATE(revoke_grants_result),
    TEMPLATE(compare_schema_grants),
    TEMPLATE(copy_schema_grants),
    TEMPLATE(copy_schema_grants_after),
    TEMPLATE(copy_schema_grant),
    TEMPLATE(copy_schema_grants_result),
    TEMPLATE(revoke_schema_grant),
    TEMPLATE(revoke_schema_grants_after),
    TEMPLATE(revoke_own_schema_grant),
    TEMPLATE(needs),
    TEMPLATE(compare_views),
    TEMPLATE(views_check),
    TEMPLATE(recreate_view),
    TEMPLATE(views_result),
    TEMPLATE(accepted_objects),
    TEMPLATE(trigger_tables),
    TEMPLATE(trigger_table),
    TEMPLATE(trigger_check),
    TEMPLATE(trigger_rows),
    TEMPLATE(trigger_message),
    TEMPLATE(trigger_step),
    TEMPLATE(trigger_count),
    TEMPLATE(triggers_result),
    TEMPLATE(release),
    TEMPLATE(status_counts),
    TEMPLATE(status_result),
    TEMPLATE(status_trigger_rows),
    TEMPLATE(status_view_rows),
    TEMPLATE(status_table_grant_rows),
    TEMPLATE(status_schema_grant_rows),
    TEMPLATE(status_schemas),
    TEMPLATE(status_copies),
    TEMPLATE(verify),
    TEMPLATE(verify_triggers),
    TEMPLATE(verify_views),
    TEMPLATE(verify_table_grants),
    TEMPLATE(verify_schema_grants),
    TEMPLATE(verify_findings),
    TEMPLATE(verify_rows),
    TEMPLATE(verify_result),
    TEMPLATE(preflight_server),
    TEMPLATE(preflight_session),
    TEMPLATE(preflight_privileges),
    TEMPLATE(preflight_replication),
    TEMPLATE(preflight_state),
    TEMPLATE(preflight_tables),
    TEMPLATE(preflight_schemas),
    TEMPLATE(preflight_schema_options),
    TEMPLATE(preflight_created_schemas),
    TEMPLATE(preflight_constraints),
    TEMPLATE(preflight_dependents),
    TEMPLATE(preflight_code),
    TEMPLATE(preflight_merge),
    TEMPLATE(preflight_triggers),
    TEMPLATE(preflight_views),
    TEMPLATE(preflight_table_grants),
    TEMPLATE(preflight_schema_grants),
    TEMPLATE(preflight_access),
    TEMPLATE(preflight_locks),
    TEMPLATE(preflight_result),
};

struct sql_template sql_template_at(size_t index) {
  struct sql_template none = {NULL, NULL, 0};
  return index < sizeof templates / sizeof templates[0] ? templates[index] : none;
}

static const unsigned char releases[] = {
#embed "releases.txt"
};

struct sql_template sql_template_releases(void) {
  struct sql_template text = {NULL, releases, sizeof releases};
  return text;
}
