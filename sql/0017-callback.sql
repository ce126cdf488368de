-- The callback desk: who has whom on the line, what hour was agreed, how many calls were made. What was asked and answered stands
-- in the tickets' log; a plan of whom to call is a record of its own kind. All of this may be lost without loss of truth.

-- One row per person on the line. `line` is the keyed index of the number: two people of one number are not rung at once.
-- Somebody without a person in the vault stands under the id of the ticket.
create table callback_claim (
  subject uuid primary key,
  call_id uuid not null unique,
  account_id text not null unique,
  line text unique,
  tickets uuid[] not null,
  -- What each ticket is on the line for; whatever else becomes of it meanwhile is settled.
  kinds text[] not null,
  claimed_at timestamptz not null,
  expires_at timestamptz not null
);

-- The hour that the ticket's callback_at names was agreed, or follows from an attempt: the plan's part of the day no longer
-- holds. Stale where the ticket has moved on. `account_id`: a colleague who was asked to take it on.
create table callback_agreed (
  ticket_id uuid primary key,
  at timestamptz not null,
  account_id text
);

-- Re-checks that were begun; `over` when somebody was reached or it was given up.
create table callback_recheck (
  ticket_id uuid primary key,
  attempts integer not null,
  next_at timestamptz not null,
  over boolean not null
);

-- One row per call, for the counter of the day: whom is not said.
create table callback_call (
  call_id uuid primary key,
  account_id text not null,
  at timestamptz not null,
  outcome text not null,
  tickets integer not null
);
create index callback_call_at on callback_call (at);

grant select, insert, update, delete on callback_claim, callback_agreed, callback_recheck to huying_writer;
grant select, insert on callback_call to huying_writer;
-- Handling units never see when and by whom somebody is called (P5): the reader's role gets none of it.

-- Trails know of re-checks from here on; they are made anew from the log when somebody looks.
delete from signal_trail;
