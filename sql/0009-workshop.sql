-- Drafts of rules, the versions that were released from them, what-if replays, and what a replay needs of each ticket.

-- Follows from the record stream `policy` of the same id, written with it.
create table policy_draft (
  draft_id uuid primary key,
  version integer not null,
  status text not null,
  id text not null,
  state jsonb not null
);
create index policy_draft_status on policy_draft (status);

-- A draft's tables as they are now. The log holds what each text's SHA-256 was; a released version keeps its texts for ever.
create table policy_draft_file (
  draft_id uuid not null,
  name text not null,
  revision integer not null,
  text text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (draft_id, name)
);

create table policy_release (
  id text primary key,
  draft_id uuid not null,
  effective_from date not null,
  checksum text not null,
  replay text not null,
  released_at timestamptz not null
);

create table policy_release_file (
  id text not null,
  name text not null,
  text text not null,
  primary key (id, name)
);

create table policy_replay (
  replay_id uuid primary key,
  draft_id uuid not null,
  checksum text not null,
  first_day date not null,
  last_day date not null,
  status text not null,
  done integer not null,
  total integer not null,
  started_by text not null,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  hash text,
  result jsonb
);
create index policy_replay_draft on policy_replay (draft_id, started_at desc);

-- Follows from a ticket's log and is brought up to date when a replay needs it: commands do not pay for it.
create table replay_ticket (
  ticket_id uuid primary key,
  version integer not null,
  ticket jsonb not null
);

grant select, insert, update, delete on policy_draft, policy_draft_file, policy_replay, replay_ticket to huying_writer;
-- What is released stays as it was released: nobody who serves requests can change or delete it.
grant select, insert on policy_release, policy_release_file to huying_writer;
grant insert on policy_version to huying_writer;
