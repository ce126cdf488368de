-- Signals (P23): what detectors need of each ticket, and what humans found. A signal itself is kept nowhere: it follows from the
-- log and is found again, under the same id, each time somebody looks.

-- Follows from a ticket's log and is brought up to date when somebody looks: commands do not pay for it.
create table signal_trail (
  ticket_id uuid primary key,
  version integer not null,
  trail jsonb not null
);

-- One row per review, never changed. The note is free text: it stands in the vault, in the record of the same id.
create table signal_review (
  review_id uuid primary key,
  signal text not null,
  period text not null,
  finding text not null,
  account_id text not null,
  at timestamptz not null
);
create index signal_review_period on signal_review (period, signal, at);

grant select, insert, update, delete on signal_trail to huying_writer;
grant select, insert on signal_review to huying_writer;
