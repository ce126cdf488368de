-- Photos and evidence. The files lie beside the database (HUYING_DATA/photos), encrypted; a ticket's log holds keyed commitments to
-- them, and a file stands under its commitment: content-addressed inside its ticket, and nothing to anyone without the key.

-- One row per photo of a ticket. What is kept about it (size, likeness) is under the ticket's key and forgotten with it.
create table ticket_photo (
  ticket_id uuid not null,
  photo text not null,
  sealed bytea not null,
  primary key (ticket_id, photo)
);

-- Uploaded and not yet part of any ticket; under a key of its own. Whoever uploaded it has it in `owner`.
create table photo_upload (
  upload_id uuid primary key,
  owner text not null,
  wrapped_key bytea not null,
  sealed bytea not null,
  expires_at timestamptz not null
);
create index photo_upload_owner on photo_upload (owner);
create index photo_upload_expires on photo_upload (expires_at);

-- Written before a ticket's files are: should the command not come through, the files are found and removed.
create table photo_claim (
  ticket_id uuid not null,
  photo text not null,
  upload_id uuid not null,
  primary key (ticket_id, photo, upload_id)
);
create index photo_claim_upload on photo_claim (upload_id);

grant select, insert, update, delete on ticket_photo, photo_upload, photo_claim to huying_writer;
alter table ticket_photo enable row level security;
create policy ticket_photo_writer on ticket_photo to huying_writer using (true) with check (true);
