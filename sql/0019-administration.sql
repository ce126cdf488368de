-- Administration: accounts with who changed them, one-time links, the layer of changes over the units that ship with the rules,
-- keys of machines, and what retention did.

alter table account add column created_at timestamptz, add column last_sign_in_at timestamptz;

-- What was done to accounts, for ever.
create table account_audit (
  audit_id uuid primary key,
  account_id text not null,
  what text not null,
  facts jsonb not null,
  by_account text not null,
  reason text,
  at timestamptz not null
);
create index account_audit_account on account_audit (account_id, at desc);

-- Two persons: a role that reads people's tickets, or a new password for whoever holds one, waits for a second administrator.
-- The first is given a code, the second the link; neither opens the account alone.
create table account_request (
  request_id uuid primary key,
  account_id text not null references account (account_id),
  what text not null check (what in ('role', 'password')),
  role text not null,
  unit_id text not null,
  code_hash bytea not null,
  asked_by text not null,
  reason text not null,
  asked_at timestamptz not null,
  decision text check (decision in ('confirmed', 'refused', 'withdrawn')),
  decided_by text,
  decided_at timestamptz
);
create unique index account_request_open on account_request (account_id) where decision is null;

create table account_invitation (
  token_hash bytea primary key,
  account_id text not null references account (account_id),
  -- Null: the link alone is enough.
  code_hash bytea,
  tries integer not null,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index account_invitation_account on account_invitation (account_id);

-- The shipped units stay data: what people change is a layer of dated changes over them (P26).
create table unit_change (
  change_id uuid primary key,
  code text not null,
  what text not null check (what in ('added', 'renamed', 'moved', 'closed')),
  facts jsonb not null,
  effective_from date not null,
  account_id text not null,
  reason text not null,
  at timestamptz not null
);
create index unit_change_unit on unit_change (code, effective_from);

-- Only the hash: the key itself was shown once.
create table service_key (
  key_id uuid primary key,
  name text not null,
  hint text not null,
  hash bytea not null unique,
  scopes text[] not null,
  made_by text not null,
  made_at timestamptz not null,
  last_used_at timestamptz,
  revoked_by text,
  revoked_at timestamptz
);

-- Each daily run of retention: numbers and limits, no names.
create table retention_run (
  run_id uuid primary key,
  at timestamptz not null,
  tickets integer not null,
  people integer not null,
  facts jsonb not null
);
create index retention_run_newest on retention_run (at desc);

grant select, insert on account_audit, unit_change, retention_run to huying_writer;
grant select, insert, update on account_request, account_invitation, service_key to huying_writer;
-- A new unit is added while the program runs; what ships and what follows from the layer is written at the next start.
grant insert on unit to huying_writer;
-- The reader of the log asks by account and by day.
create index access_log_account on access_log (account_id, at desc);
create index access_log_newest on access_log (at desc);
create index access_log_person on access_log (person_id, at desc) where person_id is not null;
