-- Assessment: sums by day that are kept up to date, and runs that never change.
-- A fact now also says by which rules the ticket is judged, whose it is and why; facts stored before are made anew from the
-- log at the next start (the mark below).

-- All of a fact that counts, as one text: what `cellText` (src/domain/scoring/cells.ts) writes. Facts with the same cell are alike
-- to every figure, so that a month is counted by comparing texts instead of reading a million documents.
alter table assessment_fact add column cell text generated always as (
  coalesce(fact->>'judgedUnder', '') || '|' || coalesce(fact->>'share', '') || '|' || coalesce(fact->>'dispatches', '') || '|' ||
  coalesce(fact->>'standing', '') || '|' || coalesce(fact->>'excludedGround', '') || '|' ||
  coalesce(fact->>'afterScore', '') || '|' || coalesce(fact->>'contacted', '') || '|' || coalesce(fact->>'solved', '') || '|' ||
  coalesce(fact->>'satisfied', '') || '|' || coalesce(fact->>'onTime', '') || '|' ||
  coalesce(fact->>'returned', 'false') || '|' || coalesce(fact->>'repeated', 'false')
) stored;

-- Which instants a command moved facts at, and in which transaction: so that a run recounts only the days that changed since
-- the snapshot it counted in. Not a queue: rows that every kept sum has seen are cleared away.
create table assessment_touch (
  ticket_id uuid not null,
  version integer not null,
  at timestamptz[] not null,
  moved_in xid8 not null default pg_current_xact_id(),
  primary key (ticket_id, version)
);
create index assessment_touch_moved on assessment_touch (moved_in);

-- The periods whose sums are kept, with the borders of their days and the snapshot in which they were last counted.
create table assessment_frame (
  period text not null,
  attribution text not null,
  borders timestamptz[] not null,
  counted_in pg_snapshot not null,
  used_at timestamptz not null,
  primary key (period, attribution)
);

-- Per day and unit the cells and, at the same places, how many facts of each. Bounded by units × days, not by tickets.
create table assessment_day (
  period text not null,
  attribution text not null,
  day integer not null,
  unit_id text not null,
  cells text[] not null,
  facts integer[] not null,
  primary key (period, attribution, day, unit_id)
);

-- One row; whoever counts or clears away writes it first, so that they do so one after the other.
create table assessment_turn (
  one boolean primary key default true check (one),
  turn bigint not null
);
insert into assessment_turn (turn) values (0);

-- Runs are kept by their canonical bytes and never change; a correction is another run.
create table assessment_run (
  run_id text primary key,
  period text not null,
  policy text not null,
  inputs text not null,
  hash text not null,
  bytes text not null,
  stored_at timestamptz not null
);
create index assessment_run_period on assessment_run (period, stored_at);

create table assessment_run_unit (
  run_id text not null references assessment_run (run_id),
  unit_id text not null,
  class text not null,
  rank integer,
  composite text,
  line jsonb not null,
  primary key (run_id, unit_id)
);
create index assessment_run_unit_of on assessment_run_unit (unit_id, run_id);

-- Which run is the period's: number 1 is the freeze, each later one an ordered correction that lists its differences.
create table assessment_frozen (
  period text not null,
  number integer not null check (number > 0),
  run_id text not null references assessment_run (run_id),
  frozen_at timestamptz not null,
  primary key (period, number)
);

grant select, insert, update, delete on assessment_touch, assessment_frame, assessment_day, assessment_turn to huying_writer;
grant select, insert on assessment_run, assessment_run_unit, assessment_frozen to huying_writer;
grant select on assessment_run, assessment_run_unit, assessment_frozen to huying_reader;

insert into installation (key, value)
select 'rebuild-due', to_jsonb('0008-assessment'::text) where exists (select from assessment_fact)
on conflict (key) do nothing;
