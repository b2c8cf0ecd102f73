#include "SQLTemplates.h"

// Each section is an array of the bytes of its file. A file that is not named here is in no program.

static const unsigned char reading[] = {
#embed "Shared/reading.sql"
};
static const unsigned char listing[] = {
#embed "Shared/listing.sql"
};
static const unsigned char locations[] = {
#embed "Shared/locations.sql"
};
static const unsigned char privileges[] = {
#embed "Shared/privileges.sql"
};
static const unsigned char extras[] = {
#embed "Shared/extras.sql"
};
static const unsigned char triggers[] = {
#embed "MoveTablesWithTriggers/triggers.sql"
};
static const unsigned char views[] = {
#embed "RecreateViews/views.sql"
};
static const unsigned char table_grants[] = {
#embed "CopyTableGrants/table_grants.sql"
};
static const unsigned char schema_grants[] = {
#embed "CopySchemaGrants/schema_grants.sql"
};
static const unsigned char session[] = {
#embed "Shared/session.sql"
};
static const unsigned char locks[] = {
#embed "Shared/locks.sql"
};
static const unsigned char pairs[] = {
#embed "Shared/pairs.sql"
};
static const unsigned char create_schemas[] = {
#embed "CreateSchemas/create_schemas.sql"
};
static const unsigned char create_schema[] = {
#embed "CreateSchemas/create_schema.sql"
};
static const unsigned char create_schemas_result[] = {
#embed "CreateSchemas/create_schemas_result.sql"
};
static const unsigned char drop_schemas[] = {
#embed "CreateSchemas/drop_schemas.sql"
};
static const unsigned char drop_schema[] = {
#embed "CreateSchemas/drop_schema.sql"
};
static const unsigned char drop_schema_run[] = {
#embed "CreateSchemas/drop_schema_run.sql"
};
static const unsigned char drop_schema_result[] = {
#embed "CreateSchemas/drop_schema_result.sql"
};
static const unsigned char drop_schemas_result[] = {
#embed "CreateSchemas/drop_schemas_result.sql"
};
static const unsigned char move[] = {
#embed "MoveTables/move.sql"
};
static const unsigned char move_statement[] = {
#embed "MoveTables/move_statement.sql"
};
static const unsigned char move_rename[] = {
#embed "MoveTables/move_rename.sql"
};
static const unsigned char move_result[] = {
#embed "MoveTables/move_result.sql"
};
static const unsigned char rollback[] = {
#embed "MoveTables/rollback.sql"
};
static const unsigned char rollback_statement[] = {
#embed "MoveTables/rollback_statement.sql"
};
static const unsigned char rollback_rename[] = {
#embed "MoveTables/rollback_rename.sql"
};
static const unsigned char rollback_result[] = {
#embed "MoveTables/rollback_result.sql"
};
static const unsigned char granted[] = {
#embed "CopyTableGrants/granted.sql"
};
static const unsigned char compare_grants[] = {
#embed "CopyTableGrants/compare_grants.sql"
};
static const unsigned char copy_grants_check[] = {
#embed "CopyTableGrants/copy_grants_check.sql"
};
static const unsigned char copy_grants_after[] = {
#embed "CopyTableGrants/copy_grants_after.sql"
};
static const unsigned char copy_grant[] = {
#embed "CopyTableGrants/copy_grant.sql"
};
static const unsigned char copy_grants_count[] = {
#embed "CopyTableGrants/copy_grants_count.sql"
};
static const unsigned char copy_grants_result[] = {
#embed "CopyTableGrants/copy_grants_result.sql"
};
static const unsigned char revoke_grants_check[] = {
#embed "CopyTableGrants/revoke_grants_check.sql"
};
static const unsigned char revoke_grant[] = {
#embed "CopyTableGrants/revoke_grant.sql"
};
static const unsigned char revoke_grants_after[] = {
#embed "CopyTableGrants/revoke_grants_after.sql"
};
static const unsigned char revoke_grants_left[] = {
#embed "CopyTableGrants/revoke_grants_left.sql"
};
static const unsigned char revoke_grants_result[] = {
#embed "CopyTableGrants/revoke_grants_result.sql"
};
static const unsigned char compare_schema_grants[] = {
#embed "CopySchemaGrants/compare_schema_grants.sql"
};
static const unsigned char copy_schema_grants[] = {
#embed "CopySchemaGrants/copy_schema_grants.sql"
};
static const unsigned char copy_schema_grants_after[] = {
#embed "CopySchemaGrants/copy_schema_grants_after.sql"
};
static const unsigned char copy_schema_grant[] = {
#embed "CopySchemaGrants/copy_schema_grant.sql"
};
static const unsigned char copy_schema_grants_result[] = {
#embed "CopySchemaGrants/copy_schema_grants_result.sql"
};
static const unsigned char revoke_schema_grant[] = {
#embed "CopySchemaGrants/revoke_schema_grant.sql"
};
static const unsigned char revoke_schema_grants_after[] = {
#embed "CopySchemaGrants/revoke_schema_grants_after.sql"
};
static const unsigned char revoke_own_schema_grant[] = {
#embed "CopySchemaGrants/revoke_own_schema_grant.sql"
};
static const unsigned char needs[] = {
#embed "Shared/needs.sql"
};
static const unsigned char compare_views[] = {
#embed "RecreateViews/compare_views.sql"
};
static const unsigned char views_check[] = {
#embed "RecreateViews/views_check.sql"
};
static const unsigned char recreate_view[] = {
#embed "RecreateViews/recreate_view.sql"
};
static const unsigned char views_result[] = {
#embed "RecreateViews/views_result.sql"
};
static const unsigned char accepted_objects[] = {
#embed "Shared/accepted_objects.sql"
};
static const unsigned char trigger_tables[] = {
#embed "MoveTablesWithTriggers/trigger_tables.sql"
};
static const unsigned char trigger_table[] = {
#embed "MoveTablesWithTriggers/trigger_table.sql"
};
static const unsigned char trigger_check[] = {
#embed "MoveTablesWithTriggers/trigger_check.sql"
};
static const unsigned char trigger_rows[] = {
#embed "MoveTablesWithTriggers/trigger_rows.sql"
};
static const unsigned char trigger_message[] = {
#embed "MoveTablesWithTriggers/trigger_message.sql"
};
static const unsigned char trigger_step[] = {
#embed "MoveTablesWithTriggers/trigger_step.sql"
};
static const unsigned char trigger_count[] = {
#embed "MoveTablesWithTriggers/trigger_count.sql"
};
static const unsigned char triggers_result[] = {
#embed "MoveTablesWithTriggers/triggers_result.sql"
};
static const unsigned char release[] = {
#embed "Shared/release.sql"
};
static const unsigned char status_counts[] = {
#embed "Status/status_counts.sql"
};
static const unsigned char status_result[] = {
#embed "Status/status_result.sql"
};
static const unsigned char status_trigger_rows[] = {
#embed "MoveTablesWithTriggers/status_trigger_rows.sql"
};
static const unsigned char status_view_rows[] = {
#embed "RecreateViews/status_view_rows.sql"
};
static const unsigned char status_table_grant_rows[] = {
#embed "CopyTableGrants/status_table_grant_rows.sql"
};
static const unsigned char status_schema_grant_rows[] = {
#embed "CopySchemaGrants/status_schema_grant_rows.sql"
};
static const unsigned char status_schemas[] = {
#embed "Status/status_schemas.sql"
};
static const unsigned char status_copies[] = {
#embed "Status/status_copies.sql"
};
static const unsigned char verify[] = {
#embed "Verify/verify.sql"
};
static const unsigned char verify_triggers[] = {
#embed "MoveTablesWithTriggers/verify_triggers.sql"
};
static const unsigned char verify_views[] = {
#embed "RecreateViews/verify_views.sql"
};
static const unsigned char verify_table_grants[] = {
#embed "CopyTableGrants/verify_table_grants.sql"
};
static const unsigned char verify_schema_grants[] = {
#embed "CopySchemaGrants/verify_schema_grants.sql"
};
static const unsigned char verify_findings[] = {
#embed "Verify/verify_findings.sql"
};
static const unsigned char verify_rows[] = {
#embed "Verify/verify_rows.sql"
};
static const unsigned char verify_result[] = {
#embed "Verify/verify_result.sql"
};
static const unsigned char preflight_server[] = {
#embed "Preflight/preflight_server.sql"
};
static const unsigned char preflight_session[] = {
#embed "Preflight/preflight_session.sql"
};
static const unsigned char preflight_privileges[] = {
#embed "Preflight/preflight_privileges.sql"
};
static const unsigned char preflight_replication[] = {
#embed "Preflight/preflight_replication.sql"
};
static const unsigned char preflight_state[] = {
#embed "Preflight/preflight_state.sql"
};
static const unsigned char preflight_tables[] = {
#embed "Preflight/preflight_tables.sql"
};
static const unsigned char preflight_schemas[] = {
#embed "Preflight/preflight_schemas.sql"
};
static const unsigned char preflight_schema_options[] = {
#embed "Preflight/preflight_schema_options.sql"
};
static const unsigned char preflight_created_schemas[] = {
#embed "Preflight/preflight_created_schemas.sql"
};
static const unsigned char preflight_constraints[] = {
#embed "Preflight/preflight_constraints.sql"
};
static const unsigned char preflight_dependents[] = {
#embed "Preflight/preflight_dependents.sql"
};
static const unsigned char preflight_code[] = {
#embed "Preflight/preflight_code.sql"
};
static const unsigned char preflight_merge[] = {
#embed "Preflight/preflight_merge.sql"
};
static const unsigned char preflight_triggers[] = {
#embed "MoveTablesWithTriggers/preflight_triggers.sql"
};
static const unsigned char preflight_views[] = {
#embed "RecreateViews/preflight_views.sql"
};
static const unsigned char preflight_table_grants[] = {
#embed "CopyTableGrants/preflight_table_grants.sql"
};
static const unsigned char preflight_schema_grants[] = {
#embed "CopySchemaGrants/preflight_schema_grants.sql"
};
static const unsigned char preflight_access[] = {
#embed "Preflight/preflight_access.sql"
};
static const unsigned char preflight_locks[] = {
#embed "Preflight/preflight_locks.sql"
};
static const unsigned char preflight_result[] = {
#embed "Preflight/preflight_result.sql"
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
