-- Streams beside those of tickets: clusters, drafts of rules, months of assessment. Same form, chain, commitments and daily
-- seal (docs/reference/event-format.md). A record's texts are encrypted under its own key, like a ticket's.

create table record (
  record_id uuid primary key,
  kind text not null,
  version integer not null,
  head text not null,
  seed bytea not null,
  wrapped_key bytea
);

create table record_event (
  record_id uuid not null,
  version integer not null,
  type text not null,
  at timestamptz not null,
  bytes text not null,
  hash text not null,
  opening text not null,
  primary key (record_id, version)
);

create table record_text (
  record_id uuid not null,
  text_id text not null,
  sealed bytea not null,
  primary key (record_id, text_id)
);

-- The heads of records that a seal fixed.
create table record_head (
  record_id uuid not null,
  number integer not null,
  stream text not null,
  version integer not null,
  hash text not null,
  primary key (record_id, number)
);

-- Rights on a record are those of the feature that owns it, checked in code: the reader's role, which serves lists, gets none.
grant select, insert, update, delete on record, record_event, record_text, record_head to huying_writer;
revoke update, delete, truncate on record_event, record_head from huying_writer;
