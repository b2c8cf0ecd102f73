-- -----------------------------------------------------------------------------------------------------
-- Section drop_schema_result
-- Remember why this schema stays, if it does.
-- -----------------------------------------------------------------------------------------------------
SET @planc_stays = IF(@planc_schema_verdict IN ('GO', 'SKIP'), @planc_stays,
  JSON_ARRAY_APPEND(@planc_stays, '$', JSON_ARRAY(
    @planc_schema, COALESCE(@planc_schema_verdict, 'stays: a check failed; see the error above'))));
