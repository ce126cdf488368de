-- What leaders, inspectors and supervisors look at (P21, P30).

-- What changed since yesterday, and what ended in a period: the few events that a leader asks about and that samples are drawn
-- from, by time. The other events of a ticket are in no such question.
create index event_notable on event (at) where type in (
  'answered', 'refused', 'closed', 'limit-passed', 'second-handling-ordered', 'reopened', 'absorbed', 'urged', 'suspended',
  'alert-raised', 'supervised', 'escalated', 'falsely-closed'
);

-- Tickets under an order, taken up a rank, or marked in an inspection: few, open or not.
create index inbox_oversight on inbox (unit_id, registered_at desc) where marks &&
  '{supervised,supervision-answered,escalated,falsely-closed,inspection-objected}'::text[];

-- 盯办清单: whoever keeps the list, why, and on which day to look again. The note is under the ticket's key: forgotten with it.
create table watched_ticket (
  ticket_id uuid not null,
  account_id text not null references account,
  note bytea,
  look_on date not null,
  pinned_at timestamptz not null,
  pinned_version integer not null,
  primary key (ticket_id, account_id)
);
create index watched_ticket_of on watched_ticket (account_id, look_on, ticket_id);

-- A sample as it was drawn, before anybody looked at a ticket of it; its record (kind `sample`) is sealed with the log.
create table inspection_sample (
  sample_id uuid primary key,
  period text not null,
  seed text not null,
  populations jsonb not null,
  account_id text not null,
  drawn_at timestamptz not null
);
create index inspection_sample_period on inspection_sample (period, drawn_at desc);

create table inspection_item (
  ticket_id uuid not null,
  sample_id uuid not null references inspection_sample,
  kind text not null check (kind in ('answered', 'refused', 'closed')),
  place integer not null,
  primary key (ticket_id, sample_id)
);
create index inspection_item_sample on inspection_item (sample_id, place);

grant select, insert, update, delete on watched_ticket to huying_writer;
grant select, insert on inspection_sample, inspection_item to huying_writer;
