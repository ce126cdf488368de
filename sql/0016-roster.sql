-- The unit's day: what came in, who has it in hand, who is on duty, who is away, what one shift hands to the next, and the
-- templates of replies.

-- Whose hands a ticket is in inside the unit, and when its unit got it: lists and boards filter by them. Both follow from the log.
alter table inbox add column assignee text, add column arrived_at timestamptz;
create index inbox_assignee on inbox (unit_id, assignee, due_at, ticket_id) where open and assignee is not null;

-- P28 排班: who is in charge of a shift. Accounts of the unit or below it.
create table duty_shift (
  unit_id text not null references unit (code),
  day date not null,
  shift text not null check (shift in ('day', 'night')),
  in_charge text not null references account (account_id),
  members text[] not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (unit_id, day, shift)
);

-- P28: who is away, from the first day to the last; ended_at when somebody came back earlier or it was a mistake.
create table absence (
  absence_id uuid primary key,
  unit_id text not null references unit (code),
  account_id text not null references account (account_id),
  first_day date not null,
  last_day date not null,
  set_by text not null,
  set_at timestamptz not null,
  ended_at timestamptz,
  check (last_day >= first_day)
);
create index absence_unit on absence (unit_id, last_day desc, absence_id);

-- P28 交接班: the hand-over itself, with its note, is a record (sql/0002-record.sql); this finds it.
create table hand_over (
  record_id uuid primary key,
  unit_id text not null references unit (code),
  day date not null,
  shift text not null check (shift in ('day', 'night')),
  by_account text not null,
  at timestamptz not null,
  tickets uuid[] not null,
  acknowledged_by text,
  acknowledged_at timestamptz
);
create index hand_over_unit on hand_over (unit_id, at desc, record_id);

-- Templates of replies: a unit's own, or the centre's for everybody (unit_id null). Public texts with placeholders, in the clear;
-- a version is never changed, only followed by another.
create table reply_template (
  template_id uuid not null,
  version integer not null,
  unit_id text references unit (code),
  -- A category's code, its children included; null: for every matter.
  category text,
  title text not null,
  reply text not null,
  measures text not null,
  next_step text not null,
  state text not null check (state in ('in-use', 'withdrawn')),
  account_id text not null,
  at timestamptz not null,
  primary key (template_id, version)
);
create index reply_template_unit on reply_template (unit_id, template_id, version desc);

grant select, insert, update, delete on duty_shift, absence, hand_over to huying_writer;
grant select, insert on reply_template to huying_writer;
