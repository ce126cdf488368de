-- Every dispatch with what was proposed, what was done and whether it held: measures and precedents read it. It follows from
-- the log, is written in the command's own transaction and can be rebuilt at any time.

create table dispatch_hop (
  ticket_id uuid not null,
  hop integer not null,
  dispatched_at timestamptz not null,
  policy text not null,
  decided_by text not null,
  lead text not null,
  catalogue_row integer,
  category text,
  district text,
  subdistrict text,
  proposed_lead text,
  proposed_category text,
  keyword_category text,
  model_category text,
  changed text[] not null,
  return_ground text,
  return_suggested text,
  returned_at timestamptz,
  return_version integer,
  return_decision text,
  decided_at timestamptz,
  decided_version integer,
  primary key (ticket_id, hop)
);
create index dispatch_hop_at on dispatch_hop (dispatched_at, ticket_id);
create index dispatch_hop_precedent on dispatch_hop (category, decided_at desc, ticket_id) where return_decision is not null;
create index dispatch_hop_returned on dispatch_hop (decided_at desc, ticket_id) where return_decision is not null;
create index dispatch_hop_consult on dispatch_hop (dispatched_at desc, ticket_id) where decided_by = 'consult';

-- Names that the statistical codes don't have, entered by the operator: compounds, roads, landmarks, stations, other names.
-- Small and the same everywhere: a reference table on several machines.
create table gazetteer_entry (
  name text not null,
  unit_id text not null references unit (code),
  kind text not null,
  lat double precision,
  lng double precision,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (name, unit_id)
);

-- What should change in the catalogue, out of a return or a consult. The proposal itself is a record; this finds it.
create table catalogue_proposal (
  record_id uuid primary key,
  ticket_id uuid,
  category text not null,
  state text not null,
  proposed_at timestamptz not null
);
create index catalogue_proposal_newest on catalogue_proposal (proposed_at desc, record_id);

-- Read as the writer, after the feature's own check of rights: figures of all units are open to whoever may read rates, and
-- the tickets behind them only to whoever may read each of them (P21).
grant select, insert, update, delete on dispatch_hop, gazetteer_entry, catalogue_proposal to huying_writer;
