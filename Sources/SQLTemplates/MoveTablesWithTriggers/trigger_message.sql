-- -----------------------------------------------------------------------------------------------------
-- Section trigger_message
-- What happens to this table.
-- -----------------------------------------------------------------------------------------------------
SELECT CASE @planc_verdict
         WHEN 'GO' THEN CONCAT('moving ', @planc_from_schema, '.', @planc_from_table, ' with its triggers: ',
           @planc_trigger_count, '; it is unavailable while it has its temporary name. After an error run ',
           'this file again: it continues. 1205: another session uses the table; ', @planc_preflight_file,
           ' shows which. 2013 or 2006: run ', @planc_status_file, ' first')
         WHEN 'SKIP' THEN CONCAT('nothing to do: ', @planc_to_schema, '.', @planc_to_table,
           ' has its triggers already')
         WHEN 'LEAVE' THEN CONCAT(@planc_from_schema, '.', @planc_from_table, ' stays: it has a trigger ',
           'that is neither the catalog''s nor the one that planc advises; the rows above show it')
         ELSE 'nothing is moved'
       END AS planc;
