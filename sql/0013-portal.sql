-- The citizens' portal: messages on their way out, one-time codes, and who follows a matter that others reported.

-- Recipient and text are encrypted; they go when the message was handed over, and at its end in any case.
create table outgoing_message (
  message_id uuid primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  status text not null,
  attempts integer not null,
  sealed bytea
);
create index outgoing_message_waiting on outgoing_message (created_at) where status = 'waiting';
create index outgoing_message_expires on outgoing_message (expires_at);

-- P16. The code itself is not kept, only its keyed mark. The subject is a ticket or the keyed index of a phone.
create table one_time_code (
  code_id uuid primary key,
  subject text not null,
  mark text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null,
  used_at timestamptz
);
create index one_time_code_subject on one_time_code (subject, created_at);

-- A follow shows the public stages of a matter, and no ticket. Of the follower it keeps the keyed index of a phone, where one was
-- left at all: enough to find the follow again, and nothing that could be read.
create table matter_follow (
  follow_id uuid primary key,
  cluster_id uuid not null,
  category text not null,
  subdistrict text not null,
  phone_index text,
  counts boolean not null,
  followed_at timestamptz not null,
  ended_at timestamptz
);
create index matter_follow_cluster on matter_follow (cluster_id) where ended_at is null;
create index matter_follow_phone on matter_follow (phone_index) where phone_index is not null;

grant select, insert, update, delete on outgoing_message, one_time_code, matter_follow to huying_writer;
