-- -----------------------------------------------------------------------------------------------------
-- Section revoke_grants_after
-- The tables stay where they are while a copy is left: on the name of a missing table it would count as a
-- grant that somebody else made.
-- -----------------------------------------------------------------------------------------------------
SET @planc_verdict = IF(@planc_verdict = 'GO' AND COALESCE(@planc_grants_copied, 1) <> 0,
  CONCAT('planc: stopped: copied privileges that could not be revoked: ',
         COALESCE(@planc_grants_copied, '?'), '; see the error above, then run ', @planc_file, ' again'),
  @planc_verdict);
