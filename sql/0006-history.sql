-- History from elsewhere: other cities' records, imported as tickets under rules of their own.

-- A city whose record was imported: what its mapping names, and the zone's offsets as data. Small, the same everywhere.
create table history_city (
  system text primary key,
  name text not null,
  name_en text not null,
  offsets jsonb not null,
  categories jsonb not null
);

-- What was last read of each imported ticket: whether a newer export changed it, and who closed in time, are answered from here.
-- The digest is keyed, so that nobody can guess at the row that it stands for.
create table history_ticket (
  ticket_id uuid primary key,
  system text not null,
  unit text not null,
  opened_at timestamptz not null,
  due_at timestamptz,
  closed_at timestamptz,
  digest text not null
);
