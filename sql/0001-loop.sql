-- The loop: units, accounts, the event log with its vault, and the read models that lists, clocks and rates need.
-- Everything that grows with tickets is keyed by ticket_id, so that the same statements run on one server and on Citus.

do $$ begin create role huying_writer nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role huying_reader nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin execute format('grant huying_writer, huying_reader to %I', current_user); end $$;
grant usage on schema public to huying_writer, huying_reader;

-- Facts about this database itself: the simulated mark, the demo's progress, the simulated clock.
create table installation (
  key text primary key,
  value jsonb not null
);

create table unit (
  code text primary key,
  name text not null,
  name_en text not null,
  kind text not null,
  superior text references unit (code),
  district text,
  valid_from date not null,
  valid_to date,
  duty_hours text not null
);

create table policy_version (
  id text primary key,
  effective_from date not null,
  checksum text not null
);

create table account (
  account_id text primary key,
  login text not null unique,
  name text not null,
  role text not null,
  unit_id text not null references unit (code),
  password_hash text,
  active boolean not null default true,
  demo boolean not null default false
);

create table session (
  token_hash bytea primary key,
  account_id text not null references account (account_id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- The log. Bytes are canonical JSON, kept as text because they are what is hashed; see docs/reference/event-format.md.
create table event (
  ticket_id uuid not null,
  version integer not null,
  type text not null,
  at timestamptz not null,
  bytes text not null,
  hash text not null,
  opening text not null,
  primary key (ticket_id, version)
);

-- One row per ticket: the guard of every append, and what lists, clocks and the sweeper read. All of it follows from the log.
create table ticket (
  ticket_id uuid primary key,
  version integer not null,
  head text not null,
  number text not null,
  phase text not null,
  kind text not null,
  channel text not null,
  identity text not null,
  category text,
  limit_class text not null,
  responsible text not null,
  district text,
  subdistrict text,
  community text,
  hop integer not null,
  judged_under text,
  requester uuid,
  contact uuid not null,
  registered_at timestamptz not null,
  promised_at timestamptz,
  due_at timestamptz,
  callback_at timestamptz,
  closed_at timestamptz,
  next_check_at timestamptz
);
create index ticket_next_check on ticket (next_check_at) where next_check_at is not null;
create index ticket_requester on ticket (requester, registered_at desc) where requester is not null;
create index ticket_callback on ticket (callback_at) where callback_at is not null;

create table ticket_number (
  number text primary key,
  ticket_id uuid not null
);

-- Number blocks per day: each process takes a block at a time, gaps are allowed.
create table number_block (
  day date primary key,
  next integer not null
);

-- Answers by command key: a repeat finds its first answer.
create table command_key (
  ticket_id uuid not null,
  key text not null,
  version integer not null,
  primary key (ticket_id, key)
);

-- The vault: deleting wrapped_key forgets the ticket's texts for good, and the log still verifies.
create table ticket_secret (
  ticket_id uuid primary key,
  seed bytea not null,
  wrapped_key bytea
);

create table ticket_text (
  ticket_id uuid not null,
  text_id text not null,
  sealed bytea not null,
  primary key (ticket_id, text_id)
);

create table person (
  person_id uuid primary key,
  phone_index text,
  name_index text,
  wrapped_key bytea,
  sealed bytea,
  unique (phone_index, name_index)
);

create table forgotten (
  subject_id uuid primary key,
  kind text not null,
  at timestamptz not null
);

-- Who may see a ticket: one row per unit, so that rights in lists are an equality on unit_id.
create table inbox (
  unit_id text not null,
  ticket_id uuid not null,
  number text not null,
  phase text not null,
  kind text not null,
  category text,
  limit_class text not null,
  responsible text not null,
  subdistrict text,
  community text,
  open boolean not null,
  late boolean not null,
  marks text[] not null,
  registered_at timestamptz not null,
  due_at timestamptz,
  primary key (ticket_id, unit_id)
);
create index inbox_queue on inbox (unit_id, due_at, ticket_id) where open;
create index inbox_phase on inbox (unit_id, phase, due_at, ticket_id) where open;
create index inbox_alert on inbox (unit_id, registered_at desc) where marks @> '{alert}';
create index inbox_newest on inbox (unit_id, registered_at desc, ticket_id);

-- How each ticket counts, for whom: the assessment's only source, rebuilt from the log at any time.
create table assessment_fact (
  ticket_id uuid not null,
  unit_id text not null,
  role text not null,
  standing text not null,
  dispatched_at timestamptz,
  counted_at timestamptz,
  fact jsonb not null,
  primary key (ticket_id, unit_id, role)
);
create index assessment_fact_dispatched on assessment_fact (dispatched_at);
create index assessment_fact_counted on assessment_fact (counted_at);

-- Daily seals over the heads that changed.
create table seal (
  number integer primary key,
  day date not null unique,
  bytes text not null,
  signature text not null,
  public_key text not null
);

create table seal_head (
  ticket_id uuid not null,
  number integer not null,
  stream text not null,
  version integer not null,
  hash text not null,
  primary key (ticket_id, number)
);

-- Every read of personal data, with its reason.
create table access_log (
  access_id uuid primary key,
  ticket_id uuid,
  person_id uuid,
  account_id text not null,
  what text not null,
  reason text,
  at timestamptz not null
);
create index access_log_ticket on access_log (ticket_id, at desc);

-- Rights. The writer appends: it can neither change nor delete an event. The reader sees the rows of one unit.
grant select, insert, update, delete on all tables in schema public to huying_writer;
revoke update, delete, truncate on event, command_key, seal, seal_head, access_log, forgotten from huying_writer;
revoke insert, update, delete on unit, policy_version, migration from huying_writer;

grant select on installation, unit, policy_version, inbox, ticket, event, ticket_secret, ticket_text, assessment_fact to huying_reader;

alter table inbox enable row level security;
create policy inbox_writer on inbox to huying_writer using (true) with check (true);
create policy inbox_unit on inbox for select to huying_reader
  using (unit_id = nullif(current_setting('huying.unit', true), ''));

alter table ticket enable row level security;
create policy ticket_writer on ticket to huying_writer using (true) with check (true);
create policy ticket_unit on ticket for select to huying_reader
  using (exists (select from inbox where inbox.ticket_id = ticket.ticket_id
                 and inbox.unit_id = nullif(current_setting('huying.unit', true), '')));

alter table event enable row level security;
create policy event_writer on event to huying_writer using (true) with check (true);
create policy event_unit on event for select to huying_reader
  using (exists (select from inbox where inbox.ticket_id = event.ticket_id
                 and inbox.unit_id = nullif(current_setting('huying.unit', true), '')));

alter table ticket_secret enable row level security;
create policy ticket_secret_writer on ticket_secret to huying_writer using (true) with check (true);
create policy ticket_secret_unit on ticket_secret for select to huying_reader
  using (exists (select from inbox where inbox.ticket_id = ticket_secret.ticket_id
                 and inbox.unit_id = nullif(current_setting('huying.unit', true), '')));

alter table ticket_text enable row level security;
create policy ticket_text_writer on ticket_text to huying_writer using (true) with check (true);
create policy ticket_text_unit on ticket_text for select to huying_reader
  using (exists (select from inbox where inbox.ticket_id = ticket_text.ticket_id
                 and inbox.unit_id = nullif(current_setting('huying.unit', true), '')));
