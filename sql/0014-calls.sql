-- The agent's desk: calls as a telephony system tells them, the agents' status, measures against abuse, unfinished forms.

-- One call on the line. The number is encrypted under the call's own key; the keyed index finds its history. Which tickets were
-- made in it, the log says: they have it as their contact.
create table call (
  call_id uuid primary key,
  system text not null,
  source_id text not null,
  phone_index text,
  wrapped_key bytea,
  sealed bytea,
  account_id text,
  extension text,
  state text not null,
  rang_at timestamptz not null,
  answered_at timestamptz,
  held_since timestamptz,
  transferred_to text,
  hung_up_at timestamptz,
  ready_at timestamptz,
  unique (system, source_id)
);
create index call_phone on call (phone_index, rang_at) where phone_index is not null;
create index call_open on call (rang_at) where state <> 'over';
create index call_account on call (account_id, rang_at) where account_id is not null;

-- What was told of each call, in the order of arrival; the key makes a repeat find itself.
create table call_event (
  call_id uuid not null,
  number integer not null,
  event text not null,
  at timestamptz not null,
  key text not null,
  account_id text,
  extension text,
  receiver text,
  primary key (call_id, number),
  unique (call_id, key)
);

-- Only tickets that share a call have another id as their contact: the index is as small as they are few.
create index ticket_contact on ticket (contact) where contact <> ticket_id;

-- Who can take a call now.
create table agent_status (
  account_id text primary key,
  status text not null,
  extension text,
  since timestamptz not null,
  seen_at timestamptz not null
);
create unique index agent_extension on agent_status (extension) where extension is not null;

-- P17: one row per call with measures; the words and who took which measure stand in the record of the same id.
create table abuse_case (
  case_id uuid primary key,
  call_id uuid not null unique,
  phone_index text,
  stage text not null,
  appeal text not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null
);
create index abuse_phone on abuse_case (phone_index, opened_at) where phone_index is not null;

-- A form that is not finished: its id is that of the ticket it will become, so that sending twice registers once.
create table draft (
  draft_id uuid primary key,
  account_id text not null,
  phone_index text,
  wrapped_key bytea not null,
  sealed bytea not null,
  saved_at timestamptz not null
);
create index draft_account on draft (account_id, saved_at);

-- What a person chose for the own desk, such as keys that are switched off.
create table account_preference (
  account_id text not null,
  name text not null,
  value jsonb not null,
  primary key (account_id, name)
);

-- Read and written by the features that own them, never through the reader's role, which serves lists.
grant select, insert, update, delete on call, call_event, agent_status, abuse_case, draft, account_preference to huying_writer;
revoke update, delete, truncate on call_event from huying_writer;
