-- The month of assessment: exclusions that wait for a decision hold up the freeze (P4), so that they must be found at once.
create index inbox_exclusion on inbox (unit_id, registered_at desc)
  where marks && '{exclusion-pending,exclusion-objected}';
